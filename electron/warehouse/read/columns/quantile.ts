/**
 * A quantile of a histogram with linear interpolation between neighbours, as SQL's `percentile_cont` defines it, so that
 * the SQL shown for a chart gives the chart's numbers.
 *
 * @param values ascending value of each bin
 * @param histogram how many there are in each bin
 * @param n sum of the histogram, above 0
 * @param fraction 0 to 1
 */
export function quantile(
  values: readonly number[] | Float64Array,
  histogram: Uint32Array,
  n: number,
  fraction: number,
): number {
  const position = fraction * (n - 1)
  const below = Math.floor(position)
  let bin = 0
  let seen = histogram[0] as number
  while (seen <= below) {
    bin++
    seen += histogram[bin] as number
  }
  const low = values[bin] as number
  if (position === below || seen > below + 1) return low
  do bin++
  while (histogram[bin] === 0)
  return low + ((values[bin] as number) - low) * (position - below)
}
