import type { AsOf, MovieFilter } from '../../../../shared/filter/filter.ts'
import type { MovieOrder } from '../../../../shared/filter/sort.ts'
import { KnownError } from '../../../../shared/ipc/result.ts'
import type { ReadableDb } from '../../file/connection.ts'
import { FilmEngine, type RunLookup } from '../columns/film-engine.ts'
import { columnsThen } from './columns-then.ts'
import { titlesThen } from './titles-then.ts'

/** Lets other requests of the process be answered. */
const pause = () => new Promise<void>((resolve) => setImmediate(resolve))

/** Catalogues of then that are kept: the one that is looked at, and the one before it. */
const mostKept = 2

interface Past {
  /** The engine of now that it was made from; another one takes its place with the next publish. */
  now: FilmEngine
  engine: Promise<FilmEngine>
  titles: Promise<FilmEngine> | null
}

/** Throws `not_found` for a run that this catalogue did not publish. */
export function assertPublished(db: ReadableDb, { runId, at }: AsOf): void {
  const finished = db
    .prepare<[number], number | null>("SELECT finished_at FROM run WHERE run_id = ? AND status = 'complete'")
    .pluck()
    .get(runId)
  if (finished === at) return
  throw new KnownError(
    'not_found',
    `Run ${runId} is not one that this catalogue published, so there is no catalogue as of it.`,
  )
}

/** Engines of the catalogue as it was after earlier runs, made when they are asked for. */
export class PastFilms {
  readonly #open: () => ReadableDb
  readonly #runLookup: RunLookup
  readonly #kept = new Map<number, Past>()

  /** @param open a new connection, whose transaction keeps what is read to one snapshot; closed afterwards */
  constructor(open: () => ReadableDb, runLookup: RunLookup) {
    this.#open = open
    this.#runLookup = runLookup
  }

  /** The engine of a run that can answer a request. `now` has its titles where the request needs them. */
  async engineFor(now: FilmEngine, runId: number, filter?: MovieFilter, order?: MovieOrder): Promise<FilmEngine> {
    const past = this.#past(now, runId)
    const engine = await past.engine
    if (!filter || !engine.needsTitles(filter, order)) return engine
    past.titles ??= this.#withTitles(past, engine, runId)
    // One that failed is tried again by the next request.
    past.titles.catch(() => {
      past.titles = null
    })
    return past.titles
  }

  /** Forgets them: the database behind is another one. */
  reset(): void {
    this.#kept.clear()
  }

  #past(now: FilmEngine, runId: number): Past {
    const known = this.#kept.get(runId)
    this.#kept.delete(runId)
    const past = known?.now === now ? known : { now, engine: this.#make(now, runId), titles: null }
    this.#kept.set(runId, past)
    past.engine.catch(() => {
      if (this.#kept.get(runId) === past) this.#kept.delete(runId)
    })
    for (const other of this.#kept.keys()) {
      if (this.#kept.size <= mostKept) break
      this.#kept.delete(other)
    }
    return past
  }

  #make(now: FilmEngine, runId: number): Promise<FilmEngine> {
    return this.#inSnapshot(
      async (db) => new FilmEngine(await columnsThen(db, now.columns, runId, pause), this.#runLookup),
    )
  }

  #withTitles({ now }: Past, engine: FilmEngine, runId: number): Promise<FilmEngine> {
    const { titles } = now
    if (titles === null) throw new Error('titles of then were asked for before those of now')
    return this.#inSnapshot(async (db) => {
      engine.setTitles(await titlesThen(db, { columns: now.columns, titles }, engine.columns, runId, pause))
      return engine
    })
  }

  async #inSnapshot<T>(work: (db: ReadableDb) => Promise<T>): Promise<T> {
    const db = this.#open()
    try {
      db.exec('BEGIN')
      return await work(db)
    } finally {
      db.close()
    }
  }
}
