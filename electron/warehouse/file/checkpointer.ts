import { Worker } from 'node:worker_threads'
import { pageSize, type WritableDb } from './connection.ts'

/** Copies the log of a database into the database on a thread of its own. */
export interface Checkpointer {
  /**
   * Copies what is committed by now. Whoever writes nothing until it is done lets the log begin anew, so that it stays small:
   * memory that the file system has not used before costs several times as much to write to. Null where there is no thread
   * to do it (yet); never rejects.
   */
  copyLog(): Promise<void> | null
  /** Resolves when the thread, and with it its connection, is gone. */
  close(): Promise<void>
}

const source = new URL(
  import.meta.url.endsWith('.ts') ? 'checkpoint-worker.ts' : 'checkpoint-worker.js',
  import.meta.url,
)
/** The thread runs one statement: it needs next to no heap. */
const limits = { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 2 }

/**
 * A checkpointer of a database file. It saves time and nothing else: a thread that cannot start, dies or falls behind leaves
 * its work to `settleLog`. The first call starts it.
 */
export function createCheckpointer(path: string): Checkpointer {
  let thread: Worker | null = null
  let gone: Promise<void> = Promise.resolve()
  let isUp = false
  let isClosed = false
  let copying: { done: Promise<void>; end: () => void } | null = null

  function ended(): void {
    copying?.end()
    copying = null
  }

  function start(): Worker {
    const started = new Worker(source, { workerData: path, resourceLimits: limits })
    gone = new Promise((resolve) => {
      started.once('exit', () => {
        isUp = false
        ended()
        resolve()
      })
    })
    // Its end is all there is to know about its failure.
    started.on('error', () => {})
    started.on('message', (message: 'up' | 'done') => {
      if (message === 'up') isUp = true
      else ended()
    })
    return started
  }

  return {
    copyLog() {
      if (isClosed) return null
      thread ??= start()
      if (!isUp) return null
      if (copying) return copying.done
      let end: () => void = () => {}
      const done = new Promise<void>((resolve) => {
        end = resolve
      })
      copying = { done, end }
      thread.postMessage('checkpoint')
      return done
    },
    async close() {
      isClosed = true
      // Between two statements, so that it closes its connection itself; one that is dead already takes no message.
      thread?.postMessage('close')
      await gone
    },
  }
}

/** For a database that is no file: there is no log. */
export const noCheckpointer: Checkpointer = { copyLog: () => null, close: async () => {} }

/** During a load only the checkpointer copies the log, unless it falls far behind (1 GiB; twice as much where pages are still of 16 KiB). */
const loadCheckpointPages = 2 ** 30 / pageSize
const idleCheckpointPages = 2 ** 24 / pageSize

/** Lets the log grow: a load is about to begin. */
export function letLogGrow(db: WritableDb): void {
  db.pragma(`wal_autocheckpoint = ${loadCheckpointPages}`)
}

/** Copies what is left of the log and cuts it; a reader that holds the log leaves that to the next load. Throws as SQLite does. */
export function settleLog(db: WritableDb): void {
  db.pragma(`wal_autocheckpoint = ${idleCheckpointPages}`)
  db.pragma('wal_checkpoint(TRUNCATE)')
}
