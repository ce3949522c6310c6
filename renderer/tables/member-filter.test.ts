import { describe, expect, it } from 'vitest'
import { emptyFilter, filterSchema } from '../../shared/filter/filter.ts'
import { tableDefinition, tables } from '../../shared/tables.ts'
import { namesOf } from '../filter/members.ts'
import { filmOf, isUnknownMember, memberFilter, memberOf } from './member-filter.ts'

const names = namesOf({
  genre: [{ name: 'Drama', label: 'Drama', key: 3, films: 12 }],
  language: [{ name: 'fr', label: 'French', key: 2, films: 4 }],
  mpa: [],
})
const filtered = (key: Parameters<typeof tableDefinition>[0], row: (string | number | null)[]) => {
  const found = memberFilter(tableDefinition(key), row, names)
  return found && { words: found.words, filter: filterSchema.parse(found.change(emptyFilter())) }
}

describe('member filters', () => {
  it('turns a member into the filter it stands for', () => {
    expect(filtered('dim_genre', [3, 'drama', 12])).toMatchObject({
      words: 'Drama',
      filter: { where: { genre: { any: ['drama'] } } },
    })
    expect(filtered('genre_junction', [900, 3])?.filter.where.genre.any).toEqual(['Drama'])
    expect(filtered('dim_language', [2, 'fr', 'French', 4])).toMatchObject({
      words: 'French',
      filter: { where: { language: { any: ['fr'] } } },
    })
    expect(filtered('dim_released_year', [75, 1994, '1990s', 8])).toMatchObject({
      words: '1994',
      filter: { where: { year: { in: [[1994, 1994]] } } },
    })
    expect(filtered('dim_rating', [73, 7.3, '7–8', 8])?.filter.where.rating.in).toEqual([[7.3, 7.3]])
    expect(filtered('dim_mpa_rating', [2, 'PG-13', 9])).toMatchObject({
      words: 'PG-13',
      filter: { where: { mpa: { any: ['PG-13'] } } },
    })
    expect(filtered('dim_mpa_rating', [0, null, 9])?.words).toBe('unknown MPA rating')
    expect(filtered('dim_released_year', [0, null, null, 9])?.words).toBe('unknown released year')
    expect(filtered('run', [4, 'full'])).toMatchObject({ words: 'run 4', filter: { run: { runId: 4 } } })
    expect(filtered('dim_movie', [4, 'Amélie'])).toMatchObject({ filter: { search: 'Amélie' } })
  })

  it('turns the unknown member into "only unknown"', () => {
    const row = [0, null, null, 5]
    expect(isUnknownMember(tableDefinition('dim_runtime'), row)).toBe(true)
    expect(filtered('dim_runtime', row)).toMatchObject({
      words: 'unknown runtime',
      filter: { where: { runtime: { unknown: 'only' } } },
    })
    expect(filtered('dim_language', [0, null, null, 5])).toMatchObject({
      words: 'unknown language',
      filter: { where: { language: { any: [''] } } },
    })
  })

  it('names the film of a row where it is about one', () => {
    expect(filmOf(tableDefinition('fact_movies'), [77])).toBe(77)
    expect(filmOf(tableDefinition('dim_genre'), [3])).toBeNull()
  })

  it('leads from every key of fact and junction to the row of its dimension, the unknown one too', () => {
    const fact = tableDefinition('fact_movies')
    const row = fact.columns.map((_, index) => index)
    const led = fact.columns.flatMap(({ key }) => memberOf(fact, row, key)?.table ?? [])
    const dimensions = tables.map(({ key }) => key).filter((key) => key.startsWith('dim_') && key !== 'dim_genre')
    expect(led.toSorted()).toEqual([...dimensions, 'run'].toSorted())
    const unknown = fact.columns.map(() => 0)
    expect(memberOf(fact, unknown, 'language_key')).toEqual({ table: 'dim_language', key: 0 })
    expect(memberOf(tableDefinition('genre_junction'), [900, 3], 'genre_id')).toEqual({ table: 'dim_genre', key: 3 })
    expect(memberOf(tableDefinition('genre_junction'), [900, 3], 'movie_id')).toBeNull()
    expect(memberOf(tableDefinition('movie_presence'), [900, 1, 0, null], 'tombstoned_run')).toBeNull()
    expect(memberOf(fact, row, 'no_such_column')).toBeNull()
  })

  it('has an answer for every table, also for empty rows', () => {
    for (const table of tables) {
      const empty = table.columns.map(() => null)
      const found = memberFilter(table, empty, names)
      if (found) filterSchema.parse(found.change(emptyFilter()))
    }
  })
})
