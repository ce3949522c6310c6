import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { breathe } from '../star-rows.ts'
import type { Engine } from './engine.ts'
import type { Lease } from './lease.ts'
import type { StagedTable } from './stage-tables.ts'

/** Uploads that go on at a time: while one waits for its answer, another one is sent. */
const atOnce = 2

/** Sends staged files to where the engine reads them, two at a time in the order in which they were given. */
export class Uploads {
  readonly #engine: Engine
  readonly #lease: Lease
  readonly #signal: AbortSignal | undefined
  readonly #waiting: (() => Promise<void>)[] = []
  readonly #running = new Set<Promise<void>>()
  /** Paths at the engine of files that were put there, or may have been, and not removed. */
  readonly #there = new Set<string>()
  #isEnded = false
  bytes = 0

  constructor(engine: Engine, lease: Lease, signal: AbortSignal | undefined) {
    this.#engine = engine
    this.#lease = lease
    this.#signal = signal
  }

  /** Sends the files of a table into a folder there. Resolves when all are there; throws what the engine and the lease throw. */
  send({ folder, files }: StagedTable, remoteFolder: string): Promise<void> {
    const all = files.map(
      ({ name, bytes }) =>
        new Promise<void>((resolve, reject) => {
          this.#waiting.push(() =>
            this.#put(join(folder, name), `${remoteFolder}/${name}`, bytes).then(resolve, reject),
          )
        }),
    )
    this.#next()
    const sent = Promise.all(all).then(() => {})
    // Whoever waits for an earlier table hears of it when its turn comes.
    sent.catch(() => {})
    return sent
  }

  /** Removes the files of a table there. */
  async remove({ files }: StagedTable, remoteFolder: string): Promise<void> {
    for (const { name } of files) {
      await this.#step(() => this.#engine.remove(`${remoteFolder}/${name}`))
      this.#there.delete(`${remoteFolder}/${name}`)
    }
  }

  /** Sends no more, and waits for what is on its way. */
  async end(): Promise<void> {
    this.#isEnded = true
    await Promise.allSettled(this.#running)
  }

  /** Takes away what was sent and not removed, as far as that goes: of an attempt that failed, nobody would find it. */
  async takeBack(): Promise<void> {
    for (const path of [...this.#there]) await this.#engine.remove(path).catch(() => {})
  }

  #next(): void {
    while (!this.#isEnded && this.#running.size < atOnce) {
      const put = this.#waiting.shift()
      if (!put) return
      const running = put().finally(() => {
        this.#running.delete(running)
        this.#next()
      })
      this.#running.add(running)
    }
  }

  async #put(from: string, to: string, bytes: number): Promise<void> {
    await this.#step(() => {
      this.#there.add(to)
      return this.#engine.put(from, to)
    })
    this.bytes += bytes
    rmSync(from)
  }

  async #step<T>(work: () => Promise<T>): Promise<T> {
    await breathe(this.#signal)
    await this.#lease.keep()
    return work()
  }
}
