import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ExploreAxis } from '../../../../shared/explore-spec.ts'
import type { MeasureId } from '../../../../shared/model/measures.ts'
import { anyFilm } from '../../testing/any-films.ts'
import { engineOver } from '../../testing/small-engine.ts'
import { smallWarehouse } from '../../testing/small-warehouse.ts'
import { axisOf } from './axis.ts'
import { cellsOf } from './cells.ts'
import { groupsOf, leavesOf, pathsOf } from './levels.ts'
import { limits } from './limits.ts'
import { counted } from './tally.ts'

const measures: readonly MeasureId[] = [
  'films',
  'assignments',
  'fractional',
  'rated_films',
  'total_runtime',
  'highest_rating',
]
const times = 100

it('goes through films piece by piece without losing one: so many times the films give so many times the numbers', async () => {
  const db = smallWarehouse(':memory:', fc.sample(anyFilm, { seed: 8, numRuns: 400 }))
  const { columns } = await engineOver(db)
  const once = Int32Array.from({ length: columns.rows }, (_, row) => row)
  const often = Int32Array.from({ length: columns.rows * times }, (_, at) => at % columns.rows)
  const axis = (each: ExploreAxis) => axisOf(columns, each)
  const decades = axis({ dimension: 'year', bucket: 'decade' })
  const genres = axis({ dimension: 'genre' })
  const languages = axis({ dimension: 'language' })
  for (const axes of [[decades, genres, languages], [decades, languages], [genres, languages], [genres], []]) {
    const numbers = (films: Int32Array) => {
      const cells = cellsOf(columns, axes, films, limits)
      const made = counted(columns, cells, films, measures, limits)
      const leaves = leavesOf(cells, made.films)
      return made.read(leaves, groupsOf(pathsOf(leaves, 0, axes.length, axes.length), pathsOf(leaves, 0, 0, 0)))
    }
    const few = numbers(once)
    const many = numbers(often)
    expect([...many.films]).toEqual([...few.films].map((films) => films * times))
    for (const measure of measures) {
      const isHighest = measure === 'highest_rating'
      const expected = [...(few.values.get(measure) ?? [])].map((value) => (isHighest ? value : value * times))
      const found = [...(many.values.get(measure) ?? [])]
      expect(found).toHaveLength(expected.length)
      found.forEach((value, at) => {
        if (Number.isNaN(value)) expect(expected[at]).toBeNaN()
        else expect(value).toBeCloseTo(expected[at] as number, 6)
      })
    }
  }
  db.close()
})
