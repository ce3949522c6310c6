import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TableKey, tableKeys } from '../../../../shared/table-definitions/definition.ts'
import { tableDefinition } from '../../../../shared/tables.ts'
import type { WritableDb } from '../../file/connection.ts'
import { engineOver } from '../../testing/small-engine.ts'
import { smallWarehouse } from '../../testing/small-warehouse.ts'
import { filmsByKey } from '../columns/member-counts.ts'
import { TablePages, tableRows } from './tables-page.ts'

type Cell = string | number | null
type Sort = { key: string; dir: 'asc' | 'desc' }

describe('tables page', () => {
  let db: WritableDb
  let pages: TablePages
  beforeAll(async () => {
    const films = Array.from({ length: 620 }, (_, i) => ({
      title: i % 97 === 0 ? `100%_wolf ${i % 5}` : `Film ${i % 200}`,
      year: i % 11 === 0 ? null : 1950 + (i % 60),
      rating: i % 7 === 0 ? null : (i % 90) / 10 + 1,
      runtime: i % 5 === 0 ? null : 60 + (i % 100),
      language: i % 3 === 0 ? '' : 'en',
      uploaded: 20120101 + (i % 28),
      genres: [1 + (i % 6), 7],
    }))
    db = smallWarehouse(':memory:', films)
    const engine = await engineOver(db)
    pages = new TablePages((factKey) => filmsByKey(engine, factKey), 300)
  })
  afterAll(() => db.close())

  const page = (table: TableKey, sort: Sort[], search: string, offset: number, limit: number) =>
    pages.page(db, { table, sort, search, offset, limit }, 'v1')

  /** All rows in windows, as a person scrolling would get them. */
  function scrolled(table: TableKey, sort: Sort[], search: string): Cell[][] {
    const rows: Cell[][] = []
    for (;;) {
      const part = page(table, sort, search, rows.length, 500)
      rows.push(...part.rows)
      if (rows.length >= part.total || part.rows.length === 0) return rows
    }
  }

  it('reads every table with every column of its definition', () => {
    for (const table of tableKeys) {
      const { columns } = tableDefinition(table)
      const { total, rows } = page(table, [], '', 0, 5)
      expect(total).toBe(tableRows(db, table))
      for (const row of rows) expect(row).toHaveLength(columns.length)
      for (const { key } of columns) expect(page(table, [{ key, dir: 'desc' }], '', 0, 1).total).toBe(total)
    }
  })

  it('gives each row once, in order, empty cells last, whatever the window', () => {
    const choices = tableKeys.filter((table) =>
      ['fact_movies', 'silver_movie', 'dim_movie', 'genre_junction', 'dim_date', 'dim_genre'].includes(table),
    )
    const some = fc
      .constantFrom(...choices)
      .chain((table) =>
        fc.tuple(
          fc.constant(table),
          fc.constantFrom(...tableDefinition(table).columns.map(({ key }) => key)),
          fc.constantFrom('asc' as const, 'desc' as const),
        ),
      )
    fc.assert(
      fc.property(some, fc.nat(), fc.integer({ min: 1, max: 60 }), ([table, key, dir], at, limit) => {
        const { columns } = tableDefinition(table)
        const column = columns.findIndex((candidate) => candidate.key === key)
        const all = scrolled(table, [{ key, dir }], '')
        expect(all).toHaveLength(tableRows(db, table))
        expect(new Set(all.map((row) => JSON.stringify(row))).size).toBe(all.length)
        if (key !== 'genre_mask') {
          const values = all.map((row) => row[column] ?? null)
          const known = values.filter((value) => value !== null)
          expect(values.slice(known.length).every((value) => value === null)).toBe(true)
          for (let i = 1; i < known.length; i++) {
            const [a, b] = dir === 'asc' ? [known[i - 1], known[i]] : [known[i], known[i - 1]]
            const ordered =
              typeof a === 'string'
                ? Buffer.compare(Buffer.from(a), Buffer.from(String(b))) <= 0
                : Number(a) <= Number(b)
            if (!ordered) expect([a, b]).toBe('in order')
          }
        }
        const offset = at % (all.length + 10)
        expect(page(table, [{ key, dir }], '', offset, limit).rows).toEqual(all.slice(offset, offset + limit))
      }),
      { numRuns: 25 },
    )
  })

  it('sorts by several columns, then by title, then by key', () => {
    const direction = fc.constantFrom('asc' as const, 'desc' as const)
    const columns = ['year', 'rating', 'runtime', 'language', 'title', 'movie_id']
    const sorts = fc
      .uniqueArray(fc.constantFrom(...columns), { minLength: 1, maxLength: 3 })
      .chain((keys) => fc.tuple(...keys.map((key) => fc.record({ key: fc.constant(key), dir: direction }))))
    const at = new Map(tableDefinition('silver_movie').columns.map(({ key }, index) => [key, index]))
    const cell = (row: Cell[], key: string) => row[at.get(key) ?? -1] ?? null
    const compared = (a: Cell, b: Cell, dir: Sort['dir']) => {
      if (a === null || b === null) return Number(a === null) - Number(b === null)
      const order =
        typeof a === 'string' ? Buffer.compare(Buffer.from(a), Buffer.from(String(b))) : Number(a) - Number(b)
      return dir === 'asc' ? order : -order
    }
    fc.assert(
      fc.property(sorts, (some) => {
        const rows = scrolled('silver_movie', some, '')
        expect(rows).toHaveLength(620)
        const keys: Sort[] = [...some, { key: 'title', dir: 'asc' }, { key: 'movie_id', dir: 'asc' }]
        for (let i = 1; i < rows.length; i++) {
          const [before, after] = [rows[i - 1] ?? [], rows[i] ?? []]
          const first = keys.map(({ key, dir }) => compared(cell(before, key), cell(after, key), dir)).find(Boolean)
          expect(first).toBeLessThan(0)
        }
      }),
      { numRuns: 25 },
    )
  })

  it('searches all rows, with the signs of LIKE as plain characters', () => {
    expect(page('dim_movie', [], '100%_WOLF', 0, 10).total).toBe(Math.ceil(620 / 97))
    expect(page('dim_movie', [], '%', 0, 10).total).toBe(Math.ceil(620 / 97))
    expect(page('dim_movie', [], "'; DROP TABLE run; --", 0, 10)).toEqual({ total: 0, offset: 0, rows: [] })
    expect(scrolled('silver_movie', [{ key: 'title', dir: 'desc' }], 'film 19')).toHaveLength(
      Number(db.prepare("SELECT COUNT(*) FROM silver_movie WHERE title LIKE '%film 19%'").pluck().get()),
    )
  })

  it('counts the films of each member', () => {
    const count = (sql: string) => Number(db.prepare(sql).pluck().get())
    const genres = scrolled('dim_genre', [{ key: 'films', dir: 'desc' }], '')
    expect(genres[0]).toEqual([7, 'genre 7', count('SELECT COUNT(*) FROM genre_junction WHERE genre_id = 7')])
    for (const [table, factKey] of [
      ['dim_released_year', 'year_key'],
      ['dim_rating', 'rating_key'],
      ['dim_runtime', 'runtime_key'],
      ['dim_language', 'language_key'],
      ['dim_date', 'date_key'],
    ] as const) {
      for (const row of scrolled(table, [], '')) {
        expect(row.at(-1)).toBe(count(`SELECT COUNT(*) FROM fact_movies WHERE ${factKey} = ${row[0]}`))
      }
    }
  })

  it('finds where a row stands, in every order, the unknown member too', () => {
    const locate = (table: TableKey, sort: Sort[], key: number) => pages.locate(db, { table, sort, key }, 'v1')
    const orders: [TableKey, Sort[]][] = [
      ['dim_released_year', []],
      ['dim_released_year', [{ key: 'year_key', dir: 'desc' }]],
      ['dim_released_year', [{ key: 'films', dir: 'desc' }]],
      ['dim_language', [{ key: 'language_name', dir: 'desc' }]],
      ['dim_movie', [{ key: 'title', dir: 'asc' }]],
      ['run', [{ key: 'run_id', dir: 'desc' }]],
      ['bronze_page', [{ key: 'byte_length', dir: 'asc' }]],
    ]
    for (const [table, sort] of orders) {
      const rows = scrolled(table, sort, '')
      expect(rows.length).toBeGreaterThan(0)
      rows.forEach((row, index) => {
        expect(locate(table, sort, Number(row[0])), `${table} ${row[0]}`).toBe(index)
      })
      if (table.startsWith('dim_')) expect(locate(table, sort, 0)).not.toBeNull()
      expect(locate(table, sort, 987_654_321)).toBeNull()
    }
    expect(locate('run_page', [], 1)).toBeNull()
    expect(() => locate('run', [{ key: 'plan; DROP TABLE run', dir: 'asc' }], 1)).toThrow(
      expect.objectContaining({ kind: 'bad_input' }),
    )
  })

  it('tells films that are stored from films that are counted', () => {
    db.prepare(
      "INSERT INTO run_missing_field (run_id, field, films, kept) VALUES (2, 'rating', 9, 4), (2, 'year', 30, 0)",
    ).run()
    expect(scrolled('run_missing_field', [{ key: 'films', dir: 'desc' }], '')).toEqual([
      [2, 'year', 30, 0],
      [2, 'rating', 9, 4],
    ])
    expect(page('run_missing_field', [], '30', 0, 10).total).toBe(1)
  })

  it('refuses a column that the table does not have', () => {
    expect(() => page('run', [{ key: 'plan; DROP TABLE run', dir: 'asc' }], '', 0, 1)).toThrow(
      expect.objectContaining({ kind: 'bad_input' }),
    )
  })

  it('never lists bodies', () => {
    expect(tableDefinition('bronze_page').columns.map(({ key }) => key)).not.toContain('body')
  })
})
