/** Lower edges of the runtime bands, in minutes. */
const runtimeEdges: readonly [from: number, label: string][] = [
  [180, '180 min and more'],
  [150, '150–179 min'],
  [120, '120–149 min'],
  [105, '105–119 min'],
  [90, '90–104 min'],
  [75, '75–89 min'],
  [45, '45–74 min'],
  [0, 'Under 45 min'],
]

/** The lower edges of the bands, ascending. */
export const bandEdges: readonly number[] = runtimeEdges.map(([from]) => from).toReversed()

/** The band a runtime in minutes belongs to. */
export function runtimeBand(minutes: number): string {
  return runtimeEdges.find(([from]) => minutes >= from)?.[1] ?? 'Unknown'
}

/** The whole-point band a rating (0 to 10) belongs to; 10 is in the last. */
export function ratingBand(rating: number): string {
  const lower = Math.min(9, Math.floor(rating))
  return lower === 9 ? '9.0–10' : `${lower}.0–${lower}.9`
}

/** The decade of a year: `1990s`. */
export function decadeOf(year: number): string {
  return `${Math.floor(year / 10) * 10}s`
}
