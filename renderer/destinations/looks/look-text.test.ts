import { expect, it } from 'vitest'
import type { DestinationComparison, DestinationPlan } from '../../../shared/contract/destinations.ts'
import { comparisonText, planText, statementsText } from './look-text.ts'

const table = { name: 'fact_movies', rows: 9, sent: 9, bytes: 2048, what: 'added' } as const
const plan: DestinationPlan = {
  version: 0,
  goldVersion: 1,
  isNeeded: true,
  mode: 'full',
  tables: [table, { ...table, name: 'dim_genre', rows: 3, sent: 0, bytes: 0, what: 'unchanged' }],
  setup: [],
  publish: [],
  grants: [],
}

it('what publishing would do is told by what would be sent', () => {
  expect(planText(plan)).toBe('The first version would be made: 9 rows of 1 table, 2 KiB.')
  expect(planText({ ...plan, setup: ['CREATE'], publish: ['MERGE'] })).toBe(
    'It would be set up first. The first version would be made: 9 rows of 1 table, 2 KiB.',
  )
  expect(planText({ ...plan, version: 3, publish: ['MERGE'] })).toContain('Tables that are the same there would not be')
  expect(planText({ ...plan, version: 3, mode: 'incremental' })).toContain('only rows that may have changed')
  expect(planText({ ...plan, version: 3, isNeeded: false })).toBe(
    'Nothing would be sent: version 3 has the same digests.',
  )
  expect(statementsText(['A', 'B'])).toBe('A;\nB;')
})

it('how a version differs is told by rows, and says which tables were not counted', () => {
  const same = { name: 'dim_genre', there: 3, here: 3, rows: { added: 0, changed: 0, removed: 0 } }
  const comparison: DestinationComparison = { version: 2, goldVersion: 4, tables: [same] }
  expect(comparisonText(comparison)).toBe('Version 2 is the star that is in force here.')
  const fact = { name: 'fact_movies', there: 9, here: 10, rows: { added: 2, changed: 1, removed: 1 } }
  expect(comparisonText({ ...comparison, tables: [same, fact] })).toBe(
    '1 table differs from version 2 by now: 2 rows added, 1 changed, 1 removed.',
  )
  const many = { name: 'dim_movie', there: 9, here: 10, rows: null }
  expect(comparisonText({ ...comparison, tables: [fact, many] })).toContain('Rows of 1 table were not counted')
})
