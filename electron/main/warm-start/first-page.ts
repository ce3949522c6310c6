import type { Result } from '../../../shared/ipc/result.ts'
import { isKeptChannel, type KeptAnswer, type KeptChannel, keepAnswers, type Stamp } from './kept-answers.ts'

/** What a page was given before reader and core were up. */
export interface Shown {
  kept: readonly KeptAnswer[]
  /** What it holds for. */
  stamp: Stamp
}

/** The gold that was published when answers were kept; 0 when they do not tell. */
export function goldOf({ kept }: Shown): number {
  const status = kept.find(({ channel }) => channel === 'warehouse.status')?.value as
    | { goldVersion?: number }
    | undefined
  return status?.goldVersion ?? 0
}

/**
 * Follows what the Overview asks of the reader, and at the end of the session keeps the answers for the next start. They are
 * asked for anew then: whatever came after them, the closing words of a load for instance, is in them.
 */
export class FirstPage {
  readonly #questions: Map<KeptChannel, unknown>
  /** What the answers on disk hold for, while they are those to the last questions. */
  #keptFor: Stamp | null

  /** @param shown what this session's page was given at its start */
  constructor(shown: Shown | null) {
    this.#questions = new Map(shown?.kept.map(({ channel, input }) => [channel, input]))
    this.#keptFor = shown?.stamp ?? null
  }

  /** Takes note of a question; the last one of a channel counts. */
  note(channel: string, input: unknown): void {
    if (!isKeptChannel(channel)) return
    this.#questions.set(channel, input ?? null)
    this.#keptFor = null
  }

  /** Another workspace: its page asks anew. */
  forget(): void {
    this.#questions.clear()
  }

  /**
   * Keeps the answers, unless the page never asked, the reader fails, or somebody writes meanwhile.
   *
   * @param stamp what the answers hold for, read before and after
   */
  async keep(
    home: string,
    stamp: () => Stamp | null,
    ask: (channel: KeptChannel, input: unknown) => Promise<Result<unknown>>,
  ): Promise<void> {
    const before = stamp()
    if (before === null || before === this.#keptFor || !this.#questions.has('overview.query')) return
    const answers: KeptAnswer[] = []
    for (const [channel, input] of this.#questions) {
      const answer = await ask(channel, input)
      if (!answer.ok) return
      answers.push({ channel, input, value: answer.value })
    }
    if (stamp() === before) await keepAnswers(home, before, answers)
  }
}
