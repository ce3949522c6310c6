import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { emptyFilter } from '../../../shared/filter/filter.ts'
import { tableKeys } from '../../../shared/table-definitions/definition.ts'
import { runForTest } from '../../cli/testing/run-for-test.ts'
import { fileRows } from '../../publish/folder/read-files.ts'
import { layers, publishedTables } from '../../publish/star-columns.ts'
import { openWritable } from '../../warehouse/file/connection.ts'
import { backupWarehouse } from '../../warehouse/open/backup.ts'
import { createReaderService } from '../../warehouse/read/reader-service.ts'
import { rawMovie } from '../../warehouse/testing/loads.ts'
import { openLog } from '../log/log.ts'
import { keepAnswers } from '../warm-start/kept-answers.ts'
import { openUiStore } from './ui-store.ts'

const hex = 'c0ffee1234567890abcdef1234567890deadbeef'
const base32 = 'QRSTUVWX234567ABCDEFGHIJKLMNOP2Z'
const ed2k = '965c013e991ee246d63d45ea71954c4d'
const secrets = [
  hex,
  `${hex}${hex.slice(0, 24)}`,
  base32,
  `magnet:?xt=urn:btih:${base32}`,
  `urn:btmh:1220${hex}`,
  `ed2k://|file|f.avi|9|${ed2k}|/`,
]
const each = (text: string, write: (code: number) => string): string =>
  [...text].map((letter) => write(letter.codePointAt(0) ?? 0)).join('')
const writings: ((text: string) => string)[] = [
  (text) => text,
  (text) => text.toUpperCase(),
  (text) => text.toLowerCase(),
  (text) => each(text, (code) => `%${code.toString(16)}`),
  (text) => each(text, (code) => `&#${code};`),
  (text) => [...text].join('\u200b'),
]
const places = [
  'title',
  'title_english',
  'title_long',
  'slug',
  'summary',
  'synopsis',
  'description_full',
  'state',
  'language',
  'mpa_rating',
  'imdb_code',
  'yt_trailer_code',
  'url',
  'large_cover_image',
  'background_image_original',
  'genres',
  'a_new_field',
  'year',
  'rating',
]

/** Films with an identity in every place and writing; `round` changes the rest, so that a second load finds changes. */
function films(round: number): Record<string, unknown>[] {
  const rows: Record<string, unknown>[] = []
  for (const secret of secrets) {
    for (const write of writings) {
      for (const place of places) {
        const written = write(secret)
        const value =
          place === 'genres'
            ? [written, 'Drama']
            : /url|image/.test(place)
              ? `https://a.example/movies/${written}`
              : written
        const row = rawMovie(rows.length + 1, { runtime: 90 + round, [place]: value, [written]: written })
        row.torrents = [{ url: `https://a.example/torrent/download/${hex}`, hash: hex, note: written }]
        // Some are refused: their payload is kept for people.
        rows.push(rows.length % 7 === 6 ? { ...row, id: -1 - rows.length } : row)
      }
    }
  }
  return rows
}

let folder: string
let round = 0
const at = (...parts: string[]): string => path.join(folder, ...parts)
const server = createServer((request, response) => {
  const page = Number(new URL(request.url ?? '', 'http://x').searchParams.get('page'))
  const all = films(round)
  const movies = all.slice((page - 1) * 50, page * 50)
  response.setHeader('content-type', 'application/json')
  const data = { movie_count: all.length, limit: 50, page_number: page, ...(movies.length > 0 ? { movies } : {}) }
  response.end(
    JSON.stringify({ status: 'ok', status_message: `Query was successful magnet:?xt=urn:btih:${hex}`, data }),
  )
})
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'yts-identity-'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

/** What a reader, or a program that decodes, finds in a text. */
function readings(text: string): string {
  const plain = text.replaceAll(/[\p{Default_Ignorable_Code_Point}]/gu, '')
  const percent = plain.replace(/(?:%[0-9a-f]{2})+/gi, (run) =>
    Buffer.from(run.replaceAll('%', ''), 'hex').toString('latin1'),
  )
  const entities = plain.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
  return [plain, percent, entities].join('\n').toLowerCase()
}

const telling = [hex.slice(0, 20), base32.slice(0, 16), base32.slice(16), ed2k.slice(0, 16)].map((part) =>
  part.toLowerCase(),
)

function expectNone(text: string, where: string): void {
  const read = readings(text)
  for (const part of telling) expect(read.includes(part), `${part} in ${where}`).toBe(false)
}

const bytesOf = (file: string): string => readFileSync(file, 'latin1') + readFileSync(file, 'utf8')

interface Part<Row> {
  total: number
  rows: Row[]
}

/** All rows of a list that is answered in parts. */
async function toTheEnd<Row>(part: (offset: number) => Promise<Part<Row>> | Part<Row>): Promise<Row[]> {
  const all: Row[] = []
  for (;;) {
    const { total, rows } = await part(all.length)
    all.push(...rows)
    if (all.length >= total || rows.length === 0) {
      expect(all.length).toBe(total)
      return all
    }
  }
}

it('after loads full of torrent identities, none is in the data folder outside bronze, nor in backups, exports, what is exported of bronze, publications, logs, first page, state or answers', async () => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v2/list_movies.json`
  const data = at('data')
  const said: string[] = []
  for (round = 0; round < 2; round++) {
    const load = await runForTest(['sync', '--full', '--url', url, '--data-dir', data, '--json'])
    expect(load.json(), load.err).toMatchObject({ status: 'complete' })
    said.push(load.out, load.err)
  }
  for (const command of [['status'], ['runs'], ['verify'], ['query', 'SELECT * FROM silver_movie']]) {
    const { out, err } = await runForTest([...command, '--data-dir', data])
    said.push(out, err)
  }
  expectNone(said.join('\n'), 'what the command line says')

  for (const table of tableKeys) {
    for (const ending of ['csv', 'ndjson', 'parquet']) {
      const file = at(`export.${ending}`)
      expect((await runForTest(['export', table, '--out', file, '--data-dir', data])).code).toBe(0)
      expectNone(readFileSync(file, 'latin1') + readFileSync(file, 'utf8'), `export of ${table} as ${ending}`)
    }
  }

  const bronze = at('bronze')
  const exported = await runForTest(['export-bronze', '--out', bronze, '--data-dir', data, '--json'])
  // Every good film is told: only what identifies a download is not.
  expect(exported.json(), exported.err).toMatchObject({ runs: 2, lost: 0 })
  for (const name of readdirSync(bronze)) {
    const file = path.join(bronze, name)
    expectNone(bytesOf(file), file)
    const rows = await parquetReadObjects({ file: await asyncBufferFromFile(file) })
    if (name === 'bronze_film.parquet') expect(rows.length).toBeGreaterThan(1000)
    for (const row of rows) expectNone(Object.values(row).join('\n'), name)
  }

  const star = at('star')
  const destination = { kind: 'parquet', dir: star, layers: 'gold,silver,history' }
  writeFileSync(path.join(data, 'config.json'), JSON.stringify({ destinations: { star: destination } }))
  const published = await runForTest(['publish', 'star', '--data-dir', data, '--json'])
  expect(published.json(), published.err).toMatchObject({ status: 'published' })
  const read = new Set<string>()
  for (const entry of readdirSync(star, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = path.join(entry.parentPath, entry.name)
    // Pages are compressed: the rows count, and beside them the statistics that a file has of its columns.
    expectNone(readFileSync(file, 'latin1') + readFileSync(file, 'utf8'), file)
    const table = publishedTables(layers).find(({ name }) => name === path.basename(entry.parentPath))
    if (!table) continue
    for await (const row of fileRows(file, table)) expectNone(row.join('\n'), table.name)
    read.add(table.name)
  }
  expect([...read].sort()).toEqual(
    publishedTables(layers)
      .map(({ name }) => name)
      .sort(),
  )

  const reader = createReaderService(data)
  const filter = emptyFilter()
  const shown = await toTheEnd(async (offset) => {
    const sort = [{ key: 'title' as const, dir: 'asc' as const }]
    const { total, rows } = await reader['movies.page']({ filter, sort, offset, limit: 500 })
    return { total, rows }
  })
  expect(shown.length).toBeGreaterThan(500)
  const changes = await toTheEnd(async (offset) => {
    const found = await reader['runs.changes']({ runId: 2, kind: 'all', offset, limit: 500 })
    return { total: found.total, rows: found.changes }
  })
  expect(changes.length).toBeGreaterThan(500)
  const quality = await reader['quality.summary'](null)
  const answers: [string, unknown][] = [
    ['the Overview', await reader['overview.query']({ filter })],
    ['the facets', await reader['facets.members'](null)],
    ['the films', shown],
    ['the schema', await reader['schema.describe'](null)],
    ['quality', quality],
    ['the columns', await reader['quality.columns'](null)],
    ['the runs', await reader['runs.list']({ offset: 0, limit: 50 })],
    ['a run', await reader['runs.detail']({ runId: 1 })],
    ['changes', changes],
  ]
  for (const { movieId } of shown) {
    answers.push([`film ${movieId}`, await reader['movies.inspect']({ movieId })])
    answers.push([`the card of film ${movieId}`, await reader['movies.card']({ movieId })])
  }
  for (const table of tableKeys) {
    const page = (offset: number) => reader['tables.page']({ table, sort: [], search: '', offset, limit: 500 })
    answers.push([table, await toTheEnd(page)])
  }
  const judged = [
    ...quality.checks.map(({ name }) => ({ kind: 'check' as const, name })),
    ...quality.rules.map(({ name }) => ({ kind: 'rule' as const, name })),
  ]
  for (const one of judged) {
    const page = (offset: number) => reader['quality.offenders']({ ...one, offset, limit: 500 })
    answers.push([`films of ${one.name}`, await toTheEnd(page)])
  }
  for (const secret of secrets) answers.push(['a search', await reader['movies.search']({ text: secret, limit: 50 })])
  const described = async (text: string) => {
    for (;;) {
      const answer = await reader['movies.descriptions']({ text, limit: 50 })
      if ('found' in answer) return answer.found
    }
  }
  expect((await described('somebody')).hits.length).toBeGreaterThan(5)
  for (const text of [...secrets, 'somebody', 'magnet', 'btih']) answers.push(['descriptions', await described(text)])
  reader.close()
  for (const [where, answer] of answers) expectNone(JSON.stringify(answer), where)

  await keepAnswers(data, 'stamp', [{ channel: 'overview.query', input: { filter }, value: answers[0]?.[1] }])
  const state = openUiStore(data, () => {})
  const log = openLog(data, false)
  for (const secret of secrets) {
    for (const write of writings) {
      state.setView('catalogue', 'filter', { search: write(secret) })
      log.error({ err: new Error(`failed at ${write(secret)}`), text: write(secret) }, write(secret))
    }
  }
  await state.flush()

  // The database as bytes, free pages and all: as it stands, where bodies are compressed and tell nothing, and once they are out of it.
  const copy = at('copy.sqlite')
  const stored = openWritable(path.join(data, 'warehouse.sqlite'))
  stored.pragma('wal_checkpoint(TRUNCATE)')
  expect(stored.prepare('SELECT count(*) FROM fact_movies').pluck().get()).toBeGreaterThan(500)
  expect(stored.prepare('SELECT count(*) FROM quarantine').pluck().get()).toBeGreaterThan(50)
  expect(stored.prepare('SELECT count(*) FROM schema_drift').pluck().get()).toBeGreaterThan(5)
  expect(stored.prepare('SELECT DISTINCT codec FROM bronze_page').pluck().all()).toEqual(['br'])
  const backup = backupWarehouse(stored, data, Date.now())
  stored.close()
  for (const file of [path.join(data, 'warehouse.sqlite'), backup]) {
    expectNone(bytesOf(file), file)
    copyFileSync(file, copy)
    const bare = new Database(copy)
    bare.exec("UPDATE bronze_page SET body = x''; VACUUM")
    bare.close()
    expectNone(bytesOf(copy), `${file} without bodies`)
  }
  // What was deleted is found in free pages, so that finding nothing there means something.
  const free = new Database(copy)
  free.exec(`CREATE TABLE past (text); INSERT INTO past VALUES ('${hex}'); DROP TABLE past`)
  expect(free.pragma('freelist_count', { simple: true })).toBeGreaterThan(0)
  free.close()
  expect(readings(bytesOf(copy)).includes(telling[0] ?? '')).toBe(true)
  for (const name of readdirSync(data, { recursive: true, withFileTypes: true })) {
    const file = path.join(name.parentPath, name.name)
    if (name.isFile() && !name.name.startsWith('warehouse.sqlite')) expectNone(readFileSync(file, 'utf8'), file)
  }
})
