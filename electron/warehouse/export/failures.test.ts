import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ExportSpec, type FileFormat, usualText } from '../../../shared/export/export-spec.ts'
import { emptyFilter } from '../../../shared/filter/filter.ts'
import type { WritableDb } from '../file/connection.ts'
import { smallWarehouse } from '../testing/small-warehouse.ts'
import type { ExportTarget } from './target.ts'
import { writeExport } from './write-export.ts'

let folder: string
let db: WritableDb
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yts-failing-export-'))
  mkdirSync(join(folder, 'out'))
  db = smallWarehouse(
    ':memory:',
    Array.from({ length: 1_200 }, (_, at) => ({
      title: `Film ${at}`,
      year: 1950 + (at % 70),
      rating: (at % 100) / 10,
      runtime: 90,
      language: 'en',
      mpa: null,
      uploaded: 20_150_101,
      genres: [1],
      imdbCode: null,
    })),
  )
})
afterEach(() => {
  db.close()
  rmSync(folder, { recursive: true, force: true })
})

const specOf = (format: FileFormat): ExportSpec => ({
  source: {
    kind: 'films',
    filter: emptyFilter(),
    sort: [{ key: 'title', dir: 'asc' }],
    columns: [
      { id: 'title', label: 'Title' },
      { id: 'year', label: 'Year' },
    ],
  },
  format,
  text: usualText,
  about: { title: 'Films', words: [], filter: null, sql: null },
})
const targetIn = (place: string): ExportTarget => ({
  part: join(place, 'films.part'),
  file: join(place, 'films'),
  sidecar: { part: join(place, 'films.json.part'), file: join(place, 'films.json') },
})

/** Exports, and has something happen once some rows are written; gives the kind of the error. */
async function failing(format: FileFormat, target: ExportTarget, happen: () => void): Promise<string> {
  let told = 0
  let time = 0
  const deps = {
    onProgress: ({ rows }: { rows: number }) => {
      if (rows > 0 && told++ === 0) happen()
    },
    // Each look at the clock is long after the one before, so that every piece is told of.
    now: () => (time += 1_000),
    program: 'test',
  }
  const input = { db, reader: () => expect.unreachable() as never }
  return writeExport(input, specOf(format), target, deps).then(
    () => 'none',
    (error: unknown) => (error instanceof Error && 'kind' in error ? String(error.kind) : String(error)),
  )
}
const failsWith = (code: string) => () => {
  throw Object.assign(new Error(`${code}: write`), { code })
}

describe.each<FileFormat>(['csv', 'xlsx', 'parquet', 'ndjson'])('an export as %s', (format) => {
  it.each([
    ['ENOSPC', 'disk_full'],
    ['EACCES', 'read_only'],
    ['EROFS', 'read_only'],
  ])('that ends with %s in its midst says so, and leaves no file', async (code, kind) => {
    expect(await failing(format, targetIn(join(folder, 'out')), failsWith(code))).toBe(kind)
    expect(readdirSync(join(folder, 'out'))).toEqual([])
  })

  it('whose folder goes in its midst, or was never there, says so and makes none', async () => {
    const out = join(folder, 'out')
    const gone = () => rmSync(out, { recursive: true, force: true })
    expect(await failing(format, targetIn(out), gone)).toBe('not_found')
    expect(existsSync(out)).toBe(false)
    expect(await failing(format, targetIn(join(folder, 'never')), () => undefined)).toBe('not_found')
    expect(readdirSync(folder)).toEqual([])
  })

  it('leaves what had the name before, and reads the warehouse again after it failed', async () => {
    const target = targetIn(join(folder, 'out'))
    expect(await failing(format, target, () => undefined)).toBe('none')
    expect(await failing(format, target, failsWith('ENOSPC'))).toBe('disk_full')
    expect(readdirSync(join(folder, 'out')).sort()).toEqual(['films', 'films.json'])
    expect(db.inTransaction).toBe(false)
    expect(await failing(format, target, () => undefined)).toBe('none')
  })
})
