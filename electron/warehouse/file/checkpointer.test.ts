import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Checkpointer, createCheckpointer, letLogGrow, settleLog } from './checkpointer.ts'
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

/** The checkpointer's thread takes a moment to start; then it copies. */
const copied = (checkpointer: Checkpointer) =>
  vi.waitFor(
    async () => {
      const copy = checkpointer.copyLog()
      if (!copy) throw new Error('not up yet')
      await copy
    },
    { timeout: 120_000 },
  )

test('copies the log while the writer goes on, and lets go of the file when closed', async () => {
  const checkpointer = createCheckpointer(path)
  addRows(100)
  const before = statSync(path).size
  await copied(checkpointer)
  addRows(1)
  const both = [checkpointer.copyLog(), checkpointer.copyLog()]
  expect(both[0]).toBe(both[1])
  await Promise.all(both)
  expect(statSync(path).size).toBeGreaterThan(before + 1_000_000)
  await checkpointer.close()
  settleLog(db)
  expect(statSync(`${path}-wal`).size).toBe(0)
  // Nothing but the own connection is left: the file can be had alone.
  db.pragma('locking_mode = EXCLUSIVE')
  addRows(1)
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
})

test('a log that is not written to while it is copied begins anew', async () => {
  const checkpointer = createCheckpointer(path)
  addRows(100)
  await copied(checkpointer)
  const size = statSync(`${path}-wal`).size
  for (let round = 0; round < 5; round++) {
    addRows(50)
    await copied(checkpointer)
  }
  expect(statSync(`${path}-wal`).size).toBe(size)
  await checkpointer.close()
})

test('closed at once after a call, or without any, it is gone and copies no more', async () => {
  await createCheckpointer(path).close()
  const checkpointer = createCheckpointer(path)
  addRows(100)
  await copied(checkpointer)
  const copy = checkpointer.copyLog()
  await checkpointer.close()
  await copy
  expect(checkpointer.copyLog()).toBeNull()
  settleLog(db)
  expect(statSync(path).size).toBeGreaterThan(1_000_000)
})

test('a database that cannot be opened holds nobody up', async () => {
  const checkpointer = createCheckpointer(join(folder, 'absent', 'warehouse.sqlite'))
  expect(checkpointer.copyLog()).toBeNull()
  await checkpointer.close()
  const second = createCheckpointer(join(folder, 'absent', 'warehouse.sqlite'))
  for (let call = 0; call < 3; call++) expect(second.copyLog()).toBeNull()
  await second.close()
})
