import fc from 'fast-check'
import { expect, it } from 'vitest'
import { emptyFilter } from '../../../../shared/filter/filter.ts'
import type { MovieOrder } from '../../../../shared/filter/sort.ts'
import { dimensionChartIds } from '../../../../shared/model/charts.ts'
import type { ReadableDb } from '../../file/connection.ts'
import type { QualityCheck } from '../../quality/quality-check.ts'
import { anyLoad, type DriftingLoad, driftingSource } from '../../testing/drifting-loads.ts'
import { memoryWarehouse } from '../../testing/loads.ts'
import { engineOver } from '../../testing/small-engine.ts'
import { rebuildWarehouse } from '../../write/rebuild.ts'
import { createLoadStore } from '../../write/store.ts'
import { FilmEngine } from '../columns/film-engine.ts'
import { filmCard } from '../film/card.ts'
import { filmRows } from '../film/film-rows.ts'
import { explainSql } from '../queries/explain.ts'
import { publishedRuns } from '../runs/published-runs.ts'
import { columnsThen } from './columns-then.ts'
import { titlesThen } from './titles-then.ts'

const pause = () => Promise.resolve()
const byTitle: MovieOrder = [{ key: 'title', dir: 'asc' }]

/** The engine of the catalogue as it was after a run, made from that of now. */
async function engineThen(db: ReadableDb, now: FilmEngine, runId: number): Promise<FilmEngine> {
  const columns = await columnsThen(db, now.columns, runId, pause)
  const engine = new FilmEngine(columns, () => [])
  const { titles } = now
  if (titles) engine.setTitles(await titlesThen(db, { columns: now.columns, titles }, columns, runId, pause))
  return engine
}

/** Everything the app shows of a catalogue: its films in their order, charts, what a search finds, the cards. */
function shownBy(db: ReadableDb, engine: FilmEngine) {
  const { goldVersion: _, ...overview } = engine.overview(emptyFilter())
  const cards = [...engine.columns.ids].map((id) => filmCard(db, engine.columns, id))
  const found = ['alpha', 'elan', 'walle', 'in english', 'film'].map((text) =>
    [...engine.rows({ ...emptyFilter(), search: text }, byTitle)].map((row) => engine.columns.ids[row]),
  )
  const byRun = [...engine.rows(emptyFilter(), [{ key: 'last_run', dir: 'desc' }])].map(
    (row) => engine.columns.ids[row],
  )
  return {
    films: filmRows(db, engine.columns, engine.rows(emptyFilter(), byTitle), true),
    overview,
    cards,
    found,
    byRun,
  }
}

/** The same without what comes from silver, which may be a publish ahead of what is shown now, and is not as of a run. */
function ofGold({ films, cards, ...shown }: ReturnType<typeof shownBy>) {
  const extra = { titleLong: null }
  return {
    ...shown,
    films: films?.map((film) => ({ ...film, extra: { ...film.extra, ...extra } })),
    cards: cards.map((card) => (card && card !== 'gone' ? { ...card, trailer: null } : card)),
  }
}

/** What the statements that the app shows give. */
function answered(db: ReadableDb, asOf: { runId: number; at: number } | null) {
  const filter = { ...emptyFilter(), asOf }
  return (['none', ...dimensionChartIds] as const).map((id) => db.prepare(explainSql(filter, id)).raw().all())
}

/** A check that no gold passes. */
const forbids: QualityCheck = {
  name: 'never',
  title: 'Never',
  description: 'For this test.',
  severity: 'error',
  tables: ['fact_movies'],
  columns: [],
  offendersSql: "SELECT 1 AS movie_id, '' AS label, '' AS detail",
  totalSql: 'SELECT 1',
}

/** Of each run the films that came and went by then, and those of its gold. */
function cameAndWent(told: ReturnType<typeof publishedRuns>): [number, number, number | null][] {
  let came = 0
  return told.map(({ runId, added, returned, removed, films }) => {
    came += added + returned - removed
    return [runId, came, films]
  })
}

async function holds(loads: readonly DriftingLoad[], rebuildAt: number): Promise<void> {
  const db = memoryWarehouse()
  const store = createLoadStore(db)
  const failing = createLoadStore(db, {
    checks: [forbids],
  })
  const source = driftingSource()
  const kept: { at: number; runId: number; shown: ReturnType<typeof shownBy>; answers: unknown }[] = []
  for (const [at, load] of loads.entries()) {
    const runId = source.load(store, failing, load, 1_700_000_000_000 + at * 100_000)
    if (runId !== null) kept.push({ at, runId, shown: shownBy(db, await engineOver(db)), answers: answered(db, null) })
    if (at === rebuildAt) rebuildWarehouse(db)
  }
  const now = await engineOver(db)
  for (const { runId, shown, answers } of kept) {
    expect(shownBy(db, await engineThen(db, now, runId)), `run ${runId}`).toEqual(shown)
    expect(answered(db, { runId, at: 0 }), `the SQL of run ${runId}`).toEqual(answers)
  }
  const told = publishedRuns(db).reverse()
  expect(told.map(({ runId, films }) => [runId, films])).toEqual(
    kept.map(({ runId, shown }) => [runId, shown.films?.length]),
  )
  for (const [runId, came, films] of cameAndWent(told)) expect(came, `by run ${runId}`).toBe(films)
  const latest = kept.at(-1)
  // A rebuild publishes what runs that were not published had brought by then: the catalogue of now is newer than any run.
  if (latest && latest.at > rebuildAt)
    expect(ofGold(shownBy(db, await engineThen(db, now, latest.runId))), 'the latest run').toEqual(
      ofGold(shownBy(db, now)),
    )
  db.close()
}

it('gives, as of every run, the films that were published by it, whatever loads came between and after', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyLoad, { minLength: 2, maxLength: 9 }), fc.integer({ min: -1, max: 8 }), holds),
    { numRuns: 20 },
  )
}, 600_000)

it('gives them after thirty loads of a source that drifts', async () => {
  const loads = fc.sample(anyLoad, { seed: 20261130, numRuns: 30 })
  await holds(loads, -1)
}, 600_000)

it('gives them where a run that was not published left a value that no film had before', async () => {
  const nothing = { drifts: [], hidden: [], some: [] }
  const away = { ...nothing, hidden: [6], kind: 'full' as const }
  const odd = { ...nothing, drifts: [{ film: 6, change: { genres: [] } }], kind: 'failed' as const }
  const back = { ...nothing, drifts: [{ film: 6, change: { genres: ['War'] } }], kind: 'failed' as const }
  await holds([{ ...nothing, kind: 'full' }, away, away, odd], 0)
  await holds([{ ...nothing, kind: 'full' }, away, away, odd, back], 0)
})

it('tells a film as come once that was refused, missed, and accepted when it came again', async () => {
  const nothing = { drifts: [], hidden: [], some: [], kind: 'full' as const }
  const refused = { film: 2, change: { title: '', title_english: '', title_long: '', slug: '' } }
  const away = { ...nothing, hidden: [2] }
  const accepted = { film: 2, change: { title: 'Alpha' } }
  await holds([{ ...nothing, drifts: [refused] }, away, away, { ...nothing, drifts: [accepted] }], -1)
  const unpublished = { ...nothing, drifts: [accepted], kind: 'failed' as const }
  await holds([{ ...nothing, drifts: [refused] }, away, away, unpublished, nothing], -1)
})
