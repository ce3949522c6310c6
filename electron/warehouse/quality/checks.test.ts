import { beforeEach, describe, expect, it } from 'vitest'
import { dimensionIds, dimensionOf, dimensions } from '../../../shared/model/dimensions.ts'
import { cleaningRules } from '../../../shared/model/rules.ts'
import type { WritableDb } from '../file/connection.ts'
import { fetchedPage, loadAll, memoryWarehouse, rawMovie } from '../testing/loads.ts'
import { createLoadStore } from '../write/store.ts'
import { qualityChecks } from './checks.ts'
import { blocking, runChecks } from './run-checks.ts'

let db: WritableDb

beforeEach(() => {
  db = memoryWarehouse()
  const movies = [rawMovie(1), rawMovie(2, { genres: ['War'], language: 'fr' }), rawMovie(3, { year: 1999, rating: 8 })]
  loadAll(createLoadStore(db), [fetchedPage(1, movies)])
  // Defects are planted past the guards that normally prevent them.
  db.pragma('foreign_keys = OFF')
  db.pragma('ignore_check_constraints = ON')
})

const statusOf = (name: string) => runChecks(db).find((outcome) => outcome.name === name)

/** Defects of every dimension's key: one that leads nowhere, and one that says "unknown" of every film. */
const keyDefects = dimensionIds
  .map((id) => ({ id, ...dimensionOf(id) }))
  .filter(({ kind }) => kind !== 'set')
  .flatMap(({ id, gold: { key } }): [check: string, sql: string][] => [
    [`fact_${key}`, `UPDATE fact_movies SET ${key} = 19990101 WHERE movie_id = 2`],
    [id === 'uploaded' ? 'upload_date_unknown' : `${id}_unknown`, `UPDATE fact_movies SET ${key} = 0`],
  ])

/** A defect for each check that it must catch. */
const defects: [check: string, sql: string][] = [
  ...keyDefects,
  ['silver_films_in_fact', 'DELETE FROM fact_movies WHERE movie_id = 2'],
  ['fact_films_in_silver', 'DELETE FROM movie_presence WHERE movie_id = 2'],
  ['run_rows_reconcile', 'UPDATE run SET fetched = fetched + 1'],
  ['run_films_reconcile', 'INSERT INTO seen SELECT 1, movie_id, 0, 1 FROM silver_movie UNION SELECT 1, 77, 0, 1'],
  ['run_pages_stored', 'UPDATE run_page SET row_count = 99'],
  ['no_failed_pages', "INSERT INTO run_page (run_id, page, status, attempts) VALUES (1, 9, 'failed', 5)"],
  ['silver_genres_present', 'DELETE FROM silver_movie_genre WHERE movie_id = 2'],
  ['junction_matches_silver', "INSERT INTO silver_movie_genre VALUES (2, 'Drama')"],
  ['fact_movie_key', 'UPDATE fact_movies SET movie_key = 999 WHERE movie_id = 2'],
  ['junction_film', 'INSERT INTO genre_junction VALUES (99, 1)'],
  ['junction_genre', 'UPDATE genre_junction SET genre_id = 60 WHERE movie_id = 2'],
  ['genre_count_and_mask', 'UPDATE fact_movies SET genre_mask = 0 WHERE movie_id = 2'],
  ['unknown_members', 'DELETE FROM dim_language WHERE language_key = 0'],
  ['measures_match_members', 'UPDATE fact_movies SET rating = 1.5 WHERE movie_id = 2'],
  ['fact_run', 'UPDATE fact_movies SET run_id = 44 WHERE movie_id = 2'],
  ['rating_range', 'UPDATE fact_movies SET rating = 0 WHERE movie_id = 2'],
  ['runtime_range', 'UPDATE fact_movies SET runtime_minutes = -3 WHERE movie_id = 2'],
  ['year_range', 'UPDATE dim_released_year SET year = 12 WHERE year_key = 1'],
  ['imdb_form', "UPDATE fact_movies SET imdb_code = 'tt12' WHERE movie_id = 2"],
  ['date_parts', 'UPDATE dim_date SET week_of_year = 60 WHERE date_key > 0'],
  ['dimension_labels', "UPDATE dim_language SET language_name = '' WHERE language = 'fr'"],
  ['members_not_empty', 'UPDATE dim_runtime SET runtime = NULL WHERE runtime_key = 1'],
  ['imdb_missing', 'UPDATE fact_movies SET imdb_code = NULL'],
  ['imdb_repeated', "UPDATE fact_movies SET imdb_code = 'tt1111111'"],
  ['genre_missing', "UPDATE dim_genre SET genre_name = 'other' WHERE genre_id = 1"],
  ['runtime_long', 'UPDATE fact_movies SET runtime_minutes = 500'],
  ['year_in_future', 'UPDATE dim_released_year SET year = 2099 WHERE year = 1999'],
  ['released_after_upload', 'UPDATE dim_released_year SET year = 2099 WHERE year = 1999'],
  ['language_without_name', 'UPDATE dim_language SET language_name = language'],
  ['genre_single_film', 'DELETE FROM genre_junction WHERE movie_id = 1'],
  [
    'quarantine_open',
    "INSERT INTO quarantine (run_id, page_id, position, rule, reason, payload) VALUES (1, 1, 0, 'id_invalid', 'r', '{}')",
  ],
  ['fields_not_sent', "INSERT INTO run_missing_field (run_id, field, films, kept) VALUES (1, 'rating', 3, 2)"],
  ['films_counted_by_source', 'UPDATE run SET movie_count = 500'],
  ['source_moved_while_read', 'UPDATE run SET unstable = 1'],
]

describe('quality checks', () => {
  it('look at the key of every dimension that there is', () => {
    const names = keyDefects.map(([name]) => name)
    expect(names).toEqual(expect.arrayContaining(['fact_date_key', 'fact_language_key', 'fact_runtime_key']))
    expect(names).toEqual(expect.arrayContaining(['fact_rating_key', 'fact_year_key', 'language_unknown']))
    expect(names).toEqual(expect.arrayContaining(['runtime_unknown', 'rating_unknown', 'year_unknown']))
    expect(names).toContain('upload_date_unknown')
  })

  it('are at least twenty, each named once, with a title and a description', () => {
    expect(qualityChecks.length).toBeGreaterThanOrEqual(20)
    expect(new Set(qualityChecks.map(({ name }) => name)).size).toBe(qualityChecks.length)
    for (const { title, description } of qualityChecks) expect(title && description).toBeTruthy()
  })

  it('share no title with each other nor with a cleaning rule: both stand in one list', () => {
    const titles = [...qualityChecks, ...cleaningRules].map(({ title }) => title)
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([])
  })

  it('mark only tables that they look at, and those of what they are about', () => {
    for (const { name, tables, columns, offendersSql } of qualityChecks) {
      for (const table of tables) expect(offendersSql, name).toMatch(new RegExp(`\\b${table}\\b`))
      const columnNames = columns.map((column) =>
        column === 'movie_id' || column === 'imdb_code' ? column : dimensions[column].gold,
      )
      for (const one of columnNames) {
        const names =
          typeof one === 'string'
            ? [one]
            : [
                one.table,
                one.key,
                one.value.column,
                ...('junction' in one ? [one.junction, 'silver_movie_genre'] : []),
                ...('measure' in one ? [one.measure.column] : []),
              ]
        expect(
          names.some((part) => new RegExp(`\\b${part}\\b`).test(offendersSql)),
          `${name} is about ${names[0]}`,
        ).toBe(true)
      }
    }
  })

  it('let a sound warehouse pass', () => {
    expect(blocking(runChecks(db))).toEqual([])
    expect(runChecks(db).filter(({ status }) => status === 'broken')).toEqual([])
  })

  it('all have a defect that they are tried on', () => {
    const tried = new Set(defects.map(([name]) => name))
    expect(qualityChecks.map(({ name }) => name).filter((name) => !tried.has(name))).toEqual([])
  })

  it.each(defects)('%s catches: %s', (name, sql) => {
    const before = statusOf(name)?.failed ?? 0
    db.exec(sql)
    const after = statusOf(name)
    expect(after?.status).toBe('failed')
    expect(after?.failed).toBeGreaterThan(before)
    const check = qualityChecks.find((candidate) => candidate.name === name)
    const rows = db.prepare(`SELECT movie_id, label, detail FROM (${check?.offendersSql}) LIMIT 10`).all()
    expect(rows.length).toBe(Math.min(after?.failed ?? 0, 10))
  })

  it('are not evaluated on nothing', () => {
    const empty = runChecks(memoryWarehouse())
    expect(blocking(empty)).toEqual([])
    expect(empty.find(({ name }) => name === 'rating_range')?.status).toBe('not_evaluated')
  })
})
