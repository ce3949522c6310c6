import { expect, it } from 'vitest'
import type { Pivot, PivotMember } from '../../../shared/contract/questions/pivot.ts'
import type { ExploreAxis } from '../../../shared/explore-spec.ts'
import { emptySpec } from '../../../shared/explore-spec.ts'
import { emptyFilter } from '../../../shared/filter/filter.ts'
import type { MeasureId } from '../../../shared/model/measures.ts'
import { unknownText } from '../../format.ts'
import { viewOf } from '../table/pivot-view.ts'
import { exploreChart } from './explore-chart.ts'

const member = (key: PivotMember['key'], label = ''): PivotMember => ({ key, label, isOthers: false })

/** The chart of one measure by rows that have these values and films each. */
function chartOf(axis: ExploreAxis, measure: MeasureId, rows: readonly [PivotMember, value: number, films: number][]) {
  const pivot: Pivot = {
    goldVersion: 1,
    matched: 9,
    total: 9,
    columns: [],
    rows: [...rows.map(([each]) => ({ path: [each] })), { path: [] }],
    values: Float64Array.from([...rows.map(([, value]) => value), 5]),
    films: Uint32Array.from([...rows.map(([, , films]) => films), 9]),
    others: null,
  }
  const view = viewOf({ ...emptySpec, rows: [axis], measures: [measure] }, pivot, new Set())
  const drawn = exploreChart(view, { measure, kind: null, few: 5, placeOf: () => 0 }, emptyFilter())
  if (!drawn) throw new Error('no chart')
  return drawn.chart
}

it('a mean that no film has a value for is unknown in the picture as in the table, never 0', () => {
  const decades: ExploreAxis = { dimension: 'year', bucket: 'decade' }
  const line = chartOf(decades, 'mean_rating', [
    [member(1980), 6.2, 3],
    [member(1990), Number.NaN, 2],
    [member(2000), 7.4, 4],
  ])
  const { drawing } = line.model
  if (drawing.kind !== 'series') throw new Error(drawing.kind)
  expect(drawing.shape).toBe('lines')
  expect(drawing.values).toEqual([6.2, Number.NaN, 7.4])
  expect(drawing.places[1]).toBeNull()
  expect(drawing.axis.domain).toEqual([6, 8])
  expect(line.model.tip(1).lines).toContainEqual({ label: 'mean rating', value: unknownText })

  const bars = chartOf({ dimension: 'language' }, 'mean_rating', [[member('xx', 'X'), Number.NaN, 2]])
  expect(bars.model.tip(0).lines).toContainEqual({ label: 'mean rating', value: unknownText })
})

it('names the whole of what is excluded, whatever is in its name', () => {
  const bars = chartOf({ dimension: 'genre' }, 'films', [[member('Sword, Sandal'), 2, 2]])
  expect(bars.excludes?.(0)).toBe('Sword, Sandal')
})

it('lines have the other of two sides beside them, as many films as the first, inside the axis', () => {
  const axis: ExploreAxis = { dimension: 'year', bucket: 'decade' }
  const pivot: Pivot = {
    goldVersion: 1,
    matched: 100,
    total: 1_000,
    columns: [],
    rows: [{ path: [member(1980)] }, { path: [member(1990)] }, { path: [] }],
    values: Float64Array.from([60, 40, 100]),
    films: Uint32Array.from([60, 40, 100]),
    others: null,
  }
  const view = viewOf({ ...emptySpec, rows: [axis], measures: ['films'] }, pivot, new Set())
  const second = {
    matched: 900,
    values: Float64Array.from([810, Number.NaN, 900]),
    films: Uint32Array.from([810, 90, 900]),
    names: ['A', 'B'] as const,
    least: 30,
  }
  const wish = { measure: 'films' as const, kind: 'lines' as const, few: 5, placeOf: () => 0 }
  const { model } = exploreChart({ ...view, second }, wish, emptyFilter())?.chart ?? {}
  if (model?.drawing.kind !== 'series') throw new Error('no lines')
  // 810 of 900 films are drawn as 90 of 100.
  expect(model.drawing.others).toEqual([[90, Number.NaN]])
  expect(model.drawing.values).toEqual([60, 40])
  expect(model.drawing.axis.domain[1]).toBeGreaterThanOrEqual(90)
  expect(model.notes.at(-1)).toBe('Dashed: B, drawn as if it had as many films as A.')
  const alone = exploreChart(view, wish, emptyFilter())?.chart.model.drawing
  expect(alone && 'others' in alone).toBe(false)
})
