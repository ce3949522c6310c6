import { useState } from 'react'
import type { ChannelInput } from '../../shared/contract/index.ts'
import type { MovieFilter } from '../../shared/filter/filter.ts'
import { chipSentence, describeFilter } from '../filter/describe.ts'
import { useMembers } from '../filter/members.ts'
import { sameFilter } from '../filter/reducers.ts'
import { useFilter } from '../filter/store.ts'
import { formatTimestamp, unknownText } from '../format.ts'
import { useGold } from '../state/query.ts'
import type { LinkedChart } from './linked.ts'
import { SqlStatement } from './sql-statement.tsx'

interface SqlDialogProps {
  chart: LinkedChart
  /** The mark whose films are asked for; null = the chart's numbers. */
  mark: number | null
  onClose: () => void
}

interface Question {
  input: { filter: MovieFilter; groupBy: ChannelInput<'movies.explain'>['groupBy'] }
  title: string
  text: string
}

/**
 * What the SQL is of: a chart's numbers, which leave its own clause aside except for "all of", or the films that a mark counts, which
 * stands in place of that clause or beside "all of".
 */
export function questionOf(
  { model, groupBy, leavesOut, behind, clear, side }: LinkedChart,
  mark: number | null,
  current: MovieFilter,
): Question {
  const keeps = !sameFilter(leavesOut(current), clear(current))
  const named = mark === null ? undefined : model.drawing.marks[mark]
  if (side !== undefined) {
    const isMark = mark !== null && named !== undefined
    return {
      input: isMark ? { filter: behind(mark)(current), groupBy: 'none' } : { filter: leavesOut(current), groupBy },
      title: isMark ? `SQL of the films: ${named.name}` : `SQL of ${model.title}`,
      text: isMark
        ? `Gives the films of ${side} behind this mark of ${model.title}.`
        : `Gives this chart’s numbers of ${side}: every clause of the filter counts, the chart’s own too.`,
    }
  }
  if (mark === null || !named) {
    return {
      input: { filter: leavesOut(current), groupBy },
      title: `SQL of ${model.title}`,
      text: keeps
        ? 'Gives this chart’s numbers. As in the chart, “all of” stays in the filter: each number is what adding the member gives.'
        : 'Gives this chart’s numbers. As in the chart, its own clause of the filter is left aside.',
    }
  }
  return {
    input: { filter: behind(mark)(current), groupBy: 'none' },
    title: `SQL of the films: ${named.name}`,
    text: keeps
      ? `Gives the films behind this mark of ${model.title}. As in the chart, “all of” stays in the filter.`
      : `Gives the films behind this mark of ${model.title}, which stands in place of the chart’s own clause.`,
  }
}

/** The statement that gives a chart's numbers, or the films behind one of its marks, to read and to copy. */
export function SqlDialog({ chart, mark, onClose }: SqlDialogProps) {
  const current = useFilter()
  // Of the moment the dialog was opened: the chart may change meanwhile.
  const [{ input, title, text }] = useState(() => questionOf(chart, mark, current))
  const answer = useGold('movies.explain', input)
  const status = useGold('warehouse.status', undefined).data
  const { names } = useMembers()
  const chips = describeFilter(input.filter, names).map(chipSentence)
  return (
    <SqlStatement title={title} text={text} answer={answer} onClose={onClose}>
      <dl className="facts">
        <dt>Filter</dt>
        <dd>{chips.length > 0 ? chips.join('; ') : 'none: the whole catalogue'}</dd>
        <dt>Gold</dt>
        <dd>
          {status && status.goldVersion > 0
            ? `published ${formatTimestamp(status.publishedAt)} by run ${status.publishedRunId ?? unknownText}`
            : unknownText}
        </dd>
      </dl>
    </SqlStatement>
  )
}
