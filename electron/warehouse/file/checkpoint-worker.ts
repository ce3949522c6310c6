import { parentPort, workerData } from 'node:worker_threads'
import { writeCompiled } from '../../compile-cache.mjs'

// The checkpointer's thread. It reports no failure: what it leaves undone, the checkpoint at the end of the load does.

const { default: Database } = await import('better-sqlite3')
const { nativeBindingOption } = await import('./native-binding.ts')

const db = new Database(workerData as string, { fileMustExist: true, timeout: 0, ...nativeBindingOption() })
db.pragma('synchronous = NORMAL')

parentPort?.on('message', (order: 'checkpoint' | 'close') => {
  if (order === 'close') {
    db.close()
    parentPort?.close()
    return
  }
  try {
    db.pragma('wal_checkpoint(PASSIVE)')
  } finally {
    parentPort?.postMessage('done')
  }
})

parentPort?.postMessage('up')
writeCompiled()
