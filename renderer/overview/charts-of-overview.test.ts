import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Bucket, HeatCell, MemberBucket } from '../../shared/contract/explore.ts'
import { emptyFilter, type MovieFilter, rangeMatches } from '../../shared/filter/filter.ts'
import { dimensionOf } from '../../shared/model/dimensions.ts'
import { halfPoints, months, years as yearBuckets } from '../../shared/model/values/buckets.ts'
import { chartPicture, type Tokens } from '../charts/files/chart-picture.tsx'
import { escapeXml } from '../charts/files/picture-palette.ts'
import type { LinkedChart } from '../charts/linked.ts'
import { markRuns, tipSentence } from '../charts/model.ts'
import { clearClause, pickMembers, pickRange } from '../filter/reducers.ts'
import { heatChart } from './charts/heat-chart.ts'
import { memberChart } from './charts/member-chart.ts'
import { axisLabels, rangeChart, unfinishedAt } from './charts/range-chart.ts'
import { spreadChart } from './charts/spread-chart.ts'
import { countModes, nextCountMode } from './count-mode.ts'
import { figuresOf } from './figures.tsx'

const hostile = '<img src=x onerror=alert(1)>'
const genres: MemberBucket[] = [
  { key: 'comedy', label: 'comedy', all: 40, count: 10, weight: 6, allWeight: 25 },
  { key: 'drama', label: 'drama', all: 60, count: 30, weight: 24, allWeight: 45 },
  { key: hostile, label: hostile, all: 30, count: 0, weight: 0, allWeight: 30 },
]
const years: Bucket[] = Array.from({ length: 40 }, (_, i) => ({ key: 1981 + i, all: 10 + i, count: i }))
const heat: HeatCell[] = [
  { row: 'drama', column: 1990, all: 20, count: 12, weight: 8.5 },
  { row: 'comedy', column: 2000, all: 9, count: 3, weight: 1.5 },
]
const tokens: Tokens = (token) => `rgb(${token.length}, 0, 0)`

function chartsOf(filter: MovieFilter): LinkedChart[] {
  const { where } = filter
  return [
    memberChart('genre', genres, where.genre, 'films'),
    rangeChart({ id: 'year', counts: years, clause: where.year, unknown: 3, publishedAt: null }),
    memberChart(
      'language',
      Array.from({ length: 20 }, (_, i) => {
        const films = { all: 100 - i, count: i }
        return { key: i === 3 ? '' : `l${i}`, label: `L${i}`, ...films, weight: films.count, allWeight: films.all }
      }),
      where.language,
      'films',
    ),
    spreadChart('rating_by_year', [{ key: 1990, n: 4, mean: 6.25, p25: 5.5, p75: 7 }], years, where.year),
    heatChart('genre_decade', heat, genres, where, 'films'),
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
    const filter = pickMembers('genre', ['comedy'], true)(pickRange('year', [2000, 2010], true)(emptyFilter()))
    expect(memberChart('genre', genres, filter.where.genre, 'films').only(0)(filter)).toEqual({
      ...filter,
      where: { ...filter.where, genre: { any: ['drama'], all: [], none: [] } },
    })
    const only = chartsOf(filter)[1]?.only(5)(filter)
    expect(only?.where.year.in).toEqual([[1986, 1986]])
    expect(only?.where.genre).toEqual(filter.where.genre)
  })

  it('brush both ways over the same bars', () => {
    const chart = chartsOf(emptyFilter())[1] as LinkedChart
    expect(chart.brush?.(3, 9)(emptyFilter()).where.year.in).toEqual([[1984, 1990]])
    expect(chart.brush?.(9, 3)(emptyFilter())).toEqual(chart.brush?.(3, 9)(emptyFilter()))
  })

  it('a heat cell picks genre and decade together', () => {
    const chart = heatChart('genre_decade', heat, genres, emptyFilter().where, 'films')
    const names = chart.model.drawing.marks.map((mark) => mark.name)
    const cell = names.indexOf('Drama, 1990s')
    const genreFirst = pickMembers('genre', ['drama'], false)(emptyFilter())
    const picked = chart.act(cell, 'pick')(genreFirst)
    expect(picked.where.genre.any).toEqual(['drama'])
    expect(picked.where.year.in).toEqual([[1990, 1999]])
    expect(clearClause('year')(picked)).toEqual(genreFirst)
  })
})

describe('a catalogue of 20,000 genres', () => {
  const many = Array.from({ length: 20_000 }, (_, at): MemberBucket => {
    const films = 1 + (at % 500)
    return { key: `g${at}`, label: `g${at}`, all: films, count: films, weight: films, allWeight: films }
  })
  const cells = many.flatMap(({ key, all }) =>
    Array.from(
      { length: 9 },
      (_, at): HeatCell => ({ row: key, column: 1930 + at * 10, all, count: all, weight: all }),
    ),
  )

  it.each(countModes)('is drawn in part, and says so (%s)', (mode) => {
    const { where } = emptyFilter()
    const bars = memberChart('genre', many, where.genre, mode).model
    expect(bars.drawing.marks).toHaveLength(100)
    expect(bars.notes).toContain('The 100 most frequent of 20,000 genres.')
    expect(bars.table().rows).toHaveLength(20_000)
    const map = heatChart('genre_decade', cells, many, where, mode).model
    expect(map.drawing.marks).toHaveLength(900)
    expect(map.notes).toContain('The 100 most frequent of 20,000 genres.')
    expect(memberChart('genre', genres, where.genre, mode).model.notes.join()).not.toContain('most frequent')
  })
})

describe('buckets', () => {
  it('cover every value of their field exactly once', () => {
    const clause = (range: [number, number]) => ({ in: [range], out: [], unknown: 'auto' as const })
    const hits = (field: 'rating' | 'runtime', keys: number[], value: number) =>
      keys.filter((key) => rangeMatches(clause(dimensionOf(field).buckets[0].range(key)), value)).length
    const ratings = Array.from({ length: 20 }, (_, i) => i / 2)
    const runtimes = Array.from({ length: 25 }, (_, i) => i * 10)
    fc.assert(fc.property(fc.integer({ min: 0, max: 100 }), (tenths) => hits('rating', ratings, tenths / 10) === 1))
    fc.assert(fc.property(fc.integer({ min: 0, max: 2000 }), (minutes) => hits('runtime', runtimes, minutes) === 1))
    expect(months.range(201602)).toEqual([20160201, 20160231])
  })

  it('label the axis sparsely', () => {
    expect(
      axisLabels(
        yearBuckets,
        years.map((bucket) => bucket.key),
      ).length,
    ).toBeLessThanOrEqual(8)
    expect(axisLabels(yearBuckets, [])).toEqual([])
    expect(axisLabels(halfPoints, [0, 0.5, 1, 1.5])).toEqual([0, 2])
  })
})

describe('honest counting', () => {
  it('names the mode, and shares and sums follow it', () => {
    const [films, assignments, fractional] = countModes.map(
      (mode) => memberChart('genre', genres, emptyFilter().where.genre, mode).model,
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
    expect(keys(memberChart('genre', shrunk, emptyFilter().where.genre, 'films'))).toEqual([
      'is drama',
      'is comedy',
      `is ${hostile}`,
    ])
    expect(chartsOf(emptyFilter())[1]?.model.notes[0]).toBe('3 without a year.')
  })

  it('marks a month that is not over, in picture, tooltip, caption and table: it is no drop', () => {
    const uploads = [202609, 202610, 202611].map((key) => ({ key, all: 50, count: 50 }))
    const chart = (at: string) =>
      rangeChart({
        id: 'uploaded',
        counts: uploads,
        clause: emptyFilter().where.uploaded,
        unknown: 0,
        publishedAt: Date.parse(at),
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
    expect([unfinishedAt(yearBuckets, null), unfinishedAt(months, null)]).toEqual([null, null])
    expect(unfinishedAt(yearBuckets, Date.parse('2026-11-23T20:00:00Z'))).toBe(2026)
  })

  it('gathers rare languages into one bar that filters by all of them', () => {
    const chart = chartsOf(emptyFilter())[2] as LinkedChart
    const { marks } = chart.model.drawing
    expect(marks).toHaveLength(13)
    expect(marks[12]?.label).toBe('8 others')
    expect(marks[3]?.label).toBe('Unknown')
    expect(chart.only(12)(emptyFilter()).where.language.any).toHaveLength(8)
    expect(marks.reduce((sum, mark) => sum + mark.all, 0)).toBe(20 * 100 - 190)
  })

  it('counts no unknown among the others, and gives it a bar of its own, however rare', () => {
    const buckets = Array.from({ length: 30 }, (_, i) => {
      const films = { all: 100 - i, count: 1 }
      return { key: i === 25 ? '' : `l${i}`, label: `L${i}`, ...films, weight: films.count, allWeight: films.all }
    })
    const { model } = memberChart('language', buckets, emptyFilter().where.language, 'films')
    expect(model.drawing.marks.slice(12).map(({ label, value }) => [label, value])).toEqual([
      ['Unknown', 1],
      ['17 others', 17],
    ])
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

  it('keep the axis of a spread in place for ordinary ratings, and open it for others within what a rating can be', () => {
    const domain = (p25: number, p75: number) => {
      const { drawing } = spreadChart(
        'rating_by_year',
        [{ key: 1990, n: 4, mean: 6, p25, p75 }],
        years,
        emptyFilter().where.year,
      ).model
      return drawing.kind === 'spread' ? drawing.domain : null
    }
    expect(domain(5.5, 7)).toEqual([3, 9])
    expect(domain(2.5, 9.2)).toEqual([2, 10])
    expect(domain(0, 10)).toEqual([0, 10])
  })
})
