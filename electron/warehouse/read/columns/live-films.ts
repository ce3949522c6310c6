import type { MovieFilter } from '../../../../shared/filter/filter.ts'
import type { MovieOrder } from '../../../../shared/filter/sort.ts'
import type { ReadableDb } from '../../file/connection.ts'
import { readStateNumber } from '../../file/state.ts'
import { titleRanks } from '../order/sort-keys.ts'
import { loadTitleText, noTitles } from '../titles/title-text.ts'
import { loadFilmColumns, noFilms } from './film-columns.ts'
import { FilmEngine, type RunLookup } from './film-engine.ts'

/** Lets other requests of the process be answered. */
const pause = () => new Promise<void>((resolve) => setImmediate(resolve))

/** How long after the columns the rest is loaded when nobody asks for it: whoever opens the app looks at charts first. */
const restAfterMs = 1_500

/** Readies an engine further, pausing so that requests are answered meanwhile. */
type Warm = (engine: FilmEngine, pause: () => Promise<void>) => Promise<void>

interface Load {
  /** Settles when the engine can answer all that needs no titles. */
  columns: Promise<FilmEngine>
  /** Settles when it can answer everything. */
  titles: Promise<FilmEngine>
  /** Settles when it answers everything quickly. */
  prepared: Promise<FilmEngine>
  /** Has the titles loaded now. */
  hurry: () => void
}

/**
 * The engine of the published gold, loaded again when another gold is published. Loading goes on in slices; requests are
 * answered from the gold before meanwhile.
 */
export class LiveFilms {
  readonly #open: () => ReadableDb
  readonly #runLookup: RunLookup
  readonly #warm: Warm
  #engine: FilmEngine | null = null
  #load: Load | null = null
  readonly #nothing = new FilmEngine(noFilms(), () => [])

  /**
   * @param open a new connection for each load, whose transaction keeps the load to one snapshot; closed afterwards
   * @param warm what is done with a loaded engine while nobody waits; a failure of it is no failure of the load
   */
  constructor(open: () => ReadableDb, runLookup: RunLookup, warm: Warm = () => Promise.resolve()) {
    this.#open = open
    this.#warm = warm
    this.#runLookup = runLookup
    this.#nothing.setTitles({ text: noTitles(), ranks: new Uint32Array(0) })
  }

  /** An engine without films, for a warehouse that is not there yet. */
  get nothing(): FilmEngine {
    return this.#nothing
  }

  /**
   * The engine that can answer a request: the one in use, or the first one as soon as it is loaded.
   *
   * @param goldVersion what is published now; another one than is loaded starts a load
   */
  async engineFor(goldVersion: number, filter?: MovieFilter, sort?: MovieOrder): Promise<FilmEngine> {
    const load = this.#ensure(goldVersion)
    const engine = this.#engine ?? (await load?.columns) ?? this.#nothing
    if (!filter || !engine.needsTitles(filter, sort)) return engine
    this.#load?.hurry()
    return (await this.#load?.titles) ?? engine
  }

  /** Loads a published gold unless it is loaded; settles when requests are answered from it, and quickly. */
  async refresh(goldVersion: number): Promise<FilmEngine> {
    // A load that was under way may be of the gold before.
    this.#load?.hurry()
    await this.#load?.prepared
    const load = this.#ensure(goldVersion)
    load?.hurry()
    return (await load?.prepared) ?? this.#engine ?? this.#nothing
  }

  /** Forgets what is loaded: the database behind it is another one. */
  reset(): void {
    this.#engine = null
    this.#load = null
  }

  #ensure(goldVersion: number): Load | null {
    if (this.#load) return this.#load
    if (this.#engine?.columns.goldVersion === goldVersion) return null
    const load = this.#start()
    this.#load = load
    const done = (engine: FilmEngine | null) => {
      // A reset meanwhile makes this load a thing of the past.
      if (this.#load !== load) return
      if (engine) this.#engine = engine
      this.#load = null
    }
    load.columns.then(
      (engine) => {
        if (this.#load === load && this.#engine === null) this.#engine = engine
      },
      () => undefined,
    )
    load.prepared.then(done, () => done(null))
    return load
  }

  #start(): Load {
    let db: ReadableDb
    const columns = (async () => {
      db = this.#open()
      db.exec('BEGIN')
      return new FilmEngine(await loadFilmColumns(db, readStateNumber(db, 'gold_version') ?? 0, pause), this.#runLookup)
    })()
    let hurry = (): void => {}
    const wanted = new Promise<void>((resolve) => {
      hurry = resolve
    })
    columns.then(
      () => setTimeout(hurry, restAfterMs).unref(),
      () => hurry(),
    )
    const titles = Promise.all([columns, wanted])
      .then(async ([engine]) => {
        const text = await loadTitleText(db, engine.columns.rows, pause)
        engine.setTitles({ text, ranks: await titleRanks(text, pause) })
        return engine
      })
      .finally(() => db?.close())
    const prepared = titles.then(async (engine) => {
      await engine.prepare(pause)
      return engine
    })
    prepared.then((engine) => this.#warm(engine, pause)).catch(() => undefined)
    return { columns, titles, prepared, hurry }
  }
}
