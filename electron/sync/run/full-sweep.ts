import pLimit from 'p-limit'
import { filmIds } from '../../warehouse/silver/prepared-row.ts'
import type { FetchedPage, PageOutcome } from '../../warehouse/write/load-store.ts'
import { PageFailure, type PageResponse } from '../fetch/page-source.ts'
import { PageSizeChanged } from '../plan/end-finder.ts'
import { type PageCheck, pageCheck } from '../plan/page-check.ts'
import {
  below,
  type FullPlan,
  isDone,
  leaveOut,
  openBoundaries,
  type Partition,
  READ_AGAIN,
  split,
} from '../plan/plan.ts'
import { type LoadContext, likeness, writerFor } from './load-context.ts'
import { type PageWriter, toFetchedPage } from './page-writer.ts'
import { ReadAhead } from './read-ahead.ts'

/** Pages that a partition may be ahead of the warehouse. */
const AHEAD = 4
/** Films on two pages that are told apart from a catalogue in motion. */
const MOST_TWICE = 1000
/** A partition is shared with an idle worker only while it is worth the boundary this makes. */
const WORTH_SPLITTING = 8

/**
 * Reads all pages of a full plan: one loop a partition, as many at a time as there are workers, and repairs the boundaries.
 * Pages that cannot be had are left out of the plan and make it incomplete; nothing else does.
 */
export class FullSweep {
  readonly #context: LoadContext
  readonly #plan: FullPlan
  readonly #writer: PageWriter
  readonly #workers: number
  /** The one page to read, besides its boundary; null = all that are missing. */
  readonly #only: number | null
  /** The page each partition's loop is asking for. */
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

  /** Resolves when every page was read or given up, and every boundary that can be was repaired. */
  async run(): Promise<void> {
    const limit = pLimit(this.#workers)
    try {
      await this.#together(Array.from({ length: this.#workers }, () => limit(() => this.#work())))
      if (openBoundaries(this.#plan).some((boundary) => this.#isReady(boundary))) {
        this.#context.progress.phase('repairing')
        const boundaries = openBoundaries(this.#plan).filter((boundary) => this.#isReady(boundary))
        await this.#together(boundaries.map((boundary) => limit(() => this.#repair(boundary.upper))))
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
      const partition = this.#nextPartition()
      if (partition) {
        await this.#readPartition(partition)
        continue
      }
      const boundary = openBoundaries(this.#plan).find((open) => this.#isReady(open))
      if (!boundary) return
      await this.#repair(boundary.upper)
    }
  }

  #nextPartition(): Partition | null {
    const partitions = this.#plan.partitions.filter(({ top }) => this.#only === null || top === this.#only)
    const waiting = partitions.find(
      (partition) => !isDone(partition) && !partition.failed && !this.#cursors.has(partition.id),
    )
    if (waiting) return waiting
    let longest: { partition: Partition; left: number } | null = null
    for (const partition of partitions) {
      const cursor = this.#cursors.get(partition.id)
      if (cursor === undefined || isDone(partition) || partition.failed) continue
      const left = cursor - partition.bottom
      if (left >= WORTH_SPLITTING && (!longest || left > longest.left)) longest = { partition, left }
    }
    if (!longest) return null
    const { partition, left } = longest
    return split(this.#plan, partition, partition.bottom + Math.floor(left / 2) - 1)
  }

  async #readPartition(first: Partition): Promise<void> {
    let partition = first
    // Pages of this partition on their way into the warehouse, oldest first.
    const handedOver: Promise<unknown>[] = []
    const ahead = new ReadAhead(this.#context.source, this.#plan.k)
    this.#start(partition)
    while (!this.#failure) {
      const page = this.#cursors.get(partition.id) ?? partition.next
      if (page < partition.bottom) break
      let response: PageResponse
      try {
        const { bottom } = partition
        response = await ahead.read(page, page > bottom, (received) => this.#check(page, received))
        this.#context.failedPages.succeeded()
      } catch (error) {
        ahead.end()
        if (!(error instanceof PageFailure)) throw error
        await Promise.all(handedOver)
        const rest = this.#giveUp(partition, page, error)
        if (!rest) return
        partition = rest
        this.#start(partition)
        continue
      }
      this.#cursors.set(partition.id, page - 1)
      const { id } = partition
      // The next pages are asked for while these are stored; only so many are ahead of the warehouse.
      const stored = this.#store(response, id)
      stored.catch(() => {})
      handedOver.push(stored)
      if (handedOver.length > AHEAD) await handedOver.shift()
    }
    ahead.end()
    await Promise.all(handedOver)
  }

  #start(partition: Partition): void {
    this.#cursors.set(partition.id, partition.next)
    const upper = this.#plan.partitions[this.#plan.partitions.indexOf(partition) - 1]
    const unread = partition.next === partition.top
    // All above was read before the first page of this partition: in descending order nothing is lost between them.
    if (upper && upper.boundary === 'open' && unread && isDone(upper)) upper.boundary = 'safe'
  }

  async #store(response: PageResponse, partitionId: number): Promise<PageOutcome> {
    const page = toFetchedPage(response, partitionId)
    this.#context.order.note(page.rows)
    await this.#writer.room()
    return this.#writer.write(page, () => {
      const partition = this.#plan.partitions.find(({ id }) => id === partitionId)
      if (partition) partition.next = page.page - 1
      if (page.page === this.#plan.lastPage) this.#plan.end = likeness(page.page, page.rows)
    })
  }

  #giveUp(partition: Partition, page: number, failure: PageFailure): Partition | null {
    const { sink, progress, counters, failedPages } = this.#context
    const rest = leaveOut(this.#plan, partition, page)
    progress.failed(page)
    sink.failPage(page, failure.attempts, failure.error, this.#plan, counters())
    failedPages.add(failure)
    return rest
  }

  /** Both sides of the boundary have been read as far as the repair needs. */
  #isReady({ upper, lower }: { upper: Partition; lower: Partition }): boolean {
    if (this.#repairing.has(upper.id) || !isDone(upper) || lower.failed) return false
    return lower.next < lower.top || isDone(lower)
  }

  /** Reads from the lower partition's top downward until a page holds a film that a partition down there captured itself. */
  async #repair(upper: Partition): Promise<void> {
    this.#repairing.add(upper.id)
    const lower = below(this.#plan, upper)
    if (!lower) return
    for (let page = lower.top; page >= 1; page--) {
      let response: PageResponse
      try {
        response = await this.#context.source.read(page, this.#plan.k, {
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
      const from = this.#plan.partitions.findIndex((partition) => page >= partition.bottom && page <= partition.top)
      const lowest = Math.max(from, this.#plan.partitions.indexOf(lower))
      // Partitions from the boundary down to the one that holds this page: their own captures end the repair.
      const captors = this.#plan.partitions.slice(this.#plan.partitions.indexOf(lower), lowest + 1).map(({ id }) => id)
      const { rows } = response.response
      const ids = filmIds(rows)
      const met = page === 1 || this.#context.sink.anyCapturedBy(captors, ids)
      if (ids.length === rows.length && this.#context.sink.allSeen(ids)) {
        // Nothing had slipped through: the page says nothing that is not stored already.
        if (met) upper.boundary = 'repaired'
      } else {
        const fetched = toFetchedPage(response, READ_AGAIN)
        await this.#writer.room()
        await this.#writer.write(fetched, () => {
          if (met) upper.boundary = 'repaired'
        })
      }
      if (met) return
    }
  }

  #watchForMovement(outcomes: readonly PageOutcome[], pages: readonly FetchedPage[]): void {
    for (const [index, outcome] of outcomes.entries()) {
      const page = pages[index]
      if (!page || page.partition === READ_AGAIN) continue
      // Some responses repeat a row within one page; only a film on two pages may show that the catalogue moved.
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
