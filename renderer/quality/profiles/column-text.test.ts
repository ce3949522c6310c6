import { expect, it } from 'vitest'
import {
  type CheckResult,
  type ColumnProfile,
  columnProfileSchema,
  type RuleResult,
} from '../../../shared/contract/warehouse.ts'
import { emptyFilter, filterSchema } from '../../../shared/filter/filter.ts'
import type { Subject } from '../../../shared/model/subjects.ts'
import { findingsOf, rangeOf, shapeSentence, unknownOf } from './column-text.ts'

const profile = (column: ColumnProfile['column'], given: Partial<ColumnProfile> = {}): ColumnProfile => ({
  column,
  unknown: 0,
  distinct: 2,
  lowest: null,
  highest: null,
  most: null,
  histogram: [],
  ...given,
})

it('writes each range the way its values are written', () => {
  expect(rangeOf(profile('uploaded', { lowest: 20151101, highest: 20261123 }))).toBe('2015-11-01 – 2026-11-23')
  expect(rangeOf(profile('rating', { lowest: 1.2, highest: 10 }))).toBe('1.2 – 10.0')
  expect(rangeOf(profile('runtime', { lowest: 1, highest: 1234 }))).toBe('1 min – 1,234 min')
  expect(rangeOf(profile('year', { lowest: 1922, highest: 1922 }))).toBe('1922')
  expect(rangeOf(profile('imdb_code', { lowest: 12, highest: 12_345_678 }))).toBe('tt0000012 – tt12345678')
  expect(rangeOf(profile('genre', { most: { value: 'sci-fi', films: 1500 } }))).toBe('most: Sci-Fi, 1,500')
  expect(rangeOf(profile('year'))).toBe('—')
  expect(shapeSentence(profile('year', { lowest: 1990, highest: 1992, histogram: [1, 1000] }))).toBe(
    'Released year, 1990 – 1992: films 1, 1,000',
  )
})

it('finds in a column what looks at it, failures first, and nothing that is fine', () => {
  const about = (name: string): Subject[] => [name.startsWith('runtime_') ? 'runtime' : 'rating']
  const check = (name: string, severity: CheckResult['severity'], status: CheckResult['status']) =>
    ({ name, title: name, severity, status, failed: 3, columns: about(name) }) as CheckResult
  const rule = (name: string, current: number) => ({ name, title: name, current, columns: about(name) }) as RuleResult
  const summary = {
    checks: [
      check('runtime_unknown', 'warning', 'failed'),
      check('runtime_range', 'error', 'failed'),
      check('runtime_long', 'warning', 'passed'),
      check('rating_unknown', 'warning', 'failed'),
    ],
    rules: [rule('runtime_zero', 12), rule('runtime_rounded', 0), rule('rating_zero', 5)],
  }
  expect(findingsOf('runtime', summary).map(({ name, tone }) => [name, tone])).toEqual([
    ['runtime_range', 'danger'],
    ['runtime_unknown', 'warn'],
    ['runtime_zero', 'plain'],
  ])
  expect(findingsOf('genre', summary)).toEqual([])
})

it('keeps the films without a value alone, wherever a filter can', () => {
  for (const column of columnProfileSchema.shape.column.options) {
    const change = unknownOf(column)
    if (change) expect(filterSchema.safeParse(change(emptyFilter())).success, column).toBe(true)
  }
  expect(unknownOf('runtime')?.(emptyFilter()).where.runtime.unknown).toBe('only')
  expect(unknownOf('language')?.(emptyFilter()).where.language.any).toEqual([''])
  expect(unknownOf('movie_id')).toBeNull()
})
