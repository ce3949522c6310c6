import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openReadable, pageSize } from '../file/connection.ts'
import { databaseFile } from '../file/database-file.ts'
import { knownSqliteError, suspectMarker } from '../file/sqlite-errors.ts'
import { readState } from '../file/state.ts'
import { hotJournal, inFolder, loadAll, pagesOf, rawMovie } from '../testing/loads.ts'
import { createLoadStore } from '../write/store.ts'
import { verifyWarehouse } from '../write/verify.ts'
import { backupWarehouse } from './backup.ts'
import { openWarehouse } from './recovery.ts'

const films = (count: number) => Array.from({ length: count }, (_, index) => rawMovie(index + 1))

/** A data folder with a loaded, closed warehouse. */
function filled(folder: string, count = 300): string {
  const { db } = openWarehouse(folder)
  loadAll(createLoadStore(db), pagesOf(films(count)))
  db.close()
  return join(folder, databaseFile)
}

/** Overwrites bytes in the middle of a file. */
function scribble(path: string, from: number, length: number): void {
  const bytes = readFileSync(path)
  bytes.fill(0xa5, from, from + length)
  writeFileSync(path, bytes)
}

const countFilms = (db: ReturnType<typeof openWarehouse>['db']) =>
  db.prepare('SELECT count(*) FROM fact_movies').pluck().get()

describe('opening a damaged warehouse', () => {
  it.each([
    ['header overwritten', (path: string) => scribble(path, 0, 100)],
    ['cut short', (path: string) => truncateSync(path, 40_000)],
    ['cut on a page boundary', (path: string) => truncateSync(path, pageSize * 2)],
    ['another file', (path: string) => writeFileSync(path, 'this was never a database '.repeat(100))],
    ['grown by rubbish', (path: string) => appendFileSync(path, 'x'.repeat(100))],
  ])('sets it aside, never deleting it, and starts afresh without a backup: %s', (_, damage) =>
    inFolder((folder) => {
      const path = filled(folder)
      damage(path)
      const size = readFileSync(path).length
      const { db, recovery } = openWarehouse(folder, { now: () => 1_700_000_000_000 })
      expect(recovery).toMatchObject({ at: 1_700_000_000_000, restoredFrom: null })
      expect(countFilms(db)).toBe(0)
      expect(readFileSync(join(folder, recovery?.movedTo ?? '')).length).toBe(size)
      expect(JSON.parse(readState(db, 'recovery') ?? '')).toEqual(recovery)
      db.close()
    }),
  )

  it('restores the newest sound backup', () =>
    inFolder((folder) => {
      const path = filled(folder, 20)
      const first = openWarehouse(folder)
      backupWarehouse(first.db, folder, 1)
      const damaged = backupWarehouse(first.db, folder, 2)
      const id = readState(first.db, 'warehouse_id')
      first.db.close()
      scribble(damaged, 0, 50)
      scribble(path, 0, 50)
      const { db, recovery } = openWarehouse(folder)
      expect(recovery?.restoredFrom).toContain('19700101T000000001Z')
      expect(countFilms(db)).toBe(20)
      // To a destination it is another warehouse: what the lost one has published last does not follow from it.
      expect([id, readState(db, 'warehouse_id')]).toEqual([
        expect.stringMatching(/^[0-9a-f]{32}$/),
        expect.not.stringMatching(id ?? ''),
      ])
      db.close()
    }))

  // The journal of a maker that was killed belongs to the damaged file: beside a backup it would take the backup back to nothing.
  it('sets a journal aside with the file it belongs to', () =>
    inFolder((folder) => {
      const path = filled(folder, 20)
      const first = openWarehouse(folder)
      backupWarehouse(first.db, folder, 1)
      first.db.close()
      writeFileSync(`${path}-journal`, hotJournal())
      truncateSync(path, 50)
      const { db, recovery } = openWarehouse(folder)
      expect(recovery?.restoredFrom).toContain('19700101T000000001Z')
      expect(countFilms(db)).toBe(20)
      db.close()
      expect(existsSync(join(folder, `${recovery?.movedTo}-journal`))).toBe(true)
    }))

  it('does not call a warehouse damaged whose maker was killed between two pages', () =>
    inFolder((folder) => {
      const path = filled(folder, 0)
      writeFileSync(`${path}-journal`, hotJournal())
      truncateSync(path, pageSize)
      const { db, recovery } = openWarehouse(folder)
      expect(recovery).toBe(null)
      expect(countFilms(db)).toBe(0)
      db.close()
      expect(readdirSync(folder).filter((name) => name.includes('corrupt'))).toEqual([])
    }))

  it('checks the whole file after damage was met while it was in use', () =>
    inFolder((folder) => {
      const path = filled(folder, 2000)
      const bytes = readFileSync(path)
      // Every page but the first few is overwritten: header and schema still open.
      scribble(path, pageSize * 40, bytes.length - pageSize * 40)
      const { db, recovery } = openWarehouse(folder)
      expect(recovery).toBe(null)
      const store = createLoadStore(db)
      expect(() => store.contentDigest()).toThrow(expect.objectContaining({ kind: 'warehouse_corrupt' }))
      db.close()
      expect(existsSync(suspectMarker(path))).toBe(true)
      const again = openWarehouse(folder)
      expect(again.recovery).not.toBe(null)
      expect(existsSync(suspectMarker(path))).toBe(false)
      again.db.close()
    }))

  // Found by the campaign: verify named the damage, and the next load went on in the damaged file and called itself complete.
  it('replaces a file in which a verification found damage', () =>
    inFolder((folder) => {
      const path = filled(folder, 500)
      const sound = readFileSync(path)
      /** Damage that SQLite reports when asked, but does not trip over by itself. */
      const isFoundAt = (page: number): boolean => {
        writeFileSync(path, sound)
        scribble(path, pageSize * page + 100, 3)
        rmSync(suspectMarker(path), { force: true })
        const db = openReadable(path)
        try {
          return verifyWarehouse(db).integrity !== 'ok'
        } catch {
          return false
        } finally {
          db.close()
        }
      }
      const pages = Array.from({ length: Math.floor(sound.length / pageSize) - 10 }, (_, index) => index + 10)
      expect(pages.some(isFoundAt)).toBe(true)
      const { db, recovery } = openWarehouse(folder)
      expect(recovery).not.toBe(null)
      db.close()
    }))

  it('clears a false alarm', () =>
    inFolder((folder) => {
      const path = filled(folder, 20)
      writeFileSync(suspectMarker(path), '')
      const { db, recovery } = openWarehouse(folder)
      expect(recovery).toBe(null)
      expect(countFilms(db)).toBe(20)
      db.close()
    }))

  it('opens a healthy one as it is, with or without its log', () =>
    inFolder((folder) => {
      const path = filled(folder, 20)
      const { db, recovery } = openWarehouse(folder)
      expect(recovery).toBe(null)
      expect(countFilms(db)).toBe(20)
      db.close()
      expect(readdirSync(folder).filter((name) => name.includes('corrupt'))).toEqual([])
      rmSync(`${path}-wal`, { force: true })
      openWarehouse(folder).db.close()
    }))
})

describe('a folder that cannot be used', () => {
  it('is reported as such, in words', () =>
    inFolder((folder) => {
      const file = join(folder, 'file')
      writeFileSync(file, '')
      const denied = Object.assign(new Error('EACCES: permission denied, mkdir'), { code: 'EACCES' })
      expect(knownSqliteError(denied)).toMatchObject({ kind: 'read_only' })
      for (const code of ['ENOSPC', 'SQLITE_IOERR_WRITE', 'SQLITE_IOERR_SHMSIZE'])
        expect(knownSqliteError(Object.assign(new Error('x'), { code })), code).toMatchObject({ kind: 'disk_full' })
      expect(() => openWarehouse(join(file, 'below'))).toThrow()
    }))
})

describe('a read-only connection', () => {
  it('reads while another writes, and can write nothing', () =>
    inFolder((folder) => {
      const path = filled(folder, 3)
      const writer = openWarehouse(folder)
      const reader = openReadable(path)
      expect(reader.prepare('SELECT count(*) FROM fact_movies').pluck().get()).toBe(3)
      expect(() => reader.exec('DELETE FROM fact_movies')).toThrow()
      reader.close()
      writer.db.close()
    }))

  it('says that there is nothing yet', () =>
    inFolder((folder) => {
      expect(() => openReadable(join(folder, 'none.sqlite'))).toThrow(expect.objectContaining({ kind: 'not_found' }))
    }))
})
