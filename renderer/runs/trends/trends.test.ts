import { describe, expect, it } from 'vitest'
import type { PublishedRun } from '../../../shared/contract/sync.ts'
import type { SeriesDrawing } from '../../charts/model.ts'
import { driftModel, readAgainText } from './drift-model.ts'
import { mostPeriods, periodsOf } from './periods.ts'
import { mayBeLog, trendModel, trends } from './trend-model.ts'

const run = (runId: number, day: Date, more: Partial<PublishedRun> = {}): PublishedRun => ({
  runId,
  at: day.getTime(),
  startedAt: day.getTime(),
  trigger: 'manual',
  mode: 'full',
  films: 100 + runId,
  added: runId,
  changed: 0,
  removed: 0,
  returned: 0,
  quarantined: 0,
  durationMs: 2_000,
  bytes: 0,
  ...more,
})
// Newest first, as they are read: two in one week, then none for three weeks.
const runs = [
  run(3, new Date(2026, 2, 31, 9), { trigger: 'schedule' }),
  run(2, new Date(2026, 2, 8, 23)),
  run(1, new Date(2026, 2, 2)),
]
const modelOf = (id: string, unit: 'run' | 'week' | 'month') => {
  const trend = trends.find((each) => each.id === id)
  if (!trend) throw new Error(`no trend ${id}`)
  const { periods, left } = periodsOf(runs, unit)
  return trendModel(trend, periods, unit, left)
}

function fail(): never {
  throw new Error('no such trend')
}

describe('published runs along time', () => {
  it('are in the week and the month that they ended in, those without any between them', () => {
    const { periods } = periodsOf(runs, 'week')
    expect(periods.map(({ label, runs: of }) => [label, of.map(({ runId }) => runId)])).toEqual([
      ['2026-03-02', [1, 2]],
      ['2026-03-09', []],
      ['2026-03-16', []],
      ['2026-03-23', []],
      ['2026-03-30', [3]],
    ])
    expect(periodsOf(runs, 'month').periods.map(({ label }) => label)).toEqual(['Mar 2026'])
    expect(periodsOf(runs, 'run').periods.map(({ label }) => label)).toEqual(['1', '2', '3'])
  })

  it('are the latest where there are more than are drawn, and how many are left is known', () => {
    const many = Array.from({ length: mostPeriods + 7 }, (_, at) => run(at + 1, new Date(2026, 0, 1, 0, at)))
    const { periods, left } = periodsOf(many, 'run')
    expect([periods.length, left, periods.at(-1)?.label]).toEqual([mostPeriods, 7, String(mostPeriods + 7)])
    // A clock that was wrong once.
    expect(periodsOf([...runs, run(0, new Date(-8e15))], 'week').periods).toHaveLength(mostPeriods)
  })
})

describe('a trend', () => {
  it('has gaps where nothing was published: no bar, no point, and a word', () => {
    const films = modelOf('films', 'week')
    const drawing = films.drawing as SeriesDrawing
    expect(drawing.values).toEqual([102, Number.NaN, Number.NaN, Number.NaN, 103])
    expect(drawing.places.map((place) => place === null)).toEqual([false, true, true, true, false])
    expect(films.notes).toContain('In 3 of 5 weeks nothing was published.')
    expect(films.tip(1)).toEqual({
      title: 'Week from 2026-03-09',
      lines: [{ label: 'runs published', value: 'none' }],
    })
    expect(films.table().rows[1]).toEqual(['Week from 2026-03-09', '', null])
  })

  it('parts its bars by who started the runs', () => {
    const added = modelOf('added', 'week')
    const drawing = added.drawing as SeriesDrawing
    expect(drawing.series.map(({ name }) => name)).toEqual(['By hand', 'On schedule'])
    expect(drawing.values).toEqual([
      3,
      Number.NaN,
      Number.NaN,
      Number.NaN,
      Number.NaN,
      Number.NaN,
      Number.NaN,
      Number.NaN,
      Number.NaN,
      3,
    ])
    expect(added.counted).toBe('6 in all')
    expect(added.tip(0).lines).toEqual([
      { label: 'films added', value: '3' },
      { label: 'started', value: '2 by hand' },
    ])
    // The mark of the second kind of start in the same slot tells the same.
    expect(added.tip(5)).toEqual(added.tip(0))
  })

  it('may be on a log scale where a first load dwarfs the rest: its bars are told apart, and the scale is said', () => {
    const first = [run(3, new Date(2026, 2, 9)), run(2, new Date(2026, 2, 2)), run(1, new Date(2026, 2, 1))]
    const { periods } = periodsOf(
      first.map((each) => ({ ...each, added: each.runId === 1 ? 70_000 : each.runId * 3 })),
      'run',
    )
    const added = trends.find(({ id }) => id === 'added') ?? fail()
    const heights = (isLog: boolean) =>
      (trendModel(added, periods, 'run', 0, isLog).drawing as SeriesDrawing).places.map((place) => place?.height ?? 0)
    expect(mayBeLog(added, periods)).toBe(true)
    expect(heights(false)[1]).toBeLessThan(0.001)
    const [whole, second, third] = heights(true) as [number, number, number]
    expect(whole).toBe(1)
    expect(second).toBeGreaterThan(0.1)
    expect(third).toBeGreaterThan(second)
    const model = trendModel(added, periods, 'run', 0, true)
    expect(model.notes[0]).toBe('Log scale.')
    // What the plot draws is what the marks are placed by.
    expect((model.drawing as SeriesDrawing).values).toEqual(heights(true))
    expect((model.drawing as SeriesDrawing).axis.ticks.map(({ label }) => label).slice(0, 3)).toEqual(['0', '1', '10'])
    // The numbers stay what they are.
    expect(model.table()).toEqual(trendModel(added, periods, 'run', 0).table())
    const films = trends.find(({ id }) => id === 'films') ?? fail()
    expect(mayBeLog(films, periods)).toBe(false)
    expect(trendModel(films, periods, 'run', 0, true)).toMatchObject({
      notes: trendModel(films, periods, 'run', 0).notes,
    })
  })

  it('of nothing is drawn still', () => {
    const { domain, ticks } = (modelOf('changed', 'run').drawing as SeriesDrawing).axis
    expect(domain[1]).toBeGreaterThan(domain[0])
    expect(ticks.length).toBeGreaterThan(1)
  })
})

describe('rating changes', () => {
  const drift = {
    readAgain: { least: 10, most: 10 },
    moved: 3,
    up: 2,
    back: 0,
    gained: 0,
    lost: 0,
    differences: [
      { tenths: -2, films: 1 },
      { tenths: 1, films: 2 },
    ],
    byAge: [],
    byGenre: [],
    movers: [],
  }

  it('stand on both sides of nothing, every film in one bar', () => {
    const drawing = driftModel(drift).drawing as SeriesDrawing
    expect(drawing.slots).toEqual(['−0.2', '−0.1', '0.0', '+0.1', '+0.2'])
    expect(drawing.values).toEqual([1, 0, 0, 2, 0])
    const wide = driftModel({ ...drift, differences: [...drift.differences, { tenths: 67, films: 4 }] })
    const bars = wide.drawing as SeriesDrawing
    expect(bars.values.reduce((sum, films) => sum + films, 0)).toBe(7)
    expect(bars.values[Math.floor(bars.values.length / 2)]).toBe(0)
    expect(wide.tip(bars.values.length - 1)).toEqual({ title: '+6.6 to +7.0', lines: [{ label: 'films', value: '4' }] })
  })

  it('say of how many films that were read again', () => {
    expect(driftModel(drift).counted).toBe('3 films of 10 films read again in this range')
    expect(readAgainText({ least: 4, most: 9 })).toBe('between 4 and 9 films read again in this range')
  })
})
