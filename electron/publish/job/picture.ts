import type { Publication } from '../../../shared/ipc/publication.ts'

/** Time, injected so that tests need not wait. `after` returns the way to call it off. */
export interface JobClock {
  now(): number
  after(ms: number, run: () => void): () => void
}

export const systemClock: JobClock = {
  now: Date.now,
  after: (ms, run) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}

/** Between two pictures, in milliseconds: at most ten a second. */
const betweenMs = 100

/** What goes on at a destination, told as whole pictures. The first and the last are told at once. */
export class Picture {
  readonly #emit: (publication: Publication) => void
  readonly #clock: JobClock
  #now: Publication
  #waiting: (() => void) | null = null
  #isNew = false

  constructor(
    about: Pick<Publication, 'destination' | 'doing' | 'automatic'>,
    emit: (publication: Publication) => void,
    clock: JobClock,
  ) {
    this.#emit = emit
    this.#clock = clock
    this.#now = {
      ...about,
      status: 'running',
      step: about.doing === 'publish' ? 'comparing' : 'connecting',
      table: null,
      tableNumber: 0,
      tables: 0,
      bytes: 0,
      statements: 0,
      startedAt: clock.now(),
      elapsedMs: 0,
      message: null,
      version: null,
      goldVersion: null,
      differences: [],
      error: null,
    }
    this.#tell()
  }

  get now(): Publication {
    return this.#now
  }

  /** Tells of changes, with those that follow within a tenth of a second. */
  change(changes: Partial<Publication>): void {
    this.#now = { ...this.#now, ...changes }
    if (this.#waiting) this.#isNew = true
    else this.#tell()
  }

  /** The last word. */
  end(changes: Partial<Publication> & { status: Exclude<Publication['status'], 'running'> }): void {
    this.#waiting?.()
    this.#waiting = null
    this.#now = { ...this.#now, ...changes, elapsedMs: this.#clock.now() - this.#now.startedAt }
    this.#emit(this.#now)
  }

  #tell(): void {
    this.#isNew = false
    this.#now = { ...this.#now, elapsedMs: this.#clock.now() - this.#now.startedAt }
    this.#emit(this.#now)
    this.#waiting = this.#clock.after(betweenMs, () => {
      this.#waiting = null
      if (this.#isNew) this.#tell()
    })
  }
}
