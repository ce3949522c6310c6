import { expect, it } from 'vitest'
import type { Pivot, PivotMember } from '../../../shared/contract/questions/pivot.ts'
import type { ExploreSpec } from '../../../shared/explore-spec.ts'
import { longTable, seenWithKinds } from './file-tables.ts'
import { viewOf } from './pivot-view.ts'

const member = (key: string): PivotMember => ({ key, label: key, isOthers: false })
const spec: ExploreSpec = {
  rows: [{ dimension: 'genre' }, { dimension: 'mpa' }],
  columns: [{ dimension: 'language' }],
  measures: ['films', 'share_rated'],
  sort: null,
  top: null,
}
const paths = [['drama'], ['drama', 'PG'], ['drama', 'R'], ['war'], ['war', 'PG'], []]
const pivot: Pivot = {
  goldVersion: 1,
  matched: 9,
  total: 9,
  columns: [member('en'), member('fr')],
  rows: paths.map((path) => ({ path: path.map(member) })),
  values: Float64Array.from({ length: paths.length * 3 * 2 }, (_, at) => (at === 6 ? Number.NaN : at)),
  films: new Uint32Array(paths.length * 3),
  others: null,
}

it('one row for each cell that is no total, those of folded groups too', () => {
  const view = viewOf(spec, pivot, new Set([JSON.stringify([['drama']])]))
  const { table, kinds } = longTable(view)
  expect(table.columns.map(({ label }) => label)).toEqual([
    'Genre',
    'MPA rating',
    'Language',
    'Films',
    expect.stringContaining('rated'),
  ])
  expect(kinds).toEqual(['text', 'text', 'text', 'integer', 'share'])
  expect(table.rows).toEqual([
    ['Drama', 'PG', 'en', null, 7],
    ['Drama', 'PG', 'fr', 8, 9],
    ['Drama', 'R', 'en', 12, 13],
    ['Drama', 'R', 'fr', 14, 15],
    ['War', 'PG', 'en', 24, 25],
    ['War', 'PG', 'fr', 26, 27],
  ])
})

it('the table as it is seen has its totals, folded groups folded, and what was worked out in place of its measure', () => {
  const folded = new Set([JSON.stringify([['drama']])])
  const view = viewOf(spec, pivot, folded, { films: 'percent' })
  const { table, kinds } = seenWithKinds(view)
  expect(table.rows.map(([genre, mpa]) => [genre, mpa])).toEqual([
    ['Drama', 'All'],
    ['War', 'All'],
    ['War', 'PG'],
    ['Total', 'All'],
  ])
  expect(table.columns.some(({ label }) => /% change from previous/.test(label))).toBe(true)
  expect(kinds).toEqual(['text', 'text', ...Array(6).fill('share')])
})
