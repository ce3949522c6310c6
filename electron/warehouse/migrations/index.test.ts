import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { openWritable, type WritableDb } from '../file/connection.ts'
import { databaseFile } from '../file/database-file.ts'
import { backupWarehouse, listBackups } from '../open/backup.ts'
import { openWarehouse } from '../open/recovery.ts'
import { inFolder, loadAll, memoryWarehouse, pagesOf, rawMovie } from '../testing/loads.ts'
import { createLoadStore } from '../write/store.ts'
import { migrate, migrations, schemaVersion } from './index.ts'

const schemaOf = (db: WritableDb) =>
  db.prepare("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name").all()

describe('migrations', () => {
  it('are in ascending order, and running them again does nothing', () => {
    const versions = migrations.map(({ version }) => version)
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b))
    const db = memoryWarehouse()
    expect(db.pragma('user_version', { simple: true })).toBe(schemaVersion)
    expect(migrate(db)).toEqual([])
  })

  it('give the same schema one by one as all at once, rows of the step before kept', () => {
    const whole = schemaOf(memoryWarehouse())
    const db = openWritable(':memory:')
    migrate(db, { to: 10 })
    db.exec(
      `INSERT INTO run (mode, "trigger", status, started_at, source_url, source_host, page_limit, max_workers)
       VALUES ('full', 'cli', 'complete', 1, 'http://127.0.0.1/', '127.0.0.1', 50, 4)`,
    )
    expect(migrate(db)).toEqual(migrations.map(({ version }) => version).filter((version) => version > 10))
    expect(schemaOf(db)).toEqual(whole)
    expect(db.prepare('SELECT status FROM run').pluck().get()).toBe('complete')
  })

  it('keep what was published where, with its tables, and let it be noted that only some films were sent, or none', () => {
    const db = openWritable(':memory:')
    migrate(db, { to: 70 })
    const add = (mode: string, destination: string) =>
      db
        .prepare(
          `INSERT INTO publication (destination, kind, producer, mode, status, version, started_at, finished_at)
           VALUES (?, 'databricks', 'a test', ?, 'published', 7, 1, 2)`,
        )
        .run(destination, mode).lastInsertRowid
    add('full', 'one')
    const second = add('rollback', 'two')
    db.prepare("INSERT INTO publication_table VALUES (?, 'fact_movies', 5, '5:1:2')").run(second)
    expect(() => add('incremental', 'two')).toThrow(/CHECK/)
    const rows = () => db.prepare('SELECT * FROM publication ORDER BY publication_id').all()
    const before = rows()
    migrate(db)
    expect(rows()).toEqual(before)
    expect(add('incremental', 'three')).toBe(3)
    expect(() => add('other', 'three')).toThrow(/CHECK/)
    expect(add('verify', 'three')).toBe(4)
    for (const status of ['unchanged', 'verified', 'differs'])
      db.prepare('UPDATE publication SET status = ? WHERE publication_id = 4').run(status)
    expect(() => db.exec("UPDATE publication SET status = 'other'")).toThrow(/CHECK/)
    expect(db.prepare('SELECT publication_id, sent FROM publication_table').raw().all()).toEqual([[second, 5]])
    expect(db.pragma('foreign_key_check')).toEqual([])
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1)
    expect(() => db.prepare("INSERT INTO publication_table VALUES (99, 'fact_movies', 5, '')").run()).toThrow(
      /FOREIGN KEY/,
    )
  })

  it('refuse a database of a newer program and leave it as it is', () => {
    const db = memoryWarehouse()
    db.pragma(`user_version = ${schemaVersion + 1}`)
    expect(() => migrate(db)).toThrow(expect.objectContaining({ kind: 'warehouse_newer' }))
    expect(db.pragma('user_version', { simple: true })).toBe(schemaVersion + 1)
  })

  it('back up an existing database before they change it', () =>
    inFolder((folder) => {
      const old = openWritable(join(folder, databaseFile))
      migrate(old, { to: 10 })
      old.close()
      const { db } = openWarehouse(folder, { now: () => 1_700_000_000_000 })
      const backup = new Database(listBackups(folder)[0] ?? '', { readonly: true })
      expect(backup.pragma('user_version', { simple: true })).toBe(10)
      backup.close()
      db.close()
    }))

  it('makes strict tables only', () => {
    const loose = memoryWarehouse().prepare(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 0 AND name NOT LIKE 'sqlite_%'",
    )
    expect(loose.all()).toEqual([])
  })
})

describe('backups', () => {
  it('are whole copies, of which the newest are kept', () =>
    inFolder((folder) => {
      const { db } = openWarehouse(folder)
      const store = createLoadStore(db)
      loadAll(store, pagesOf([rawMovie(1)]))
      for (const at of [1, 2, 3]) backupWarehouse(db, folder, at)
      const kept = listBackups(folder)
      expect(kept.length).toBe(2)
      const copy = openWritable(kept[0] ?? '')
      expect(createLoadStore(copy).contentDigest()).toBe(store.contentDigest())
      copy.close()
      db.close()
    }))
})
