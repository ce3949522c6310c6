/**
 * A quantile of a histogram with linear interpolation between neighbours, as SQL's `percentile_cont` defines it, so that
 * the SQL shown for a chart gives the chart's numbers.
 *
 * @param values ascending value of each bin
 * @param histogram how many there are in each bin
 * @param n sum of the histogram, above 0
 * @param fraction 0 to 1
 */
export function quantile(values: readonly number[], histogram: Uint32Array, n: number, fraction: number): number {
  const position = fraction * (n - 1)
  const below = Math.floor(position)
  const low = valueAt(values, histogram, below)
  if (position === below) return low
  const high = valueAt(values, histogram, below + 1)
  return low + (high - low) * (position - below)
}

function valueAt(values: readonly number[], histogram: Uint32Array, index: number): number {
  let seen = 0
  for (let bin = 0; bin < histogram.length; bin++) {
    seen += histogram[bin] as number
    if (seen > index) return values[bin] as number
  }
  return Number.NaN
}
