import { join } from 'node:path'
import { openReadable, openWritable } from '../../electron/warehouse/file/connection.ts'
import { createReaderService } from '../../electron/warehouse/read/reader-service.ts'
import type { ExploreSpec } from '../../shared/explore-spec.ts'
import { emptyFilter, type MovieFilter } from '../../shared/filter/filter.ts'
import { type MovieSort, movieSortSchema } from '../../shared/filter/sort.ts'

export interface Latency {
  name: string
  /** Milliseconds of wall time; `cpuP95` is of the process's own time, which a busy machine does not stretch. */
  p50: number
  p95: number
  cpuP95: number
  samples: number
  /** Times the budget of others: an order by several columns is sorted while somebody waits, those by one before. */
  times?: number
  /** A budget of its own for a catalogue of today's size, in milliseconds. */
  small?: number
}

const asked = { sort: null, top: null }
const genre = { dimension: 'genre' } as const
const year = { dimension: 'year', bucket: 'year' } as const
/** Questions of the page *Explore*; the last one may take half as long again, since a runtime has many values. */
const questions: readonly { name: string; spec: ExploreSpec; times?: number }[] = [
  {
    name: 'films and mean rating by language and upload month',
    spec: {
      ...asked,
      rows: [{ dimension: 'language' }],
      columns: [{ dimension: 'uploaded', bucket: 'month' }],
      measures: ['films', 'mean_rating'],
    },
  },
  {
    name: 'p10, median and p90 of rating by genre and released year',
    spec: { ...asked, rows: [genre], columns: [year], measures: ['p10_rating', 'median_rating', 'p90_rating'] },
  },
  {
    name: 'films and mean rating of the top 10 genres and others by released year',
    spec: { ...asked, rows: [genre], columns: [year], measures: ['films', 'mean_rating'], top: 10 },
  },
  {
    name: 'median runtime by genre and released year',
    spec: { ...asked, rows: [genre], columns: [year], measures: ['median_runtime'] },
    times: 1.5,
  },
]
/** What such a question may take over a catalogue of today's size, in milliseconds. */
const questionSmall = 15

/** Filters a person might set one after the other: brushes, clicks and exclusions, each another one. */
function filters(count: number, genres: readonly string[]): MovieFilter[] {
  const genre = (index: number) => genres[index] ?? ''
  return Array.from({ length: count }, (_, i) => {
    const filter = emptyFilter()
    const kind = i % 6
    if (kind === 0) filter.where.year.in = [[1940 + (i % 50), 2015]]
    if (kind === 1) filter.where.genre.any = [genre(0), genre(1 + (i % 7))]
    if (kind === 2) filter.where.genre.none = [genre(i % 5)]
    if (kind === 3) filter.where.rating.in = [[2 + (i % 20) / 10, 8]]
    if (kind === 4) filter.where.runtime.in = [[60 + (i % 40), 200]]
    if (kind === 5) filter.where.language.any = ['en', 'ja']
    if (kind !== 0 && i % 4 === 0) filter.where.year.out = [[1960, 1960 + (i % 9)]]
    return filter
  })
}

/** Words, parts of words, joins and signs, in three scripts: few hits and a million. */
const searches = [
  'the',
  'river',
  'dream of',
  '東京',
  '夜',
  '"quiet garden"',
  'sao paulo',
  'e',
  '???',
  'winter wolf',
  '12',
  'zzzz',
  'elan',
  'of r',
  '"e a"',
  'a e o',
  'saopaulo',
  'sao-paulo',
  'the san jose',
  'riverof',
  'Dream/Of',
  '4711',
  'i',
]

/** IMDb codes, as they are typed and as an address that was copied. */
const codes = [
  'tt0000001',
  'TT0069999',
  'https://www.imdb.com/title/tt0000777/?ref_=nv_sr_srsg_0',
  'tt9999999',
  'tt0054321',
]

/**
 * Times the reader over a data folder, call by call, every answer one that it has not given before: linked charts, grid pages
 * at both ends after a sort and a filter, and searches.
 */
export async function measureReader(dataDir: string, samples = 60): Promise<Latency[]> {
  const service = createReaderService(dataDir)
  try {
    await service['reader.refresh'](null)
    const genres = (await service['facets.members'](null)).genre.map(({ name }) => name)
    const sorts = movieSortSchema.shape.key.options.flatMap((key): MovieSort[] => [
      { key, dir: 'asc' },
      { key, dir: 'desc' },
    ])
    const pages = filters(samples, genres).map((filter, i) => {
      filter.where.uploaded.unknown = 'exclude'
      filter.where.year.out.push([1900 + i, 1900 + i])
      return { filter, sort: [sorts[i % sorts.length] ?? { key: 'title', dir: 'asc' }] }
    })
    const totals: number[] = []
    const charts = await timed('linked facets, all charts', filters(samples, genres), (filter) =>
      service['overview.query']({ filter }),
    )
    const pivots: Latency[] = []
    for (const { name, spec, times = 1 } of questions) {
      const latency = await timed(`explore: ${name}`, filters(samples, genres), (filter) =>
        service['explore.query']({ spec, filter }),
      )
      pivots.push({ ...latency, times, small: questionSmall })
    }
    return [
      charts,
      ...pivots,
      await timed('grid: first page after sort and filter', pages, async (page) => {
        totals.push((await service['movies.page']({ ...page, offset: 0, limit: 100 })).total)
      }),
      await timed('grid: last page after sort and filter', pages, (page, i) =>
        service['movies.page']({ ...page, offset: Math.max(0, (totals[i] ?? 0) - 100), limit: 100 }),
      ),
      {
        ...(await timed('grid: first page after sort by two columns and filter', pages, async ({ filter, sort }, i) => {
          const further = sorts[(i * 5 + 3) % sorts.length]
          await service['movies.page']({ filter, sort: further ? [...sort, further] : sort, offset: 0, limit: 100 })
        })),
        times: 2,
      },
      await timed('tables: where the member of a key stands', Array.from({ length: samples }), (_, i) =>
        service['tables.locate']({ table: 'dim_movie', sort: [], key: 1 + ((i * 7919) % 70_000) }),
      ),
      await timed(
        'film card: its place in its year and genres, and similar films',
        Array.from({ length: samples }, (_, i) => 1 + ((i * 7919) % 70_000)),
        async (movieId) => {
          const { card } = await service['movies.card']({ movieId })
          if (card === null || card.similar.length === 0) throw new Error(`film ${movieId} has no card to measure`)
        },
      ),
      await timed('search: best titles', searches, (text) => service['movies.search']({ text, limit: 20 })),
      await timed('search: IMDb codes', codes, (text) => service['movies.search']({ text, limit: 20 })),
      await timed('search: first grid page', searches, (text) =>
        service['movies.page']({
          filter: { ...emptyFilter(), search: `${text} ` },
          sort: [{ key: 'uploaded', dir: 'desc' }],
          offset: 0,
          limit: 100,
        }),
      ),
    ]
  } finally {
    service.close()
  }
}

/** What it took to have the catalogue as of an earlier run, beside having that of now; milliseconds of the process's own time. */
export interface AsOfTimes {
  changes: number
  now: number
  past: number
}

/** Gives the films of a data folder a second run, in which two of five changed: ratings, runtimes, genres and titles. How many. */
function changeFilms(dataDir: string): number {
  const db = openWritable(join(dataDir, 'warehouse.sqlite'))
  try {
    db.exec(`INSERT INTO run (run_id, mode, "trigger", status, started_at, finished_at, source_url, source_host, page_limit, max_workers)
      VALUES (2, 'full', 'manual', 'complete', 1, 2, '', '', 50, 4)`)
    return db
      .prepare(
        `INSERT INTO movie_change (movie_id, field, old, new, run_id, at)
         SELECT movie_id, CASE movie_id % 16 WHEN 0 THEN 'title' WHEN 1 THEN 'genres' WHEN 2 THEN 'runtime' ELSE 'rating' END,
           CASE movie_id % 16 WHEN 0 THEN 'Another ' || title WHEN 1 THEN 'Drama' WHEN 2 THEN NULL ELSE '6.5' END, 'x', 2, 2
         FROM silver_movie WHERE movie_id % 5 < 2`,
      )
      .run().changes
  } finally {
    db.close()
  }
}

/** Times the first page of films and the charts, each from nothing: of now, and then as of the run before the changes. */
export async function measureAsOf(dataDir: string): Promise<AsOfTimes> {
  const changes = changeFilms(dataDir)
  const db = openReadable(join(dataDir, 'warehouse.sqlite'))
  const at = db.prepare('SELECT finished_at FROM run WHERE run_id = 1').pluck().get() as number
  db.close()
  const service = createReaderService(dataDir)
  const first = async (asOf: MovieFilter['asOf']): Promise<number> => {
    const filter = { ...emptyFilter(), asOf }
    const cpu = process.cpuUsage()
    await service['overview.query']({ filter })
    await service['movies.page']({ filter, sort: [{ key: 'title', dir: 'asc' }], offset: 0, limit: 100 })
    const { user, system } = process.cpuUsage(cpu)
    return (user + system) / 1000
  }
  try {
    const now = await first(null)
    // What is prepared behind the first answers is not part of the next.
    await service['reader.refresh'](null)
    return { changes, now, past: await first({ runId: 1, at }) }
  } finally {
    service.close()
  }
}

async function timed<T>(
  name: string,
  inputs: readonly T[],
  call: (input: T, index: number) => unknown,
): Promise<Latency> {
  const walls: number[] = []
  const cpus: number[] = []
  for (const [index, input] of inputs.entries()) {
    const cpu = process.cpuUsage()
    const from = performance.now()
    await call(input, index)
    walls.push(performance.now() - from)
    cpus.push(process.cpuUsage(cpu).user / 1000)
  }
  return {
    name,
    p50: percentile(walls, 0.5),
    p95: percentile(walls, 0.95),
    cpuP95: percentile(cpus, 0.95),
    samples: walls.length,
  }
}

function percentile(values: readonly number[], fraction: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * fraction))] ?? Number.NaN
}
