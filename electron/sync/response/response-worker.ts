import { parentPort } from 'node:worker_threads'
import { writeCompiled } from '../../compile-cache.mjs'
import type { Codec } from '../../warehouse/write/load-store.ts'
import { BodyError } from '../fetch/body.ts'
import type { Asked, ResponseRead } from './response-reader.ts'

// The reading thread: bodies of responses come in, what was read goes out, in the same order.

const { readAtOnce } = await import('./response-reader.ts')

/** One response to read. */
export interface ReadRequest {
  wire: Uint8Array<ArrayBuffer>
  codec: Codec
  asked: Asked
}

/** What was read, or why the body could not be. */
export type ReadReply = ResponseRead | { refused: string }

function reply({ asked, ...body }: ReadRequest): ReadReply {
  try {
    return readAtOnce(body, asked)
  } catch (error) {
    if (error instanceof BodyError) return { refused: error.message }
    throw error
  }
}

parentPort?.on('message', (request: ReadRequest) => {
  const read = reply(request)
  const given = 'stored' in read && read.stored ? [read.stored.body.buffer as ArrayBuffer] : []
  parentPort?.postMessage(read, given)
})

parentPort?.postMessage('ready')
writeCompiled()
