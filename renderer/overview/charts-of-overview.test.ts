import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Bucket, GenreBucket } from '../../shared/contract/explore.ts'
import { emptyFilter, type MovieFilter, rangeMatches } from '../../shared/filter.ts'
import { chartPicture, type Tokens } from '../charts/chart-picture.tsx'
import type { LinkedChart } from '../charts/linked.ts'
import { markRuns, tipSentence } from '../charts/model.ts'
import { escapeXml } from '../charts/picture-palette.ts'
import { clearClause, pickGenre, pickRange } from '../filter/reducers.ts'
import { countModes, nextCountMode } from './count-mode.ts'
import { figuresOf } from './figures.tsx'
import { genreChart } from './genre-chart.ts'
import { heatChart } from './heat-chart.ts'
import { languageChart } from './language-chart.ts'
import { axisLabels, bucketRange, rangeChart, unfinishedAt } from './range-chart.ts'
import { spreadChart } from './spread-chart.ts'

const genres: GenreBucket[] = [
  { key: 2, label: 'comedy', all: 40, count: 10, weight: 6, allWeight: 25 },
  { key: 1, label: 'drama', all: 60, count: 30, weight: 24, allWeight: 45 },
  { key: 3, label: '<img src=x onerror=alert(1)>', all: 30, count: 0, weight: 0, allWeight: 30 },
]
const years: Bucket[] = Array.from({ length: 40 }, (_, i) => ({ key: 1981 + i, label: '', all: 10 + i, count: i }))
const heat = [
  { genreId: 1, decade: 1990, all: 20, count: 12, weight: 8.5 },
  { genreId: 2, decade: 2000, all: 9, count: 3, weight: 1.5 },
]
const tokens: Tokens = (token) => `rgb(${token.length}, 0, 0)`

function chartsOf(filter: MovieFilter): LinkedChart[] {
  const common = { kind: 'columns', unknown: 3, unknownText: 'without a year' } as const
  return [
    genreChart(genres, filter.genres, 'films'),
    rangeChart({
      ...common,
      id: 'years',
      title: 'Films by released year',
      field: 'year',
      buckets: years,
      clause: filter.year,
    }),
    languageChart(
      Array.from({ length: 20 }, (_, i) => ({
        key: i,
        label: i === 3 ? '' : `l${i}`,
        name: `L${i}`,
        all: 100 - i,
        count: i,
      })),
      filter.languages,
    ),
    spreadChart([{ year: 1990, n: 4, mean: 6.25, p25: 5.5, p75: 7 }], years, filter.year),
    heatChart(heat, genres, filter, 'films'),
  ]
}

describe('linked charts', () => {
  it('pick, exclude and clear the marks they show, and say so', () => {
    for (const chart of chartsOf(emptyFilter())) {
      const index = Math.min(1, chart.model.drawing.marks.length - 1)
      const position = chartsOf(emptyFilter()).findIndex((other) => other.model.id === chart.model.id)
      const redrawn = (filter: MovieFilter) => chartsOf(filter)[position] as LinkedChart
      const picked = chart.act(index, 'pick')(emptyFilter())
      expect(redrawn(picked).isActive, chart.model.id).toBe(true)
      expect(redrawn(picked).model.drawing.marks[index]?.state, chart.model.id).toBe('kept')
      expect(redrawn(picked).act(index, 'pick')(picked), chart.model.id).toEqual(emptyFilter())
      const excluded = chart.act(index, 'exclude')(emptyFilter())
      expect(redrawn(excluded).model.drawing.marks[index]?.state, chart.model.id).toBe('dropped')
      expect(redrawn(excluded).act(index, 'exclude')(excluded), chart.model.id).toEqual(emptyFilter())
      expect(chart.clear(excluded), chart.model.id).toEqual(emptyFilter())
      const added = chart.act(index, 'add')(emptyFilter())
      expect(redrawn(added).act(index, 'add')(added), chart.model.id).toEqual(emptyFilter())
    }
  })

  it('drill down to the mark alone, whatever else its own clause held', () => {
    const filter = pickGenre(2, true)(pickRange('year', [2000, 2010], true)(emptyFilter()))
    expect(genreChart(genres, filter.genres, 'films').only(0)(filter)).toEqual({
      ...filter,
      genres: { any: [1], all: [], none: [] },
    })
    const only = chartsOf(filter)[1]?.only(5)(filter)
    expect(only?.year.in).toEqual([[1986, 1986]])
    expect(only?.genres).toEqual(filter.genres)
  })

  it('brush both ways over the same bars', () => {
    const chart = chartsOf(emptyFilter())[1] as LinkedChart
    expect(chart.brush?.(3, 9)(emptyFilter()).year.in).toEqual([[1984, 1990]])
    expect(chart.brush?.(9, 3)(emptyFilter())).toEqual(chart.brush?.(3, 9)(emptyFilter()))
  })

  it('a heat cell picks genre and decade together', () => {
    const chart = heatChart(heat, genres, emptyFilter(), 'films')
    const names = chart.model.drawing.marks.map((mark) => mark.name)
    const cell = names.indexOf('Drama, 1990s')
    const genreFirst = pickGenre(1, false)(emptyFilter())
    const picked = chart.act(cell, 'pick')(genreFirst)
    expect(picked.genres.any).toEqual([1])
    expect(picked.year.in).toEqual([[1990, 1999]])
    expect(clearClause('year')(picked)).toEqual(genreFirst)
  })
})

describe('buckets', () => {
  it('cover every value of their field exactly once', () => {
    const clause = (range: [number, number]) => ({ in: [range], out: [], unknown: 'auto' as const })
    const hits = (field: 'rating' | 'runtime', keys: number[], value: number) =>
      keys.filter((key) => rangeMatches(clause(bucketRange(field, key)), value)).length
    const ratings = Array.from({ length: 20 }, (_, i) => i * 5)
    const runtimes = Array.from({ length: 25 }, (_, i) => i * 10)
    fc.assert(fc.property(fc.integer({ min: 0, max: 100 }), (tenths) => hits('rating', ratings, tenths / 10) === 1))
    fc.assert(fc.property(fc.integer({ min: 0, max: 2000 }), (minutes) => hits('runtime', runtimes, minutes) === 1))
    expect(bucketRange('uploaded', 201602)).toEqual([20160201, 20160231])
  })

  it('label the axis sparsely', () => {
    expect(
      axisLabels(
        'year',
        years.map((bucket) => bucket.key),
      ).length,
    ).toBeLessThanOrEqual(8)
    expect(axisLabels('year', [])).toEqual([])
    expect(axisLabels('rating', [0, 5, 10, 15])).toEqual([0, 2])
  })
})

describe('honest counting', () => {
  it('names the mode, and shares and sums follow it', () => {
    const [films, assignments, fractional] = countModes.map(
      (mode) => genreChart(genres, emptyFilter().genres, mode).model,
    )
    expect(films?.counted).toBe('30 of 100 films')
    expect(films?.notes[0]).toContain('bars add up to 40')
    expect(assignments?.counted).toBe('40 of 130 assignments')
    expect(fractional?.drawing.marks.reduce((sum, mark) => sum + mark.value, 0)).toBe(30)
    expect(films?.tip(0).lines[1]?.value).toBe('100%')
    expect(assignments?.tip(0).lines[1]?.value).toBe('75%')
    expect(countModes.map(nextCountMode)).toEqual(['assignments', 'fractional', 'films'])
  })

  it('keeps the place of a bar whatever is filtered, and counts the unknown', () => {
    const keys = (chart: LinkedChart | undefined) => chart?.model.drawing.marks.map((mark) => mark.key)
    const shrunk = genres.map((bucket) => ({ ...bucket, count: 100 - bucket.all }))
    expect(keys(genreChart(shrunk, emptyFilter().genres, 'films'))).toEqual(['1', '2', '3'])
    expect(chartsOf(emptyFilter())[1]?.model.notes[0]).toBe('3 without a year.')
  })

  it('marks a month that is not over, in picture, tooltip, caption and table: it is no drop', () => {
    const uploads = [202609, 202610, 202611].map((key) => ({ key, label: '', all: 50, count: 50 }))
    const chart = (at: string) =>
      rangeChart({
        id: 'uploads',
        title: 'Films by upload month',
        field: 'uploaded',
        kind: 'area',
        buckets: uploads,
        clause: emptyFilter().uploaded,
        unknown: 0,
        unknownText: 'without an upload date',
        unfinished: unfinishedAt(Date.parse(at)).month,
      }).model
    const during = chart('2026-11-23T20:00:00Z')
    expect(during.drawing.marks.map((mark) => mark.unfinished ?? false)).toEqual([false, false, true])
    expect(during.notes).toContain('Nov 2026 is not over.')
    expect(tipSentence(during.tip(2))).toContain('month not over')
    expect(tipSentence(during.tip(1))).not.toContain('not over')
    expect(during.table().rows[2]?.[0]).toBe('Nov 2026 (not over)')
    expect(chartPicture(during, tokens, [])).toMatch(/class="(open|mark \w+ unfinished)"/)
    const after = chart('2026-12-01T00:00:00Z')
    expect(after.notes.join(' ')).not.toContain('not over')
    expect(chartPicture(after, tokens, [])).not.toMatch(/class="(open|mark \w+ unfinished)"/)
    expect(unfinishedAt(null)).toEqual({ year: null, month: null })
  })

  it('gathers rare languages into one bar that filters by all of them', () => {
    const chart = chartsOf(emptyFilter())[2] as LinkedChart
    const { marks } = chart.model.drawing
    expect(marks).toHaveLength(13)
    expect(marks[12]?.label).toBe('8 others')
    expect(marks[3]?.label).toBe('Unknown')
    expect(chart.only(12)(emptyFilter()).languages.any).toHaveLength(8)
    expect(marks.reduce((sum, mark) => sum + mark.all, 0)).toBe(20 * 100 - 190)
  })

  it('shows no zero where nothing is known', () => {
    expect(figuresOf(null, null, 0).map((figure) => figure.value)).toEqual(Array.from({ length: 6 }, () => '—'))
  })
})

describe('exports', () => {
  it('are well-formed pictures in which names are text', () => {
    for (const chart of chartsOf(pickRange('year', [1990, 1999], false)(emptyFilter()))) {
      const svg = chartPicture(chart.model, tokens, ['Filter: <none> & "quoted"'])
      expect(svg).not.toContain('<img')
      expect(svg).not.toMatch(/NaN|Infinity|undefined/)
      expect(svg).toContain('&lt;none&gt; &amp; &quot;quoted&quot;')
      expect(svg.match(/<text/g)?.length).toBe(svg.match(/<\/text>/g)?.length)
    }
    expect(escapeXml('a\u0000b\ud800c')).toBe('abc')
  })

  it('have a row in the table for every mark', () => {
    for (const chart of chartsOf(emptyFilter())) {
      const { columns, rows } = chart.model.table()
      expect(rows.length).toBeGreaterThanOrEqual(chart.model.drawing.marks.length)
      expect(rows.every((row) => row.length === columns.length)).toBe(true)
    }
  })
})

describe('veils', () => {
  it('cover neighbouring marks of one state as one', () => {
    const mark = { key: '', label: '', name: '', value: 0, all: 0 }
    const states = ['aside', 'aside', 'kept', 'aside', 'dropped', 'free'] as const
    expect(markRuns(states.map((state) => ({ ...mark, state })))).toEqual([
      { from: 0, to: 1, state: 'aside' },
      { from: 3, to: 3, state: 'aside' },
      { from: 4, to: 4, state: 'dropped' },
    ])
  })
})
