import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ExploreAxis, ExploreSpec } from '../../../../shared/explore-spec.ts'
import { emptyFilter } from '../../../../shared/filter/filter.ts'
import { anyFilm } from '../../testing/any-films.ts'
import { answer, cellsOf, type Member } from '../../testing/any-questions.ts'
import { engineOver } from '../../testing/small-engine.ts'
import { smallWarehouse } from '../../testing/small-warehouse.ts'
import { limits } from './limits.ts'
import { pivotOf } from './pivot.ts'
import { pivotSql } from './pivot-sql.ts'

describe('an answer that would be too large', () => {
  it('is refused with its numbers, and fits with as many rows as it says', async () => {
    const db = smallWarehouse(':memory:', fc.sample(anyFilm, { seed: 5, numRuns: 300 }))
    const engine = await engineOver(db)
    const spec: ExploreSpec = {
      rows: [
        { dimension: 'year', bucket: 'year' },
        { dimension: 'runtime', bucket: 'ten_minutes' },
      ],
      columns: [{ dimension: 'genre' }],
      measures: ['films', 'median_rating'],
      sort: null,
      top: null,
    }
    const filter = emptyFilter()
    const whole = answer(engine, spec, filter)
    const result = pivotOf(engine, { spec, filter }, { ...limits, numbers: whole.values.length - 1 })
    if (!('refused' in result)) throw new Error('not refused')
    const { rows, columns, measures, numbers, fits } = result.refused
    expect(numbers).toBe(whole.values.length)
    expect(rows * columns * measures).toBe(numbers)
    expect(fits).toBeGreaterThan(0)
    expect(
      'pivot' in
        pivotOf(engine, { spec: { ...spec, top: fits }, filter }, { ...limits, numbers: whole.values.length - 1 }),
    ).toBe(true)
    expect('pivot' in pivotOf(engine, { spec, filter }, { ...limits, numbers: whole.values.length })).toBe(true)
    db.close()
  })
})

describe('members that films have together', () => {
  it('are a table whose diagonal is each member itself, the same across as down', async () => {
    const db = smallWarehouse(':memory:', fc.sample(anyFilm, { seed: 7, numRuns: 300 }))
    const engine = await engineOver(db)
    const genre: ExploreAxis = { dimension: 'genre' }
    const spec: ExploreSpec = { rows: [genre], columns: [genre], measures: ['films'], sort: null, top: null }
    const cells = cellsOf(answer(engine, spec, emptyFilter()), 1)
    const filmsOf = new Map(cells.map(({ path, column, films }) => [JSON.stringify([path[0], column[0]]), films]))
    const films = (...of: (Member | undefined)[]) => filmsOf.get(JSON.stringify(of.map((each) => each ?? null)))
    const members = cells.flatMap(({ path, column }) => (column.length === 0 ? path : []))
    expect(members.length).toBeGreaterThan(5)
    for (const a of members) {
      expect(films(a, a)).toBe(films(a, undefined))
      for (const b of members) expect(films(a, b)).toBe(films(b, a))
    }
    db.close()
  })
})

describe('small multiples', () => {
  it('are refused with their number where they are more than are drawn, and drawn where they are as many', async () => {
    const films = Array.from({ length: 25 }, (_, index) => ({ title: 'x', year: 1950 + index, genres: [1] }))
    const spec: ExploreSpec = {
      ...{ rows: [{ dimension: 'genre' }], columns: [], measures: ['films'], sort: null, top: null },
      multiples: { dimension: 'year', bucket: 'year' },
    }
    for (const count of [24, 25]) {
      const db = smallWarehouse(':memory:', films.slice(0, count))
      const engine = await engineOver(db)
      const result = pivotOf(engine, { spec, filter: emptyFilter() })
      if (count === 24) expect('pivot' in result && result.pivot.columns).toHaveLength(24)
      else expect('refused' in result && result.refused.multiples).toEqual({ count: 25, most: 24 })
      db.close()
    }
  })
})

describe('rows that are sorted in a column within another', () => {
  it('stand by its numbers, and by nature where no film is in it', async () => {
    const db = smallWarehouse(':memory:', fc.sample(anyFilm, { seed: 9, numRuns: 300 }))
    const engine = await engineOver(db)
    const spec: ExploreSpec = {
      ...{ rows: [{ dimension: 'genre' }], columns: [{ dimension: 'year', bucket: 'decade' }], measures: ['films'] },
      ...{ colour: { dimension: 'language' }, sort: null, top: null },
    }
    const inColumn = (asked: ExploreSpec) =>
      cellsOf(answer(engine, asked, emptyFilter()), 1)
        .filter(({ path, column }) => path[0]?.key && column[0]?.key === 1960 && column[1]?.key === 'ja')
        .map(({ films }) => films)
    const plain = inColumn(spec)
    for (const top of [null, 5]) {
      const asked: ExploreSpec = {
        ...spec,
        top,
        sort: { measure: 'films', dir: 'desc', column: { key: 1960, within: ['ja'] } },
      }
      const sorted = plain.toSorted((a, b) => b - a)
      expect(inColumn(asked)).toEqual(top === null ? sorted : sorted.slice(0, top))
    }
    expect(new Set(plain).size).toBeGreaterThan(2)
    const none = { measure: 'films' as const, dir: 'desc' as const, column: { key: 1960, within: ['zz'] } }
    expect(inColumn({ ...spec, sort: none })).toEqual(plain)
    db.close()
  })
})

describe('the SQL of a pivot', () => {
  it('says which function it needs where stock SQLite lacks one, and nothing where it does not', async () => {
    const db = smallWarehouse(':memory:', fc.sample(anyFilm, { seed: 6, numRuns: 20 }))
    const engine = await engineOver(db)
    const spec: ExploreSpec = { rows: [{ dimension: 'genre' }], columns: [], measures: ['films'], sort: null, top: 2 }
    const plain = pivotSql(engine, { spec, filter: emptyFilter() })
    expect(plain).not.toContain('Needs the function')
    expect(plain).toContain('those of the moment when this was written')
    // A command line would take what begins with a dash for an option.
    expect(plain).toMatch(/^[^-]/)
    const sql = pivotSql(engine, { spec: { ...spec, measures: ['spread_runtime'] }, filter: emptyFilter() })
    expect(sql).toContain('Needs the function percentile_cont')
    db.close()
  })
})
