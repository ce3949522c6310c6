import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { acrossAxes, type ExploreSpec, emptySpec, exploreSpecSchema } from '../../../shared/explore-spec.ts'
import { measureIds } from '../../../shared/model/measures.ts'
import { bestShelf, pillChange, shelfOfKey } from './pill-keys.ts'
import {
  allAxes,
  dropAxis,
  dropMeasure,
  keepTop,
  moveMeasure,
  nextCount,
  putAxis,
  putMeasure,
  type SpecChange,
  shelfOf,
  shelves,
  sortBy,
  swapRows,
  transpose,
} from './spec-changes.ts'

const shelf = fc.constantFrom(...shelves)
type SortColumn = NonNullable<NonNullable<ExploreSpec['sort']>['column']>
const place = fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined })
const measure = fc.constantFrom(...measureIds)
const anyChange: fc.Arbitrary<SpecChange> = fc.oneof(
  fc.tuple(shelf, fc.constantFrom(...allAxes), place).map(([where, axis, at]) => putAxis(where, axis, at)),
  fc.tuple(shelf, fc.integer({ min: 0, max: 2 })).map(([where, at]) => dropAxis(where, at)),
  measure.map((id) => putMeasure(id)),
  fc.integer({ min: 0, max: 3 }).map(dropMeasure),
  fc
    .tuple(
      measure,
      fc.option(fc.constantFrom<SortColumn>({ key: 1990 }, { key: null }, { key: 1990, within: ['en'] }), {
        nil: null,
      }),
    )
    .map(([id, at]) => sortBy(id, at)),
  fc.option(fc.integer({ min: 1, max: 100 }), { nil: null }).map(keepTop),
  fc.constantFrom(transpose, swapRows, nextCount),
  fc
    .tuple(fc.integer({ min: 0, max: 3 }), fc.constantFrom(-1 as const, 1 as const))
    .map(([at, by]) => moveMeasure(at, by)),
  fc.constantFrom(...allAxes).map(bestShelf),
)
const asked = (...changes: SpecChange[]): ExploreSpec => changes.reduce((spec, change) => change(spec), emptySpec)
const genre = { dimension: 'genre' } as const
const decade = { dimension: 'year', bucket: 'decade' } as const
const language = { dimension: 'language' } as const

describe('steps from one question to the next', () => {
  it('lead, in any order, only to questions that the reader takes', () => {
    fc.assert(
      fc.property(fc.array(anyChange, { maxLength: 25 }), (changes) => {
        const spec = asked(...changes)
        expect(exploreSpecSchema.safeParse(spec).success, JSON.stringify(spec)).toBe(true)
        // A column to sort by, and rows to keep some of, are there.
        if (acrossAxes(spec).length === 0) expect(spec.sort?.column ?? null).toBeNull()
        if (spec.rows.length === 0) expect(spec.top).toBeNull()
      }),
    )
  })

  it('puts a dimension in the place of another, and takes it from the shelf it was on', () => {
    const both = asked(putAxis('rows', genre), putAxis('rows', language), putAxis('columns', decade))
    expect(putAxis('rows', decade, 0)(both)).toMatchObject({ rows: [decade, language], columns: [] })
    expect(putAxis('columns', language)(both)).toMatchObject({ rows: [genre], columns: [language] })
    expect(transpose(both)).toMatchObject({ rows: [decade, language], columns: [genre] })
    expect(transpose(transpose(both))).toEqual(both)
    expect(swapRows(both)).toMatchObject({ rows: [language, genre] })
  })

  it('changes nothing where a dimension is chosen that stands there already', () => {
    const both = asked(putAxis('rows', genre), putAxis('rows', language), putAxis('columns', decade))
    expect(putAxis('rows', genre, 0)(both)).toEqual(both)
    expect(putAxis('rows', language, 1)(both)).toEqual(both)
    expect(putAxis('columns', decade, 0)(both)).toEqual(both)
  })

  it('keeps the column that is sorted by as long as the columns are the same', () => {
    const sorted = asked(putAxis('rows', genre), putAxis('columns', decade), sortBy('films', { key: 1990 }))
    for (const change of [putAxis('rows', language), putAxis('rows', language, 0), dropAxis('rows', 0)])
      expect(change(sorted).sort).toEqual(sorted.sort)
    for (const change of [putAxis('columns', language), putAxis('rows', decade), dropAxis('columns', 0), transpose])
      expect(change(sorted).sort).toEqual({ measure: 'films', dir: 'desc', column: null })
  })

  it('keeps the column within others that is sorted by as long as all it is within are the same', () => {
    const asks = [putAxis('rows', genre), putAxis('columns', decade), putAxis('colour', language)]
    const sorted = asked(...asks, sortBy('films', { key: 1990, within: ['en'] }))
    expect(sorted.sort?.column).toEqual({ key: 1990, within: ['en'] })
    const mpa = { dimension: 'mpa' } as const
    expect(putAxis('multiples', mpa)(sorted).sort).toEqual(sorted.sort)
    for (const change of [putAxis('colour', mpa), dropAxis('colour', 0), dropAxis('columns', 0)])
      expect(change(sorted).sort).toEqual({ measure: 'films', dir: 'desc', column: null })
  })

  it('a dimension goes from any shelf to any other, by letter or by Alt and arrows, and is on one alone', () => {
    for (const [index, from] of shelves.entries()) {
      const spec = asked(putAxis(from, genre))
      expect(shelfOf(spec, genre)).toBe(from)
      for (const to of shelves) {
        const moved = putAxis(to, genre)(spec)
        expect(shelves.filter((each) => shelfOf(moved, genre) === each)).toEqual([to])
        expect(exploreSpecSchema.parse(moved)).toEqual(moved)
      }
      const pill = { kind: 'axis', shelf: from, at: 0, axis: genre } as const
      const next = pillChange(pill, { key: 'ArrowDown', alt: true })?.(spec) ?? spec
      expect(shelfOf(next, genre)).toBe(shelves[(index + 1) % shelves.length])
      const back = pillChange(pill, { key: 'ArrowUp', alt: true })?.(spec) ?? spec
      expect(shelfOf(back, genre)).toBe(shelves.at(index - 1))
      expect(dropAxis(from, 0)(spec)).toEqual(emptySpec)
    }
    expect(['r', 'C', 'o', 'm', 'x'].map(shelfOfKey)).toEqual([...shelves, null])
  })

  it('sorts a column down, up, and as it was; a measure in the place of another keeps its order', () => {
    const once = asked(putAxis('rows', genre), sortBy('films', null))
    expect(once.sort).toEqual({ measure: 'films', dir: 'desc', column: null })
    expect(putMeasure('mean_rating', 0)(once).sort?.measure).toBe('mean_rating')
    const twice = sortBy('films', null)(once)
    expect(twice.sort?.dir).toBe('asc')
    expect(sortBy('films', null)(twice).sort).toBeNull()
  })

  it('counts films, pairs of film and genre, films shared out, and films again', () => {
    const seen = [emptySpec, nextCount(emptySpec), nextCount(nextCount(emptySpec))].map(({ measures }) => measures[0])
    expect(seen).toEqual(['films', 'assignments', 'fractional'])
    const rated = putMeasure('mean_rating', 0)(emptySpec)
    expect(nextCount(rated)).toBe(rated)
  })

  it('a pill goes along its shelf, to another, and away, by keys; other keys leave it', () => {
    const both = asked(putAxis('rows', genre), putAxis('rows', language), putMeasure('mean_rating'))
    const pill = { kind: 'axis', shelf: 'rows', at: 0, axis: genre } as const
    const pressed = (key: string, alt: boolean) => pillChange(pill, { key, alt })?.(both)
    expect(pressed('ArrowRight', true)).toMatchObject({ rows: [language, genre] })
    expect(pressed('ArrowLeft', true)).toBe(both)
    expect(pressed('ArrowDown', true)).toMatchObject({ rows: [language], columns: [genre] })
    expect(pressed('Delete', false)).toMatchObject({ rows: [language] })
    expect(pressed('ArrowRight', false)).toBeUndefined()
    const measure = { kind: 'measure', at: 1, id: 'mean_rating' } as const
    expect(pillChange(measure, { key: 'ArrowLeft', alt: true })?.(both).measures).toEqual(['mean_rating', 'films'])
    expect(pillChange(measure, { key: 'Delete', alt: false })?.(both).measures).toEqual(['films'])
  })

  it('a dimension finds its shelf by itself: rows, columns, within the rows; and goes where it is there', () => {
    const one = asked(bestShelf(genre))
    expect(one.rows).toEqual([genre])
    const two = bestShelf(decade)(one)
    expect(two.columns).toEqual([decade])
    expect(bestShelf(language)(two).rows).toEqual([genre, language])
    expect(bestShelf(decade)(two)).toEqual(one)
  })
})
