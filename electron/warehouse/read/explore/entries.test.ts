import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ExploreAxis } from '../../../../shared/explore-spec.ts'
import type { MeasureId } from '../../../../shared/model/measures.ts'
import { anyFilm } from '../../testing/any-films.ts'
import { engineOver } from '../../testing/small-engine.ts'
import { smallWarehouse } from '../../testing/small-warehouse.ts'
import { placed, presentMembers, rawAxis } from './axis.ts'
import { compacted, entriesOf, parted } from './entries.ts'
import { tally } from './tally.ts'

const counted: readonly MeasureId[] = [
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
  const axis = (each: ExploreAxis) => {
    const raw = rawAxis(columns, each)
    return placed(raw, presentMembers(raw, once), null)
  }
  const axes = [
    axis({ dimension: 'year', bucket: 'decade' }),
    axis({ dimension: 'genre' }),
    axis({ dimension: 'language' }),
  ]
  const [decades, genres, languages] = axes as [(typeof axes)[0], (typeof axes)[0], (typeof axes)[0]]
  for (const make of [
    (films: Int32Array) => entriesOf(films, axes, true),
    (films: Int32Array) => parted(compacted(entriesOf(films, [decades, languages], true)).entries, genres, true),
    (films: Int32Array) => parted(entriesOf(films, [genres], true), languages, true),
  ]) {
    const few = tally(columns, make(once), counted).cells
    const many = tally(columns, make(often), counted).cells
    expect([...many.films]).toEqual([...few.films].map((films) => films * times))
    for (const measure of counted) {
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
