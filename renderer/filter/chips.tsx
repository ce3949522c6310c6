import { useRef } from 'react'
import { isEmptyFilter } from '../../shared/filter/filter.ts'
import { Button, Chip } from '../components/index.ts'
import { type ChipText, chipSentence, describeFilter } from './describe.ts'
import './filter.css'
import { useMembers } from './members.ts'
import { clearClause } from './reducers.ts'
import { useFilterStore } from './store.ts'

function textOf({ kind, subject, relation, value }: ChipText): string {
  if (kind === 'asOf') return `${subject} ${value}`
  return `${subject}${relation ? ` ${relation}` : ''}: ${value}`
}

/**
 * The active filter as removable chips, and Clear all. What is kept and what is left out differ in shape and in word. After a
 * removal the focus goes to the neighbour, so that several can go in a row without the mouse.
 */
export function FilterChips() {
  const { filter, apply, clear } = useFilterStore()
  const { names } = useMembers()
  const list = useRef<HTMLUListElement>(null)
  const chips = describeFilter(filter, names)
  if (chips.length === 0) return null

  const remove = (chip: ChipText, index: number) => {
    apply(clearClause(chip.clause))
    requestAnimationFrame(() => {
      const buttons = list.current?.querySelectorAll<HTMLButtonElement>('.chip-remove')
      buttons?.[Math.min(index, buttons.length - 1)]?.focus()
    })
  }
  return (
    <div className="filter-chips">
      <ul ref={list} aria-label="Active filters">
        {chips.map((chip, index) => (
          <li key={chip.clause}>
            <Chip
              text={textOf(chip)}
              tone={chip.kind === 'asOf' ? 'past' : chip.kind === 'exclude' ? 'exclude' : 'include'}
              removeLabel={
                chip.kind === 'asOf' ? 'Back to the catalogue of now' : `Remove filter: ${chipSentence(chip)}`
              }
              onRemove={() => remove(chip, index)}
            />
          </li>
        ))}
      </ul>
      {isEmptyFilter(filter) ? null : (
        <Button variant="quiet" small onClick={clear}>
          Clear all
        </Button>
      )}
    </div>
  )
}
