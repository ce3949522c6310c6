import type { Overview, SpreadPoint } from '../../../shared/contract/explore.ts'
import { largest, smallest } from '../../../shared/extremes.ts'
import type { ChartId } from '../../../shared/model/charts.ts'
import type { DimensionId } from '../../../shared/model/dimensions.ts'
import type { LinkedChart } from '../../charts/linked.ts'
import type { ChartModel, ChartTable, Mark, MarkTip } from '../../charts/model.ts'
import { otherNote } from '../../compare/same-size.ts'
import { formatDecimal, formatInteger, formatPercent } from '../../format.ts'
import { holding } from './holding.ts'

/** The films that those of the filter, A, are compared with, B. */
export interface Beside {
  a: Overview
  b: Overview
  /** What numbers of B are multiplied by to be drawn: 1, or so that B has as many films as A. */
  factor: number
}

/** Where the numbers of B are, for the marks of a chart of A. */
export interface PlacesOfB {
  /** The dimensions that the chart's own clauses are of. */
  own: readonly DimensionId[]
  /** What B has of each mark, by the mark's key. */
  counts: ReadonlyMap<string, number>
  /** Where a mark is of all others: what they have in sum. */
  others?: (shown: readonly Mark[]) => number
  /** Points of B, where the chart is of means. */
  points?: ReadonlyMap<string, SpreadPoint>
}

const names = ['A', 'B'] as const

/** A difference of shares in percentage points, with its sign. */
function pointsText(a: number, b: number): string {
  const difference = 100 * (a - b)
  const sign = difference > 0.05 ? '+' : difference < -0.05 ? '−' : ''
  return `${sign}${formatDecimal(Math.abs(difference))} points`
}

/** A chart of A with B beside it: outlines over bars, a dashed line over means, and both numbers in tips and table. */
export function besideChart(made: LinkedChart, id: ChartId, beside: Beside, places: PlacesOfB): LinkedChart {
  const hold = holding(places.own)
  const drawn =
    made.model.drawing.kind === 'spread' ? withMeans(made.model, places) : withCounts(made.model, beside, places)
  return {
    ...made,
    model: { ...drawn, id },
    side: names[0],
    leavesOut: hold,
    behind: (index) => (filter) => made.behind(index)(hold(filter)),
    ...(made.why ? { why: { ...made.why, around: () => hold } } : {}),
  }
}

/** "1,234 films of A, 3,766 of B". */
function countedText(a: number, b: number, noun: string): string {
  return `${formatInteger(a)} ${a === 1 ? noun : `${noun}s`} of A, ${formatInteger(b)} of B`
}

function withCounts(model: ChartModel, { a, b, factor }: Beside, { counts, others }: PlacesOfB): ChartModel {
  const { drawing, format } = model
  const marks = drawing.marks.map((mark): Mark => {
    const isOthers = mark.key === 'others' && others !== undefined
    return { ...mark, all: isOthers ? others(drawing.marks) : (counts.get(mark.key) ?? 0) }
  })
  const isHeat = drawing.kind === 'heat'
  const most = largest(
    marks.flatMap(({ value, all }) => [value, all * factor]),
    1,
  )
  const shareOf = ({ value, all }: Mark): [number, number] => [
    a.matched > 0 ? value / a.matched : 0,
    b.matched > 0 ? all / b.matched : 0,
  ]
  // Another catalogue, as that of then, may have what this one has not.
  const sum = (numbers: Iterable<number>) => [...numbers].reduce((all, number) => all + number, 0)
  const unseen = Math.round(sum(counts.values()) - sum(marks.map(({ all }) => all)))
  const note = isHeat ? 'Colours: A; B is in the tips and the table.' : otherNote('Outlined', names, factor)
  return {
    ...model,
    counted: countedText(a.matched, b.matched, 'film'),
    notes: [
      ...model.notes.filter((each) => !each.startsWith('Grey: ')),
      note,
      ...(unseen > 0 ? [`${formatInteger(unseen)} of B have no place here.`] : []),
    ],
    drawing:
      'scale' in drawing
        ? { ...drawing, marks, scale: { max: most, factor, outlined: true } }
        : ({ ...drawing, marks } as ChartModel['drawing']),
    tip: (index): MarkTip => {
      const mark = marks[index]
      if (!mark) return { title: '', lines: [] }
      const [own, other] = shareOf(mark)
      return {
        title: mark.name,
        lines: [
          { label: 'A', value: `${format(mark.value)}, ${formatPercent(own)} of A` },
          { label: 'B', value: `${format(mark.all)}, ${formatPercent(other)} of B` },
          { label: 'difference', value: pointsText(own, other) },
        ],
      }
    },
    table: (): ChartTable => ({
      columns: [
        { label: model.table().columns[0]?.label ?? '', numeric: false },
        ...['Films of A', 'Films of B', 'Share of A', 'Share of B', 'Difference'].map((label) => ({
          label,
          numeric: true,
        })),
      ],
      rows: marks.map((mark) => {
        const [own, other] = shareOf(mark)
        return [mark.name, mark.value, mark.all, formatPercent(own), formatPercent(other), pointsText(own, other)]
      }),
    }),
  }
}

function withMeans(model: ChartModel, { points = new Map() }: PlacesOfB): ChartModel {
  const { drawing } = model
  if (drawing.kind !== 'spread') return model
  const other = drawing.marks.map(({ key }): SpreadPoint | null => points.get(key) ?? null)
  const means = other.flatMap((point) => (point ? [point.mean] : []))
  const total = (some: readonly (SpreadPoint | null)[]) => some.reduce((sum, point) => sum + (point?.n ?? 0), 0)
  const [low, high] = drawing.domain
  return {
    ...model,
    counted: countedText(total(drawing.points), total(other), 'rated film'),
    notes: [...model.notes, 'Dashed: mean of B.'],
    drawing: {
      ...drawing,
      other,
      domain: [smallest([low, ...means.map(Math.floor)]), largest([high, ...means.map(Math.ceil)], high)],
    },
    tip: (index) => {
      const { title, lines } = model.tip(index)
      const point = other[index]
      const own = drawing.points[index]
      return {
        title,
        lines: [
          ...lines,
          { label: 'mean of B', value: point ? `${formatDecimal(point.mean, 2)}, n = ${formatInteger(point.n)}` : '—' },
          ...(point && own ? [{ label: 'difference', value: signed(own.mean - point.mean) }] : []),
        ],
      }
    },
    table: () => {
      const { columns, rows } = model.table()
      return {
        columns: [...columns, { label: 'Mean of B', numeric: true }, { label: 'Films of B', numeric: true }],
        rows: rows.map((row, index) => [...row, other[index]?.mean ?? null, other[index]?.n ?? 0]),
      }
    },
  }
}

function signed(difference: number): string {
  return `${difference > 0 ? '+' : difference < 0 ? '−' : ''}${formatDecimal(Math.abs(difference), 2)}`
}
