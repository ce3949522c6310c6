import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { openWritable, pageSize, type WritableDb } from '../file/connection.ts'
import { migrate } from '../migrations/index.ts'
import { prepareRows } from '../silver/prepare-row.ts'
import type { FetchedPage, LoadStore, PageOutcome, PromoteOptions, PromoteOutcome } from '../write/load-store.ts'

/** Helpers of the warehouse tests: films, pages and whole runs without a network. Not used by the app. */

const fixtures = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'fixtures', 'yts')

/** Recorded data is beside developers' and CI's checkouts only; tests that need it skip, saying so, where it is absent. */
export const hasFixtures = existsSync(join(fixtures, 'catalogue-sample.ndjson.gz'))

export type RawMovie = Record<string, unknown> & { id: number }

/** The 4,509 recorded films, in upload order. */
export function recordedCatalogue(): RawMovie[] {
  const text = gunzipSync(readFileSync(join(fixtures, 'catalogue-sample.ndjson.gz'))).toString('utf8')
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as RawMovie)
}

/** Recorded answers of a fixture folder (`pages` or `answers`): file name and `data.movies`. */
export function recordedResponses(folder: 'pages' | 'answers'): { name: string; movies: unknown[] }[] {
  return readdirSync(join(fixtures, folder))
    .sort()
    .map((name) => {
      const answer = JSON.parse(readFileSync(join(fixtures, folder, name), 'utf8')) as { data: { movies?: unknown[] } }
      return { name, movies: answer.data.movies ?? [] }
    })
}

/** A sound film in the newest shape of the source; `changes` override its fields, undefined removes one. */
export function rawMovie(id: number, changes: Record<string, unknown> = {}): RawMovie {
  const slug = `film-number-${id}-2001`
  const image = (name: string) => `https://img.example/assets/${slug}/${name}.jpg`
  const second = 1_450_000_000 + id * 60
  const text = new Date((second + 3600) * 1000).toISOString().slice(0, 19).replace('T', ' ')
  const movie: RawMovie = {
    id,
    url: `https://films.example/movies/${slug}`,
    imdb_code: `tt${String(1_000_000 + id)}`,
    title: `Film number ${id}`,
    title_english: `Film number ${id}`,
    title_long: `Film number ${id} (2001)`,
    slug,
    year: 2001,
    rating: 6.5,
    runtime: 101,
    genres: ['Drama', 'Action'],
    summary: 'Somebody does something.',
    description_full: 'Somebody does something.',
    synopsis: 'Somebody does something.',
    yt_trailer_code: 'abcdefghijk',
    language: 'en',
    mpa_rating: 'R',
    background_image: image('background'),
    background_image_original: image('background-original'),
    small_cover_image: image('small'),
    medium_cover_image: image('medium'),
    large_cover_image: image('large'),
    state: 'ok',
    torrents: [
      {
        url: 'https://films.example/torrent/download/AB',
        hash: 'AB',
        seeds: 1,
        peers: 2,
        date_uploaded: text,
        date_uploaded_unix: second,
      },
    ],
    date_uploaded: text,
    date_uploaded_unix: second,
    ...changes,
  }
  for (const [key, value] of Object.entries(changes)) if (value === undefined) delete movie[key]
  return movie
}

/** A page as the sync engine hands it over, its body uncompressed. */
export function fetchedPage(page: number, movies: readonly unknown[], changes: Partial<FetchedPage> = {}): FetchedPage {
  const body = Buffer.from(
    JSON.stringify({ status: 'ok', data: { movie_count: 0, limit: 50, page_number: page, movies } }),
  )
  return {
    page,
    pageLimit: 50,
    partition: 0,
    fetchedAt: 1_700_000_000_000 + page,
    httpStatus: 200,
    attempts: 1,
    wireCodec: 'identity',
    codec: 'identity',
    body,
    byteLength: body.byteLength,
    sha256: createHash('sha256').update(body).digest('hex'),
    ...prepareRows((JSON.parse(body.toString('utf8')) as { data: { movies: unknown[] } }).data.movies),
    ...changes,
  }
}

/** Cuts films into pages and numbers them from 1. */
export function pagesOf(movies: readonly unknown[], limit = 50): FetchedPage[] {
  const pages: FetchedPage[] = []
  for (let from = 0; from < movies.length; from += limit) {
    pages.push(fetchedPage(pages.length + 1, movies.slice(from, from + limit)))
  }
  return pages
}

export const noCounters = { requests: 0, retries: 0, bytes: 0, pagesPlanned: 0, pagesDone: 0, durationMs: 0 }

/** Writes pages and keeps them with a plan. */
export function commitPages(
  store: LoadStore,
  runId: number,
  pages: readonly FetchedPage[],
  plan: unknown = null,
): PageOutcome[] {
  const outcomes = store.writePages(runId, pages)
  store.keepPages(runId, plan, noCounters)
  return outcomes
}

/** Begins a run and commits pages, last page first, as the engine does. */
export function commitRun(
  store: LoadStore,
  pages: readonly FetchedPage[],
  at = 1_700_000_100_000,
): { runId: number; outcomes: PageOutcome[] } {
  const runId = store.beginRun({
    mode: 'full',
    trigger: 'manual',
    startedAt: at,
    sourceUrl: 'http://127.0.0.1:1/api/v2/list_movies.json',
    pageLimit: 50,
    maxWorkers: 4,
  })
  const outcomes = [...pages].reverse().flatMap((page) => commitPages(store, runId, [page], { next: page.page }))
  return { runId, outcomes }
}

/** A whole completed load of these films. */
export function loadAll(
  store: LoadStore,
  pages: readonly FetchedPage[],
  options: Partial<PromoteOptions> = {},
): { runId: number; outcome: PromoteOutcome; outcomes: PageOutcome[] } {
  const { runId, outcomes } = commitRun(store, pages)
  const at = options.at ?? 1_700_000_200_000
  const outcome = store.promote({
    runId,
    at,
    fullSweep: true,
    unstable: false,
    allowMassRemoval: true,
    lastPage: pages.length,
    ...options,
  })
  store.finishRun(runId, 'complete', at, noCounters, null)
  return { runId, outcome, outcomes }
}

/** A migrated warehouse in memory. */
export function memoryWarehouse(): WritableDb {
  const db = openWritable(':memory:')
  migrate(db)
  return db
}

/** Runs a test in a folder of its own, which is removed afterwards. */
export function inFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'yts-warehouse-'))
  try {
    return work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * The journal of a process that was killed while it made the first page of a database: it takes the file back to nothing.
 * Layout: https://sqlite.org/fileformat2.html#the_rollback_journal
 */
export function hotJournal(): Buffer {
  const journal = Buffer.alloc(512)
  Buffer.from('d9d505f920a163d7', 'hex').copy(journal)
  journal.writeUInt32BE(512, 20)
  journal.writeUInt32BE(pageSize, 24)
  return journal
}
