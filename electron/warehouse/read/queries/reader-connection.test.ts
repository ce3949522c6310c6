import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openWritable, pageSize } from '../../file/connection.ts'
import { nativeBindingOption } from '../../file/native-binding.ts'
import { migrate, migrations } from '../../migrations/index.ts'
import { openWarehouse } from '../../open/recovery.ts'
import { hotJournal } from '../../testing/loads.ts'
import { openReady } from './reader-connection.ts'

let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(os.tmpdir(), 'yts-reader-connection-'))
  path = join(folder, 'warehouse.sqlite')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** What a process leaves that is killed while it makes the first page of a database: the page, and the journal that would take it back. */
function leaveHalfMadeDatabase(): void {
  const db = new Database(path, nativeBindingOption())
  db.pragma(`page_size = ${pageSize}`)
  db.pragma('user_version = 0')
  db.exec('VACUUM')
  db.close()
  writeFileSync(`${path}-journal`, hotJournal())
}

describe('opening a warehouse to read', () => {
  // Found by end-to-end tests on a busy machine: a first start called the warehouse damaged that the loader was just making.
  it.each(migrations.slice(0, -1).map(({ version }) => version))(
    'finds none while another process brings it on from version %i, between one look and the next',
    (from) => {
      const writer = openWritable(path)
      migrate(writer, { to: from })
      const pragma = Database.prototype.pragma
      let isMade = false
      const spy = vi.spyOn(Database.prototype, 'pragma').mockImplementation(function (
        this: Database.Database,
        ...asked
      ) {
        const found = pragma.apply(this, asked)
        if (this.readonly && asked[0] === 'user_version' && !isMade) {
          isMade = true
          migrate(writer)
        }
        return found
      })
      try {
        expect(openReady(path)).toBe(null)
      } finally {
        spy.mockRestore()
        writer.close()
      }
      expect(isMade).toBe(true)
      const db = openReady(path)
      expect(db).not.toBe(null)
      db?.close()
    },
  )

  // Found by an end-to-end test that changed workspaces while the first one was being made: it said that the folder cannot be written to.
  it('finds none in a database whose maker was killed, until another one has made it', () => {
    leaveHalfMadeDatabase()
    expect(statSync(path).size).toBe(pageSize)
    expect(openReady(path)).toBe(null)
    openWarehouse(folder).db.close()
    const db = openReady(path)
    expect(db?.prepare('SELECT count(*) FROM run').pluck().get()).toBe(0)
    db?.close()
  })
})
