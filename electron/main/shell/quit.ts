export type QuitDecision = 'finish' | 'pause' | 'stay'

export interface QuitDeps {
  /** Whether a load runs or is paused. */
  isSyncing: () => boolean
  /** Asks the person; the answer comes by `decide`. False when there is no page to ask in. */
  ask: () => boolean
  untilIdle: () => Promise<void>
  pause: () => Promise<void>
  /** Writes what is not yet on disk and ends the processes, within a bound. */
  shutDown: () => Promise<void>
  /** Ends the app for good. */
  exit: () => void
}

/** The way out: asks while a load runs, shuts down in order, and never ends twice. */
export class QuitGuard {
  readonly #deps: QuitDeps
  #state: 'open' | 'asking' | 'leaving' = 'open'
  #decisions = 0

  constructor(deps: QuitDeps) {
    this.#deps = deps
  }

  /** Somebody wants the app to end: a closed window, the menu, the operating system. */
  request(): void {
    if (this.#state === 'leaving') return
    if (this.#state === 'open' && this.#deps.isSyncing()) {
      // A page that cannot be asked, because it crashed, must not keep the app open: a paused load is safe.
      if (this.#deps.ask()) this.#state = 'asking'
      else void this.#leave(true)
      return
    }
    if (this.#state === 'asking' && this.#deps.isSyncing()) {
      this.#deps.ask()
      return
    }
    void this.#leave(false)
  }

  /** The person's answer. */
  async decide(decision: QuitDecision): Promise<void> {
    if (this.#state === 'leaving') return
    this.#state = 'open'
    const mine = ++this.#decisions
    if (decision === 'stay') return
    if (decision === 'finish') {
      await this.#deps.untilIdle()
      // Asked again meanwhile and answered otherwise: the last word counts.
      if (mine !== this.#decisions) return
    }
    await this.#leave(decision === 'pause')
  }

  /** Ends without a question: the machine is shutting down. */
  leaveNow(): void {
    if (this.#state !== 'leaving') void this.#leave(this.#deps.isSyncing())
  }

  async #leave(pauseFirst: boolean): Promise<void> {
    if (this.#state === 'leaving') return
    this.#state = 'leaving'
    try {
      if (pauseFirst && this.#deps.isSyncing()) await this.#deps.pause()
      await this.#deps.shutDown()
    } finally {
      this.#deps.exit()
    }
  }
}
