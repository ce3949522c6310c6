import { expect, it } from 'vitest'
import { exploreChannels } from '../../../../shared/contract/explore.ts'
import { emptyFilter } from '../../../../shared/filter/filter.ts'
import { smallWarehouse } from '../../testing/small-warehouse.ts'
import { explainSql } from './explain.ts'
import { prepareUserQuery } from './user-query.ts'

const groups = exploreChannels['movies.explain'].input.shape.groupBy.options

/** Functions that every SQLite has. */
const stock = new Set([
  'avg',
  'cast',
  'coalesce',
  'count',
  'instr',
  'max',
  'min',
  'nullif',
  'substr',
  'sum',
  'in',
  'and',
  'or',
  'not',
  'on',
])

it.each(groups)('copied SQL runs as it is, and names what stock SQLite lacks: %s', (groupBy) => {
  const db = smallWarehouse(':memory:', [{ title: 'One', year: 1999, rating: 7, runtime: 90, genres: [1, 2] }])
  const sql = explainSql({ ...emptyFilter(), search: "o'ne --" }, groupBy)
  // A command line would take it for an option.
  expect(sql).toMatch(/^[^-]/)
  expect([...prepareUserQuery(db, sql).rows].length).toBeGreaterThanOrEqual(0)
  const code = sql.replaceAll(/\/\*[\s\S]*?\*\/|'(?:[^']|'')*'/g, '')
  for (const [, name = ''] of code.matchAll(/\b([a-z_]+)\s*\(/gi)) {
    if (!stock.has(name.toLowerCase())) expect(sql.split('*/')[0] + sql).toContain(`Needs the function ${name}`)
  }
  db.close()
})

it('copied SQL of an IMDb code needs nothing but stock SQLite, and finds the film', () => {
  const db = smallWarehouse(':memory:', [{ title: 'One', imdbCode: 'tt0133093' }, { title: 'Two' }])
  const sql = explainSql({ ...emptyFilter(), search: 'https://www.imdb.com/title/tt0133093/' }, 'none')
  expect(sql).not.toContain('Needs the function')
  expect([...prepareUserQuery(db, sql).rows]).toHaveLength(1)
  db.close()
})

it.each(groups)('copied SQL of the catalogue of then runs as it is too, and says of which run: %s', (groupBy) => {
  const db = smallWarehouse(':memory:', [{ title: 'One', year: 1999, rating: 7, runtime: 90, genres: [1, 2] }])
  const sql = explainSql({ ...emptyFilter(), search: 'one', asOf: { runId: 1, at: 0 } }, groupBy)
  expect(sql).toMatch(/^\/\* The catalogue as it was after run 1/)
  for (const name of ['fold_title', 'search_text']) expect(sql).toContain(`Needs the function ${name}`)
  expect([...prepareUserQuery(db, sql).rows].length).toBeGreaterThanOrEqual(0)
  db.close()
})

it('copied SQL calls dimensions as a sentence does', () => {
  expect(explainSql(emptyFilter(), 'mpa')).toContain('its own clause is left out: MPA rating.')
  expect(explainSql(emptyFilter(), 'year')).toContain('its own clause is left out: released year.')
})
