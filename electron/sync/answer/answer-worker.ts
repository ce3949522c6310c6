import { parentPort } from 'node:worker_threads'
import { writeCompiled } from '../../compile-cache.mjs'
import type { Asked, RawRead } from './answer-reader.ts'

// The reading thread: bytes of answers come in, what was read goes out, in the same order.

const { readAtOnce } = await import('./answer-reader.ts')

/** One answer to read. */
export interface ReadRequest {
  bytes: Uint8Array<ArrayBuffer>
  asked: Asked
  /** Whether the body came uncompressed and is to be packed. */
  pack: boolean
}

/** What was read, and the memory the answer lay in, to be used again. */
export interface ReadReply extends RawRead {
  memory: ArrayBuffer
}

parentPort?.on('message', ({ bytes, asked, pack }: ReadRequest) => {
  const reply: ReadReply = { ...readAtOnce(bytes, asked, pack), memory: bytes.buffer }
  const given = reply.packed ? [reply.packed.body.buffer as ArrayBuffer] : []
  parentPort?.postMessage(reply, [...given, reply.memory])
})

parentPort?.postMessage('ready')
writeCompiled()
