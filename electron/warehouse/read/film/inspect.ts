import type { Inspection } from '../../../../shared/contract/film.ts'
import { KnownError } from '../../../../shared/ipc/result.ts'
import { fieldOf, movieFields } from '../../../../shared/model/fields.ts'
import type { ReadableDb } from '../../file/connection.ts'
import { type Gathered, singles } from '../../gold/gathered.ts'
import { bronzeReader, shownJson } from './bronze-film.ts'
import { differencesOf } from './differences.ts'

type Cell = string | number | null
type FieldPairs = Inspection['gold']

/** Bookkeeping columns of silver that are shown as provenance instead. */
const notShown = new Set([
  'page_id',
  'position',
  'first_run',
  'last_changed_run',
  'change_seq',
  'hash_version',
  'rules',
])

const longTexts = movieFields.filter((name) => fieldOf(name).cleaner === 'long_text')
const shortTexts = movieFields.filter((name) => !longTexts.includes(name))

/** The value of a dimension, as the fact or else its member has it, and what is said of it in words. */
function saidOf({ dimension: { gold } }: Gathered): string[] {
  const words = gold.attributes.filter(({ kind }) => kind === 'text').map(({ column }) => `${gold.table}.${column}`)
  return [gold.measure ? `f.${gold.measure.column}` : `${gold.table}.${gold.value.column}`, ...words]
}

const goldSql = `SELECT f.movie_id, f.imdb_code, ${shortTexts.map((name) => `m.${name}`).join(', ')},
    ${singles.flatMap(saidOf).join(', ')}, f.genre_count, ${longTexts.map((name) => `m.${name}`).join(', ')},
    f.movie_key, ${singles.map(({ dimension: { gold } }) => `f.${gold.key}`).join(', ')}, f.run_id
  FROM fact_movies AS f JOIN dim_movie AS m USING (movie_key)
  ${singles.map(({ dimension: { gold } }) => `JOIN ${gold.table} USING (${gold.key})`).join(' ')}
  WHERE f.movie_id = ?`

/** Everything that is known of a film, layer by layer. Throws `not_found` for one that silver does not have. */
export function inspectFilm(db: ReadableDb, movieId: number): Inspection {
  const silver = db
    .prepare<[number], Record<string, Cell>>('SELECT * FROM silver_movie WHERE movie_id = ?')
    .get(movieId)
  if (!silver) throw new KnownError('not_found', `There is no film ${movieId} in the warehouse.`)
  const gold = db.prepare<[number], Record<string, Cell>>(goldSql).get(movieId)
  const genres = db
    .prepare<[number], string>('SELECT genre FROM silver_movie_genre WHERE movie_id = ? ORDER BY genre')
    .pluck()
    .all(movieId)
  const pageId = Number(silver.page_id)
  const film = bronzeReader(db)(pageId, Number(silver.position))
  const page = db
    .prepare<[number], { page: number; pageLimit: number; fetchedAt: number; sha256: string }>(
      'SELECT page, page_limit AS pageLimit, fetched_at AS fetchedAt, sha256 FROM bronze_page WHERE page_id = ?',
    )
    .get(pageId)
  return {
    movieId,
    title: String(silver.title),
    gold: gold ? pairs(gold) : [],
    genres,
    silver: [
      ...pairs(silver).filter(({ field }) => !notShown.has(field)),
      { field: 'genres', value: genres.join(', ') },
    ],
    bronze: shownJson(film),
    differences: 'row' in film ? differencesOf(film.row, silver, genres) : [],
    changes: db
      .prepare<[number], Inspection['changes'][number]>(
        'SELECT field, old, new, run_id AS runId, at FROM movie_change WHERE movie_id = ? ORDER BY change_id DESC LIMIT 500',
      )
      .all(movieId),
    provenance: {
      firstRun: Number(silver.first_run),
      lastChangedRun: Number(silver.last_changed_run),
      pageId,
      page: page?.page ?? null,
      pageLimit: page?.pageLimit ?? null,
      fetchedAt: page?.fetchedAt ?? null,
      sha256: page?.sha256 ?? null,
    },
    ratings: ratingsOf(db, movieId, Number(silver.first_run), silver.rating ?? null),
    confirmedRun:
      db
        .prepare<[number], number>('SELECT confirmed_run FROM movie_presence WHERE movie_id = ?')
        .pluck()
        .get(movieId) ?? null,
  }
}

/** The ratings of a film, each with the run that first had it: the one it came with, and what every later change made of it. */
function ratingsOf(db: ReadableDb, movieId: number, firstRun: number, now: Cell): Inspection['ratings'] {
  const changes = db
    .prepare<[number], { old: string | null; new: string | null; runId: number }>(
      "SELECT old, new, run_id AS runId FROM movie_change WHERE movie_id = ? AND field = 'rating' ORDER BY change_id",
    )
    .all(movieId)
  const first = changes[0] ? changes[0].old : now
  return [
    { runId: firstRun, rating: first },
    ...changes.map((change) => ({ runId: change.runId, rating: change.new })),
  ].map(({ runId, rating }) => ({ runId, rating: rating === null ? null : Number(rating) }))
}

function pairs(row: Record<string, Cell>): FieldPairs {
  return Object.entries(row).map(([field, value]) => ({ field, value }))
}
