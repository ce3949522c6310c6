import { workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { type CheckpointOrder, ended, idleMs, wanted } from './checkpointer.ts'
import { nativeBindingOption } from './connection.ts'

// The checkpointer's thread. It reports nothing: whatever it leaves undone, the checkpoint at the end of the load does.

const { path, signal } = workerData as CheckpointOrder

function serve(db: Database.Database): void {
  db.pragma('synchronous = NORMAL')
  let seen = 0
  // The wait ends by itself, so that a load that broke off leaves no thread behind.
  while (Atomics.wait(signal, wanted, seen, idleMs) !== 'timed-out') {
    seen = Atomics.load(signal, wanted)
    if (seen < 0) return
    db.pragma('wal_checkpoint(PASSIVE)')
  }
}

try {
  const db = new Database(path, { fileMustExist: true, timeout: 0, ...nativeBindingOption() })
  try {
    serve(db)
  } finally {
    db.close()
  }
} finally {
  Atomics.store(signal, ended, 1)
  Atomics.notify(signal, ended)
}
