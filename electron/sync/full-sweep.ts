import pLimit from 'p-limit'
import type { FetchedPage, PageOutcome } from '../warehouse/load-store.ts'
import { filmIds } from '../warehouse/silver/prepared-row.ts'
import { Descent } from './descent.ts'
import { PageSizeChanged } from './end-finder.ts'
import { type LoadContext, likeness, writerFor } from './load-context.ts'
import { type PageCheck, pageCheck } from './page-check.ts'
import { type PageAnswer, PageFailure } from './page-source.ts'
import { type PageWriter, toFetchedPage } from './page-writer.ts'
import { below, type FullPlan, isDone, leaveOut, openSeams, type Stripe, split } from './plan.ts'

/** Pages that a stripe may be ahead of the warehouse. */
const AHEAD = 4
/** Stripe number under which the pages of a seam repair are kept. */
const REPAIR = -1
/** Films on two pages that are told apart from a catalogue in motion. */
const MOST_TWICE = 1000
/** A stripe is shared with an idle worker only while it is worth the seam this makes. */
const WORTH_SPLITTING = 8

/**
 * Reads all pages of a full plan: one loop a stripe, as many at a time as there are workers, and repairs the seams.
 * Pages that cannot be had are left out of the plan and make it incomplete; nothing else does.
 */
export class FullSweep {
  readonly #context: LoadContext
  readonly #plan: FullPlan
  readonly #writer: PageWriter
  readonly #workers: number
  /** The one page to read, besides its seam; null = all that are missing. */
  readonly #only: number | null
  /** The page each stripe's loop is asking for. */
  readonly #cursors = new Map<number, number>()
  readonly #repairing = new Set<number>()
  #failure: { error: unknown } | null = null
  readonly #check: PageCheck

  constructor(context: LoadContext, plan: FullPlan, workers: number, only: number | null) {
    this.#context = context
    this.#plan = plan
    this.#workers = workers
    this.#only = only
    this.#check = pageCheck(context, plan)
    this.#writer = writerFor(context, plan, workers, (outcomes, pages) => this.#watchForMovement(outcomes, pages))
  }

  /** Resolves when every page was read or given up, and every seam that can be was repaired. */
  async run(): Promise<void> {
    const limit = pLimit(this.#workers)
    try {
      await this.#together(Array.from({ length: this.#workers }, () => limit(() => this.#work())))
      if (openSeams(this.#plan).some((seam) => this.#isReady(seam))) {
        this.#context.progress.phase('repairing')
        const seams = openSeams(this.#plan).filter((seam) => this.#isReady(seam))
        await this.#together(seams.map((seam) => limit(() => this.#repair(seam.upper))))
      }
    } finally {
      this.#writer.close()
    }
  }

  /** One failing part stops the others, and all have ended before this settles. */
  async #together(parts: Promise<void>[]): Promise<void> {
    await Promise.all(
      parts.map((part) =>
        part.catch((error: unknown) => {
          this.#failure ??= { error }
          // After a change of the page size the load goes on with another plan: the others only finish their page.
          if (!(error instanceof PageSizeChanged)) this.#context.control.stop(error)
        }),
      ),
    )
    // What was read is kept, however this ended.
    try {
      this.#writer.flush()
    } catch (error) {
      if (!this.#failure || this.#failure.error instanceof PageSizeChanged) this.#failure = { error }
    }
    if (this.#failure) throw this.#failure.error
  }

  async #work(): Promise<void> {
    while (!this.#failure) {
      const stripe = this.#nextStripe()
      if (stripe) {
        await this.#readStripe(stripe)
        continue
      }
      const seam = openSeams(this.#plan).find((open) => this.#isReady(open))
      if (!seam) return
      await this.#repair(seam.upper)
    }
  }

  #nextStripe(): Stripe | null {
    const stripes = this.#plan.stripes.filter(({ top }) => this.#only === null || top === this.#only)
    const waiting = stripes.find((stripe) => !isDone(stripe) && !stripe.failed && !this.#cursors.has(stripe.id))
    if (waiting) return waiting
    let longest: { stripe: Stripe; left: number } | null = null
    for (const stripe of stripes) {
      const cursor = this.#cursors.get(stripe.id)
      if (cursor === undefined || isDone(stripe) || stripe.failed) continue
      const left = cursor - stripe.bottom
      if (left >= WORTH_SPLITTING && (!longest || left > longest.left)) longest = { stripe, left }
    }
    if (!longest) return null
    const { stripe, left } = longest
    return split(this.#plan, stripe, stripe.bottom + Math.floor(left / 2) - 1)
  }

  async #readStripe(first: Stripe): Promise<void> {
    let stripe = first
    // Pages of this stripe on their way into the warehouse, oldest first.
    const handedOver: Promise<unknown>[] = []
    const descent = new Descent(this.#context.source, this.#plan.k)
    this.#start(stripe)
    while (!this.#failure) {
      const page = this.#cursors.get(stripe.id) ?? stripe.next
      if (page < stripe.bottom) break
      let answer: PageAnswer
      try {
        const { bottom } = stripe
        answer = await descent.read(page, page > bottom, (received) => this.#check(page, received))
        this.#context.failedPages.succeeded()
      } catch (error) {
        descent.end()
        if (!(error instanceof PageFailure)) throw error
        await Promise.all(handedOver)
        const rest = this.#giveUp(stripe, page, error)
        if (!rest) return
        stripe = rest
        this.#start(stripe)
        continue
      }
      this.#cursors.set(stripe.id, page - 1)
      const { id } = stripe
      // The next pages are asked for while these are stored; only so many are ahead of the warehouse.
      const stored = this.#store(answer, id)
      stored.catch(() => {})
      handedOver.push(stored)
      if (handedOver.length > AHEAD) await handedOver.shift()
    }
    descent.end()
    await Promise.all(handedOver)
  }

  #start(stripe: Stripe): void {
    this.#cursors.set(stripe.id, stripe.next)
    const upper = this.#plan.stripes[this.#plan.stripes.indexOf(stripe) - 1]
    const unread = stripe.next === stripe.top
    // All above was read before the first page of this stripe: in descending order nothing is lost between them.
    if (upper && upper.seam === 'open' && unread && isDone(upper)) upper.seam = 'safe'
  }

  async #store(answer: PageAnswer, stripeId: number): Promise<PageOutcome> {
    const page = toFetchedPage(answer, stripeId)
    this.#context.order.note(page.rows)
    await this.#writer.room()
    return this.#writer.write(page, () => {
      const stripe = this.#plan.stripes.find(({ id }) => id === stripeId)
      if (stripe) stripe.next = page.page - 1
      if (page.page === this.#plan.lastPage) this.#plan.end = likeness(page.page, page.rows)
    })
  }

  #giveUp(stripe: Stripe, page: number, failure: PageFailure): Stripe | null {
    const { sink, progress, counters, failedPages } = this.#context
    const rest = leaveOut(this.#plan, stripe, page)
    progress.failed(page)
    sink.failPage(page, failure.attempts, failure.error, this.#plan, counters())
    failedPages.add(failure)
    return rest
  }

  /** Both sides of the seam have been read as far as the repair needs. */
  #isReady({ upper, lower }: { upper: Stripe; lower: Stripe }): boolean {
    if (this.#repairing.has(upper.id) || !isDone(upper) || lower.failed) return false
    return lower.next < lower.top || isDone(lower)
  }

  /** Reads from the lower stripe's top downward until a page holds a film that a stripe down there captured itself. */
  async #repair(upper: Stripe): Promise<void> {
    this.#repairing.add(upper.id)
    const lower = below(this.#plan, upper)
    if (!lower) return
    for (let page = lower.top; page >= 1; page--) {
      let answer: PageAnswer
      try {
        answer = await this.#context.source.read(page, this.#plan.k, {
          refuse: (received) => this.#check(page, received),
        })
        this.#context.failedPages.succeeded()
      } catch (error) {
        if (!(error instanceof PageFailure)) throw error
        const { sink, counters, progress, failedPages } = this.#context
        progress.failed(page)
        sink.failPage(page, error.attempts, error.error, this.#plan, counters())
        failedPages.add(error)
        return
      }
      const from = this.#plan.stripes.findIndex((stripe) => page >= stripe.bottom && page <= stripe.top)
      const lowest = Math.max(from, this.#plan.stripes.indexOf(lower))
      // Stripes from the seam down to the one that holds this page: their own captures end the repair.
      const captors = this.#plan.stripes.slice(this.#plan.stripes.indexOf(lower), lowest + 1).map(({ id }) => id)
      const { rows } = answer.answer
      const ids = filmIds(rows)
      const met = page === 1 || this.#context.sink.anyCapturedBy(captors, ids)
      if (ids.length === rows.length && this.#context.sink.allSeen(ids)) {
        // Nothing had slipped through: the page says nothing that is not stored already.
        if (met) upper.seam = 'repaired'
      } else {
        const fetched = toFetchedPage(answer, REPAIR)
        await this.#writer.room()
        await this.#writer.write(fetched, () => {
          if (met) upper.seam = 'repaired'
        })
      }
      if (met) return
    }
  }

  #watchForMovement(outcomes: readonly PageOutcome[], pages: readonly FetchedPage[]): void {
    for (const [index, outcome] of outcomes.entries()) {
      const page = pages[index]
      if (!page || page.stripe === REPAIR) continue
      // Some answers repeat a row within one page; only a film on two pages may show that the catalogue moved.
      const films = new Set(outcome.movieIds).size
      const repeatedHere = outcome.movieIds.length - films
      this.#plan.repeated += Math.max(0, Math.min(page.rows.length, this.#plan.k) - films)
      if (outcome.duplicates > repeatedHere) this.#noteTwice(outcome)
    }
  }

  #noteTwice({ page, movieIds }: PageOutcome): void {
    const { sink } = this.#context
    const plan = this.#plan
    for (const [id, first] of sink.firstPages(movieIds)) {
      if (first !== page) plan.twice.push([id, Math.min(first, page), Math.max(first, page)])
    }
    if (plan.twice.length <= MOST_TWICE) return
    // So many that it does not matter which.
    plan.twice = []
    plan.unstable = true
  }
}
