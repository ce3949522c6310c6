import fc from 'fast-check'
import { expect, it } from 'vitest'
import { emptyFilter, type MovieFilter } from '../../../../shared/filter/filter.ts'
import { engineOver } from '../../testing/small-engine.ts'
import { smallWarehouse } from '../../testing/small-warehouse.ts'

const ids = [1, 2, 3, 31, 32, 62]
const film = fc.record({
  title: fc.constantFrom('a', 'b'),
  year: fc.option(fc.integer({ min: 1958, max: 1985 }), { nil: null }),
  genres: fc.subarray(ids),
})

const withAll = (filter: MovieFilter, all: string[]): MovieFilter => ({
  ...filter,
  where: { ...filter.where, genre: { ...filter.where.genre, all } },
})

it('under all of, facets and charts count what adding the member gives', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(film, { minLength: 1, maxLength: 40 }),
      fc.subarray(ids, { minLength: 1, maxLength: 2 }),
      fc.boolean(),
      async (films, chosen, narrowed) => {
        const db = smallWarehouse(':memory:', films)
        const engine = await engineOver(db)
        const base = emptyFilter()
        if (narrowed) base.where.year.in = [[1960, 1979]]
        const all = chosen.map((id) => `genre ${id}`)
        const overview = engine.overview(withAll(base, all))
        for (const { key, count } of overview.by.genre) {
          if (key !== '') expect(count, key).toBe(engine.overview(withAll(base, [...new Set([...all, key])])).matched)
        }
        // The decade of a cell is left out as ever, its genre is added.
        const open = emptyFilter()
        for (const { row, column, count } of overview.heats.genre_decade) {
          if (row === '') continue
          const cell = withAll(open, [...new Set([...all, row])])
          cell.where.year.in = [[column, column + 9]]
          expect(count, `${row} ${column}`).toBe(engine.overview(cell).matched)
        }
        db.close()
      },
    ),
    { numRuns: 40 },
  )
})
