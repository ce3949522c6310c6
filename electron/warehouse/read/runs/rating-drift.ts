import type { RatingDrift } from '../../../../shared/contract/sync.ts'
import { KnownError } from '../../../../shared/ipc/result.ts'
import type { ReadableDb } from '../../file/connection.ts'

/** Movers that are told one by one; the figures are of all. */
const mostMovers = 100

/** Ages of films at the later run, in years, from the youngest on; the last has no end. */
const ages = [
  [0, 1],
  [2, 5],
  [6, 10],
  [11, 20],
  [21, 50],
  [51, Number.POSITIVE_INFINITY],
] as const

interface Row {
  movieId: number
  title: string
  year: number | null
  old: number | null
  new: number | null
  changes: number
}

/**
 * Films that were in the catalogue before the range and whose rating changed in it: what it was before the first change, what it
 * was after the last.
 */
const changedSql = `WITH changed AS (
    SELECT movie_id, min(change_id) AS first, max(change_id) AS last, count(*) AS changes FROM movie_change
    WHERE field = 'rating' AND run_id > @from AND run_id <= @to GROUP BY movie_id)
  SELECT s.movie_id AS movieId, s.title, s.year, CAST(a.old AS REAL) AS old, CAST(b.new AS REAL) AS new, c.changes
  FROM changed AS c JOIN movie_change AS a ON a.change_id = c.first JOIN movie_change AS b ON b.change_id = c.last
  JOIN silver_movie AS s ON s.movie_id = c.movie_id JOIN movie_presence AS p ON p.movie_id = c.movie_id
  WHERE s.first_run <= @from AND p.confirmed_run <= @from ORDER BY s.movie_id`

const readSql = `SELECT inserted AS added, updated + unchanged AS again FROM run
  WHERE run_id > @from AND run_id <= @to ORDER BY run_id`

/**
 * How many films that were known before were read again in a range of runs. Of one run the ledger says it; of several it says how many
 * each read, but not which of them were the same.
 */
function readAgain(
  db: ReadableDb,
  range: { from: number; to: number },
  films: number | null,
): RatingDrift['readAgain'] {
  const runs = db.prepare<[typeof range], { added: number; again: number }>(readSql).all(range)
  let least = 0
  let most = 0
  let added = 0
  for (const run of runs) {
    least = Math.max(least, run.again - added)
    most += run.again
    added += run.added
  }
  return { least, most: Math.max(least, films === null ? most : Math.min(most, films)) }
}

/** What became of the ratings between two published runs. Throws `not_found` for runs that were not published, or not in this order. */
export function ratingDrift(db: ReadableDb, range: { from: number; to: number }): RatingDrift {
  const run = db.prepare<[number], { at: number; films: number | null }>(
    `SELECT r.finished_at AS at, g.rows_out AS films FROM run AS r LEFT JOIN run_stage AS g ON g.run_id = r.run_id AND g.stage = 'gold'
     WHERE r.run_id = ? AND r.status = 'complete'`,
  )
  const [from, to] = [run.get(range.from), run.get(range.to)]
  if (!from || !to || range.from >= range.to) {
    throw new KnownError('not_found', `There are no published runs ${range.from} and ${range.to} in this order.`)
  }
  const rows = db.prepare<[typeof range], Row>(changedSql).all(range)
  const moved = rows.flatMap((row) => {
    const tenths = row.old === null || row.new === null ? 0 : Math.round((row.new - row.old) * 10)
    return tenths === 0 ? [] : [{ ...row, tenths }]
  })
  const genresOf = db
    .prepare<[number], string>('SELECT genre FROM silver_movie_genre WHERE movie_id = ? ORDER BY genre')
    .pluck()
  const year = new Date(to.at).getUTCFullYear()
  const byTenths = new Map<number, number>()
  const byAge = new Map<string, Group>()
  const byGenre = new Map<string, Group>()
  for (const film of moved) {
    byTenths.set(film.tenths, (byTenths.get(film.tenths) ?? 0) + 1)
    addTo(byAge, ageOf(film.year === null ? null : Math.max(0, year - film.year)), film.tenths)
    for (const genre of genresOf.all(film.movieId)) addTo(byGenre, genre, film.tenths)
  }
  const order = [...ages.map(ageText), unknownAge]
  moved.sort((a, b) => Math.abs(b.tenths) - Math.abs(a.tenths) || a.movieId - b.movieId)
  return {
    readAgain: readAgain(db, range, from.films),
    moved: moved.length,
    up: moved.filter(({ tenths }) => tenths > 0).length,
    // A rating may have changed and be what it was again.
    back: rows.filter((row) => row.old !== null && row.new !== null).length - moved.length,
    gained: rows.filter((row) => row.old === null && row.new !== null).length,
    lost: rows.filter((row) => row.old !== null && row.new === null).length,
    differences: [...byTenths].sort(([a], [b]) => a - b).map(([tenths, films]) => ({ tenths, films })),
    byAge: groups(byAge).sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name)),
    byGenre: groups(byGenre).sort((a, b) => b.films - a.films || (a.name < b.name ? -1 : 1)),
    movers: moved.slice(0, mostMovers).map(({ movieId, title, old, new: now, changes }) => ({
      movieId,
      title,
      old: old ?? 0,
      new: now ?? 0,
      changes,
    })),
  }
}

interface Group {
  films: number
  up: number
  tenths: number
}

function addTo(by: Map<string, Group>, name: string, tenths: number): void {
  const group = by.get(name) ?? { films: 0, up: 0, tenths: 0 }
  by.set(name, {
    films: group.films + 1,
    up: group.up + (tenths > 0 ? 1 : 0),
    tenths: group.tenths + tenths,
  })
}

function groups(by: ReadonlyMap<string, Group>): RatingDrift['byAge'] {
  return [...by].map(([name, { films, up, tenths }]) => ({ name, films, up, mean: tenths / films / 10 }))
}

const unknownAge = 'Unknown'

function ageOf(age: number | null): string {
  const found = age === null ? undefined : ages.find(([, high]) => age <= high)
  return found ? ageText(found) : unknownAge
}

function ageText([low, high]: readonly [number, number]): string {
  return Number.isFinite(high) ? `${low}–${high} years` : `${low} years or more`
}
