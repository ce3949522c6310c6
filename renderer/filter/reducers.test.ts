import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  emptyFilter,
  filterSchema,
  isEmptyFilter,
  type MovieFilter,
  rangeFields,
  rangeMatches,
} from '../../shared/filter.ts'
import { applyChange, historyLimit, redo, startHistory, undo } from './history.ts'
import type { Range } from './ranges.ts'
import {
  activeClauses,
  brushRange,
  clearClause,
  excludeRange,
  type FilterChange,
  matchGenres,
  pickGenre,
  pickLanguages,
  pickRange,
  setSearch,
  setUnknown,
  toggleGenre,
  toggleLanguages,
} from './reducers.ts'

const genreId = fc.integer({ min: 0, max: 8 })
const code = fc.constantFrom('', 'en', 'fr', 'ja', 'zh')
const field = fc.constantFrom(...rangeFields)
const years = fc
  .tuple(fc.integer({ min: 1980, max: 2020 }), fc.integer({ min: 0, max: 12 }))
  .map(([a, n]): Range => [a, a + n])

const step: fc.Arbitrary<FilterChange> = fc.oneof(
  fc.tuple(genreId, fc.constantFrom('any', 'all', 'none')).map(([id, mode]) => toggleGenre(id, mode)),
  fc.tuple(genreId, fc.boolean()).map(([id, add]) => pickGenre(id, add)),
  fc.constantFrom('any', 'all').map((mode) => matchGenres(mode)),
  fc.tuple(fc.uniqueArray(code), fc.constantFrom('any', 'none')).map(([codes, mode]) => toggleLanguages(codes, mode)),
  fc.tuple(fc.uniqueArray(code, { minLength: 1 }), fc.boolean()).map(([codes, add]) => pickLanguages(codes, add)),
  fc.tuple(years, fc.boolean()).map(([range, add]) => pickRange('year', range, add)),
  years.map((range) => excludeRange('year', range)),
  fc.option(years).map((range) => brushRange('year', range)),
  fc.tuple(field, fc.constantFrom('auto', 'include', 'exclude', 'only')).map(([f, mode]) => setUnknown(f, mode)),
  fc.string({ maxLength: 12 }).map((text) => setSearch(text)),
)
const filters = fc.array(step, { maxLength: 12 }).map((steps) => steps.reduce((f, change) => change(f), emptyFilter()))

const run = (filter: MovieFilter, ...changes: FilterChange[]) => changes.reduce((f, change) => change(f), filter)

describe('filter reducers', () => {
  it('only ever make filters the contract accepts', () => {
    fc.assert(fc.property(filters, (filter) => filterSchema.safeParse(filter).success))
  })

  it('toggling a genre twice is where it began, unless it was in another list', () => {
    fc.assert(
      fc.property(filters, genreId, fc.constantFrom('any', 'all', 'none'), (filter, id, mode) => {
        const elsewhere = (['any', 'all', 'none'] as const).some((m) => m !== mode && filter.genres[m].includes(id))
        fc.pre(!elsewhere)
        expect(run(filter, toggleGenre(id, mode), toggleGenre(id, mode))).toEqual(filter)
      }),
    )
  })

  it('a genre is never in two lists', () => {
    fc.assert(
      fc.property(filters, ({ genres }) => {
        const all = [...genres.any, ...genres.all, ...genres.none]
        expect(new Set(all).size).toBe(all.length)
      }),
    )
  })

  it('toggling languages twice is where it began when none or all of them were in', () => {
    fc.assert(
      fc.property(filters, code, fc.constantFrom('any', 'none'), (filter, one, mode) => {
        const other = mode === 'any' ? 'none' : 'any'
        fc.pre(!filter.languages[other].includes(one))
        expect(run(filter, toggleLanguages([one], mode), toggleLanguages([one], mode))).toEqual(filter)
      }),
    )
  })

  it('adding a bar twice is where it began when it was wholly in or wholly out', () => {
    fc.assert(
      fc.property(filters, years, (filter, range) => {
        const values = Array.from({ length: range[1] - range[0] + 1 }, (_, i) => range[0] + i)
        const inside = values.filter((v) => filter.year.in.some(([a, b]) => v >= a && v <= b)).length
        fc.pre(inside === 0 || inside === values.length)
        fc.pre(!values.some((v) => filter.year.out.some(([a, b]) => v >= a && v <= b)))
        fc.pre(filter.year.unknown !== 'only')
        expect(run(filter, pickRange('year', range, true), pickRange('year', range, true))).toEqual(filter)
      }),
    )
  })

  it('a picked bar is kept whole and an excluded one dropped whole', () => {
    fc.assert(
      fc.property(filters, years, fc.boolean(), fc.integer({ min: 1975, max: 2035 }), (filter, range, add, year) => {
        const inside = year >= range[0] && year <= range[1]
        const picked = pickRange('year', range, add)(filter).year
        const wasCovered = pickRange('year', range, add)(emptyFilter()).year.in.length > 0
        expect(wasCovered).toBe(true)
        if (inside && picked.in.length > 0 && picked.in.some(([a, b]) => range[0] >= a && range[1] <= b)) {
          expect(rangeMatches(picked, year)).toBe(true)
        }
        const excluded = excludeRange('year', range)(filter).year
        if (inside && excluded.out.some(([a, b]) => range[0] >= a && range[1] <= b)) {
          expect(rangeMatches(excluded, year)).toBe(false)
        }
      }),
    )
  })

  it('clicking the only bar again lets everything through', () => {
    const once = pickRange('year', [1990, 1999], false)(emptyFilter())
    expect(once.year.in).toEqual([[1990, 1999]])
    expect(pickRange('year', [1990, 1999], false)(once)).toEqual(emptyFilter())
    expect(run(once, pickRange('year', [1995, 1995], true)).year.in).toEqual([
      [1990, 1994],
      [1996, 1999],
    ])
  })

  it('joins the months and rating bands of neighbouring bars', () => {
    const rated = run(emptyFilter(), pickRange('rating', [7, 7.4], true), pickRange('rating', [7.5, 7.9], true))
    expect(rated.rating.in).toEqual([[7, 7.9]])
    const uploaded = run(
      emptyFilter(),
      pickRange('uploaded', [20151201, 20151231], true),
      pickRange('uploaded', [20160101, 20160131], true),
    )
    expect(uploaded.uploaded.in).toEqual([[20151201, 20160131]])
  })

  it('clearing every active clause gives the empty filter, whichever way', () => {
    fc.assert(
      fc.property(filters, (filter) => {
        const cleared = run(filter, ...activeClauses(filter).map((id) => clearClause(id)))
        expect(isEmptyFilter(cleared)).toBe(true)
        expect(activeClauses(cleared)).toEqual([])
        for (const id of activeClauses(filter)) expect(activeClauses(clearClause(id)(filter))).not.toContain(id)
      }),
    )
  })

  it('has an active clause exactly when it restricts something', () => {
    fc.assert(fc.property(filters, (filter) => (activeClauses(filter).length === 0) === isEmptyFilter(filter)))
  })
})

describe('filter history', () => {
  it('undo and redo walk the same steps, at most fifty', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const seen = [startHistory()]
        for (const change of steps) {
          const next = applyChange(seen.at(-1) ?? startHistory(), change)
          if (next !== seen.at(-1)) seen.push(next)
        }
        let history = seen.at(-1) ?? startHistory()
        const last = history.filter
        const depth = history.past.length
        expect(depth).toBe(Math.min(seen.length - 1, historyLimit))
        for (let i = 0; i < depth; i++) {
          history = undo(history)
          expect(history.filter).toEqual(seen[seen.length - 2 - i]?.filter)
        }
        expect(undo(history)).toBe(history)
        for (let i = 0; i < depth; i++) history = redo(history)
        expect(history.filter).toEqual(last)
        expect(redo(history)).toBe(history)
      }),
    )
  })

  it('makes one step of one gesture', () => {
    let history = startHistory()
    for (let to = 1990; to < 2000; to++) history = applyChange(history, brushRange('year', [1990, to]), 'brush 1')
    expect(history.past).toHaveLength(1)
    history = applyChange(history, brushRange('year', [2000, 2001]), 'brush 2')
    expect(history.past).toHaveLength(2)
    expect(undo(undo(history)).filter).toEqual(emptyFilter())
  })
})
