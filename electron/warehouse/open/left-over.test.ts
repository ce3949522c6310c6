import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { WritableDb } from '../file/connection.ts'
import { databaseFile, firstLoadFile } from '../file/database-file.ts'
import { suspectMarker } from '../file/sqlite-errors.ts'
import { commitRun, inFolder, loadAll, pagesOf, rawMovie } from '../testing/loads.ts'
import { createLoadStore } from '../write/store.ts'
import { verifyWarehouse } from '../write/verify.ts'
import { adoptFirstLoad } from './left-over.ts'
import { openWarehouse } from './recovery.ts'

const films = (count: number) => Array.from({ length: count }, (_, index) => rawMovie(index + 1))
const count = (db: WritableDb, table: string) => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()

/** Files and journal of a first load of 0.1.0 as they lie when its process is killed in the middle of its next transaction. */
function killed(from: string, to: string): void {
  const { db } = openWarehouse(from)
  db.pragma('journal_mode = PERSIST')
  commitRun(createLoadStore(db), pagesOf(films(200)))
  // A cache of ten pages: what is not committed is in the file already, and only the journal takes it back.
  db.pragma('cache_size = 10')
  db.exec("BEGIN; UPDATE silver_movie SET title = 'not committed', synopsis = hex(randomblob(2000))")
  expect(statSync(join(from, `${databaseFile}-journal`)).size).toBeGreaterThan(0)
  expect(readdirSync(from).sort()).toEqual([databaseFile, `${databaseFile}-journal`])
  for (const part of ['', '-journal']) copyFileSync(join(from, databaseFile + part), join(to, firstLoadFile + part))
  db.close()
}

/** A whole first load that was closed and not named yet. */
function ended(folder: string, filmCount: number): void {
  const { db } = openWarehouse(folder)
  loadAll(createLoadStore(db), pagesOf(films(filmCount)))
  db.close()
  renameSync(join(folder, databaseFile), join(folder, firstLoadFile))
}

describe('what a killed first load of 0.1.0 left', () => {
  it.each([
    ['', []],
    [', when taking it up was cut off before its last step,', ['-journal']],
  ])('becomes the warehouse%s as it was after its last transaction', (_, moved) =>
    inFolder((from) =>
      inFolder((to) => {
        killed(from, to)
        for (const part of moved) renameSync(join(to, firstLoadFile + part), join(to, databaseFile + part))
        const { db, recovery } = openWarehouse(to)
        expect(recovery).toBe(null)
        expect(db.pragma('journal_mode', { simple: true })).toBe('wal')
        expect(count(db, 'silver_movie')).toBe(200)
        expect(count(db, "silver_movie WHERE title = 'not committed'")).toBe(0)
        expect(verifyWarehouse(db)).toMatchObject({ integrity: 'ok', foreignKeyViolations: 0 })
        const store = createLoadStore(db)
        store.markInterrupted(0)
        expect(store.resumableRun()).toMatchObject({ runId: 1, status: 'interrupted' })
        db.close()
        expect(readdirSync(to)).toEqual([databaseFile])
      }),
    ),
  )

  it('is an empty warehouse when it was killed before its schema was there', () =>
    inFolder((folder) => {
      writeFileSync(join(folder, firstLoadFile), '')
      const { db, recovery } = openWarehouse(folder)
      expect(recovery).toBe(null)
      expect(count(db, 'silver_movie')).toBe(0)
      db.close()
      expect(readdirSync(folder)).toEqual([databaseFile])
    }))

  it('is set aside when it is damaged, and told', () =>
    inFolder((folder) => {
      ended(folder, 50)
      truncateSync(join(folder, firstLoadFile), 20_000)
      const { db, recovery } = openWarehouse(folder, { now: () => 1_700_000_000_000 })
      expect(recovery).toMatchObject({ at: 1_700_000_000_000, restoredFrom: null })
      expect(count(db, 'silver_movie')).toBe(0)
      db.close()
      expect(statSync(join(folder, recovery?.movedTo ?? '')).size).toBe(20_000)
    }))

  it('keeps the mark of damage that was met', () =>
    inFolder((folder) => {
      ended(folder, 50)
      writeFileSync(suspectMarker(join(folder, firstLoadFile)), '')
      adoptFirstLoad(folder, 0)
      expect(existsSync(suspectMarker(join(folder, databaseFile)))).toBe(true)
    }))

  // The log of a warehouse that somebody deleted would be applied to the one that takes its name.
  it('does not take over what belongs to another database', () =>
    inFolder((folder) => {
      ended(folder, 50)
      writeFileSync(join(folder, `${databaseFile}-wal`), 'a log of another database')
      const { db } = openWarehouse(folder)
      expect(count(db, 'fact_movies')).toBe(50)
      db.close()
      const aside = readdirSync(folder).find((name) => name.endsWith('-wal'))
      expect(readFileSync(join(folder, aside ?? ''), 'utf8')).toBe('a log of another database')
    }))

  it('stays where it is beside a warehouse', () =>
    inFolder((folder) => {
      ended(folder, 50)
      openWarehouse(folder).db.close()
      writeFileSync(join(folder, firstLoadFile), 'kept')
      const again = openWarehouse(folder)
      expect(count(again.db, 'fact_movies')).toBe(50)
      again.db.close()
      expect(readFileSync(join(folder, firstLoadFile), 'utf8')).toBe('kept')
    }))
})
