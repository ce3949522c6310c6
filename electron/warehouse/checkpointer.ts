import { Worker } from 'node:worker_threads'

/** What the thread is given. */
export interface CheckpointOrder {
  path: string
  /** Two numbers shared with the thread, at `wanted` and `ended`. */
  signal: Int32Array<SharedArrayBuffer>
}

/** Index of the number of checkpoints asked for; below 0 the thread is to end. */
export const wanted = 0
/** Index of what turns 1 when the thread has closed its connection. */
export const ended = 1
/** A thread that nobody asks for so long ends by itself. */
export const idleMs = 3000

const endsWithinMs = 10_000
const source = new URL(
  import.meta.url.endsWith('.ts') ? 'checkpoint-worker.ts' : 'checkpoint-worker.js',
  import.meta.url,
)

/**
 * Copies a database's log into the database on another thread while a load writes on, so that the load's end waits for the
 * rest only. It saves time and nothing else: where no thread can be had, the checkpoint at the end does everything.
 */
export function createCheckpointer(path: string) {
  let signal: CheckpointOrder['signal'] | null = null

  function start(): CheckpointOrder['signal'] {
    const shared = new Int32Array(new SharedArrayBuffer(8))
    const finish = (): void => {
      Atomics.store(shared, ended, 1)
      Atomics.notify(shared, ended)
    }
    const thread = new Worker(source, {
      workerData: { path, signal: shared } satisfies CheckpointOrder,
      resourceLimits: { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 2 },
    })
    // A thread that cannot start or fails is a thread that has ended.
    thread.on('error', finish)
    thread.on('exit', finish)
    thread.unref()
    return shared
  }

  return {
    /** Asks for a checkpoint of what is committed, and does not wait for it. */
    request(): void {
      if (signal === null || Atomics.load(signal, ended) === 1) signal = start()
      Atomics.add(signal, wanted, 1)
      Atomics.notify(signal, wanted)
    },
    /** Ends the thread; afterwards it holds no connection. Blocks while a checkpoint is under way. */
    stop(): void {
      if (signal === null) return
      Atomics.store(signal, wanted, -1)
      Atomics.notify(signal, wanted)
      Atomics.wait(signal, ended, 0, endsWithinMs)
      signal = null
    },
  }
}
