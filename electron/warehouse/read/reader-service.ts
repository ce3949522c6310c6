import { join } from 'node:path'
import type { ChannelsOf, Handlers } from '../../../shared/contract/index.ts'
import { readDescriptionSearch } from '../../../shared/filter/description-words.ts'
import { emptyFilter, type MovieFilter } from '../../../shared/filter/filter.ts'
import type { MovieOrder } from '../../../shared/filter/sort.ts'
import { KnownError } from '../../../shared/ipc/result.ts'
import { previewFrom } from '../export/preview-from.ts'
import { openReadable, type ReadableDb } from '../file/connection.ts'
import { readState, readStateNumber } from '../file/state.ts'
import { lastPublications, nothingPublished, publicationsTo } from '../ledger/publications.ts'
import { assertPublished, PastFilms } from './as-of/past-films.ts'
import { columnProfiles } from './columns/column-profiles.ts'
import type { FilmEngine, RunLookup } from './columns/film-engine.ts'
import { LiveFilms } from './columns/live-films.ts'
import { facetMembers, filmsByKey } from './columns/member-counts.ts'
import { compareHandlers } from './compare/handlers.ts'
import { describedFilms } from './descriptions/described-films.ts'
import { DescriptionIndex } from './descriptions/description-index.ts'
import { pivotOf } from './explore/pivot.ts'
import { pivotSql } from './explore/pivot-sql.ts'
import { filmCard } from './film/card.ts'
import { filmRows } from './film/film-rows.ts'
import { inspectFilm } from './film/inspect.ts'
import { explainSql } from './queries/explain.ts'
import { qualityOffenders, qualitySummary } from './queries/quality.ts'
import { ReaderConnection } from './queries/reader-connection.ts'
import { describePlannedSchema, describeSchema } from './queries/schema.ts'
import { noWarehouseStatus, warehouseStatus } from './queries/status.ts'
import { TablePages, tableCounts } from './queries/tables-page.ts'
import { publishedRuns } from './runs/published-runs.ts'
import { ratingDrift } from './runs/rating-drift.ts'
import { runChanges } from './runs/run-changes.ts'
import { runFilmsSql } from './runs/run-films.ts'
import { listRuns, runDetail } from './runs/runs.ts'
import { warmQuestions } from './warm-questions.ts'

/** Lets other requests of the process be answered. */
const pause = () => new Promise<void>((resolve) => setImmediate(resolve))

export type ReaderService = Handlers<ChannelsOf<'reader'>> & {
  /**
   * What is in force now, when a load was published that this has not told of and `reader.refresh` did not follow, by another
   * program, then; or when another file took the warehouse's name, whatever it holds, or the place of a damaged one
   * (`replaced`). Else null. Never throws.
   */
  newlyPublished(): { goldVersion: number; replaced: boolean } | null
  /** Lets go of the database. */
  close(): void
}

/**
 * Answers every read of the app and the CLI from one data folder, read-only. The warehouse may not be there yet: answers
 * are empty until it is. Films are filtered, counted and sorted in memory (columns/), everything else is asked of SQLite.
 *
 * @param dataDir the folder of `warehouse.sqlite`
 */
export function createReaderService(dataDir: string): ReaderService {
  const path = join(dataDir, 'warehouse.sqlite')
  const connection = new ReaderConnection(path, () => {
    films.reset()
    past.reset()
    descriptions.reset()
  })
  const descriptions = new DescriptionIndex(() => openReadable(path), pause)
  const runFilms: RunLookup = (run) => connection.get()?.prepare<[], number>(runFilmsSql(run)).pluck().all() ?? []
  const films: LiveFilms = new LiveFilms(() => openReadable(path), runFilms, warmQuestions)
  const past: PastFilms = new PastFilms(() => openReadable(path), runFilms)
  let engine: FilmEngine = films.nothing
  const tablePages = new TablePages((factKey) => filmsByKey(engine, factKey))

  // What takes scans of whole tables is kept until somebody writes.
  const kept = new Map<string, { version: string; value: unknown }>()
  function unchanged<T>(name: string, db: ReadableDb | null, compute: () => T): T {
    if (db === null) return compute()
    const version = connection.contentVersion()
    const known = kept.get(name)
    if (known?.version === version) return known.value as T
    const value = compute()
    kept.set(name, { version, value })
    return value
  }

  /** The publish that was told of, or followed. */
  let followed = publish()

  /** Which publish is in force, with its gold version; null where there is none, or where it cannot be read. */
  function publish(): { file: string; id: string; goldVersion: number; isRecovered: boolean } | null {
    try {
      const db = connection.get()
      const goldVersion = (db && readStateNumber(db, 'gold_version')) ?? 0
      // A warehouse of an older version of the program does not count its publishes.
      const kept = goldVersion > 0 ? (['published_run', 'published_at', 'publishes'] as const) : []
      const id = [goldVersion, ...kept.map((name) => db && readState(db, name))].join(' ')
      const isRecovered = db !== null && readState(db, 'recovery') !== null
      return { file: connection.file, id, goldVersion, isRecovered }
    } catch {
      // Whoever asks for something is told.
      return null
    }
  }

  /** The engine for a request, and the connection; without a database both are empty-handed. */
  async function current(filter?: MovieFilter, sort?: MovieOrder) {
    const db = connection.get()
    const asOf = filter?.asOf ?? null
    if (db && asOf) assertPublished(db, asOf)
    engine = db ? await films.engineFor(readStateNumber(db, 'gold_version') ?? 0, filter, sort) : films.nothing
    return { db, engine: db && asOf ? await past.engineFor(engine, asOf.runId, filter, sort) : engine }
  }

  /** A filter that keeps every film, now or as of a run. */
  const every = (asOf: MovieFilter['asOf'] | undefined): MovieFilter => ({ ...emptyFilter(), asOf: asOf ?? null })

  /** Asks again of newer columns where a newer gold lacks films that the loaded columns have (`gone`). */
  async function untilPresent<T>(
    filter: MovieFilter | undefined,
    sort: MovieOrder | undefined,
    ask: (source: Awaited<ReturnType<typeof current>>) => T | 'gone' | Promise<T | 'gone'>,
  ): Promise<T> {
    for (let attempt = 0; ; attempt++) {
      const source = await current(filter, sort)
      const answer = await ask(source)
      if (answer !== 'gone') return answer
      if (attempt === 3) throw new KnownError('busy', 'The catalogue is being replaced. Try again in a moment.')
      await films.refresh(source.db ? (readStateNumber(source.db, 'gold_version') ?? 0) : 0)
    }
  }

  return {
    'warehouse.status': () => {
      const db = connection.get()
      return unchanged('status', db, () => (db ? warehouseStatus(db, path) : noWarehouseStatus()))
    },
    'reader.refresh': async () => {
      const db = connection.get()
      if (!db) return { goldVersion: 0, publish: null }
      const now = publish()
      followed = now
      engine = await films.refresh(now?.goldVersion ?? 0)
      return { goldVersion: engine.columns.goldVersion, publish: now?.id ?? null }
    },
    'overview.query': async ({ filter }) => (await current(filter)).engine.overview(filter),
    'movies.page': ({ filter, sort, offset, limit, extra }) =>
      untilPresent(filter, sort, ({ db, engine: used }) => {
        const rows = used.rows(filter, sort)
        const page = db ? filmRows(db, used.columns, rows.subarray(offset, offset + limit), extra) : []
        return page ? { goldVersion: used.columns.goldVersion, total: rows.length, offset, rows: page } : 'gone'
      }),
    'movies.locate': async ({ filter, sort, movieId }) => ({
      index: (await current(filter, sort)).engine.locate(filter, sort, movieId),
    }),
    'movies.inspect': ({ movieId }) => {
      const db = connection.get()
      if (!db) throw new KnownError('not_found', `There is no film ${movieId} in the warehouse.`)
      return inspectFilm(db, movieId)
    },
    'movies.card': ({ movieId, asOf }) =>
      untilPresent(every(asOf), undefined, ({ db, engine: used }) => {
        const card = db ? filmCard(db, used.columns, movieId) : null
        return card === 'gone' ? card : { goldVersion: used.columns.goldVersion, card }
      }),
    'movies.search': async ({ text, limit, asOf }) => {
      const { db, engine: used } = await current({ ...every(asOf), search: text })
      const { total, rows } = used.searchTitles(text, limit)
      const hits = db ? (filmRows(db, used.columns, rows) ?? []) : []
      return { total, hits: hits.map(({ movieId, title, values }) => ({ movieId, title, year: values.year })) }
    },
    'movies.descriptions': async ({ text, limit }) => {
      const search = readDescriptionSearch(text)
      if (search === null) return { found: { total: 0, hits: [] } }
      const found = await untilPresent({ ...emptyFilter(), search: text }, undefined, async ({ db, engine: used }) => {
        if (!db) return { total: 0, hits: [] }
        // A small catalogue, and what one publish changed, are read in no time.
        for (let turn = 0; turn < 10; turn++) {
          const reading = descriptions.follow(used.columns)
          if (!reading) return describedFilms(db, used, descriptions, { text, search, limit })
          await Promise.race([reading.done, pause()])
        }
        return null
      })
      if (found) return { found }
      const { columns } = (await current()).engine
      const { read, of } = descriptions.follow(columns) ?? { read: columns.rows, of: columns.rows }
      return { reading: { read, of } }
    },
    'movies.explain': ({ filter, groupBy }) => ({ sql: explainSql(filter, groupBy) }),
    'explore.query': async (input) => pivotOf((await current(input.filter)).engine, input),
    'explore.sql': async (input) => ({ sql: pivotSql((await current(input.filter)).engine, input) }),
    ...compareHandlers(async (filter) => (await current(filter)).engine),
    'export.preview': ({ spec, total }) => {
      const films = spec.source.kind === 'films' ? spec.source : null
      return untilPresent(films?.filter, films?.sort, (source) => previewFrom(source, spec, total))
    },
    'facets.members': async () => facetMembers((await current()).engine),
    'tables.counts': () => {
      const db = connection.get()
      return unchanged('counts', db, () => (db ? tableCounts(db) : { counts: [] }))
    },
    'tables.page': async (input) => {
      const { db, engine: used } = await current()
      const { goldVersion } = used.columns
      if (!db) return { goldVersion, total: 0, offset: input.offset, rows: [] }
      return { goldVersion, ...tablePages.page(db, input, connection.contentVersion()) }
    },
    'tables.locate': async (input) => {
      const { db } = await current()
      return { index: db ? tablePages.locate(db, input, connection.contentVersion()) : null }
    },
    'schema.describe': () => {
      const db = connection.get()
      return unchanged('schema', db, () => (db ? describeSchema(db) : describePlannedSchema()))
    },
    'runs.list': ({ offset, limit }) => {
      const db = connection.get()
      return db ? listRuns(db, offset, limit) : { total: 0, runs: [] }
    },
    'runs.published': () => {
      const db = connection.get()
      return unchanged('published', db, () => ({ runs: db ? publishedRuns(db) : [] }))
    },
    'runs.drift': (range) => {
      const db = connection.get()
      if (!db) throw new KnownError('not_found', `There is no run ${range.to}.`)
      return ratingDrift(db, range)
    },
    'runs.detail': ({ runId }) => {
      const db = connection.get()
      if (!db) throw new KnownError('not_found', `There is no run ${runId}.`)
      return runDetail(db, runId)
    },
    'runs.changes': (input) => {
      const db = connection.get()
      return db ? runChanges(db, input) : { total: 0, changes: [] }
    },
    'quality.summary': () => {
      const db = connection.get()
      return unchanged('quality', db, () => qualitySummary(db))
    },
    'quality.columns': async () => {
      const { engine: used } = await current()
      return { films: used.columns.rows, columns: columnProfiles(used) }
    },
    'quality.offenders': (input) => qualityOffenders(connection.get(), input),
    'destinations.history': ({ name }) => {
      const db = connection.get()
      return { publications: db ? publicationsTo(db, name, 100) : [] }
    },
    'publications.last': ({ names }) => {
      const db = connection.get()
      return {
        goldVersion: (db && readStateNumber(db, 'gold_version')) ?? 0,
        rows: names.map((name) => (db ? lastPublications(db, name) : nothingPublished(name))),
      }
    },
    newlyPublished: () => {
      const now = publish()
      if (now === null) return null
      const before = followed
      followed = now
      const isKnown = before !== null && before.file !== ''
      // Between a damaged file that was set aside and the one in its place nothing was there, or nothing that could be read.
      const replaced = isKnown ? before.file !== now.file : now.isRecovered
      if (!replaced && (now.goldVersion === 0 || now.id === before?.id)) return null
      return { goldVersion: now.goldVersion, replaced }
    },
    close: () => {
      descriptions.reset()
      connection.close()
    },
  }
}
