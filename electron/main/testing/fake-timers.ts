import type { Timers } from '../processes/process-host.ts'

/** A clock that only moves when told to; what falls due runs in order. */
export class FakeTimers implements Timers {
  now = 0
  #due: { at: number; run: () => void }[] = []

  constructor(now = 0) {
    this.now = now
  }

  /** Timers that wait. */
  get pending(): number {
    return this.#due.length
  }

  after(ms: number, run: () => void): () => void {
    const entry = { at: this.now + ms, run }
    this.#due.push(entry)
    return () => {
      this.#due = this.#due.filter((other) => other !== entry)
    }
  }

  /** Moves the clock and lets everything that this sets off settle. */
  async advance(ms: number): Promise<void> {
    const end = this.now + ms
    for (;;) {
      const next = this.#due.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
      if (!next) break
      this.now = Math.max(this.now, next.at)
      this.#due = this.#due.filter((entry) => entry !== next)
      next.run()
      await settle()
    }
    this.now = end
    await settle()
  }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve()
}
