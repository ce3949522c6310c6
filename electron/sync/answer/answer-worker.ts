import { parentPort } from 'node:worker_threads'
import { writeCompiled } from '../../compile-cache.mjs'
import type { Asked } from './answer-reader.ts'

// The reading thread: bytes of answers come in, what was read goes out, in the same order.

const { readAtOnce } = await import('./answer-reader.ts')

/** One answer to read. */
export interface ReadRequest {
  bytes: Uint8Array<ArrayBuffer>
  asked: Asked
  /** Whether the body came uncompressed and is to be packed. */
  pack: boolean
}

parentPort?.on('message', ({ bytes, asked, pack }: ReadRequest) => {
  const reply = readAtOnce(bytes, asked, pack)
  parentPort?.postMessage(reply, reply.packed ? [reply.packed.body.buffer as ArrayBuffer] : [])
})

parentPort?.postMessage('ready')
writeCompiled()
