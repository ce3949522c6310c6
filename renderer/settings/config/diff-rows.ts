import { diffLines } from 'diff'
import { formatCount } from '../../format.ts'

export interface DiffRow {
  kind: 'added' | 'removed' | 'same' | 'folded'
  text: string
}

/** Unchanged lines kept around a change. */
const context = 2

/** The rows of a line diff; nothing when both texts are equal. */
export function diffRows(before: string, after: string): DiffRow[] {
  if (before === after) return []
  const all = diffLines(before, after).flatMap((part): DiffRow[] => {
    const kind = part.added ? 'added' : part.removed ? 'removed' : 'same'
    const lines = part.value.split('\n')
    if (lines.at(-1) === '') lines.pop()
    return lines.map((text) => ({ kind, text }))
  })
  const near = all.map((_, index) =>
    all.slice(Math.max(0, index - context), index + context + 1).some((row) => row.kind !== 'same'),
  )
  const rows: DiffRow[] = []
  let folded = 0
  const fold = () => {
    if (folded > 0) rows.push({ kind: 'folded', text: formatCount(folded, 'unchanged line') })
    folded = 0
  }
  all.forEach((row, index) => {
    if (near[index]) {
      fold()
      rows.push(row)
    } else folded += 1
  })
  fold()
  return rows
}
