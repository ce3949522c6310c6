import { useRef } from 'react'
import type { Overview } from '../../shared/contract/explore.ts'
import { formatAgo, formatDecimal, formatInteger, formatTimestamp, formatYear, unknownText } from '../format.ts'
import { useReportPart } from '../state/actions/report-offer.ts'
import { useAgoClock } from '../state/clock.ts'

interface Figure {
  label: string
  value: string
  /** What makes the value honest: of how many, from how many. */
  note: string
}

/** The figures of the top row; "—" where nothing is known yet, never 0. */
export function figuresOf(overview: Overview | null, publishedAt: number | null, now: number): Figure[] {
  const figures = overview?.figures
  const filtered = overview !== null && overview.matched !== overview.total
  const of = figures?.of
  const { lowest = null, highest = null } = of?.year ?? {}
  const span = lowest === null ? unknownText : `${formatYear(lowest)}–${formatYear(highest)}`
  const rated = overview && of ? overview.matched - of.rating.unknown : null
  return [
    {
      label: 'Films',
      value: formatInteger(overview?.matched),
      note: filtered ? `of ${formatInteger(overview.total)}` : 'in the catalogue',
    },
    {
      label: 'Genres',
      value: formatInteger(of?.genre.distinct),
      note: `${formatInteger(figures?.genreAssignments)} assignments`,
    },
    {
      label: 'Languages',
      value: formatInteger(of?.language.distinct),
      note: `${formatInteger(of?.language.unknown)} unknown`,
    },
    { label: 'Released', value: span, note: `${formatInteger(of?.year.unknown)} unknown` },
    {
      label: 'Mean rating',
      value: formatDecimal(figures?.meanRating, 2),
      note: `n = ${formatInteger(rated)} rated`,
    },
    {
      label: 'Published',
      value: formatAgo(publishedAt, now),
      note: formatTimestamp(publishedAt),
    },
  ]
}

/** The same for a report, which says when it was published rather than how long ago that is. */
function reportedFigures(overview: Overview | null, publishedAt: number | null): Figure[] {
  const figures = figuresOf(overview, publishedAt, publishedAt ?? 0)
  return [...figures.slice(0, -1), { label: 'Published', value: formatTimestamp(publishedAt), note: '' }]
}

/** The row of figures. Fixed height, tabular digits: numbers change in place. */
export function Figures(props: { overview: Overview | null; publishedAt: number | null; stale: boolean }) {
  const { overview, publishedAt, stale } = props
  const now = useAgoClock()
  const list = useRef<HTMLDListElement>(null)
  const give = () => ({ kind: 'figures' as const, title: 'Figures', figures: reportedFigures(overview, publishedAt) })
  useReportPart('figures', 'Figures', list, overview ? give : null)
  return (
    <dl ref={list} className={stale ? 'figures is-stale' : 'figures'} aria-label="Figures">
      {figuresOf(overview, publishedAt, now).map(({ label, value, note }) => (
        <div key={label} className="figure">
          <dt>{label}</dt>
          <dd>
            <span className="figure-value">{value}</span> <span className="figure-note">{note}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}
