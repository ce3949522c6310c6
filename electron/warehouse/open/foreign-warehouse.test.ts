import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { KnownError } from '../../../shared/result.ts'
import { ownTime } from '../../sync/testing/own-time.ts'
import { openReadable, openWritable } from '../file/connection.ts'
import { databaseFile } from '../file/database-file.ts'
import { migrate, migrations, schemaVersion } from '../migrations/index.ts'
import { openReady } from '../read/queries/reader-connection.ts'
import { warehouseStatus } from '../read/queries/status.ts'
import { inFolder, loadAll, memoryWarehouse, pagesOf, rawMovie } from '../testing/loads.ts'
import { createLoadStore } from '../write/store.ts'
import { verifyWarehouse } from '../write/verify.ts'
import { openWarehouse } from './recovery.ts'
import { isSchemaKnown, noteSchema, schemaDifferences } from './schema-check.ts'

const films = Array.from({ length: 60 }, (_, index) => rawMovie(index + 1))

/** A data folder with a loaded, closed warehouse. */
function filled(folder: string): string {
  const { db } = openWarehouse(folder)
  loadAll(createLoadStore(db), pagesOf(films))
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
  return join(folder, databaseFile)
}

/** Changes a warehouse as another program would. */
function change(path: string, sql: string): void {
  const db = new Database(path)
  db.unsafeMode(true)
  db.exec(sql)
  db.close()
}

/** What reading says, what the next load's opening does, and what is there then. */
function met(folder: string) {
  const path = join(folder, databaseFile)
  let reading = 'reads'
  try {
    const db = openReady(path)
    if (db) {
      const { ok } = verifyWarehouse(db)
      warehouseStatus(db, path)
      db.close()
      reading = ok ? 'verifies' : 'reads, and verify says no'
    } else reading = 'nothing there'
  } catch (thrown) {
    if (!(thrown instanceof KnownError)) throw thrown
    expect(thrown.message).not.toMatch(/ at |Error:|undefined/)
    reading = thrown.kind
  }
  const { db, recovery } = openWarehouse(folder)
  const after = verifyWarehouse(db)
  const held = db.prepare('SELECT count(*) FROM fact_movies').pluck().get()
  loadAll(createLoadStore(db), pagesOf(films))
  const loaded = db.prepare('SELECT count(*) FROM fact_movies').pluck().get()
  db.close()
  return { reading, recovery, after, held, loaded }
}

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

describe('the schema that is held against', () => {
  it('is that of the migrations, at each of their versions', () => {
    for (const { version } of migrations) {
      const db = memoryWarehouseAt(version)
      expect(schemaDifferences(db, version)).toEqual({ fatal: [], missingIndexes: [], strangers: [] })
    }
  })

  it('is looked at in a file that brings the note of a check along', () =>
    inFolder((folder) => {
      const path = filled(folder)
      change(path, 'CREATE TRIGGER t BEFORE INSERT ON silver_movie BEGIN SELECT RAISE(IGNORE); END')
      const forged = openWritable(path)
      noteSchema(forged)
      expect(isSchemaKnown(forged)).toBe(true)
      forged.close()
      inFolder((other) => {
        cpSync(path, join(other, databaseFile))
        const db = openReadable(join(other, databaseFile))
        expect(isSchemaKnown(db)).toBe(false)
        db.close()
        const { reading, recovery, loaded } = met(other)
        expect(reading).toBe('warehouse_corrupt')
        expect(recovery?.reason).toMatch(/trigger t/)
        expect(loaded).toBe(60)
      })
    }))

  it('and that lacks an index which its rows do not allow makes another one take its place', () =>
    inFolder((folder) => {
      const path = filled(folder)
      change(
        path,
        `DROP INDEX quarantine_source;
         INSERT INTO quarantine (run_id, page_id, position, rule, reason, payload)
         SELECT run_id, page_id, 1, 'id_invalid', '', '' FROM bronze_page, (SELECT 1 UNION ALL SELECT 2)`,
      )
      const { recovery, after, loaded } = met(folder)
      expect(recovery?.reason).toMatch(/index is missing/)
      expect({ ok: after.ok, loaded }).toEqual({ ok: true, loaded: 60 })
    }))

  it('is the same whatever comments, spacing and order its text has', () => {
    const db = memoryWarehouse()
    const sql = db.prepare("SELECT sql FROM sqlite_schema WHERE name = 'seen'").pluck().get() as string
    db.exec('DROP TABLE seen')
    db.exec(
      sql
        .replaceAll(',', ' ,\n /* more */ ')
        .replace('(', '( -- a comment, with (brackets)\n')
        .replace('TABLE seen', 'TABLE "seen"'),
    )
    expect(schemaDifferences(db, schemaVersion).fatal).toEqual([])
  })

  it('is not made again for a file that has not changed since', () =>
    inFolder((folder) => {
      const path = filled(folder)
      const db = openReadable(path)
      expect(isSchemaKnown(db)).toBe(true)
      db.close()
      for (const sql of [
        'CREATE VIEW v AS SELECT 1',
        'DROP VIEW v; DROP INDEX silver_movie_change',
        'PRAGMA user_version = 10',
      ]) {
        change(path, sql)
        const changed = openReadable(path)
        expect(isSchemaKnown(changed), sql).toBe(false)
        changed.close()
      }
    }))

  it('costs little of an opening', () => {
    const db = memoryWarehouse()
    const elapsed = ownTime()
    for (let time = 0; time < 20; time++) schemaDifferences(db, schemaVersion)
    expect(elapsed() / 20).toBeLessThan(20)
  })
})

function memoryWarehouseAt(version: number) {
  const db = memoryWarehouse()
  if (version === schemaVersion) return db
  const older = new Database(':memory:') as unknown as typeof db
  migrate(older, { to: version })
  return older
}
