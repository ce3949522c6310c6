import { useMemo, useRef, useState } from 'react'
import type { PublishedRun, RatingDrift } from '../../../shared/contract/sync.ts'
import { inSentence } from '../../../shared/model/values/words.ts'
import { Button, EmptyState, Select } from '../../components/index.ts'
import { formatCount, formatDecimal, formatInteger, formatPercent, formatTimestamp } from '../../format.ts'
import { ColumnHeads } from '../../lists/column-heads.tsx'
import { ReadView } from '../../lists/read-view.tsx'
import { useReportPart } from '../../state/actions/report-offer.ts'
import { useGold } from '../../state/query.ts'
import { go } from '../../state/route.ts'
import { differenceText, driftModel, readAgainText } from './drift-model.ts'
import { reportedGroups, reportedMovers } from './drift-tables.ts'
import { TrendChart } from './trend-chart.tsx'

/** How ratings moved between two published runs: by how much, of which films, and which moved most. */
export function RatingDriftPart({ runs }: { runs: readonly PublishedRun[] }) {
  const [asked, setAsked] = useState<{ from: number; to: number } | null>(null)
  const newest = runs[0]?.runId ?? 0
  const has = (runId: number) => runs.some((run) => run.runId === runId)
  // Runs that are gone with another catalogue are asked for no more.
  const range = asked && has(asked.from) && has(asked.to) ? asked : { from: runs[1]?.runId ?? 0, to: newest }
  const drift = useGold('runs.drift', range)
  const options = (fits: (runId: number) => boolean) =>
    runs
      .filter(({ runId }) => fits(runId))
      .map(({ runId, at }) => ({ value: String(runId), label: `Run ${runId}, ${formatTimestamp(at)}` }))
  return (
    <section className="drift" aria-label="Rating drift">
      <header className="drift-head">
        <h2>Rating drift</h2>
        <span className="muted small">from</span>
        <Select
          label="From run"
          value={String(range.from)}
          options={options((runId) => runId < range.to)}
          onChange={(from) => setAsked({ ...range, from: Number(from) })}
        />
        <span className="muted small">to</span>
        <Select
          label="To run"
          value={String(range.to)}
          options={options((runId) => runId > range.from)}
          onChange={(to) => setAsked({ ...range, to: Number(to) })}
        />
      </header>
      <ReadView query={drift} label="Reading how ratings moved">
        {(data) => <Told drift={data} />}
      </ReadView>
    </section>
  )
}

function Told({ drift }: { drift: RatingDrift }) {
  const model = useMemo(() => driftModel(drift), [drift])
  const { moved, up, back, gained, lost, readAgain, movers } = drift
  const told = useRef<HTMLElement>(null)
  useReportPart('table', 'Movers', told, moved === 0 ? null : () => reportedMovers(drift))
  const others = [
    back > 0 ? `${formatInteger(back)} changed and are what they were` : '',
    gained > 0 ? `${formatCount(gained, 'film')} got a first rating` : '',
    lost > 0 ? `${formatCount(lost, 'film')} lost theirs` : '',
  ].filter((text) => text !== '')
  const summary = `${formatInteger(up)} up, ${formatInteger(moved - up)} down${others.length > 0 ? `; ${others.join(', ')}` : ''}.`
  if (moved === 0) {
    return (
      <EmptyState title="No rating moved in this range">
        Of {readAgainText(readAgain)}. Of films that were not read again, nothing is known.
        {others.length > 0 ? ` ${others.join(', ')}.` : ''}
      </EmptyState>
    )
  }
  return (
    <div className="drift-told">
      <p className="small muted" role="status">
        {formatCount(moved, 'rating')} moved, {partText(moved, readAgain)}: {summary} Of films that were not read again,
        nothing is known.
      </p>
      <div className="drift-parts">
        <TrendChart model={model} log={null} onPick={() => undefined} entries={() => []} />
        <Groups title="By age of the film" head="Age" groups={drift.byAge} />
        <Groups title="By genre" head="Genre" groups={drift.byGenre} note="A film of several genres is in each." />
        <section ref={told} className="drift-movers" aria-label="Movers">
          <h3>Movers</h3>
          <p className="small muted">
            {movers.length < moved
              ? `The ${movers.length} that moved most, of ${formatInteger(moved)}.`
              : 'Those that moved most come first.'}
          </p>
          <table className="plain-table">
            <ColumnHeads
              columns={[
                { label: 'Film' },
                { label: 'Old', numeric: true },
                { label: 'New', numeric: true },
                { label: 'New − old', numeric: true },
                { label: 'Changes', numeric: true },
              ]}
            />
            <tbody>
              {movers.map(({ movieId, title, old, new: now, changes }) => (
                <tr key={movieId}>
                  <td>
                    <Button variant="quiet" small onClick={() => go('/movies', movieId)}>
                      <bdi className="truncate">{title}</bdi>
                    </Button>
                  </td>
                  <td className="num">{formatDecimal(old)}</td>
                  <td className="num">{formatDecimal(now)}</td>
                  <td className="num">{differenceText(now - old)}</td>
                  <td className="num">{formatInteger(changes)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </div>
    </div>
  )
}

/** "12.5% of 4,000 films read again in this range". */
function partText(moved: number, { least, most }: RatingDrift['readAgain']): string {
  if (least !== most || least === 0) return `of ${readAgainText({ least, most })}`
  return `${formatPercent(moved / least)} of ${readAgainText({ least, most })}`
}

interface GroupsProps {
  title: string
  head: string
  groups: RatingDrift['byAge']
  note?: string
}

function Groups({ title, head, groups, note = 'In years, at the later run.' }: GroupsProps) {
  const section = useRef<HTMLElement>(null)
  useReportPart('table', `Rating drift ${inSentence(title)}`, section, () => reportedGroups(title, head, groups, note))
  return (
    <section ref={section} className="drift-groups" aria-label={title}>
      <h3>{title}</h3>
      <p className="small muted">{note}</p>
      <table className="plain-table">
        <ColumnHeads
          columns={[
            { label: head },
            { label: 'Moved', numeric: true },
            { label: 'Up', numeric: true },
            { label: 'Down', numeric: true },
            { label: 'Mean', numeric: true },
          ]}
        />
        <tbody>
          {groups.map(({ name, films, up, mean }) => (
            <tr key={name}>
              <td>{name}</td>
              <td className="num">{formatInteger(films)}</td>
              <td className="num">{formatInteger(up)}</td>
              <td className="num">{formatInteger(films - up)}</td>
              <td className="num">{differenceText(mean, 2)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
