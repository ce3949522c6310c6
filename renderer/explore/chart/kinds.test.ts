import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Pivot, PivotMember } from '../../../shared/contract/questions/pivot.ts'
import { type ChartKind, chartKinds } from '../../../shared/explore-arrangement.ts'
import type { ExploreAxis } from '../../../shared/explore-spec.ts'
import { acrossAxes, emptySpec } from '../../../shared/explore-spec.ts'
import { emptyFilter } from '../../../shared/filter/filter.ts'
import { type MeasureId, measureIds, measureOf } from '../../../shared/model/measures.ts'
import { markAt, markBox } from '../../charts/marks/places.ts'
import type { MarkPlace } from '../../charts/model.ts'
import { boxOf } from '../../charts/plots/geometry.ts'
import { viewOf } from '../table/pivot-view.ts'
import { exploreChart } from './explore-chart.ts'
import { reasonsFor } from './kinds.ts'

const axes: readonly ExploreAxis[] = [
  { dimension: 'genre' },
  { dimension: 'language' },
  { dimension: 'year', bucket: 'decade' },
  { dimension: 'rating', bucket: 'point' },
]
const named = (name: string): PivotMember => ({ key: name, label: '', isOthers: false })
const none: PivotMember = { key: null, label: '', isOthers: false }

function membersOf(axis: ExploreAxis, count: number): PivotMember[] {
  const known = Array.from({ length: count }, (_, at): PivotMember => {
    if (axis.dimension === 'year') return { key: 1900 + at * 10, label: '', isOthers: false }
    return axis.dimension === 'rating' ? { key: at % 10, label: '', isOthers: false } : named(`m${at}`)
  })
  const kept = axis.dimension === 'rating' ? known.slice(0, 10) : known
  return [...kept, none]
}

interface Asked {
  rows: ExploreAxis[]
  columns: ExploreAxis[]
  colour?: ExploreAxis
  multiples?: ExploreAxis
  measures: MeasureId[]
  counts: [number, number]
  numbers: number[]
}

const asked: fc.Arbitrary<Asked> = fc
  .record({
    axes: fc.shuffledSubarray([...axes], { minLength: 1, maxLength: 4 }),
    hasRow: fc.boolean(),
    hasColumn: fc.boolean(),
    hasColour: fc.boolean(),
    hasMultiples: fc.boolean(),
    measures: fc.shuffledSubarray([...measureIds], { minLength: 1, maxLength: 4 }),
    counts: fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 14 })),
    numbers: fc.array(fc.oneof(fc.integer({ min: 0, max: 40 }), fc.constant(Number.NaN)), {
      minLength: 7,
      maxLength: 7,
    }),
  })
  .map(({ axes: given, hasRow, hasColumn, hasColour, hasMultiples, ...other }) => {
    const left = [...given]
    const take = (wanted: boolean) => (wanted ? left.splice(0, 1) : [])
    const [row, columns, [colour], [multiples]] = [hasRow, hasColumn, hasColour, hasMultiples].map(take) as [
      ExploreAxis[],
      ExploreAxis[],
      ExploreAxis[],
      ExploreAxis[],
    ]
    const rows =
      row.length + columns.length > 0 || colour || multiples ? [...row, ...left].slice(0, 2) : left.slice(0, 2)
    return { ...other, rows, columns, ...(colour ? { colour } : {}), ...(multiples ? { multiples } : {}) }
  })

/** The paths of a side, each before those within it; of the ones within others some are missing. */
function pathsOf(sides: readonly PivotMember[][], before: PivotMember[] = []): PivotMember[][] {
  const [members, ...within] = sides
  return (members ?? [])
    .filter((_, at) => before.length === 0 || (at + before.length) % 5 !== 1)
    .flatMap((member) => [[...before, member], ...pathsOf(within, [...before, member])])
}

function answerTo({ rows, columns, colour, multiples, measures, counts, numbers }: Asked) {
  const [outer, inner] = rows
  const spec = {
    ...emptySpec,
    rows,
    columns,
    measures,
    ...(colour ? { colour } : {}),
    ...(multiples ? { multiples } : {}),
  }
  const sides = acrossAxes(spec).map((axis, at) => membersOf(axis, at === 0 ? counts[1] : 4))
  const across = pathsOf(sides).map((path) => ({
    ...(path.at(-1) as PivotMember),
    ...(sides.length > 1 ? { path } : {}),
  }))
  const paths = outer ? pathsOf([membersOf(outer, counts[0]), ...(inner ? [membersOf(inner, 3)] : [])]) : []
  const all = [...paths, []]
  const width = across.length + 1
  const pivot: Pivot = {
    goldVersion: 1,
    matched: 50,
    total: 50,
    columns: across,
    rows: all.map((path) => ({ path })),
    values: Float64Array.from(
      { length: all.length * width * measures.length },
      (_, at) => numbers[at % numbers.length] as number,
    ),
    films: Uint32Array.from({ length: all.length * width }, (_, at) => at % 9),
    others: null,
  }
  return viewOf(spec, pivot, new Set())
}

const wish = (measure: MeasureId, kind: ChartKind | null) => ({ measure, kind, few: 5, placeOf: () => 1 })
const inside = ({ x, y, width, height }: MarkPlace) =>
  [x, y, x + width, y + height].every((each) => each > -1e-9 && each < 1 + 1e-9)

describe('kinds of charts', () => {
  it('what fits is drawn whole or says what is left out, every mark inside the plot and found where it is; what does not says why', () => {
    const seen = new Set<ChartKind>()
    fc.assert(
      fc.property(asked, (question) => {
        const view = answerTo(question)
        const [measure] = question.measures as [MeasureId]
        const reasons = reasonsFor(view, measure)
        for (const kind of chartKinds) {
          if (reasons[kind] !== null) {
            expect(reasons[kind]).toMatch(/\w/)
            continue
          }
          seen.add(kind)
          const drawn = exploreChart(view, wish(measure, kind), emptyFilter())
          expect(drawn?.kind).toBe(kind)
          const model = drawn?.chart.model
          if (!model) throw new Error('nothing drawn')
          const { drawing, notes } = model
          // Nothing is cut in silence.
          const isDrawn = !(question.colour && question.columns.length > 0)
          if (question.counts[0] > 40 && question.rows[0]?.dimension !== 'year' && kind !== 'scatter' && isDrawn)
            if (drawing.marks.length > 0 && question.rows[0] && question.rows[0].dimension !== 'rating')
              expect(notes.join(' ')).toMatch(/The first \d+ of \d+ are drawn/)
          if (!isDrawn && question.rows.length > 0 && kind !== 'scatter')
            expect(notes.join(' ')).toMatch(/down the rows is not drawn/)
          drawing.marks.forEach((mark, index) => {
            const { title, lines } = model.tip(index)
            expect(title).toBe(mark.name)
            expect(lines.at(-1)?.value).toMatch(mark.few ? /^n = [1-4]$/ : /^[\d,]+$/)
          })
          const isSeveral = drawing.kind === 'multiples'
          expect(isSeveral).toBe(reasons.heat === 'there are small multiples' || (isSeveral && kind !== 'scatter'))
          if (!isSeveral && !('places' in drawing)) continue
          const places = isSeveral ? drawing.panels.flatMap((panel) => panel.drawing.places) : drawing.places
          expect(places).toHaveLength(drawing.marks.length)
          if (isSeveral) expect(new Set(drawing.panels.map((panel) => JSON.stringify(panel.drawing.axis))).size).toBe(1)
          const box = boxOf(drawing, 700, 300)
          places.forEach((place, index) => {
            if (!place) return
            expect(inside(place), `${kind} ${JSON.stringify(place)}`).toBe(true)
            const slot = markBox(drawing, box, index)
            const found = markAt(drawing, box, slot.left + slot.width / 2, slot.top + slot.height / 2)
            // Marks may lie on each other: then one of those that are there is found.
            const other = markBox(drawing, box, found)
            const aside = Math.abs(other.left + other.width / 2 - slot.left - slot.width / 2) - other.width / 2
            const above = Math.abs(other.top + other.height / 2 - slot.top - slot.height / 2) - other.height / 2
            expect(Math.max(aside, above)).toBeLessThanOrEqual(1)
          })
        }
      }),
      { numRuns: 150 },
    )
    expect([...seen]).toEqual(expect.arrayContaining(['bars', 'heat', 'lines', 'scatter', 'stacked']))
  })

  it('a stack is as high as its parts together, and to 100% it is full wherever there is anything', () => {
    const question: Asked = {
      rows: [{ dimension: 'language' }],
      columns: [{ dimension: 'year', bucket: 'decade' }],
      measures: ['films'],
      counts: [5, 4],
      numbers: [3, 1, 4, 1, 5, 9, 2],
    }
    const view = answerTo(question)
    for (const kind of ['stacked', 'share', 'area'] as const) {
      const drawing = exploreChart(view, wish('films', kind), emptyFilter())?.chart.model.drawing
      if (drawing?.kind !== 'series') throw new Error(kind)
      const sums = drawing.slots.map((_, slot) =>
        drawing.series.reduce((sum, _series, at) => sum + (drawing.values[at * drawing.slots.length + slot] ?? 0), 0),
      )
      const numbers = drawing.slots.map((_, slot) =>
        drawing.series.reduce(
          (sum, _series, at) => sum + (drawing.marks[at * drawing.slots.length + slot]?.value ?? 0),
          0,
        ),
      )
      if (kind === 'share') for (const sum of sums) expect(sum).toBeCloseTo(1, 12)
      else expect(sums).toEqual(numbers)
    }
  })

  it('films of several genres are never laid on each other; shared out they may be', () => {
    const question: Asked = {
      rows: [{ dimension: 'genre' }],
      columns: [{ dimension: 'year', bucket: 'decade' }],
      measures: ['films', 'fractional', 'mean_rating'],
      counts: [5, 4],
      numbers: [3, 1, 4, 1, 5, 9, 2],
    }
    const view = answerTo(question)
    expect(reasonsFor(view, 'films').stacked).toBe('films have several genres: count them fractionally')
    expect(reasonsFor(view, 'fractional').stacked).toBeNull()
    expect(reasonsFor(view, 'mean_rating').stacked).toBe(`${measureOf('mean_rating').label} does not add up`)
    expect(reasonsFor(view, 'mean_rating').slope).toBe('needs two columns, there are 5')
    expect(reasonsFor(view, 'mean_rating').bars).toBe('there are two dimensions')
  })

  it('the median stands in its band, and a slope goes from one column to the other', () => {
    const decades: Asked = {
      rows: [{ dimension: 'year', bucket: 'decade' }],
      columns: [],
      measures: ['films', 'p10_rating', 'median_rating', 'p90_rating'],
      counts: [4, 1],
      numbers: [9, 4, 6, 8],
    }
    const view = answerTo(decades)
    expect(exploreChart(view, wish('films', null), emptyFilter())?.kind).toBe('bars')
    const band = exploreChart(view, wish('median_rating', null), emptyFilter())
    expect(band?.kind).toBe('band')
    const { drawing, tip } = band?.chart.model ?? { drawing: null, tip: null }
    if (drawing?.kind !== 'series' || !tip) throw new Error('no band')
    expect(drawing.edges).toEqual([0, 1, 2, 3].map(() => [4, 8]))
    expect(drawing.values).toEqual([6, 6, 6, 6])
    expect(tip(0).lines.map(({ label }) => label)).toEqual([
      'median rating',
      '10th percentile of rating',
      '90th percentile of rating',
      'films',
    ])
    const two = answerTo({
      ...decades,
      rows: [{ dimension: 'language' }],
      columns: [{ dimension: 'genre' }],
      counts: [3, 1],
    })
    const slope = exploreChart(two, wish('median_rating', 'slope'), emptyFilter())?.chart.model.drawing
    if (slope?.kind !== 'series') throw new Error('no slope')
    expect(slope.slots).toHaveLength(2)
    expect(slope.series.map(({ name }) => name)).toEqual(['m0', 'm1', 'm2', 'Unknown'])
  })
})
