import { useRef } from 'react'
import type { Overview } from '../../shared/contract/explore.ts'
import type { MovieFilter } from '../../shared/filter/filter.ts'
import { type ChartId, chartIds, chartIdsOf, dimensionChartIds } from '../../shared/model/charts.ts'
import { isRange } from '../../shared/model/dimensions.ts'
import type { LinkedChart } from '../charts/linked.ts'
import { useFilter } from '../filter/store.ts'
import { exploreThis, specOfChart } from '../state/actions/explore-this.ts'
import { heatAxes, heatChart } from './charts/heat-chart.ts'
import { type MemberChartId, memberChart } from './charts/member-chart.ts'
import { type RangeChartId, rangeChart } from './charts/range-chart.ts'
import { spreadAxis, spreadChart } from './charts/spread-chart.ts'
import { type Beside, besideChart } from './compared/beside-chart.ts'
import { placesOfB } from './compared/places-of-b.ts'
import type { CountMode } from './count-mode.ts'

/** What a chart is made from, and how. */
interface Recipe {
  /** The chart is made anew only when one of these is another one. */
  from: readonly unknown[]
  make: () => LinkedChart
}

/** The recipes of all charts, from the numbers and the filter. */
function recipes(
  { by, heats, spreads, figures }: Overview,
  { where }: MovieFilter,
  mode: CountMode,
  publishedAt: number | null,
): Record<ChartId, Recipe> {
  const made: Partial<Record<ChartId, Recipe>> = {}
  for (const id of dimensionChartIds) made[id] = isRange(id) ? ofRange(id) : ofMembers(id)
  for (const id of chartIdsOf('heat')) {
    const { row, column } = heatAxes(id)
    const from = [heats[id], by[row], where[row], where[column], mode]
    made[id] = { from, make: () => heatChart(id, heats[id], by[row], where, mode) }
  }
  for (const id of chartIdsOf('spread')) {
    const axis = spreadAxis(id)
    const from = [spreads[id], by[axis], where[axis]]
    made[id] = { from, make: () => spreadChart(id, spreads[id], by[axis], where[axis]) }
  }
  return made as Record<ChartId, Recipe>

  function ofMembers(id: MemberChartId): Recipe {
    return { from: [by[id], where[id], mode], make: () => memberChart(id, by[id], where[id], mode) }
  }

  function ofRange(id: RangeChartId): Recipe {
    const { unknown } = figures.of[id]
    return {
      from: [by[id], where[id], unknown, publishedAt],
      make: () => rangeChart({ id, counts: by[id], clause: where[id], unknown, publishedAt }),
    }
  }
}

type Charts = Record<ChartId, LinkedChart | null>

/**
 * The charts of the overview, each made anew only when its own numbers or its own clauses changed.
 *
 * @param publishedAt when the numbers were published, in epoch milliseconds; null = not known yet
 * @param beside the sides that are compared, whose charts are drawn instead; null = nothing is compared
 */
export function useLinkedCharts(
  overview: Overview | null,
  mode: CountMode,
  publishedAt: number | null,
  beside: Beside | null,
): Charts {
  const filter = useFilter()
  const last = useRef(new Map<ChartId, { from: readonly unknown[]; chart: LinkedChart }>())
  const shown = beside?.a ?? overview
  const current = shown && recipes(shown, filter, mode, publishedAt)
  return Object.fromEntries(chartIds.map((id) => [id, current && chartOf(id, current[id])])) as Charts

  function chartOf(id: ChartId, { from: parts, make }: Recipe): LinkedChart {
    const known = last.current.get(id)
    const from = [...parts, beside]
    if (known?.from.every((part, index) => part === from[index])) return known.chart
    const made = make()
    const [measure = 'films' as const] = specOfChart(id, mode).measures
    const linked: LinkedChart = {
      ...made,
      why: { measure, around: () => made.leavesOut },
      explore: () => exploreThis(specOfChart(id, mode)),
    }
    const chart = beside ? besideChart(linked, id, beside, placesOfB(id, beside.b, mode)) : linked
    last.current.set(id, { from, chart })
    return chart
  }
}
