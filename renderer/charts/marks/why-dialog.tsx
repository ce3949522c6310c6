import type { ChannelOutput } from '../../../shared/contract/index.ts'
import type { Differing, Pull } from '../../../shared/contract/questions/compare.ts'
import { axisTitle } from '../../../shared/explore-spec.ts'
import type { MovieFilter } from '../../../shared/filter/filter.ts'
import { type MeasureId, measureOf } from '../../../shared/model/measures.ts'
import { inSentence } from '../../../shared/model/values/words.ts'
import { Dialog, ErrorState, LoadingState } from '../../components/index.ts'
import { measureText, memberText } from '../../explore/words.ts'
import { formatCount, formatInteger, formatPercent, formatTimestamp } from '../../format.ts'
import { ColumnHeads } from '../../lists/column-heads.tsx'
import { useGold } from '../../state/query.ts'
import '../../lists/lists.css'
import './why-dialog.css'

type Why = ChannelOutput<'compare.why'>

/** A number to be explained: whose films, beside which, and of what. */
export interface WhyAsked {
  /** What the mark is called: "Drama, 1990s". */
  name: string
  /** The filter of its films, and that of those around it: its row, or all that the chart shows. */
  mark: MovieFilter
  around: MovieFilter
  measure: MeasureId
}

/** Why a number is what it is: its films beside the others around them, what is unknown of them, and what pulls it. */
export function WhyDialog({ asked, onClose }: { asked: WhyAsked; onClose: () => void }) {
  const { name, mark, around, measure } = asked
  const { data, error, refetch } = useGold('compare.why', { mark, around, measure })
  const { label, explain } = measureOf(measure)
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => !open && onClose()}
      title={`Why this number? ${label} of ${name}`}
      description={explain}
    >
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <Told why={data} measure={measure} />
      ) : (
        <LoadingState label="Reading what pulls the number" />
      )}
    </Dialog>
  )
}

function Told({ why, measure }: { why: Why; measure: MeasureId }) {
  const { mark, rest, up, down, more, less } = why
  const { label } = measureOf(measure)
  const isMeasured = mark.known !== null
  const isNothing = up.length + down.length + more.length + less.length === 0
  return (
    <div className="why">
      <table className="plain-table">
        <ColumnHeads
          columns={[{ label: 'What' }, { label: 'These films', numeric: true }, { label: 'The rest', numeric: true }]}
        />
        <tbody>
          <Line label={label} values={[mark.value, rest.value].map((value) => measureText(measure, value))} />
          {measure === 'films' ? null : <Line label="Films" values={[mark.films, rest.films].map(formatInteger)} />}
          {isMeasured ? (
            <>
              <Line
                label="Left out: the value is unknown"
                values={[mark, rest].map(({ films, known }) => formatInteger(films - (known ?? films)))}
              />
              <Line
                label="Eight of ten values are within"
                values={[mark, rest].map(({ low, high }) => spreadText(measure, low, high))}
              />
            </>
          ) : null}
        </tbody>
      </table>
      <Pulls title="What pulls it up" pulls={up} value={mark.value} measure={measure} />
      <Pulls title="What pulls it down" pulls={down} value={mark.value} measure={measure} />
      <Shares title="More often than in the rest" members={more} />
      <Shares title="Less often than in the rest" members={less} />
      {isNothing ? <p className="muted">No member of any dimension stands out.</p> : null}
      <Sources goldVersion={why.goldVersion} />
    </div>
  )
}

function spreadText(measure: MeasureId, low: number | null, high: number | null): string {
  if (low === null || high === null || Number.isNaN(low) || Number.isNaN(high)) return '—'
  const { takes } = measureOf(measure)
  const of = 'of' in takes && takes.of === 'runtime' ? 'median_runtime' : 'mean_rating'
  return `${measureText(of, low)}–${measureText(of, high)}`
}

function Line({ label, values }: { label: string; values: readonly string[] }) {
  const [first, second] = values
  return (
    <tr>
      <th scope="row">{label}</th>
      <td className="num">{first}</td>
      <td className="num">{second}</td>
    </tr>
  )
}

interface PullsProps {
  title: string
  pulls: readonly Pull[]
  value: number
  measure: MeasureId
}

function Pulls({ title, pulls, value, measure }: PullsProps) {
  const rows = pulls.map(({ without, ...pull }) => ({
    ...pull,
    numbers: [measureText(measure, value), measureText(measure, without)] as const,
  }))
  return <Members title={title} heads={['With them', 'Without them']} rows={rows} />
}

function Shares({ title, members }: { title: string; members: readonly Differing[] }) {
  const rows = members.map(({ filmsA, shareA, shareB, ...of }) => ({
    ...of,
    films: filmsA,
    numbers: [formatPercent(shareA), formatPercent(shareB)] as const,
  }))
  return <Members title={title} heads={['Of these', 'Of the rest']} rows={rows} />
}

interface MembersProps {
  title: string
  heads: readonly [string, string]
  rows: readonly (Pick<Pull, 'axis' | 'member' | 'films'> & { numbers: readonly [string, string] })[]
}

/** Members with their films and two numbers each; nothing where there are none. */
function Members({ title, heads: [first, second], rows }: MembersProps) {
  if (rows.length === 0) return null
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <table className="plain-table">
        <ColumnHeads
          columns={[
            { label: 'Member' },
            { label: 'Films', numeric: true },
            { label: first, numeric: true },
            { label: second, numeric: true },
          ]}
        />
        <tbody>
          {rows.map(({ axis, member, films, numbers }) => (
            <tr key={JSON.stringify([axis, member.key])}>
              <th scope="row" className="truncate">
                {`${axisTitle(axis)}: ${memberText(axis, member)}`}
              </th>
              <td className="num">{formatInteger(films)}</td>
              <td className="num">{numbers[0]}</td>
              <td className="num">{numbers[1]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** Which numbers these are, how old, and what checks found in the catalogue. */
function Sources({ goldVersion }: { goldVersion: number }) {
  const status = useGold('warehouse.status', undefined).data
  const quality = useGold('quality.summary', undefined).data
  const failing = quality?.checks.filter(({ status: each, failed }) => each === 'failed' && failed > 0) ?? []
  return (
    <p className="small muted">
      {`Gold version ${goldVersion}`}
      {status?.publishedAt ? `, published ${formatTimestamp(status.publishedAt)}` : ''}.{' '}
      {failing.length === 0
        ? 'No quality check fails.'
        : `${formatCount(failing.length, 'quality check')} of the whole catalogue fail${failing.length === 1 ? 's' : ''}: ${failing.map(({ title }) => inSentence(title)).join('; ')}.`}
    </p>
  )
}
