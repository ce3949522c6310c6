import * as z from 'zod'

/**
 * The fetch plan: what of the source is still to be read, as it is kept with the run. Page numbers hold for one page size
 * (`k`) only and never outlive the run.
 *
 * A full load cuts the pages into contiguous partitions, each read strictly from its top to its bottom: a deletion moves rows
 * to lower pages, that is to pages still to be read. The exception is the boundary between two partitions, where the lower one's
 * top may have been read before the upper one's bottom: such a boundary is repaired by reading again from the lower partition's
 * top downward, until a page holds a film that a partition at or below the boundary had captured itself.
 */
const partitionSchema = z.object({
  id: z.number().int(),
  top: z.number().int(),
  bottom: z.number().int(),
  /** The next page to commit; below `bottom` when the partition is done. */
  next: z.number().int(),
  /** A page whose attempts were used up: it is left out until the load is resumed. */
  failed: z.boolean(),
  /** The boundary with the partition below. */
  boundary: z.enum(['open', 'safe', 'repaired']),
})
export type Partition = z.infer<typeof partitionSchema>

/** Partition number of pages that are read once more (to repair a boundary, or because they were short): no partition's own captures. */
export const READ_AGAIN = -1

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
  partitions: z.array(partitionSchema),
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
  const parsed = planSchema.safeParse(inWordsOfToday(value))
  return parsed.success ? parsed.data : null
}

const olderPlanSchema = z.looseObject({ stripes: z.array(z.looseObject({ seam: z.unknown() })) })

/** A partition was called stripe once, and a boundary seam: a load that was paused under those names goes on. */
function inWordsOfToday(plan: unknown): unknown {
  const older = olderPlanSchema.safeParse(plan)
  if (!older.success) return plan
  const { stripes, ...rest } = older.data
  return { ...rest, partitions: stripes.map(({ seam, ...stripe }) => ({ ...stripe, boundary: seam })) }
}

/** A plan for all pages in about equal partitions, at most one a worker. */
export function fullPlan(k: number, lastPage: number, workers: number, excess = 0): FullPlan {
  const count = Math.max(1, Math.min(workers, lastPage))
  const partitions: Partition[] = []
  for (let index = count - 1; index >= 0; index--) {
    const bottom = Math.floor((lastPage * index) / count) + 1
    const top = Math.floor((lastPage * (index + 1)) / count)
    partitions.push({ id: index, top, bottom, next: top, failed: false, boundary: 'open' })
  }
  return {
    version: 1,
    kind: 'full',
    k,
    lastPage,
    nextId: count,
    partitions,
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

/** Adds the pages up to a new last one, as a partition of their own on top: what follows the end was read after what lies below it. */
export function extend(plan: FullPlan, lastPage: number): void {
  const bottom = plan.lastPage + 1
  plan.partitions.unshift({ id: plan.nextId++, top: lastPage, bottom, next: lastPage, failed: false, boundary: 'open' })
  plan.lastPage = lastPage
  plan.end = null
}

/** Whether every page of the partition is committed. */
export function isDone(partition: Partition): boolean {
  return !partition.failed && partition.next < partition.bottom
}

/** The partition below, or undefined for the lowest. */
export function below(plan: FullPlan, partition: Partition): Partition | undefined {
  return plan.partitions[plan.partitions.indexOf(partition) + 1]
}

/** Boundaries that a repair must still read over. The lowest partition has none. */
export function openBoundaries(plan: FullPlan): { upper: Partition; lower: Partition }[] {
  return plan.partitions.flatMap((upper, index) => {
    const lower = plan.partitions[index + 1]
    return lower && upper.boundary === 'open' ? [{ upper, lower }] : []
  })
}

/** Whether pages are left out or boundaries unrepaired: such a run must not be promoted. */
export function isComplete(plan: Plan): boolean {
  if (plan.kind === 'tail') return plan.done
  return plan.partitions.every(isDone) && openBoundaries(plan).length === 0
}

/** Whether the page has been committed. */
export function isPageDone(plan: Plan, page: number): boolean {
  if (plan.kind === 'tail') return page > plan.next && page <= plan.lastPage
  return plan.partitions.some(
    (partition) => page <= partition.top && page >= partition.bottom && page > partition.next && !partition.failed,
  )
}

/** Cuts the pages from `lowerTop` down off a partition, as a new partition with an open boundary. Returns it. */
export function split(plan: FullPlan, partition: Partition, lowerTop: number): Partition {
  const lower: Partition = {
    id: plan.nextId++,
    top: lowerTop,
    bottom: partition.bottom,
    next: lowerTop,
    failed: false,
    boundary: partition.boundary,
  }
  partition.bottom = lowerTop + 1
  partition.boundary = 'open'
  plan.partitions.splice(plan.partitions.indexOf(partition) + 1, 0, lower)
  return lower
}

/**
 * Takes a failed page out of its partition, whose pages above it are all committed. Returns the partition of the pages below it,
 * if any. The page is read late, so its lower boundary is open; its upper one is safe, because all above it was read before.
 */
export function leaveOut(plan: FullPlan, partition: Partition, page: number): Partition | null {
  const rest = page > partition.bottom ? split(plan, partition, page - 1) : null
  if (page === partition.top) {
    partition.failed = true
    return rest
  }
  const alone = split(plan, partition, page)
  alone.failed = true
  partition.boundary = 'safe'
  return rest
}

/** The pages that were left out, highest first. A tail leaves none out: it ends at the first page it cannot have. */
export function leftOut(plan: Plan): number[] {
  return plan.kind === 'tail' ? [] : plan.partitions.flatMap(({ failed, next }) => (failed ? [next] : []))
}

/** Whether a failed page can be tried by itself: it was left out, or it is where the tail or the repair of a boundary ended. */
export function canTryAlone(plan: Plan, page: number): boolean {
  if (plan.kind === 'tail') return !plan.done && page === plan.next
  return leftOut(plan).includes(page) || openBoundaries(plan).some(({ lower }) => page <= lower.top)
}

/**
 * Makes left-out pages ordinary ones again: the load is being resumed. With `only`, that page alone: the others stay left
 * out, and the run incomplete.
 */
export function takeUpAgain(plan: FullPlan, only: number | null): void {
  for (const partition of plan.partitions) if (only === null || partition.next === only) partition.failed = false
}
