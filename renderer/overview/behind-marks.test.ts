import fc from 'fast-check'
import { expect, it } from 'vitest'
import { engineOver } from '../../electron/warehouse/testing/small-engine.ts'
import { smallWarehouse } from '../../electron/warehouse/testing/small-warehouse.ts'
import { emptyFilter } from '../../shared/filter/filter.ts'
import { chartIdsOf } from '../../shared/model/charts.ts'
import { heatAxes, heatChart } from './charts/heat-chart.ts'
import { memberChart } from './charts/member-chart.ts'
import { rangeChart } from './charts/range-chart.ts'

const ids = [1, 2, 3, 31, 32]
const film = fc.record({
  title: fc.constantFrom('a', 'b'),
  year: fc.option(fc.integer({ min: 1958, max: 1985 }), { nil: null }),
  language: fc.constantFrom('', 'en', 'fr'),
  genres: fc.subarray(ids),
})
const genres = (maxLength: number) => fc.subarray(ids, { maxLength }).map((few) => few.map((id) => `genre ${id}`))

it('a mark’s number is the films behind it, under any of, all of and not alike', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(film, { minLength: 1, maxLength: 40 }),
      fc.record({ any: genres(2), all: genres(2), none: genres(1) }),
      fc.boolean(),
      async (films, genre, isNarrowed) => {
        const db = smallWarehouse(':memory:', films)
        const engine = await engineOver(db)
        const filter = emptyFilter()
        filter.where.genre = genre
        if (isNarrowed) filter.where.year.in = [[1960, 1979]]
        const { by, heats, figures } = engine.overview(filter)
        const { where } = filter
        const unknown = figures.of.year.unknown
        const charts = [
          memberChart('genre', by.genre, where.genre, 'films'),
          memberChart('language', by.language, where.language, 'films'),
          rangeChart({ id: 'year', counts: by.year, clause: where.year, unknown, publishedAt: null }),
          ...chartIdsOf('heat').map((id) => heatChart(id, heats[id], by[heatAxes(id).row], where, 'films')),
        ]
        for (const { model, behind } of charts) {
          model.drawing.marks.forEach(({ name, value }, index) => {
            expect(engine.overview(behind(index)(filter)).matched, `${model.id}: ${name}`).toBe(value)
          })
        }
        db.close()
      },
    ),
    { numRuns: 60 },
  )
})
