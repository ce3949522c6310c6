import type { Overview } from '../../../shared/contract/explore.ts'
import { type ChartId, type ChartIdOf, chartIdsOf, dimensionChartIds } from '../../../shared/model/charts.ts'
import { isRange, isSet, type NamedId, type RangeId } from '../../../shared/model/dimensions.ts'
import type { Mark } from '../../charts/model.ts'
import { heatAxes } from '../charts/heat-chart.ts'
import { spreadAxis } from '../charts/spread-chart.ts'
import type { CountMode } from '../count-mode.ts'
import type { PlacesOfB } from './beside-chart.ts'

/** Where the numbers of B are for the marks of a chart, by the keys that the chart gives its marks. */
export function placesOfB(id: ChartId, { by, heats, spreads }: Overview, mode: CountMode): PlacesOfB {
  const dimension = dimensionChartIds.find((each) => each === id)
  if (dimension !== undefined)
    return isRange(dimension) ? ofRange(dimension, by[dimension]) : ofNames(dimension, by[dimension], mode)
  const heat = chartIdsOf('heat').find((each) => each === id)
  if (heat !== undefined) return ofHeat(heat, heats[heat], mode)
  const spread = id as ChartIdOf<'spread'>
  return {
    own: [spreadAxis(spread)],
    counts: new Map(),
    points: new Map(spreads[spread].map((point) => [String(point.key), point])),
  }
}

function ofRange(id: RangeId, buckets: Overview['by'][RangeId]): PlacesOfB {
  return { own: [id], counts: new Map(buckets.map(({ key, count }) => [String(key), count])) }
}

function ofNames(id: NamedId, buckets: Overview['by'][NamedId], mode: CountMode): PlacesOfB {
  const isShared = isSet(id) && mode === 'fractional'
  const counts = new Map(buckets.map(({ key, count, weight }) => [`is ${key}`, isShared ? weight : count]))
  const others = (shown: readonly Mark[]) => {
    const named = new Set(shown.map(({ key }) => key))
    return [...counts].reduce((sum, [key, count]) => (named.has(key) ? sum : sum + count), 0)
  }
  return { own: [id], counts, others }
}

function ofHeat(id: ChartIdOf<'heat'>, cells: Overview['heats'][ChartIdOf<'heat'>], mode: CountMode): PlacesOfB {
  const { row, column } = heatAxes(id)
  const counts = cells.map((cell): [string, number] => [
    `${cell.column} ${cell.row}`,
    mode === 'fractional' ? cell.weight : cell.count,
  ])
  return { own: [row, column], counts: new Map(counts) }
}
