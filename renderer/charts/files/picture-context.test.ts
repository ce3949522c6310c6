import { describe, expect, it } from 'vitest'
import { emptyFilter } from '../../../shared/filter/filter.ts'
import { brushRange, clearClause, type FilterChange } from '../../filter/reducers.ts'
import { pictureContext } from './picture-context.ts'

const names = { of: (_: unknown, name: string) => name, byKey: () => null }
const lines = (clear: FilterChange, ...changes: FilterChange[]) =>
  pictureContext(
    { leavesOut: clear },
    { filter: changes.reduce((filter, change) => change(filter), emptyFilter()), names, isSample: false, at: 0 },
  ).slice(0, -1)
const years = brushRange('year', [1990, 1999])
const ratings = brushRange('rating', [7, 7.9])

describe('a saved picture states the filter applied to it', () => {
  it('leaves the chart’s own clause out, and says what it marks', () => {
    expect(lines(clearClause('year'), years, ratings)).toEqual([
      'Filter: Rating 7.0–7.9.',
      'Marked, and not part of that filter: Released 1990–1999.',
    ])
    expect(lines(clearClause('year'), years)).toEqual([
      'No filter.',
      'Marked, and not part of that filter: Released 1990–1999.',
    ])
  })

  it('states all of it where the chart has no clause in it', () => {
    expect(lines(clearClause('runtime'), years, ratings)).toEqual(['Filter: Released 1990–1999; Rating 7.0–7.9.'])
    expect(lines(clearClause('runtime'))).toEqual(['No filter.'])
  })
})
