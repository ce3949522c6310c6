import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Pivot, PivotMember } from '../../../shared/contract/questions/pivot.ts'
import { type ExploreSpec, emptySpec, exploreSpecSchema } from '../../../shared/explore-spec.ts'
import { valueAt, viewOf } from '../table/pivot-view.ts'
import { comparedView } from './compared-view.ts'
import { isSortedBy, sortedView } from './sorted-view.ts'

const member = (key: PivotMember['key'], isOthers = false): PivotMember => ({ key, label: String(key), isOthers })
const number = fc.oneof({ arbitrary: fc.integer({ min: 0, max: 50 }), weight: 5 }, fc.constant(Number.NaN))

/** Genres within decades, of two sides. */
const anyPair = fc
  .array(fc.array(fc.tuple(number, number), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 })
  .map((groups) => {
    const rows = groups.flatMap((cells, group): { path: PivotMember[]; a: number; b: number }[] => [
      { path: [member(1900 + 10 * group)], a: cells.length, b: group },
      ...cells.map(([a, b], at) => ({
        path: [member(1900 + 10 * group), member(`g${at}`, at === 3)],
        a,
        b,
      })),
    ])
    return [...rows, { path: [], a: 1, b: 1 }]
  })
const sides = fc.constantFrom('second' as const, 'difference' as const, 'percent' as const)

it('sorts by a side or a difference within groups, what has no number last, and all others behind it', () => {
  fc.assert(
    fc.property(anyPair, sides, fc.constantFrom('asc' as const, 'desc' as const), (rows, side, dir) => {
      const sort = { measure: 'films' as const, dir, column: null, side }
      const spec: ExploreSpec = exploreSpecSchema.parse({
        ...emptySpec,
        rows: [{ dimension: 'year', bucket: 'decade' }, { dimension: 'genre' }],
        sort,
      })
      const pivot: Pivot = {
        goldVersion: 1,
        matched: 9,
        total: 9,
        columns: [],
        rows: rows.map(({ path }) => ({ path })),
        values: Float64Array.from(rows.map(({ a }) => a)),
        films: Uint32Array.from(rows.map(() => 40)),
        others: null,
      }
      const second = {
        matched: 9,
        values: Float64Array.from(rows.map(({ b }) => b)),
        films: Uint32Array.from(rows.map(() => 40)),
        names: ['A', 'B'] as const,
        least: 30,
      }
      const view = comparedView(viewOf(spec, pivot, new Set()), second)
      const sorted = sortedView(view)
      expect(new Set(sorted.rows)).toEqual(new Set(view.rows))
      const column = sorted.columns.find((each) => isSortedBy(sort, each))
      if (!column) throw new Error('no column')
      expect(column.side).toBe(side)
      const rank = (row: (typeof sorted.rows)[number]) => {
        const value = valueAt(sorted, row, column)
        return row.path.at(-1)?.isOthers ? [2, 0] : Number.isNaN(value) ? [1, 0] : [0, dir === 'asc' ? value : -value]
      }
      for (const [at, row] of sorted.rows.entries()) {
        const next = sorted.rows[at + 1]
        // A row stands below its group.
        if (row.depth === 1)
          expect(sorted.rows.slice(0, at).findLast(({ depth }) => depth === 0)?.path[0]).toEqual(row.path[0])
        if (next?.depth !== row.depth) continue
        const [[kind = 0, value = 0], [nextKind = 0, nextValue = 0]] = [rank(row), rank(next)]
        expect(kind < nextKind || (kind === nextKind && value <= nextValue)).toBe(true)
      }
    }),
    { numRuns: 100 },
  )
})
