import type { Timers } from '../processes/process-host.ts'

export type QuitDecision = 'finish' | 'pause' | 'stay'

export interface QuitDeps {
  /** Whether a load runs or is paused that has not told its end yet: the page says of such a one that it has ended. */
  isSyncing: () => boolean
  /** Asks the person; the answer comes by `decide`. False when there is no page to ask in. */
  ask: () => boolean
  untilIdle: () => Promise<void>
  pause: () => Promise<void>
  /** Writes what is not yet on disk and ends the processes, within a bound. */
  shutDown: () => Promise<void>
  /** Ends the app for good. */
  exit: () => void
  timers: Timers
}

/** What a load may take to pause, and everything to be shut down: five seconds in all, whatever does not answer. */
const pauseMs = 1_000
const shutDownMs = 3_900
/** A signal within this time of the first is the same one, passed on by whoever started the app. */
const echoMs = 500

/** The way out: asks while a load runs, shuts down in order, and never ends twice. */
export class QuitGuard {
  readonly #deps: QuitDeps
  #state: 'open' | 'asking' | 'leaving' = 'open'
  #decisions = 0
  #mayHurry = false
  #hasEnded = false

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

  /** Ends without a question: the machine is shutting down, or a signal came. A second one ends the app at once. */
  leaveNow(): void {
    if (this.#state !== 'leaving') void this.#leave(this.#deps.isSyncing())
    else if (this.#mayHurry) this.#exit()
  }

  async #leave(pauseFirst: boolean): Promise<void> {
    if (this.#state === 'leaving') return
    this.#state = 'leaving'
    const { timers, pause, shutDown, isSyncing } = this.#deps
    timers.after(echoMs, () => {
      this.#mayHurry = true
    })
    try {
      if (pauseFirst && isSyncing()) await this.#within(pauseMs, pause())
      await this.#within(shutDownMs, shutDown())
    } finally {
      this.#exit()
    }
  }

  #within(ms: number, work: Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      const cancel = this.#deps.timers.after(ms, resolve)
      work.then(resolve, reject).finally(cancel)
    })
  }

  #exit(): void {
    if (this.#hasEnded) return
    this.#hasEnded = true
    this.#deps.exit()
  }
}

interface Ending {
  ui: { flush(): Promise<void> }
  keepFirstPage: () => Promise<void>
  workspaces: { close(): Promise<void> }
}

/** The order in which what is not yet on disk is written and the processes end. */
export async function endInOrder({ ui, keepFirstPage, workspaces }: Ending): Promise<void> {
  // First, since a process that hears nothing may take all the time there is. Not waited for: a disk that hangs may, too.
  void ui.flush()
  await keepFirstPage()
  await workspaces.close()
  // What the page remembered meanwhile is kept too.
  await ui.flush()
}
