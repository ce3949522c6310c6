import { largest } from '../../shared/extremes.ts'
import type { Mark, MarkTip } from '../charts/model.ts'
import { type GhostScale, ghostScale } from '../charts/plots/scale.ts'
import { formatInteger, formatPercent } from '../format.ts'

/** The sum of a measure over marks. */
export function total(marks: readonly Mark[], measure: 'value' | 'all'): number {
  return marks.reduce((sum, mark) => sum + mark[measure], 0)
}

/** The scale of a chart's bars and of the ghost behind them. */
export function scaleOf(marks: readonly Mark[]): GhostScale {
  return ghostScale(
    largest(
      marks.map((mark) => mark.value),
      0,
    ),
    largest(
      marks.map((mark) => mark.all),
      0,
    ),
  )
}

/** The note a ghost of its own scale needs; none when both share one. */
export function ghostNote({ factor }: GhostScale): string[] {
  return factor === 1 ? [] : ['Grey: all films, not to scale.']
}

/** "12,345 films", or "1,234 of 70,613 films" while a filter is on. */
export function countedText(left: number, all: number, noun: string): string {
  const plural = all === 1 ? noun : `${noun}s`
  if (Math.round(left) === Math.round(all)) return `${formatInteger(all)} ${plural}`
  return `${formatInteger(left)} of ${formatInteger(all)} ${plural}`
}

/** What a count's tooltip says: how many, which share of the chart, and of how many in the whole catalogue. */
export function countTip(mark: Mark, sum: number, noun: string, format: (value: number) => string): MarkTip {
  return {
    title: mark.name,
    lines: [
      { label: noun, value: format(mark.value) },
      { label: 'share of this chart', value: sum > 0 ? formatPercent(mark.value / sum) : formatPercent(null) },
      { label: 'whole catalogue', value: format(mark.all) },
      { label: 'share left', value: mark.all > 0 ? formatPercent(mark.value / mark.all) : formatPercent(null) },
      ...(mark.state === 'kept' ? [{ label: 'in the filter', value: 'kept' }] : []),
      ...(mark.state === 'dropped' ? [{ label: 'in the filter', value: 'left out' }] : []),
    ],
  }
}
