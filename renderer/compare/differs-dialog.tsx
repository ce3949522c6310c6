import type { Comparison, Side } from '../../shared/compare/comparison.ts'
import type { Differing } from '../../shared/contract/questions/compare.ts'
import { axisTitle } from '../../shared/explore-spec.ts'
import { isEmptyClause } from '../../shared/filter/filter.ts'
import { dimensionIds } from '../../shared/model/dimensions.ts'
import { Button, Dialog, ErrorState, LoadingState, ToggleGroup } from '../components/index.ts'
import { memberText } from '../explore/words.ts'
import { useFilterStore } from '../filter/store.ts'
import { formatCount, formatDecimal, formatInteger, formatPercent } from '../format.ts'
import { ColumnHeads } from '../lists/column-heads.tsx'
import { useGold } from '../state/query.ts'
import { emptyQuestion } from '../state/question.ts'
import { go } from '../state/route.ts'
import '../lists/lists.css'
import { leastSteps, setLeastFilms, useLeastFilms } from './least-films.ts'
import { sideNames } from './words.ts'

interface DiffersProps {
  sides: { a: Side; b: Side }
  comparison: Comparison
  onClose: () => void
}

/** The members of all dimensions that two sides differ in most, by their share of the films of each. */
export function DiffersDialog({ sides, comparison, onClose }: DiffersProps) {
  const { least } = useLeastFilms()
  const { data, error, refetch } = useGold('compare.differs', { ...sides, least })
  const names = sideNames(comparison)
  const named = namedBy(sides)
  const apart = (members: readonly Differing[]) => members.filter(({ axis }) => !named.has(axis.dimension))
  const explore = ({ axis }: Differing) => {
    useFilterStore.getState().ask(() => ({ ...emptyQuestion, spec: { ...emptyQuestion.spec, rows: [axis] } }))
    onClose()
    go('/explore')
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="What differs most" wide>
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <div className="differs">
          <ToggleGroup
            small
            label="Members of at least so many films"
            value={String(least)}
            options={leastSteps.map((step) => ({ value: String(step), label: `${step} films or more` }))}
            onChange={(next) => setLeastFilms(leastSteps.find((step) => String(step) === next) ?? least)}
          />
          <p className="small muted">
            {`Shares of ${formatCount(data.a, 'film')} of ${names[0]} and of ${formatCount(data.b, 'film')} of ${names[1]}. Members of which neither has ${data.least} films are left out${named.size > 0 ? ', and so is what the filters are by' : ''}.`}
          </p>
          {apart(data.members).length === 0 ? (
            <p>They differ in nothing that {data.least} films have.</p>
          ) : (
            <Members members={apart(data.members)} names={names} onExplore={explore} />
          )}
          {apart(data.unknown).length > 0 ? (
            <>
              <h3>How much is unknown</h3>
              <Members members={apart(data.unknown)} names={names} onExplore={explore} />
            </>
          ) : null}
        </div>
      ) : (
        <LoadingState label="Comparing every dimension" />
      )}
    </Dialog>
  )
}

/** The dimensions that a filter of either side is by: that they differ in these is no news. */
function namedBy({ a, b }: DiffersProps['sides']): ReadonlySet<string> {
  const filters = [a.filter, b.filter]
  return new Set([
    ...filters.flatMap(({ where }) => dimensionIds.filter((id) => !isEmptyClause(where[id]))),
    ...filters.flatMap(({ also }) => also.map(({ dimension }) => dimension)),
  ])
}

interface MembersProps {
  members: readonly Differing[]
  names: readonly [string, string]
  onExplore: (member: Differing) => void
}

function Members({ members, names: [first, second], onExplore }: MembersProps) {
  return (
    <table className="plain-table">
      <ColumnHeads
        columns={[
          { label: 'Member' },
          { label: first, numeric: true },
          { label: second, numeric: true },
          { label: 'Points', numeric: true },
          { label: 'Lift', numeric: true },
          { label: 'Shares' },
        ]}
      />
      <tbody>
        {members.map((member) => (
          <tr key={JSON.stringify([member.axis, member.member.key])}>
            <td>
              <Button variant="quiet" small onClick={() => onExplore(member)}>
                <span className="truncate">{`${axisTitle(member.axis)}: ${memberText(member.axis, member.member)}`}</span>
              </Button>
            </td>
            <td className="num" title={formatCount(member.filmsA, 'film')}>
              {formatPercent(member.shareA)}
            </td>
            <td className="num" title={formatCount(member.filmsB, 'film')}>
              {formatPercent(member.shareB)}
            </td>
            <td className="num">{pointsText(member)}</td>
            <td className="num">{liftText(member)}</td>
            <td className="bar">
              <Shares {...member} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The difference of the shares in percentage points. */
function pointsText({ shareA, shareB }: Differing): string {
  const points = 100 * (shareA - shareB)
  const sign = points > 0 ? '+' : points < 0 ? '−' : ''
  return sign + formatDecimal(Math.abs(points))
}

/** How many times the share of the second side that of the first is. */
function liftText({ shareA, shareB }: Differing): string {
  if (shareB === 0) return '—'
  const lift = shareA / shareB
  return `× ${lift >= 100 ? formatInteger(lift) : formatDecimal(lift)}`
}

function Shares({ shareA, shareB }: Differing) {
  return (
    <span className="differs-bar" aria-hidden>
      <span className="own" style={{ width: `${100 * shareA}%` }} />
      <span className="other" style={{ width: `${100 * shareB}%` }} />
    </span>
  )
}
