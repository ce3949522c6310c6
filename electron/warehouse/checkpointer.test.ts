import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createCheckpointer, letLogGrow, settleLog } from './checkpointer.ts'
import { openWritable, type WritableDb } from './connection.ts'

let folder: string
let path: string
let db: WritableDb

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yts-checkpointer-'))
  path = join(folder, 'warehouse.sqlite')
  db = openWritable(path)
  letLogGrow(db)
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

test('copies the log while the writer goes on, and lets go of the file when closed', async () => {
  const checkpointer = createCheckpointer(path)
  addRows(100)
  const before = statSync(path).size
  for (let request = 0; request < 5; request++) checkpointer.request()
  await vi.waitFor(() => {
    addRows(1)
    expect(statSync(path).size).toBeGreaterThan(before + 1_000_000)
  }, 20_000)
  await checkpointer.close()
  settleLog(db)
  expect(statSync(`${path}-wal`).size).toBe(0)
  // Nothing but the own connection is left: the file can be had alone.
  db.pragma('locking_mode = EXCLUSIVE')
  addRows(1)
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
}, 60_000)

test('closed at once after a request, or without any, it is gone', async () => {
  await createCheckpointer(path).close()
  const checkpointer = createCheckpointer(path)
  addRows(100)
  checkpointer.request()
  await checkpointer.close()
  checkpointer.request()
  settleLog(db)
  expect(statSync(path).size).toBeGreaterThan(1_000_000)
}, 60_000)

test('a database that cannot be opened holds nobody up', async () => {
  const checkpointer = createCheckpointer(join(folder, 'absent', 'warehouse.sqlite'))
  checkpointer.request()
  await checkpointer.close()
  const second = createCheckpointer(join(folder, 'absent', 'warehouse.sqlite'))
  for (let request = 0; request < 3; request++) second.request()
  await second.close()
}, 60_000)
