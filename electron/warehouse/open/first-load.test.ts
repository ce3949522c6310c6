import { copyFileSync, existsSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { WritableDb } from '../file/connection.ts'
import { databaseFile, firstLoadFile, hasFirstLoad } from '../file/database-file.ts'
import { suspectMarker } from '../file/sqlite-errors.ts'
import { commitRun, inFolder, loadAll, pagesOf, rawMovie } from '../testing/loads.ts'
import { createLoadStore } from '../write/store.ts'
import { verifyWarehouse } from '../write/verify.ts'
import { placeFirstLoad } from './first-load.ts'
import { openWarehouse } from './recovery.ts'

const films = (count: number) => Array.from({ length: count }, (_, index) => rawMovie(index + 1))
const count = (db: WritableDb, table: string) => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()
const mode = (db: WritableDb) => db.pragma('journal_mode', { simple: true })

/** Files and journal of a first load as they lie when its process is killed in the middle of its next transaction. */
function killed(from: string, to: string): void {
  const { db } = openWarehouse(from, { apart: true })
  commitRun(createLoadStore(db), pagesOf(films(200)))
  // A cache of ten pages: what is not committed is in the file already, and only the journal takes it back.
  db.pragma('cache_size = 10')
  db.exec("BEGIN; UPDATE silver_movie SET title = 'not committed', synopsis = hex(randomblob(2000))")
  expect(statSync(join(from, `${firstLoadFile}-journal`)).size).toBeGreaterThan(0)
  for (const name of readdirSync(from)) copyFileSync(join(from, name), join(to, name))
  db.close()
}

describe('a first load', () => {
  it('fills a file of its own, which becomes the warehouse', () =>
    inFolder((folder) => {
      const { db, isFirstLoad, recovery } = openWarehouse(folder, { apart: true })
      expect({ isFirstLoad, recovery }).toEqual({ isFirstLoad: true, recovery: null })
      expect(hasFirstLoad(folder)).toBe(true)
      loadAll(createLoadStore(db), pagesOf(films(100)))
      db.close()
      expect(existsSync(join(folder, databaseFile))).toBe(false)
      placeFirstLoad(folder, 0)
      expect(readdirSync(folder)).toEqual([databaseFile])
      expect(hasFirstLoad(folder)).toBe(false)
      const again = openWarehouse(folder, { apart: true })
      expect(again.isFirstLoad).toBe(false)
      expect(mode(again.db)).toBe('wal')
      expect(count(again.db, 'fact_movies')).toBe(100)
      again.db.close()
    }))

  it('whose process died becomes the warehouse as it was after its last transaction', () =>
    inFolder((from) =>
      inFolder((to) => {
        killed(from, to)
        const { db, recovery, isFirstLoad } = openWarehouse(to, { apart: true })
        expect({ isFirstLoad, recovery }).toEqual({ isFirstLoad: false, recovery: null })
        expect(count(db, 'silver_movie')).toBe(200)
        expect(count(db, "silver_movie WHERE title = 'not committed'")).toBe(0)
        expect(verifyWarehouse(db)).toMatchObject({ integrity: 'ok', foreignKeyViolations: 0 })
        const store = createLoadStore(db)
        store.markInterrupted(0)
        expect(store.resumableRun()).toMatchObject({ runId: 1, status: 'interrupted' })
        db.close()
        expect(readdirSync(to)).toEqual([databaseFile])
      }),
    ))

  it('that was killed before its schema was there leaves an empty warehouse', () =>
    inFolder((folder) => {
      writeFileSync(join(folder, firstLoadFile), '')
      const { db, recovery } = openWarehouse(folder)
      expect(recovery).toBe(null)
      expect(count(db, 'silver_movie')).toBe(0)
      db.close()
      expect(readdirSync(folder)).toEqual([databaseFile])
    }))

  it('that is damaged is set aside, and told', () =>
    inFolder((folder) => {
      const first = openWarehouse(folder, { apart: true })
      loadAll(createLoadStore(first.db), pagesOf(films(50)))
      first.db.close()
      truncateSync(join(folder, firstLoadFile), 20_000)
      const { db, recovery, isFirstLoad } = openWarehouse(folder, { apart: true, now: () => 1_700_000_000_000 })
      expect(isFirstLoad).toBe(true)
      expect(recovery).toMatchObject({ at: 1_700_000_000_000, restoredFrom: null })
      expect(count(db, 'silver_movie')).toBe(0)
      db.close()
      expect(statSync(join(folder, recovery?.movedTo ?? '')).size).toBe(20_000)
    }))

  it('keeps the mark of damage that was met', () =>
    inFolder((folder) => {
      openWarehouse(folder, { apart: true }).db.close()
      writeFileSync(suspectMarker(join(folder, firstLoadFile)), '')
      placeFirstLoad(folder, 0)
      expect(existsSync(suspectMarker(join(folder, databaseFile)))).toBe(true)
    }))

  // The log of a warehouse that somebody deleted would be applied to the one that takes its name.
  it('does not take over what belongs to another database', () =>
    inFolder((folder) => {
      const first = openWarehouse(folder, { apart: true })
      loadAll(createLoadStore(first.db), pagesOf(films(50)))
      first.db.close()
      const log = join(folder, `${databaseFile}-wal`)
      writeFileSync(log, 'a log of another database')
      placeFirstLoad(folder, 0)
      const { db } = openWarehouse(folder)
      expect(count(db, 'fact_movies')).toBe(50)
      db.close()
      const aside = readdirSync(folder).find((name) => name.endsWith('-wal'))
      expect(readFileSync(join(folder, aside ?? ''), 'utf8')).toBe('a log of another database')
    }))

  it('is not begun where there is a warehouse', () =>
    inFolder((folder) => {
      openWarehouse(folder).db.close()
      const { db, isFirstLoad } = openWarehouse(folder, { apart: true })
      expect({ isFirstLoad, mode: mode(db) }).toEqual({ isFirstLoad: false, mode: 'wal' })
      db.close()
    }))
})
