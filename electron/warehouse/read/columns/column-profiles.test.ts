import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ColumnProfile } from '../../../../shared/contract/warehouse.ts'
import { engineOver } from '../../testing/small-engine.ts'
import { type SmallFilm, smallWarehouse } from '../../testing/small-warehouse.ts'
import { columnProfiles } from './column-profiles.ts'

const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null })
const film: fc.Arbitrary<SmallFilm> = fc.record({
  title: fc.constant('A film'),
  year: optional(fc.integer({ min: 1900, max: 2030 })),
  rating: optional(fc.integer({ min: 1, max: 100 }).map((tenths) => tenths / 10)),
  runtime: optional(fc.integer({ min: 1, max: 900 })),
  language: fc.constantFrom('', 'en', 'ja', 'yue'),
  mpa: optional(fc.constantFrom('PG', 'R')),
  uploaded: optional(fc.constantFrom(20111230, 20120101, 20120131, 20200229, 20261123)),
  genres: fc.uniqueArray(fc.constantFrom(1, 2, 63), { maxLength: 3 }),
  imdbCode: optional(fc.integer({ min: 1, max: 30 }).map((n) => `tt${String(n).padStart(7, '0')}`)),
})

/** The same numbers asked of SQLite: films without a value, distinct values, ends of the range. */
const asked = {
  movie_id: 'SELECT 0, count(*), min(movie_id), max(movie_id) FROM fact_movies',
  imdb_code: `SELECT sum(imdb_code IS NULL), count(DISTINCT imdb_code), min(CAST(substr(imdb_code, 3) AS INTEGER)),
    max(CAST(substr(imdb_code, 3) AS INTEGER)) FROM fact_movies`,
  year: `SELECT sum(year IS NULL), count(DISTINCT year), min(year), max(year)
    FROM fact_movies JOIN dim_released_year USING (year_key)`,
  rating: 'SELECT sum(rating IS NULL), count(DISTINCT rating), min(rating), max(rating) FROM fact_movies',
  runtime: `SELECT sum(runtime_minutes IS NULL), count(DISTINCT runtime_minutes), min(runtime_minutes), max(runtime_minutes)
    FROM fact_movies`,
  uploaded: `SELECT sum(date_key = 0), count(DISTINCT nullif(date_key, 0)), min(nullif(date_key, 0)), max(nullif(date_key, 0))
    FROM fact_movies`,
  language: 'SELECT sum(language_key = 0), count(DISTINCT nullif(language_key, 0)), NULL, NULL FROM fact_movies',
  mpa: 'SELECT sum(mpa_rating_key = 0), count(DISTINCT nullif(mpa_rating_key, 0)), NULL, NULL FROM fact_movies',
  genre: `SELECT (SELECT count(*) FROM fact_movies WHERE genre_count = 0), count(DISTINCT genre_id), NULL, NULL FROM genre_junction`,
} as const satisfies Record<ColumnProfile['column'], string>

it('says of every column what SQLite says, and its shape holds every film with a value', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(film, { minLength: 1, maxLength: 25 }), async (films) => {
      const db = smallWarehouse(':memory:', films)
      const profiles = columnProfiles(await engineOver(db))
      expect(profiles.map(({ column }) => column).sort()).toEqual(Object.keys(asked).sort())
      for (const { column, unknown, distinct, lowest, highest, histogram } of profiles) {
        expect([unknown, distinct, lowest, highest], column).toEqual(db.prepare(asked[column]).raw().get())
        const shown = histogram.reduce((sum, count) => sum + count, 0)
        if (column !== 'genre') expect(shown, column).toBe(films.length - unknown)
      }
      db.close()
    }),
    { numRuns: 60 },
  )
})

it('names the most frequent member, and steps evenly over time, whatever the calendar', async () => {
  const films = [20200101, 20200131, 20200201, 20210101].map((uploaded) => ({ title: 'A', uploaded, language: 'en' }))
  const db = smallWarehouse(':memory:', [...films, { title: 'B', language: 'ja' }])
  const byName = new Map(columnProfiles(await engineOver(db)).map((profile) => [profile.column, profile]))
  expect(byName.get('language')?.most).toEqual({ value: 'Name of en', films: 4 })
  // A year in 24 steps of 15 days: 31 January is day 30, a day before 1 February.
  expect(byName.get('uploaded')?.histogram.slice(0, 4)).toEqual([1, 1, 1, 0])
  expect(byName.get('uploaded')?.histogram.at(-1)).toBe(1)
})

it('is empty before anything was published', async () => {
  expect(columnProfiles(await engineOver(smallWarehouse(':memory:', [])))).toEqual([])
})
