import { KnownError, toAppError } from '../../../shared/ipc/result.ts'
import { filmIds } from '../../warehouse/silver/prepared-row.ts'
import type { LoadStore, SourceCount } from '../../warehouse/write/load-store.ts'
import { PageFailure, type PageResponse } from '../fetch/page-source.ts'
import { readHead } from '../run/head-read.ts'
import { type LoadContext, likeness, writerFor } from '../run/load-context.ts'
import { toFetchedPage } from '../run/page-writer.ts'
import { ROUNDS } from './certain-end.ts'
import { findEnd, PageSizeChanged } from './end-finder.ts'
import { extend, type FullPlan, type Plan, READ_AGAIN, type TailPlan } from './plan.ts'
import { wobble } from './source-claims.ts'
import { showsMovement } from './twice.ts'

/** Short pages that are asked for once more in a round. */
const MOST_SHORT = 20
/** A gap that nothing but the count speaks for is a wrong count up to so many films, a page at its largest, or this share of them. */
const NEVER_BELIEVED_ABOVE = 50
const SHARE_BELIEVED = 0.25

/** What the warehouse knows to hold the source's count against. */
interface CountBooks {
  /** By how many films the count was too high when all was well. */
  offset: number
  /** What the count was too high by in the last full load; null before the first. */
  lastGap: number | null
  /** The same without the films that were known though it did not meet them; 0 before the first. */
  lastWanting: number
  /** Nothing was ever published. */
  isFirst: boolean
  /** Films met by this load; those published before count too where it does not read everything. */
  films(): number
  /** Published films that this load, having read everything, has not met. */
  missed(): number
}

/** What holding the source's count against the films read says of a load. */
export interface CountVerdict extends SourceCount {
  films: number
  /** Nothing may be published: the first load has not read what there is. */
  isRefused: boolean
}

/** How a load that has read its plan is held against the count. */
export interface CountCheck {
  store: LoadStore
  /** The plan was made in this load: what its pages could not hold was asked about just now. */
  isFresh: boolean
  /** Whether the source may be asked again. */
  mayAsk: boolean
}

/**
 * Holds what a load has read against the source's own count, and asks again for what is wanting. `longer`: there are more pages than
 * planned; the plan of a full load has them now.
 *
 * @throws PageFailure also where the source gives a reason that no other try can help: what was read is worth taking up again
 */
export async function heldAgainstCount(
  context: LoadContext,
  plan: Plan,
  check: CountCheck,
): Promise<CountVerdict | 'longer'> {
  try {
    return await held(context, plan, check)
  } catch (error) {
    if (!isOfSource(error)) throw error
    throw new PageFailure(1, toAppError(error), 'bad_answer')
  }
}

async function held(
  context: LoadContext,
  plan: Plan,
  { store, ...check }: CountCheck,
): Promise<CountVerdict | 'longer'> {
  const isFirst = store.confirmedFilms() === 0
  const { sink } = context
  const missed = (): number => sink.filmsMissed()
  const books = { ...store.countBooks(), isFirst, missed }
  if (plan.kind === 'full') {
    // In a source that answers newest first a film that joins moves the others to pages that were read already.
    const isShifted = context.order.isNewestFirst && context.source.claims.moved
    plan.unstable ||= isShifted || showsMovement(plan, store.filmsTwice())
    const verdict = await holdSweep(context, plan, { ...books, films: () => sink.filmsMet() }, check)
    if (verdict !== 'longer' && verdict.isRefused) {
      plan.doubts++
      sink.savePlan(plan, context.counters())
    }
    return verdict
  }
  return holdTail(context, plan, { ...books, films: () => sink.filmsKnown() }, check)
}

/**
 * A full load: where films are wanting, the pages after the end, the last one and those that were short are asked for again for some
 * seconds. A gap that stays is a wrong count
 * when the newest films (asked for in the other order) were all met, no page was short and no known film is missing.
 */
async function holdSweep(
  context: LoadContext,
  plan: FullPlan,
  books: CountBooks,
  { isFresh, mayAsk }: Pick<CountCheck, 'isFresh' | 'mayAsk'>,
): Promise<CountVerdict | 'longer'> {
  const { claims } = context.source
  if (!isFresh) await hearCount(context, plan)
  const verdict = (more: Partial<CountVerdict> = {}): CountVerdict => {
    const films = books.films()
    const claimed = claims.throughout
    // What it counts are rows, among them those that repeat a film.
    const gap = claimed === null ? 0 : claimed - films - Math.max(books.offset, plan.repeated)
    return { claimed, films, gap, isWhole: true, isFullDue: false, isRefused: false, offset: null, ...more }
  }
  /** By how much the count is off, now that all was read; films that joined or left meanwhile must not make it too low. */
  const measured = (): Partial<CountVerdict> => {
    const offset = (claims.throughout ?? 0) - books.films()
    return claims.moved && offset <= 0 ? {} : { offset }
  }

  /** Whether known films were not met and the other end of the source shows that there is more: where its count says nothing. */
  const isHidden = async (): Promise<boolean> => books.missed() > 0 && (await newestFilms(context, plan)).isSure

  if (claims.throughout === null) {
    // Films were wanting before, and it says nothing now.
    if (books.isFirst && plan.doubts > 0) return verdict({ isWhole: false, isRefused: !context.removalsAccepted })
    return (await isHidden()) ? verdict({ isWhole: false, isFullDue: true }) : verdict()
  }
  // What the pages could not hold was asked about when the plan was made.
  const asked = isFresh ? Math.max(0, plan.excess - books.offset) : 0
  if (mayAsk && verdict().gap > asked && (await askAgain(context, plan, () => verdict().gap <= 0)) === 'longer')
    return 'longer'
  const { gap, claimed } = verdict()
  const movedShort = plan.short.length > 0 && claims.moved
  if (gap <= 0) {
    // One that is lower than what was read says nothing either.
    const isHiding = movedShort || (gap < -wobble(claimed ?? 0) && (await isHidden()))
    return isHiding ? verdict({ isWhole: false, isFullDue: true }) : verdict(measured())
  }
  const missed = books.missed()
  const isKnown = books.lastGap !== null && Math.abs(gap - books.lastGap) <= wobble(claimed ?? 0)
  const isShort = plan.short.length > 0
  if (gap <= wobble(claimed ?? 0)) {
    return missed > 0 || isShort ? verdict({ isWhole: false, isFullDue: isShort && !isKnown }) : verdict(measured())
  }
  const { isSure, isSameOrder } = await newestFilms(context, plan)
  const isLarge = gap > Math.max(NEVER_BELIEVED_ABOVE, (claimed ?? 0) * SHARE_BELIEVED)
  if (!isSure && !isShort && missed === 0 && !(isSameOrder && isLarge)) return verdict(measured())
  // One that stays through two first loads is believed to be the source's nature, unless films are known that were not met.
  const isRefused = books.isFirst && !context.removalsAccepted && (isSure || plan.doubts === 0)
  return verdict({ isWhole: false, isFullDue: isSure || !isKnown, isRefused })
}

/**
 * An incremental load: what it has met and what was published before should be all. A source that answers newest first is read from its
 * first page as well.
 */
async function holdTail(
  context: LoadContext,
  plan: TailPlan,
  books: CountBooks,
  { mayAsk }: Pick<CountCheck, 'mayAsk'>,
): Promise<CountVerdict | 'longer'> {
  const { claims } = context.source
  const verdict = (): CountVerdict => {
    const claimed = claims.throughout
    const films = books.films()
    const gap = claimed === null ? 0 : claimed - books.offset - films
    // Films are known here that the full load did not meet: its own gap would hide as many others.
    const known = books.lastWanting
    const isWhole = gap <= known + wobble(claimed ?? 0)
    const isFullDue = !isWhole || (plan.short.length > 0 && gap > known)
    return { claimed, films, gap, isWhole, isFullDue, isRefused: false, offset: null }
  }
  if (context.order.isNewestFirst) await readHead(context, plan)
  if (mayAsk && !verdict().isWhole && (await askAgain(context, plan, () => verdict().isWhole)) === 'longer')
    return 'longer'
  return verdict()
}

/** Asks again, with growing pauses, for what may have been silent or short. Ends when `isEnough`. */
async function askAgain(context: LoadContext, plan: Plan, isEnough: () => boolean): Promise<'longer' | 'done'> {
  const { source } = context
  const writer = writerFor(context, plan, 1, () => {})
  try {
    for (let round = 1; round <= ROUNDS; round++) {
      await source.rest(round)
      const beyond = await quietly(source.read(plan.lastPage + 1, plan.k))
      if (beyond && beyond.response.limit !== plan.k) throw new PageSizeChanged(beyond.response.limit)
      if (beyond && beyond.response.rows.length > 0) {
        if (plan.kind === 'full') {
          const known = { page: plan.lastPage, k: plan.k }
          extend(plan, (await findEnd(source, plan.k, { known, twice: false })).lastPage)
        }
        return 'longer'
      }
      for (const page of new Set([plan.lastPage, ...plan.short.slice(0, MOST_SHORT)])) {
        const again = await quietly(source.read(page, plan.k))
        if (again) await take(again)
      }
      if (isEnough()) return 'done'
    }
    return 'done'
  } finally {
    writer.close()
  }

  async function take(again: PageResponse): Promise<void> {
    const { rows } = again.response
    if (rows.length >= plan.k) plan.short = plan.short.filter((page) => page !== again.page)
    if (rows.length === 0 || context.sink.allSeen(filmIds(rows))) return
    await writer.write(toFetchedPage(again, READ_AGAIN), () => {
      if (again.page === plan.lastPage) plan.end = likeness(again.page, rows)
    })
  }
}

/** Lets the source say how many films it has: a load that was taken up may have had nothing left to ask. */
async function hearCount({ source }: LoadContext, plan: FullPlan): Promise<void> {
  for (let round = 1; source.claims.last === null && round <= ROUNDS; round++) {
    if (round > 1) await source.rest(round - 1)
    const first = await quietly(source.read(1, plan.k))
    // Films without a count: it gives none.
    if (first && first.response.rows.length > 0) return
  }
}

/**
 * Looks at the source from its other end. `isSure`: films are there that the load has not met, or the source is silent or fails there;
 * `isSameOrder`: it knows one order only, so that this says nothing.
 */
async function newestFilms(context: LoadContext, plan: FullPlan): Promise<{ isSure: boolean; isSameOrder: boolean }> {
  const { source, sink } = context
  const newest = await quietly(source.read(1, plan.k, { newestFirst: true }))
  const ids = newest ? filmIds(newest.response.rows) : []
  if (ids.length === 0) return { isSure: true, isSameOrder: false }
  if (!sink.allSeen(ids)) return { isSure: true, isSameOrder: false }
  const oldest = await quietly(source.read(1, plan.k))
  return { isSure: false, isSameOrder: oldest !== null && filmIds(oldest.response.rows).join() === ids.join() }
}

/** Whether the source is the reason, not a person, the warehouse or a mistake in here. */
function isOfSource(error: unknown): error is KnownError {
  return error instanceof KnownError && error.kind.startsWith('source_')
}

/**
 * A response, or null where all attempts failed or an HTTP status refuses the question: what is only asked to make sure ends no load.
 * One that wants proof of a person does: each further question makes that last longer.
 */
async function quietly(response: Promise<PageResponse>): Promise<PageResponse | null> {
  try {
    return await response
  } catch (error) {
    if (error instanceof PageFailure || (isOfSource(error) && error.detail?.status !== undefined)) return null
    throw error
  }
}
