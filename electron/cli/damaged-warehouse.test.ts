import { closeSync, existsSync, mkdtempSync, openSync, readdirSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openWritable } from '../warehouse/file/connection.ts'
import { databaseFile } from '../warehouse/file/database-file.ts'
import { suspectMarker } from '../warehouse/file/sqlite-errors.ts'
import { migrate } from '../warehouse/migrations/index.ts'
import { loadAll, pagesOf, rawMovie } from '../warehouse/testing/loads.ts'
import { createLoadStore } from '../warehouse/write/store.ts'
import { runForTest } from './testing/run-for-test.ts'

let home: string
let dataDir: string
let warehouse: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'yts-cli-damaged-'))
  dataDir = mkdtempSync(join(home, 'data-'))
  warehouse = join(dataDir, databaseFile)
  const destinations = { star: { kind: 'parquet', dir: join(home, 'star') } }
  writeFileSync(join(dataDir, 'config.json'), JSON.stringify({ destinations }))
  const db = openWritable(warehouse)
  migrate(db)
  loadAll(createLoadStore(db), pagesOf(Array.from({ length: 500 }, (_, index) => rawMovie(index + 1))))
  const damaged = db.prepare("SELECT pageno FROM dbstat WHERE name = 'dim_movie' AND pagetype = 'leaf'").pluck().all()
  const size = Number(db.pragma('page_size', { simple: true }))
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
  // In the midst of the table: some of its rows are read before.
  const page = Number(damaged[damaged.length >> 1])
  const handle = openSync(warehouse, 'r+')
  writeSync(handle, Buffer.alloc(size, 0xd5), 0, size, (page - 1) * size)
  closeSync(handle)
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

it.each([
  ['publish'],
  ['publish', '--dry-run'],
  ['export', 'dim_movie', '--out', 'csv'],
  ['export', 'dim_movie', '--out', 'parquet'],
])(
  'a warehouse that is damaged where it is read has a sentence, and is checked at the next start: %s %s',
  async (...words) => {
    const argv = words.map((word) => (['csv', 'parquet'].includes(word) ? join(home, `films.${word}`) : word))
    const done = await runForTest([...argv, '--data-dir', dataDir, '--json'])
    expect(done.code).toBe(1)
    expect(done.json()).toMatchObject({
      error: { kind: 'warehouse_corrupt', message: expect.stringContaining('damaged') },
    })
    expect(existsSync(suspectMarker(warehouse))).toBe(true)
    expect(readdirSync(home).filter((name) => name.startsWith('films') || name.startsWith('.films'))).toEqual([])
  },
)
