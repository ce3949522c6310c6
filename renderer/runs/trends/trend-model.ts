import type { PublishedRun } from '../../../shared/contract/sync.ts'
import { largest, smallest } from '../../../shared/extremes.ts'
import type { ChartModel, Mark, MarkPlace, SeriesDrawing, ValueTicks } from '../../charts/model.ts'
import { dwarfs, niceTicks, valueScale } from '../../charts/plots/scale.ts'
import { formatBytes, formatDuration, formatInteger, formatTick } from '../../format.ts'
import { triggerText } from '../run-text.ts'
import type { Period, TrendUnit } from './periods.ts'

/** A number of published runs that is drawn over time. */
interface Trend {
  id: string
  title: string
  /** In the unit of the axis; null where the ledger does not say. */
  of: (run: PublishedRun) => number | null
  /** What a period has after its last run, in place of the sum over its runs. */
  isLevel?: true
  format: (value: number) => string
}

const seconds = (value: number) => formatDuration(value * 1000)
const mebibyte = 1024 * 1024

/** What is drawn of every published run. */
export const trends: readonly Trend[] = [
  { id: 'films', title: 'Films in the catalogue', of: ({ films }) => films, isLevel: true, format: formatInteger },
  { id: 'added', title: 'Films added', of: ({ added, returned }) => added + returned, format: formatInteger },
  { id: 'changed', title: 'Films changed', of: ({ changed }) => changed, format: formatInteger },
  { id: 'removed', title: 'Films removed', of: ({ removed }) => removed, format: formatInteger },
  { id: 'refused', title: 'Rows refused', of: ({ quarantined }) => quarantined, format: formatInteger },
  {
    id: 'duration',
    title: 'Duration, in seconds',
    of: ({ durationMs }) => (durationMs === null ? null : durationMs / 1000),
    format: seconds,
  },
  {
    id: 'bytes',
    title: 'Bytes read, in MiB',
    of: ({ bytes }) => bytes / mebibyte,
    format: (value) => formatBytes(value * mebibyte),
  },
]

const triggers = ['manual', 'schedule', 'cli'] as const
const seriesNames = { manual: 'By hand', schedule: 'On schedule', cli: 'Command line' } as const

/** What a period has of a trend, from the runs of one kind of start or of all; NaN = a gap. */
function numberOf(trend: Trend, runs: readonly PublishedRun[]): number {
  const values = runs.flatMap((run) => trend.of(run) ?? [])
  if (values.length === 0) return Number.NaN
  return trend.isLevel ? (values.at(-1) as number) : values.reduce((sum, value) => sum + value, 0)
}

/** An axis from nothing, or about as far as the numbers reach. */
function axisOf(values: readonly number[], fromNothing: boolean): ValueTicks {
  const known = values.filter((value) => !Number.isNaN(value))
  const high = largest(known, 0)
  const low = fromNothing ? 0 : Math.min(smallest(known), high)
  const ticks = niceTicks(high - low, 4)
  const step = ticks[1] ?? 1
  const from = Math.floor(low / step) * step
  const count = Math.max(1, Math.ceil((high - from) / step))
  const at = Array.from({ length: count + 1 }, (_, index) => from + index * step)
  // Points at the ends of a line are drawn whole.
  const room = fromNothing ? 0 : step / 4
  return {
    domain: [from - room, (at.at(-1) ?? 1) + room],
    ticks: at.map((value) => ({ at: value, label: formatTick(value) })),
  }
}

/** An axis, and where on it a number is, from 0 to 1. */
interface PlacedAxis {
  axis: ValueTicks
  part: (value: number) => number
}

function evenAxisOf(values: readonly number[], fromNothing: boolean): PlacedAxis {
  const axis = axisOf(values, fromNothing)
  const [low, high] = axis.domain
  return { axis, part: (value) => (value - low) / (high - low) }
}

/** The axis of counts that one of them dwarfs, its domain in parts of the whole. */
function logAxisOf(values: readonly number[]): PlacedAxis {
  const max = largest(
    values.filter((value) => !Number.isNaN(value)),
    1,
  )
  const { ticks, at } = valueScale({ factor: 1, max, log: true })
  return {
    axis: { domain: [0, 1], ticks: ticks.map((value) => ({ at: at(value), label: formatTick(value) })) },
    part: at,
  }
}

/** Whether the bars of a trend may be drawn on a log scale: one, as a first load is, dwarfs the rest. */
export function mayBeLog(trend: Trend, periods: readonly Period[]): boolean {
  return !trend.isLevel && dwarfs(periods.map(({ runs }) => numberOf(trend, runs)).filter((value) => value > 0))
}

/**
 * A trend as a line or as bars, those of each kind of start on each other. Periods without a publish are gaps.
 *
 * @param left how many earlier periods are not drawn
 * @param isLog on a log scale, which its notes say; lines stay as they are
 */
export function trendModel(
  trend: Trend,
  periods: readonly Period[],
  unit: TrendUnit,
  left: number,
  isLog = false,
): ChartModel {
  const used = trend.isLevel
    ? []
    : triggers.filter((trigger) => periods.some(({ runs }) => runs.some((run) => run.trigger === trigger)))
  const rows = trend.isLevel
    ? [{ name: trend.title, values: periods.map(({ runs }) => numberOf(trend, runs)) }]
    : used.map((trigger) => ({
        name: seriesNames[trigger],
        values: periods.map(({ runs }) =>
          numberOf(
            trend,
            runs.filter((run) => run.trigger === trigger),
          ),
        ),
      }))
  const wholes = periods.map(({ runs }) => numberOf(trend, runs))
  const drawing = drawingOf(trend, periods, rows, wholes, isLog && !trend.isLevel)
  const gaps = periods.filter(({ runs }) => runs.length === 0).length
  const total = wholes.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : value), 0)
  const latest = wholes.findLast((value) => !Number.isNaN(value))
  return {
    id: `trend.${trend.id}`,
    title: trend.title,
    counted: trend.isLevel
      ? latest === undefined
        ? ''
        : `${trend.format(latest)} now`
      : `${trend.format(total)} in all`,
    notes: [
      // On each other, only the upper end of a part is at its place.
      ...(isLog && !trend.isLevel
        ? [used.length > 1 ? 'Log scale: compare whole bars, not their parts.' : 'Log scale.']
        : []),
      ...(gaps > 0 ? [`In ${gaps} of ${periods.length} ${unit}s nothing was published.`] : []),
      ...(left > 0 ? [`${formatInteger(left)} earlier ${unit}s are not drawn.`] : []),
      ...(used.length === 1 && used[0] ? [`All started ${triggerText(used[0])}.`] : []),
    ],
    drawing,
    format: trend.format,
    tip: (index) => {
      const period = periods[index % periods.length]
      if (!period) return { title: '', lines: [] }
      return { title: period.name, lines: linesOf(trend, period) }
    },
    table: () => ({
      columns: [
        { label: unit === 'run' ? 'Run' : unit === 'week' ? 'Week' : 'Month', numeric: false },
        { label: 'Started', numeric: false },
        { label: trend.title, numeric: true },
      ],
      rows: periods.map(({ name, runs }, at) => {
        const value = wholes[at] ?? Number.NaN
        return [name, startsOf(runs), Number.isNaN(value) ? null : value]
      }),
    }),
  }
}

function startsOf(runs: readonly PublishedRun[]): string {
  return triggers
    .map((trigger) => ({ trigger, count: runs.filter((run) => run.trigger === trigger).length }))
    .filter(({ count }) => count > 0)
    .map(({ trigger, count }) => (runs.length === 1 ? triggerText(trigger) : `${count} ${triggerText(trigger)}`))
    .join(', ')
}

function linesOf(trend: Trend, { runs }: Period): { label: string; value: string }[] {
  const value = numberOf(trend, runs)
  if (runs.length === 0) return [{ label: 'runs published', value: 'none' }]
  const returned = trend.id === 'added' ? runs.reduce((sum, run) => sum + run.returned, 0) : 0
  return [
    {
      label: trend.title.split(',')[0]?.toLowerCase() ?? '',
      value: Number.isNaN(value) ? 'not known' : trend.format(value),
    },
    ...(returned > 0 ? [{ label: 'of these came back', value: formatInteger(returned) }] : []),
    { label: 'started', value: startsOf(runs) },
  ]
}

function drawingOf(
  trend: Trend,
  periods: readonly Period[],
  rows: readonly { name: string; values: readonly number[] }[],
  wholes: readonly number[],
  isLog: boolean,
): SeriesDrawing {
  const { axis, part } = isLog ? logAxisOf(wholes) : evenAxisOf(wholes, !trend.isLevel)
  const below = periods.map(() => 0)
  const width = 1 / Math.max(1, periods.length)
  const places = rows.map(({ values }) =>
    values.map((value, slot): MarkPlace | null => {
      if (Number.isNaN(value)) return null
      if (trend.isLevel) return { x: (slot + 0.5) * width, y: 1 - part(value), width: 0, height: 0 }
      const from = below[slot] as number
      below[slot] = from + value
      return {
        x: (slot + 0.12) * width,
        y: 1 - part(from + value),
        width: 0.76 * width,
        height: part(from + value) - part(from),
      }
    }),
  )
  return {
    kind: 'series',
    shape: trend.isLevel ? 'lines' : 'bars',
    across: false,
    marks: rows.flatMap(({ name, values }) =>
      values.map(
        (value, slot): Mark => ({
          key: `${name} ${periods[slot]?.key}`,
          label: periods[slot]?.label ?? '',
          name: periods[slot]?.name ?? '',
          value: Number.isNaN(value) ? 0 : value,
          all: 0,
          state: 'free',
        }),
      ),
    ),
    places: places.flat(),
    // On a log scale the axis is in parts of its length, and so is what is drawn.
    values: isLog
      ? places.flat().map((place) => place?.height ?? Number.NaN)
      : rows.flatMap(({ values }) => [...values]),
    edges: [],
    slots: periods.map(({ label }) => label),
    axisLabels: null,
    series: rows.map(({ name }, at) => ({ key: name, name, look: { colour: at, again: false } })),
    axis,
    touching: false,
  }
}
