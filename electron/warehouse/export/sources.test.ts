import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { MovieRow } from '../../../shared/contract/explore.ts'
import { type ExportSource, type ExportSpec, usualText } from '../../../shared/export/export-spec.ts'
import { emptyFilter } from '../../../shared/filter/filter.ts'
import { dimensionIds, dimensionOf } from '../../../shared/model/dimensions.ts'
import { tables } from '../../../shared/tables.ts'
import type { ReadableDb, WritableDb } from '../file/connection.ts'
import { createReaderService, type ReaderService } from '../read/reader-service.ts'
import { addFilm, type SmallFilm, smallWarehouse } from '../testing/small-warehouse.ts'
import type { ExportRow } from './source/row-source.ts'
import { rowsShown } from './source/shown-films.ts'
import { rowsOf, writeExport } from './write-export.ts'

let folder: string
let db: WritableDb
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yts-sources-'))
})
afterEach(() => {
  for (const reader of opened.splice(0)) reader.close()
  db.close()
  rmSync(folder, { recursive: true, force: true })
})

const names = ['=1+1', 'a "b"\nc', 'فيلم', '🎬', 'Plain', 'Éclair', 'x,y']
const films: SmallFilm[] = Array.from({ length: 240 }, (_, at) => ({
  title: `${names[at % names.length]} ${at % 31}`,
  year: at % 11 === 0 ? null : 1950 + (at % 70),
  rating: at % 7 === 0 ? null : (at % 100) / 10,
  runtime: at % 5 === 0 ? null : 60 + (at % 120),
  language: ['en', 'fr', ''][at % 3] as string,
  mpa: at % 4 === 0 ? null : 'PG',
  uploaded: at % 13 === 0 ? null : 20_150_101 + (at % 28),
  genres: [1, 2, 3, 64, 65].filter((genre) => at % (genre + 1) === 0),
  imdbCode: at % 6 === 0 ? null : `tt00${10_000 + at}`,
}))

const gridColumns = [
  'title',
  ...dimensionIds.map((id) => dimensionOf(id).column.key),
  'imdb_code',
  'title_long',
  'decade',
  'description',
  'first_run',
  'last_run',
  'movie_id',
]
const filmsBy = (columns: readonly string[]): Extract<ExportSource, { kind: 'films' }> => ({
  kind: 'films',
  filter: { ...emptyFilter() },
  sort: [{ key: 'rating', dir: 'desc' }],
  columns: columns.map((id) => ({ id, label: id })),
})
/** Readers that were opened to write from. */
const opened: ReaderService[] = []
const inputOf = (from: ReadableDb) => ({
  db: from,
  reader: () => {
    const reader = createReaderService(folder)
    opened.push(reader)
    return reader
  },
})
async function all(source: ExportSource): Promise<ExportRow[]> {
  const rows: ExportRow[] = []
  for await (const chunk of (await rowsOf(inputOf(db), source)).chunks()) rows.push(...chunk)
  return rows
}
/** What the page has of films, as cells. */
const cellsOf = (source: Parameters<typeof rowsShown>[0], page: readonly MovieRow[]) =>
  [...(rowsShown(source, page, page.length).chunks() as Iterable<readonly ExportRow[]>)].flat()

it.each([
  ['a bit each', (id: number) => (id > 62 ? id - 50 : id)],
  ['more than have a bit', (id: number) => id],
])('films are those of the grid, in its order, cell for cell; genres with %s', async (_, genreKey) => {
  db = smallWarehouse(join(folder, 'warehouse.sqlite'), films, genreKey)
  const reader = createReaderService(folder)
  const source = filmsBy(gridColumns)
  source.filter.where.runtime.in = [[70, 900]]
  const page = await reader['movies.page']({ ...source, offset: 0, limit: 500, extra: true })
  const rows = await all(source)
  expect(rows.length).toBe(page.total)
  expect(rows.length).toBeGreaterThan(100)
  expect(rows).toEqual(cellsOf(source, page.rows))
  reader.close()
})

it('films as of an earlier run are those of the grid as of it', async () => {
  db = smallWarehouse(join(folder, 'warehouse.sqlite'), films)
  db.exec(`INSERT INTO movie_change (run_id, at, movie_id, field, old, new)
    SELECT 3, 3500, movie_id, 'rating', '1.5', rating FROM silver_movie WHERE movie_id % 2 = 0`)
  const reader = createReaderService(folder)
  const source = filmsBy(gridColumns)
  source.filter.asOf = { runId: 2, at: 2500 }
  const page = await reader['movies.page']({ ...source, offset: 0, limit: 500, extra: true })
  const rows = await all(source)
  expect(rows).toEqual(cellsOf(source, page.rows))
  expect(rows.filter((row) => row[gridColumns.indexOf('rating')] === 1.5).length).toBeGreaterThan(100)
  reader.close()
})

it('what is previewed is how the file begins, and the total is its rows', async () => {
  db = smallWarehouse(join(folder, 'warehouse.sqlite'), films)
  const reader = createReaderService(folder)
  const sources: ExportSource[] = [
    filmsBy(['title', 'genres', 'uploaded', 'rating']),
    { kind: 'table', table: 'fact_movies', sort: [], search: '', columns: [{ id: 'movie_id', label: 'Film' }] },
  ]
  for (const source of sources) {
    const spec: ExportSpec = {
      source,
      format: 'csv',
      text: usualText,
      about: { title: 'x', words: [], filter: null, sql: null },
    }
    const preview = await reader['export.preview']({ spec, total: null })
    const file = join(folder, 'out.csv')
    const written = await writeExport(inputOf(db), spec, { part: join(folder, 'p'), file, sidecar: null }, quiet)
    const text = readFileSync(file, 'utf8')
    expect(preview.total).toBe(written.rows)
    expect(preview.rows).toHaveLength(5)
    expect(text.replaceAll('\r\n', '\n').startsWith(preview.lines?.join('\n') ?? '?')).toBe(true)
    expect(Math.abs((preview.bytes ?? 0) - written.bytes)).toBeLessThan(written.bytes / 5 + 40)
  }
  reader.close()
})

const quiet = { onProgress: () => undefined, now: () => 0, program: 'YTS Explorer 0' }

it('every table is exported with all its columns, texts whole, and no body of a page', async () => {
  const long = 'x'.repeat(5_000)
  db = smallWarehouse(join(folder, 'warehouse.sqlite'), [...films, { title: long }])
  const reader = createReaderService(folder)
  for (const table of tables) {
    const columns = table.columns.map(({ key, label }) => ({ id: key, label }))
    const source: ExportSource = { kind: 'table', table: table.key, sort: [], search: '', columns }
    const rows = await all(source)
    const page = await reader['tables.page']({ table: table.key, sort: [], search: '', offset: 0, limit: 500 })
    expect(rows.length, table.key).toBe(page.total)
    const seconds = table.columns.map(({ kind }) => kind === 'epoch_s')
    const plain = rows.map((row) =>
      row.map((cell, index) =>
        seconds[index] && cell !== null
          ? Number(cell) / 1000
          : String(cell).length > 2000
            ? String(cell).slice(0, 2000)
            : cell,
      ),
    )
    expect(plain, table.key).toEqual(page.rows)
    expect(columns.map(({ id }) => id)).not.toContain('body')
  }
  expect(
    await all({ kind: 'table', table: 'dim_movie', sort: [], search: 'xxxx', columns: [{ id: 'title', label: 'T' }] }),
  ).toEqual([[long]])
  reader.close()
})

it('refuses a column that is not there, and one that tells of a download', () => {
  db = smallWarehouse(join(folder, 'warehouse.sqlite'), films)
  for (const id of ['hash', 'url', 'torrents', 'constructor', 'f.movie_id) --'])
    expect(() => rowsOf(inputOf(db), filmsBy([id]))).toThrow(/no column/)
  for (const id of ['body', 'x"; DROP TABLE run'])
    expect(() =>
      rowsOf(inputOf(db), { kind: 'table', table: 'bronze_page', sort: [], search: '', columns: [{ id, label: 'x' }] }),
    ).toThrow(/no column/)
})

it('the statement that is told gives the same rows', () => {
  db = smallWarehouse(join(folder, 'warehouse.sqlite'), films)
  const source = filmsBy(gridColumns.filter((id) => id !== 'genres'))
  source.filter.where.genre.any = ['genre 2']
  const file = join(folder, 'out.ndjson')
  const spec: ExportSpec = {
    source: { ...source, columns: [...source.columns, { id: 'genres', label: 'genres' }] },
    format: 'ndjson',
    text: usualText,
    about: { title: 'x', words: ['Filter: genre 2.'], filter: source.filter, sql: null },
  }
  return writeExport(
    inputOf(db),
    spec,
    { part: join(folder, 'p'), file, sidecar: { part: join(folder, 'q'), file: `${file}.json` } },
    quiet,
  ).then(() => {
    const told = JSON.parse(readFileSync(`${file}.json`, 'utf8')) as Record<string, unknown>
    const rows = db.prepare(String(told.sql)).raw().all() as unknown[][]
    const written = readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => Object.values(JSON.parse(line) as object))
    expect(written.length).toBe(told.rows)
    expect(rows.map((row) => row.slice(0, -1))).toEqual(written.map((row) => row.slice(0, -1)))
    expect(rows.map((row) => String(row.at(-1) ?? '').toLowerCase())).toEqual(
      written.map((row) => (row.at(-1) as string[]).join(', ').toLowerCase()),
    )
    expect(told).toMatchObject({
      words: ['Filter: genre 2.'],
      filter: source.filter,
      program: 'YTS Explorer 0',
      catalogue: { goldVersion: 1, run: 3 },
    })
    expect(told.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(JSON.stringify(told)).not.toContain(folder)
  })
})

it('a load that publishes while it is written changes nothing of it', async () => {
  db = smallWarehouse(join(folder, 'warehouse.sqlite'), films)
  const { openReadable } = await import('../file/connection.ts')
  const own = openReadable(join(folder, 'warehouse.sqlite'))
  const file = join(folder, 'out.ndjson')
  let published = false
  const spec: ExportSpec = {
    source: filmsBy(['movie_id']),
    format: 'ndjson',
    text: usualText,
    about: { title: 'x', words: [], filter: null, sql: null },
  }
  const written = await writeExport(
    inputOf(own),
    spec,
    { part: join(folder, 'p'), file, sidecar: null },
    {
      ...quiet,
      onProgress: () => {
        if (published) return
        published = true
        addFilm(db, 9_999, { title: 'New' }, (id) => id)
        db.exec('DELETE FROM genre_junction')
      },
    },
  )
  own.close()
  expect(published).toBe(true)
  expect(written.rows).toBe(films.length)
  expect(readFileSync(file, 'utf8')).not.toContain('9999')
})
