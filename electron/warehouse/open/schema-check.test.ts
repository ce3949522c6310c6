import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ownTime } from '../../sync/testing/own-time.ts'
import { openReadable, openWritable } from '../file/connection.ts'
import { databaseFile } from '../file/database-file.ts'
import { migrate, migrations, schemaVersion } from '../migrations/index.ts'
import { inFolder, memoryWarehouse } from '../testing/loads.ts'
import { change, filled, met } from '../testing/met-warehouse.ts'
import { isSchemaKnown, noteSchema, schemaDifferences } from './schema-check.ts'

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
  const older = openWritable(':memory:')
  migrate(older, { to: version })
  return older
}
