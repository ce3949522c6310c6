import type { Inspection } from '../../../shared/contract/film.ts'
import { largest, smallest } from '../../../shared/extremes.ts'
import { formatDecimal, formatInteger } from '../../format.ts'

/** A rating that was held from one run until another: where its stroke lies, in shares of the drawing. */
export interface HeldRating {
  runId: number
  rating: number
  left: number
  right: number
  /** 0 = the highest drawn, 1 = the lowest. */
  top: number
}

export interface RatingLine {
  held: HeldRating[]
  /** Ends of the drawing. */
  firstRun: number
  lastRun: number
  highest: number
  lowest: number
}

/** A line of hundredths would look like one of points: at least so many points are drawn from top to bottom. */
const leastSpan = 1

/**
 * The line of a film's ratings over the runs: each is held until the next one, the last until the film was last met. Times without a
 * rating are gaps. Null where the rating never changed.
 */
export function ratingLine({ ratings, confirmedRun }: Pick<Inspection, 'ratings' | 'confirmedRun'>): RatingLine | null {
  const [first, ...later] = ratings
  const last = ratings.at(-1)
  if (!first || !last || later.length === 0) return null
  const lastRun = Math.max(last.runId, confirmedRun ?? 0)
  const known = ratings.flatMap(({ rating }) => rating ?? [])
  const [low, high] = [smallest(known), largest(known)]
  const spare = Math.max(0, leastSpan - (high - low)) / 2
  const at = (runId: number) => (runId - first.runId) / Math.max(1, lastRun - first.runId)
  const held = ratings.flatMap(({ runId, rating }, index) =>
    rating === null
      ? []
      : {
          runId,
          rating,
          left: at(runId),
          right: at(ratings[index + 1]?.runId ?? lastRun),
          top: (high + spare - rating) / (high - low + 2 * spare),
        },
  )
  return { held, firstRun: first.runId, lastRun, highest: high, lowest: low }
}

/** The line in words. */
export function ratingLineText(ratings: Inspection['ratings']): string {
  const steps = ratings.map(({ runId, rating }) => {
    const text = rating === null ? 'unknown' : formatDecimal(rating)
    return `${text} from run ${formatInteger(runId)}`
  })
  return `Rating: ${steps.join(', ')}`
}
