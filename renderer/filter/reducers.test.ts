import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  emptyFilter,
  filterSchema,
  isEmptyFilter,
  type MovieFilter,
  type NamedClause,
  rangeMatches,
} from '../../shared/filter/filter.ts'
import { namedIds, rangeIds } from '../../shared/model/dimensions.ts'
import { applyChange, historyLimit, redo, startHistory, undo } from './history.ts'
import type { Range } from './ranges.ts'
import {
  activeClauses,
  addClause,
  brushRange,
  clearClause,
  excludeRange,
  type FilterChange,
  matchMembers,
  pickMembers,
  pickRange,
  setSearch,
  setUnknown,
  toggleMembers,
} from './reducers.ts'

const genre = fc.constantFrom('', 'Action', 'Comedy', 'Drama', 'Horror', 'War')
const code = fc.constantFrom('', 'en', 'fr', 'ja', 'zh')
const field = fc.constantFrom(...rangeIds)
const years = fc
  .tuple(fc.integer({ min: 1980, max: 2020 }), fc.integer({ min: 0, max: 12 }))
  .map(([a, n]): Range => [a, a + n])

const further: fc.Arbitrary<NamedClause> = fc.oneof(
  years.map((range): NamedClause => ({ dimension: 'year', clause: { in: [range], out: [], unknown: 'auto' } })),
  genre.map((name): NamedClause => ({ dimension: 'genre', clause: { any: [], all: [name], none: [] } })),
  code.map((name): NamedClause => ({ dimension: 'language', clause: { any: [name], none: [] } })),
)

const step: fc.Arbitrary<FilterChange> = fc.oneof(
  fc.tuple(genre, fc.constantFrom('any', 'all', 'none')).map(([name, list]) => toggleMembers('genre', [name], list)),
  fc.tuple(genre, fc.boolean()).map(([name, add]) => pickMembers('genre', [name], add)),
  fc.constantFrom('any', 'all').map((list) => matchMembers('genre', list)),
  fc
    .tuple(fc.uniqueArray(code), fc.constantFrom('any', 'none'))
    .map(([codes, list]) => toggleMembers('language', codes, list)),
  fc
    .tuple(fc.uniqueArray(code, { minLength: 1 }), fc.boolean())
    .map(([codes, add]) => pickMembers('language', codes, add)),
  fc.tuple(years, fc.boolean()).map(([range, add]) => pickRange('year', range, add)),
  years.map((range) => excludeRange('year', range)),
  fc.option(years).map((range) => brushRange('year', range)),
  fc.tuple(field, fc.constantFrom('auto', 'include', 'exclude', 'only')).map(([f, mode]) => setUnknown(f, mode)),
  fc.string({ maxLength: 12 }).map((text) => setSearch(text)),
  further.map((clause) => addClause(clause)),
)
const filters = fc.array(step, { maxLength: 11 }).map((steps) => steps.reduce((f, change) => change(f), emptyFilter()))

const run = (filter: MovieFilter, ...changes: FilterChange[]) => changes.reduce((f, change) => change(f), filter)

describe('filter reducers', () => {
  it('only ever make filters the contract accepts', () => {
    fc.assert(fc.property(filters, (filter) => filterSchema.safeParse(filter).success))
  })

  it('toggling a genre twice is where it began, unless it was in another list', () => {
    fc.assert(
      fc.property(filters, genre, fc.constantFrom('any', 'all', 'none'), (filter, name, list) => {
        const elsewhere = (['any', 'all', 'none'] as const).some(
          (other) => other !== list && filter.where.genre[other].includes(name),
        )
        fc.pre(!elsewhere)
        expect(run(filter, toggleMembers('genre', [name], list), toggleMembers('genre', [name], list))).toEqual(filter)
      }),
    )
  })

  it('a member is never in two lists', () => {
    fc.assert(
      fc.property(filters, ({ where }) => {
        for (const id of namedIds) {
          const all = Object.values(where[id]).flat()
          expect(new Set(all).size, id).toBe(all.length)
        }
      }),
    )
  })

  it('toggling languages twice is where it began when none or all of them were in', () => {
    fc.assert(
      fc.property(filters, code, fc.constantFrom('any', 'none'), (filter, one, mode) => {
        const other = mode === 'any' ? 'none' : 'any'
        fc.pre(!filter.where.language[other].includes(one))
        expect(run(filter, toggleMembers('language', [one], mode), toggleMembers('language', [one], mode))).toEqual(
          filter,
        )
      }),
    )
  })

  it('adding a bar twice is where it began when it was wholly in or wholly out', () => {
    fc.assert(
      fc.property(filters, years, (filter, range) => {
        const values = Array.from({ length: range[1] - range[0] + 1 }, (_, i) => range[0] + i)
        const inside = values.filter((v) => filter.where.year.in.some(([a, b]) => v >= a && v <= b)).length
        fc.pre(inside === 0 || inside === values.length)
        fc.pre(!values.some((v) => filter.where.year.out.some(([a, b]) => v >= a && v <= b)))
        fc.pre(filter.where.year.unknown !== 'only')
        expect(run(filter, pickRange('year', range, true), pickRange('year', range, true))).toEqual(filter)
      }),
    )
  })

  it('a picked bar is kept whole and an excluded one dropped whole', () => {
    fc.assert(
      fc.property(filters, years, fc.boolean(), fc.integer({ min: 1975, max: 2035 }), (filter, range, add, year) => {
        const inside = year >= range[0] && year <= range[1]
        const picked = pickRange('year', range, add)(filter).where.year
        const wasCovered = pickRange('year', range, add)(emptyFilter()).where.year.in.length > 0
        expect(wasCovered).toBe(true)
        if (inside && picked.in.length > 0 && picked.in.some(([a, b]) => range[0] >= a && range[1] <= b)) {
          expect(rangeMatches(picked, year)).toBe(true)
        }
        const excluded = excludeRange('year', range)(filter).where.year
        if (inside && excluded.out.some(([a, b]) => range[0] >= a && range[1] <= b)) {
          expect(rangeMatches(excluded, year)).toBe(false)
        }
      }),
    )
  })

  it('clicking the only bar again lets everything through', () => {
    const once = pickRange('year', [1990, 1999], false)(emptyFilter())
    expect(once.where.year.in).toEqual([[1990, 1999]])
    expect(pickRange('year', [1990, 1999], false)(once)).toEqual(emptyFilter())
    expect(run(once, pickRange('year', [1995, 1995], true)).where.year.in).toEqual([
      [1990, 1994],
      [1996, 1999],
    ])
  })

  it('joins the months and rating bands of neighbouring bars', () => {
    const rated = run(emptyFilter(), pickRange('rating', [7, 7.4], true), pickRange('rating', [7.5, 7.9], true))
    expect(rated.where.rating.in).toEqual([[7, 7.9]])
    const uploaded = run(
      emptyFilter(),
      pickRange('uploaded', [20151201, 20151231], true),
      pickRange('uploaded', [20160101, 20160131], true),
    )
    expect(uploaded.where.uploaded.in).toEqual([[20151201, 20160131]])
  })

  it('clearing every active clause gives the empty filter, whichever way', () => {
    fc.assert(
      fc.property(filters, (filter) => {
        const cleared = run(
          filter,
          ...activeClauses(filter)
            .reverse()
            .map((id) => clearClause(id)),
        )
        expect(isEmptyFilter(cleared)).toBe(true)
        expect(activeClauses(cleared)).toEqual([])
        for (const id of activeClauses(filter)) {
          // Further clauses move up when one before them goes.
          const left = activeClauses(clearClause(id)(filter))
          expect(left).toHaveLength(activeClauses(filter).length - 1)
          if (!id.startsWith('also.')) expect(left).not.toContain(id)
        }
      }),
    )
  })

  it('has an active clause exactly when it restricts something', () => {
    fc.assert(fc.property(filters, (filter) => (activeClauses(filter).length === 0) === isEmptyFilter(filter)))
  })
})

describe('filter history', () => {
  it('undo and redo walk the same steps, at most so many as are kept', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 160 }), (steps) => {
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
