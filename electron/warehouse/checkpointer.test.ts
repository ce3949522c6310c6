import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createCheckpointer } from './checkpointer.ts'
import { openWritable, type WritableDb } from './connection.ts'

let folder: string
let path: string
let db: WritableDb

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yts-checkpointer-'))
  path = join(folder, 'warehouse.sqlite')
  db = openWritable(path)
  db.pragma('wal_autocheckpoint = 0')
  db.exec('CREATE TABLE t (x BLOB)')
})

afterEach(() => {
  db.close()
  rmSync(folder, { recursive: true, force: true })
})

const addRows = (rows: number) => {
  const insert = db.prepare('INSERT INTO t VALUES (zeroblob(16000))')
  db.transaction(() => {
    for (let row = 0; row < rows; row++) insert.run()
  })()
}

test('copies the log into the database while the writer goes on, and lets go of it when stopped', async () => {
  const checkpointer = createCheckpointer(path)
  addRows(100)
  const before = statSync(path).size
  checkpointer.request()
  await vi.waitFor(() => {
    addRows(1)
    expect(statSync(path).size).toBeGreaterThan(before + 1_000_000)
  }, 20_000)
  checkpointer.stop()
  // Nothing but the own connection is left: the log can be cut, and the file can be had alone.
  expect(db.pragma('wal_checkpoint(TRUNCATE)')).toEqual([{ busy: 0, log: 0, checkpointed: 0 }])
  db.pragma('locking_mode = EXCLUSIVE')
  addRows(1)
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
}, 60_000)

test('starts again after a stop, and stopping what never ran does nothing', async () => {
  const checkpointer = createCheckpointer(path)
  checkpointer.stop()
  for (const _ of [1, 2]) {
    addRows(100)
    const before = statSync(path).size
    checkpointer.request()
    await vi.waitFor(() => expect(statSync(path).size).toBeGreaterThan(before + 1_000_000), 20_000)
    checkpointer.stop()
  }
}, 60_000)

test('a database that cannot be opened holds nobody up', () => {
  const checkpointer = createCheckpointer(join(folder, 'absent', 'warehouse.sqlite'))
  checkpointer.request()
  checkpointer.stop()
})
