import { isDeepStrictEqual } from 'node:util'
import { ok, type Result } from '../../../shared/ipc/result.ts'
import { fitsBudget } from '../ipc/payload-size.ts'
import { isTrustedSender, type SenderFrame } from '../ipc/sender.ts'
import type { UiStore } from '../storage/ui-store.ts'
import { isKeptChannel, type KeptAnswer } from './kept-answers.ts'

/** How long the page has the processors to itself once it has the numbers to draw, in milliseconds. */
const drawingMs = 300
/** When the core starts although the page has asked for nothing. */
const patienceMs = 2_000
/** Size of a filter that is worth comparing; see `fitsBudget`. */
const largestQuestion = 10_000
/** What every page asks or tells at its start, and can wait for. */
const canWait = new Set(['sync.progress', 'ui.filterSteps', 'ui.set'])

/**
 * Answers the page's first questions from what the last session kept, so that neither the core nor the reader must be up, nor
 * take processor time, while the page draws. Everything else waits for the core, and has it started at once.
 */
export class FirstAnswers {
  readonly #kept: readonly KeptAnswer[]
  readonly #holds: () => boolean
  readonly #ui: UiStore
  readonly #after: (ms: number, run: () => void) => void
  #over = false
  #finish: () => void = () => {}
  /** Settles when the core may start. */
  readonly drawn: Promise<void>

  /** @param holds whether the kept answers are still those of the warehouse; asked before each is given */
  constructor(deps: {
    kept: readonly KeptAnswer[]
    holds: () => boolean
    ui: UiStore
    after: (ms: number, run: () => void) => void
  }) {
    this.#kept = deps.kept
    this.#holds = deps.holds
    this.#ui = deps.ui
    this.#after = deps.after
    this.drawn = new Promise((resolve) => {
      this.#finish = () => {
        this.#over = true
        resolve()
      }
    })
    this.#after(patienceMs, () => this.hurry())
  }

  /** Has the core start now, which then answers everything. */
  hurry(): void {
    this.#finish()
  }

  /** The answer to a call of the page; null when the core must give it. */
  answer(channel: string, frame: SenderFrame | null | undefined, payload: unknown): Result<unknown> | null {
    if (this.#over || !isTrustedSender(frame)) return null
    if (channel === 'ui.get' && payload === undefined) {
      const { views, theme, workspace } = this.#ui.get()
      // With a view to start with, nothing is kept that could be given.
      return ok({ state: views[workspace], theme, workspace, startView: null })
    }
    const known = isKeptChannel(channel) ? this.#find(channel, payload) : undefined
    if (known && this.#holds()) {
      if (channel === 'overview.query') this.#after(drawingMs, () => this.hurry())
      return ok(known.value)
    }
    if (!canWait.has(channel)) this.hurry()
    return null
  }

  #find(channel: string, payload: unknown): KeptAnswer | undefined {
    if (!fitsBudget(payload, largestQuestion)) return undefined
    return this.#kept.find((known) => known.channel === channel && isDeepStrictEqual(known.input, payload ?? null))
  }
}
