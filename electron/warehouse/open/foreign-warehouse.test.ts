import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { KnownError } from '../../../shared/ipc/result.ts'
import { ownTime } from '../../sync/testing/own-time.ts'
import { openReadable } from '../file/connection.ts'
import { databaseFile } from '../file/database-file.ts'
import { schemaVersion } from '../migrations/index.ts'
import { openReady } from '../read/queries/reader-connection.ts'
import { warehouseStatus } from '../read/queries/status.ts'
import { inFolder, loadAll, pagesOf } from '../testing/loads.ts'
import { change, filled, films, met } from '../testing/met-warehouse.ts'
import { createLoadStore } from '../write/store.ts'
import { openWarehouse } from './recovery.ts'

const endless =
  'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS genre_id, i AS genre_name FROM n'

describe('a foreign or damaged warehouse is set aside and filled again', () => {
  it.each([
    ['a missing table', 'DROP TABLE seen'],
    ['a table of gold that is missing', 'PRAGMA foreign_keys = OFF; DROP TABLE dim_genre'],
    [
      'an endless view in the place of a table',
      `PRAGMA foreign_keys = OFF; DROP TABLE dim_genre; CREATE VIEW dim_genre AS ${endless}`,
    ],
    ['a column that is missing', 'ALTER TABLE run DROP COLUMN duration_ms'],
    ['a column too many', 'ALTER TABLE silver_movie ADD COLUMN mine TEXT'],
    [
      'a table made another way',
      'PRAGMA foreign_keys = OFF; DROP TABLE warehouse_state; CREATE TABLE warehouse_state (key, value)',
    ],
    [
      'an endless trigger',
      `CREATE TRIGGER t AFTER INSERT ON run BEGIN INSERT INTO warehouse_state SELECT i, i FROM (${endless.replaceAll(/genre_\w+/g, 'i').replace('i AS i, i AS i', 'i')}); END`,
    ],
    ['a trigger that keeps rows out', 'CREATE TRIGGER t BEFORE INSERT ON silver_movie BEGIN SELECT RAISE(IGNORE); END'],
    ['an index that allows one film only', 'DELETE FROM movie_change; CREATE UNIQUE INDEX x ON movie_change (1)'],
    ['a table that holds on to ours', 'CREATE TABLE mine (id INTEGER REFERENCES silver_movie (movie_id))'],
  ])('%s', (_, sql) =>
    inFolder((folder) => {
      change(filled(folder), sql)
      const { reading, recovery, after, held, loaded } = met(folder)
      expect(reading).toBe('warehouse_corrupt')
      expect(recovery?.reason).toMatch(/not as the program makes it/)
      expect(readdirSync(folder)).toContain(recovery?.movedTo)
      expect({ ok: after.ok, held, loaded }).toEqual({ ok: true, held: 0, loaded: 60 })
    }),
  )

  it('another program’s database, with no number or ours', () => {
    for (const number of [0, 10, schemaVersion])
      inFolder((folder) => {
        change(join(folder, databaseFile), `CREATE TABLE notes (text); PRAGMA user_version = ${number}`)
        const { reading, recovery, after, loaded } = met(folder)
        expect(reading).toBe('warehouse_corrupt')
        expect(recovery?.reason).toMatch(/notes|is missing/)
        expect({ ok: after.ok, loaded }).toEqual({ ok: true, loaded: 60 })
      })
  })

  const odd: [string, (path: string) => void][] = [
    ['a folder', (path) => mkdirSync(path)],
    ['a folder with something in it', (path) => mkdirSync(join(path, 'below'), { recursive: true })],
    ['a pipe', (path) => execFileSync('sh', ['-c', 'mkfifo "$0"', path])],
  ]
  it.skipIf(process.platform === 'win32').each(odd)('%s of that name', (_, put) =>
    inFolder((folder) => {
      put(join(folder, databaseFile))
      const elapsed = ownTime()
      const { reading, recovery, loaded } = met(folder)
      expect(elapsed()).toBeLessThan(5000)
      expect(reading).toBe('warehouse_corrupt')
      expect(recovery?.reason).toMatch(/it is a (folder|pipe), not a file/)
      expect(loaded).toBe(60)
    }),
  )

  it.skipIf(process.platform === 'win32')(
    'a pipe, folder or link in the place of log or journal is moved away, and nothing behind it changes',
    () =>
      inFolder((folder) => {
        const path = filled(folder)
        const sound = readFileSync(path)
        for (const companion of ['-wal', '-journal', '-shm']) {
          for (const put of [
            ...odd.map(([, make]) => make),
            (place: string) => symlinkSync(join(folder, 'victim'), place),
          ]) {
            writeFileSync(join(folder, 'victim'), 'precious')
            writeFileSync(path, sound)
            put(path + companion)
            const { db, recovery } = openWarehouse(folder)
            expect(db.prepare('SELECT count(*) FROM fact_movies').pluck().get()).toBe(60)
            expect(recovery).toBe(null)
            db.close()
            expect(readFileSync(join(folder, 'victim'), 'utf8')).toBe('precious')
          }
        }
      }),
  )
})

describe('a warehouse that can be mended is', () => {
  it('a missing index is made again', () =>
    inFolder((folder) => {
      change(filled(folder), 'DROP INDEX silver_movie_change; DROP INDEX quarantine_source')
      const { reading, recovery, after, held } = met(folder)
      expect(reading).toBe('reads, and verify says no')
      expect({ recovery, ok: after.ok, held }).toEqual({ recovery: null, ok: true, held: 60 })
    }))

  it('a number that is not the schema’s is set right', () => {
    for (const number of [0, 7, 10, 20, -4, schemaVersion + 125])
      inFolder((folder) => {
        change(filled(folder), `PRAGMA user_version = ${number}`)
        const { reading, recovery, after, held } = met(folder)
        expect(reading).toBe('warehouse_corrupt')
        expect({ recovery, ok: after.ok, held }).toEqual({ recovery: null, ok: true, held: 60 })
      })
  })

  it('what somebody added and nothing of ours reads is named by verify, and left alone', () =>
    inFolder((folder) => {
      change(
        filled(folder),
        `CREATE VIEW forever AS ${endless}; CREATE TABLE mine (x); CREATE INDEX mine_x ON mine (x)`,
      )
      const { reading, recovery, after, loaded } = met(folder)
      expect(reading).toBe('reads, and verify says no')
      expect(recovery).toBe(null)
      expect(after).toMatchObject({ ok: false, failedChecks: ['schema'] })
      expect(after.schema).toEqual(expect.arrayContaining([expect.stringContaining('view forever')]))
      expect(loaded).toBe(60)
    }))

  it.each(['not JSON', '{}', '5', 'null', '[]', '{"at":"x","restoredFrom":7}'])(
    'a broken recovery entry tells nothing: %s',
    (entry) =>
      inFolder((folder) => {
        const path = filled(folder)
        change(
          path,
          `INSERT INTO warehouse_state VALUES ('recovery', '${entry}'); UPDATE warehouse_state SET value = 'x' WHERE key = 'watermark_s'; UPDATE run SET plan = '${entry.slice(1)}'`,
        )
        const db = openReadable(path)
        expect(warehouseStatus(db, path)).toMatchObject({ recovery: null, watermark: null, films: 60 })
        db.close()
        const writer = openWarehouse(folder)
        expect(() => createLoadStore(writer.db).lastCompletedPlan()).not.toThrow()
        writer.db.close()
      }),
  )
})

it('damage in any byte of the header ends in a sound warehouse or a named refusal', () =>
  inFolder((folder) => {
    const path = filled(folder)
    const sound = readFileSync(path)
    const known = (work: () => void, kinds: RegExp, said: string): void => {
      try {
        work()
      } catch (thrown) {
        expect(thrown, said).toBeInstanceOf(KnownError)
        expect((thrown as KnownError).kind, said).toMatch(kinds)
      }
    }
    for (let at = 0; at < 100; at++) {
      for (const value of at % 9 === 0 ? [0x02, 0xa5] : [0xa5]) {
        for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true })
        const bytes = Buffer.from(sound)
        bytes[at] = value
        writeFileSync(path, bytes)
        const said = `byte ${at} is ${value}`
        known(() => openReady(path)?.close(), /warehouse_newer|warehouse_corrupt/, `reading, ${said}`)
        known(
          () => {
            const { db } = openWarehouse(folder)
            try {
              loadAll(createLoadStore(db), pagesOf(films.slice(0, 5)))
            } finally {
              db.close()
            }
          },
          /warehouse_newer|warehouse_corrupt/,
          `loading, ${said}`,
        )
      }
    }
  }))
