import type { CalculationId } from '../../../shared/explore-arrangement.ts'
import { largest, smallest } from '../../../shared/extremes.ts'
import { type MeasureId, measureOf } from '../../../shared/model/measures.ts'
import type { ValueTicks } from '../../charts/model.ts'
import { niceTicks } from '../../charts/plots/scale.ts'
import { formatTick } from '../../format.ts'

/** Whether bars from nothing would hide what differs: means and quantiles, but not shares. */
export function isLevel(measure: MeasureId): boolean {
  const { additive, format } = measureOf(measure)
  return additive === 'never' && format !== 'share'
}

/** How an axis names its numbers; a running total or a mean of neighbours is in the measure's own unit. */
function textOf(measure: MeasureId, calculation?: CalculationId): (value: number) => string {
  const { format } = measureOf(measure)
  const isPart = calculation?.startsWith('percent') === true || (format === 'share' && calculation !== 'rank')
  return (value) => formatTick(value, isPart)
}

/** The numbers that there are, without differences that no axis could name: the dust of means. */
function knownOf(values: readonly number[]): number[] {
  return values.flatMap((value) => (Number.isNaN(value) ? [] : [Number(Number(value.toPrecision(10)).toFixed(9))]))
}

/** An axis for numbers of a measure: from nothing where that is their beginning, else about as far as they reach. */
export function ticksOf(
  values: readonly number[],
  measure: MeasureId,
  fromNothing: boolean,
  calculation?: CalculationId,
): ValueTicks {
  const known = knownOf(values)
  const { format } = measureOf(measure)
  const text = textOf(measure, calculation)
  const low = smallest(known)
  const high = largest(known, 0)
  if (known.length > 0 && fromNothing && low >= 0) {
    const ticks = niceTicks(high, 4, format === 'integer')
    return { domain: [0, ticks.at(-1) ?? 1], ticks: ticks.map((at) => ({ at, label: text(at) })) }
  }
  const isSigned = known.length > 0 && (fromNothing || low < 0)
  const domain = isSigned ? aroundNothing(Math.min(0, low), Math.max(0, high)) : endsOf(known)
  return { domain, ticks: ticksBetween(domain).map((at) => ({ at, label: text(at) })) }
}

/** About five round numbers between two ends, fractions too where whole numbers are too few. */
function ticksBetween([low, high]: readonly [number, number]): number[] {
  const step = niceTicks(high - low, 5, false)[1] ?? 1
  const first = Math.ceil(rounded(low / step))
  const count = Math.floor(rounded(high / step)) - first + 1
  return Array.from({ length: Math.max(0, count) }, (_, at) => rounded((first + at) * step))
}

/** An axis for dots, which are larger than a point: a step of room at both ends, but none below nothing for what begins there. */
export function ticksAround(
  values: readonly number[],
  measure: MeasureId,
  fromNothing: boolean,
  calculation?: CalculationId,
): ValueTicks {
  const known = knownOf(values)
  if (known.length === 0) return ticksOf(values, measure, fromNothing, calculation)
  const low = smallest(known)
  const high = largest(known, low)
  const step = niceTicks(high > low ? high - low : Math.abs(high) || 1, 4, false)[1] ?? 1
  const from = rounded((Math.floor(low / step) - 1) * step)
  const domain: [number, number] = [
    fromNothing && low >= 0 ? Math.max(-step / 2, from) : from,
    rounded((Math.ceil(high / step) + 1) * step),
  ]
  const text = textOf(measure, calculation)
  return { domain, ticks: ticksBetween(domain).map((at) => ({ at, label: text(at) })) }
}

/** Ends of the axis in whole numbers, with something between them; of small differences in their own steps. */
function endsOf(values: readonly number[]): [number, number] {
  if (values.length === 0) return [0, 1]
  const low = smallest(values)
  const high = largest(values, low)
  const step = high - low > 0 && high - low < 0.5 ? (niceTicks(high - low, 4, false)[1] ?? 1) : 1
  const ends: [number, number] = [rounded(Math.floor(low / step) * step), rounded(Math.ceil(high / step) * step)]
  if (ends[1] > ends[0]) return ends
  return low < 0 ? [ends[0] - 1, ends[1] + 1] : [Math.max(0, ends[0] - 1), ends[1] + 1]
}

function aroundNothing(low: number, high: number): [number, number] {
  const step = niceTicks(high - low, 4, false)[1] ?? 1
  return [rounded(Math.floor(low / step) * step), rounded(Math.ceil(high / step) * step)]
}

/** Without the dust of adding fractions. */
function rounded(value: number): number {
  return Number(value.toPrecision(12))
}
