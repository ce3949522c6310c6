import { Database } from 'lucide-react'
import type { ColumnProfile } from '../../../shared/contract/warehouse.ts'
import { largest } from '../../../shared/extremes.ts'
import { Button, EmptyState } from '../../components/index.ts'
import { useFilterStore } from '../../filter/store.ts'
import { formatCount, formatInteger, formatPercent } from '../../format.ts'
import { ColumnHeads } from '../../lists/column-heads.tsx'
import { ReadView } from '../../lists/read-view.tsx'
import { useGold } from '../../state/query.ts'
import { go } from '../../state/route.ts'
import './column-profiles.css'
import type { QualitySummary } from '../quality-summary.ts'
import { columnAbout, findingsOf, rangeOf, shapeSentence, unknownOf } from './column-text.ts'

/** What every column of the fact table holds: unknown and distinct values, range, shape, and what checks and rules found in it. */
export function ColumnProfiles({ summary }: { summary: QualitySummary }) {
  const profiles = useGold('quality.columns', undefined)
  return (
    <ReadView query={profiles} label="Reading the columns">
      {({ films, columns }) =>
        columns.length === 0 ? (
          <EmptyState title="No columns yet" icon={<Database aria-hidden />}>
            Nothing was published so far. The next load fills them.
          </EmptyState>
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable from the keyboard
          <section className="profiles" tabIndex={0} aria-label="Columns">
            <table>
              <ColumnHeads
                columns={[
                  { label: 'Column' },
                  { label: 'Unknown', numeric: true },
                  { label: 'Distinct', numeric: true },
                  { label: 'Range' },
                  { label: 'Shape' },
                  { label: 'Found in it' },
                ]}
              />
              <tbody>
                {columns.map((profile) => (
                  <ProfileRow key={profile.column} profile={profile} films={films} summary={summary} />
                ))}
              </tbody>
            </table>
            <p className="small muted profiles-note">
              Of {formatCount(films, 'film')}, without a filter. Shape: films in equal steps of the range; of names, the
              most frequent first.
            </p>
          </section>
        )
      }
    </ReadView>
  )
}

interface RowProps {
  profile: ColumnProfile
  films: number
  summary: QualitySummary
}

function ProfileRow({ profile, films, summary }: RowProps) {
  const { column, unknown, distinct, histogram } = profile
  const { label, name } = columnAbout(column)
  return (
    <tr>
      <th scope="row">
        {label} <code className="faint">{name}</code>
      </th>
      <td className="num">
        <Unknown profile={profile} /> <span className="faint profiles-share">{formatPercent(unknown / films)}</span>
      </td>
      <td className="num">{formatInteger(distinct)}</td>
      <td className="nowrap">{rangeOf(profile)}</td>
      <td>
        <Shape histogram={histogram} sentence={shapeSentence(profile)} />
      </td>
      <td>
        <Findings column={column} summary={summary} />
      </td>
    </tr>
  )
}

/** Films without a value; where a filter can keep them alone, the way to them. */
function Unknown({ profile: { column, unknown } }: { profile: ColumnProfile }) {
  const apply = useFilterStore((state) => state.apply)
  const change = unknownOf(column)
  if (unknown === 0 || !change)
    return <span className={unknown === 0 ? 'faint' : undefined}>{formatInteger(unknown)}</span>
  return (
    <button
      type="button"
      className="profiles-unknown"
      title="Show these films"
      aria-label={`${formatCount(unknown, 'film')} without a value in ${columnAbout(column).label}: show`}
      onClick={() => {
        apply(change)
        go('/movies')
      }}
    >
      {formatInteger(unknown)}
    </button>
  )
}

const barWidth = 6
const height = 20

function Shape({ histogram, sentence }: { histogram: readonly number[]; sentence: string }) {
  if (histogram.length === 0) return null
  const max = largest(histogram, 1)
  const width = 24 * barWidth
  return (
    <svg className="profiles-shape" width={width} height={height} role="img" aria-label={sentence}>
      <title>{sentence}</title>
      <line className="sparkline-base" x1={0} x2={width} y1={height - 0.5} y2={height - 0.5} />
      {histogram.map((films, step) => {
        const tall = films === 0 ? 0 : Math.max(1, (films / max) * (height - 2))
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a step has no other identity than its place
            key={step}
            className="sparkline-last"
            x={step * barWidth}
            y={height - 1 - tall}
            width={barWidth - 1}
            height={tall}
          />
        )
      })}
    </svg>
  )
}

/** Checks that fail in the column and rules that had to clean it, each leading to its rows. */
function Findings({ column, summary }: { column: ColumnProfile['column']; summary: QualitySummary }) {
  const found = findingsOf(column, summary)
  if (found.length === 0) return <span className="quality-clean">Nothing</span>
  return (
    <span className="profiles-findings">
      {found.map(({ kind, name, title, rows, tone }) => (
        <Button key={`${kind}.${name}`} small variant="quiet" onClick={() => go('/quality', `${kind}.${name}`)}>
          <span className={`badge ${tone}`}>{formatInteger(rows)}</span>
          {title}
        </Button>
      ))}
    </span>
  )
}
