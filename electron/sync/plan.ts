import * as z from 'zod'

/**
 * The fetch plan: what of the source is still to be read, as it is kept with the run. Page numbers hold for one page size
 * (`k`) only and never outlive the run.
 *
 * A full load cuts the pages into contiguous stripes, each read strictly from its top to its bottom: a deletion moves rows
 * to lower pages, that is to pages still to be read. The exception is the seam between two stripes, where the lower one's
 * top may have been read before the upper one's bottom: such a seam is repaired by reading again from the lower stripe's
 * top downward, until a page holds a film that a stripe at or below the seam had captured itself.
 */
const stripeSchema = z.object({
  id: z.number().int(),
  top: z.number().int(),
  bottom: z.number().int(),
  /** The next page to commit; below `bottom` when the stripe is done. */
  next: z.number().int(),
  /** A page whose attempts were used up: it is left out until the load is resumed. */
  failed: z.boolean(),
  /** The seam with the stripe below. */
  seam: z.enum(['open', 'safe', 'repaired']),
})
export type Stripe = z.infer<typeof stripeSchema>

/** What the last page looked like when it was read: an incremental load that finds it unchanged need not go deep. */
const lastPageSchema = z.object({ page: z.number().int(), rows: z.number().int(), digest: z.string() })
export type LastPage = z.infer<typeof lastPageSchema>

/** What was odd about the source while it was planned and read; plans of older versions know nothing of it. */
const oddities = {
  /** Films that the source counted beyond what the pages up to its end hold, asked about when the plan was made. */
  excess: z.number().int().default(0),
  /** Pages that stayed short though others follow. */
  short: z.array(z.number().int()).default([]),
  /** Loads that ended because the source counts more films than it shows. */
  doubts: z.number().int().default(0),
}

/** A film that was met on two pages: its id, the lower page, the higher one. */
export type MetTwice = [id: number, low: number, high: number]
const metTwice = z.tuple([z.number().int(), z.number().int(), z.number().int()])

const fullPlanSchema = z.object({
  version: z.literal(1),
  kind: z.literal('full'),
  k: z.number().int().min(1),
  lastPage: z.number().int().min(1),
  nextId: z.number().int(),
  /** Highest pages first. */
  stripes: z.array(stripeSchema),
  /** Something moved while it was read. */
  unstable: z.boolean(),
  /** Films that were met on two pages. */
  twice: z.array(metTwice).default([]),
  /** Rows that say no other film than their page does already: repeated ones, and those without a usable id. */
  repeated: z.number().int().default(0),
  end: lastPageSchema.nullable(),
  ...oddities,
})
export type FullPlan = z.infer<typeof fullPlanSchema>

const tailPlanSchema = z.object({
  version: z.literal(1),
  kind: z.literal('tail'),
  k: z.number().int().min(1),
  lastPage: z.number().int().min(1),
  next: z.number().int(),
  pages: z.number().int(),
  confirmed: z.number().int(),
  oldestS: z.number().nullable(),
  /** Read at least down to this page (a person lowered the watermark). */
  floor: z.number().int(),
  done: z.boolean(),
  end: lastPageSchema.nullable(),
  ...oddities,
})
export type TailPlan = z.infer<typeof tailPlanSchema>

const planSchema = z.discriminatedUnion('kind', [fullPlanSchema, tailPlanSchema])
export type Plan = z.infer<typeof planSchema>

/** Reads a plan as it was kept (an object, or its JSON text); null when there is none or it is not of this version. */
export function readPlan(kept: unknown): Plan | null {
  let value = kept
  if (typeof kept === 'string') {
    try {
      value = JSON.parse(kept)
    } catch {
      return null
    }
  }
  const parsed = planSchema.safeParse(value)
  return parsed.success ? parsed.data : null
}

/** A plan for all pages in about equal stripes, at most one a worker. */
export function fullPlan(k: number, lastPage: number, workers: number, excess = 0): FullPlan {
  const count = Math.max(1, Math.min(workers, lastPage))
  const stripes: Stripe[] = []
  for (let index = count - 1; index >= 0; index--) {
    const bottom = Math.floor((lastPage * index) / count) + 1
    const top = Math.floor((lastPage * (index + 1)) / count)
    stripes.push({ id: index, top, bottom, next: top, failed: false, seam: 'open' })
  }
  return {
    version: 1,
    kind: 'full',
    k,
    lastPage,
    nextId: count,
    stripes,
    unstable: false,
    twice: [],
    repeated: 0,
    end: null,
    excess,
    short: [],
    doubts: 0,
  }
}

/** A plan for the tail, from the last page downward. */
export function tailPlan(k: number, lastPage: number, floor: number, excess = 0): TailPlan {
  return {
    version: 1,
    kind: 'tail',
    k,
    lastPage,
    next: lastPage,
    pages: 0,
    confirmed: 0,
    oldestS: null,
    floor,
    done: false,
    end: null,
    excess,
    short: [],
    doubts: 0,
  }
}

/** Adds the pages up to a new last one, as a stripe of their own on top: what follows the end was read after what lies below it. */
export function extend(plan: FullPlan, lastPage: number): void {
  const bottom = plan.lastPage + 1
  plan.stripes.unshift({ id: plan.nextId++, top: lastPage, bottom, next: lastPage, failed: false, seam: 'open' })
  plan.lastPage = lastPage
  plan.end = null
}

/** Whether every page of the stripe is committed. */
export function isDone(stripe: Stripe): boolean {
  return !stripe.failed && stripe.next < stripe.bottom
}

/** The stripe below, or undefined for the lowest. */
export function below(plan: FullPlan, stripe: Stripe): Stripe | undefined {
  return plan.stripes[plan.stripes.indexOf(stripe) + 1]
}

/** Seams that a repair must still read over. The lowest stripe has none. */
export function openSeams(plan: FullPlan): { upper: Stripe; lower: Stripe }[] {
  return plan.stripes.flatMap((upper, index) => {
    const lower = plan.stripes[index + 1]
    return lower && upper.seam === 'open' ? [{ upper, lower }] : []
  })
}

/** Whether pages are left out or seams unrepaired: such a run must not be promoted. */
export function isComplete(plan: Plan): boolean {
  if (plan.kind === 'tail') return plan.done
  return plan.stripes.every(isDone) && openSeams(plan).length === 0
}

/** Whether the page has been committed. */
export function isPageDone(plan: Plan, page: number): boolean {
  if (plan.kind === 'tail') return page > plan.next && page <= plan.lastPage
  return plan.stripes.some(
    (stripe) => page <= stripe.top && page >= stripe.bottom && page > stripe.next && !stripe.failed,
  )
}

/** Cuts the pages from `lowerTop` down off a stripe, as a new stripe with an open seam. Returns it. */
export function split(plan: FullPlan, stripe: Stripe, lowerTop: number): Stripe {
  const lower: Stripe = {
    id: plan.nextId++,
    top: lowerTop,
    bottom: stripe.bottom,
    next: lowerTop,
    failed: false,
    seam: stripe.seam,
  }
  stripe.bottom = lowerTop + 1
  stripe.seam = 'open'
  plan.stripes.splice(plan.stripes.indexOf(stripe) + 1, 0, lower)
  return lower
}

/**
 * Takes a failed page out of its stripe, whose pages above it are all committed. Returns the stripe of the pages below it,
 * if any. The page is read late, so its lower seam is open; its upper one is safe, because all above it was read before.
 */
export function leaveOut(plan: FullPlan, stripe: Stripe, page: number): Stripe | null {
  const rest = page > stripe.bottom ? split(plan, stripe, page - 1) : null
  if (page === stripe.top) {
    stripe.failed = true
    return rest
  }
  const alone = split(plan, stripe, page)
  alone.failed = true
  stripe.seam = 'safe'
  return rest
}

/** The pages that were left out, highest first. A tail leaves none out: it ends at the first page it cannot have. */
export function leftOut(plan: Plan): number[] {
  return plan.kind === 'tail' ? [] : plan.stripes.flatMap(({ failed, next }) => (failed ? [next] : []))
}

/** Whether a failed page can be tried by itself: it was left out, or it is where the tail or the repair of a seam ended. */
export function canTryAlone(plan: Plan, page: number): boolean {
  if (plan.kind === 'tail') return !plan.done && page === plan.next
  return leftOut(plan).includes(page) || openSeams(plan).some(({ lower }) => page <= lower.top)
}

/**
 * Makes left-out pages ordinary ones again: the load is being resumed. With `only`, that page alone: the others stay left
 * out, and the run incomplete.
 */
export function takeUpAgain(plan: FullPlan, only: number | null): void {
  for (const stripe of plan.stripes) if (only === null || stripe.next === only) stripe.failed = false
}
