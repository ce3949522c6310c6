import { hash } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import { brotliCompressSync, constants } from 'node:zlib'

export interface PackedAnswer {
  /** Brotli; null when it was not wanted. */
  body: Uint8Array<ArrayBuffer> | null
  /** Hex, of the bytes given. */
  sha256: string
}

/** One output chunk for a usual page, and a window that fits its size: a sixth less time than with the defaults. */
const packedChunk = 128 * 1024
const windowBits = 18

/** Hashes and packs on this thread, by the cheapest brotli: measured three times as fast as gzip 1 at about its size. */
export function packedHere(bytes: Uint8Array, wanted: boolean): PackedAnswer {
  const sha256 = hash('sha256', bytes, 'hex')
  if (!wanted) return { body: null, sha256 }
  const packed = brotliCompressSync(bytes, {
    chunkSize: packedChunk,
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 0,
      [constants.BROTLI_PARAM_LGWIN]: windowBits,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength,
    },
  })
  // A copy of its own size: the chunk that zlib cuts it from is larger, and would be kept with it.
  return { body: new Uint8Array(packed), sha256 }
}

/** Smaller answers are packed, and any answer is hashed, about as soon as they are handed to the thread and back. */
const worthHandingOver = 64 * 1024
const source = new URL(import.meta.url.endsWith('.ts') ? 'pack-worker.ts' : 'pack-worker.js', import.meta.url)

interface Waiting {
  resolve: (packed: PackedAnswer) => void
  reject: (error: unknown) => void
}

/** The thread, made at the first large answer; answers go to it once it has said that it runs. It never keeps the process alive. */
let thread: Worker | null = null
let isReady = false
const waiting: Waiting[] = []

/** Whether the thread has work: a clock that passes only when everything waits must not pass meanwhile. */
export function isPacking(): boolean {
  return waiting.length > 0
}

function startThread(): Worker {
  const started = new Worker(source, { resourceLimits: { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 4 } })
  started.on('message', (packed: PackedAnswer | 'ready') => {
    if (packed === 'ready') isReady = true
    else waiting.shift()?.resolve(packed)
    if (waiting.length === 0) started.unref()
  })
  const fail = (error: unknown): void => {
    isReady = false
    for (const { reject } of waiting.splice(0)) reject(error)
  }
  started.on('error', fail)
  started.on('exit', () => fail(new Error('the packing thread ended')))
  started.unref()
  return started
}

/** The bytes in a buffer that holds nothing else, so that giving it away takes nothing from anybody. */
function ownBuffer(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer, byteLength } = bytes
  const isOwn = buffer instanceof ArrayBuffer && buffer.byteLength === byteLength
  return isOwn ? new Uint8Array(buffer) : new Uint8Array(bytes)
}

/**
 * Hashes an answer and, when `wanted`, compresses it, off this thread where that pays. The bytes are given away: afterwards
 * they may be gone (`byteLength` 0), for a copy of each answer would cost as much as packing it here.
 */
export async function pack(bytes: Uint8Array, wanted: boolean): Promise<PackedAnswer> {
  if (!wanted || bytes.byteLength < worthHandingOver) return packedHere(bytes, wanted)
  thread ??= startThread()
  const worker = thread
  if (!isReady) return packedHere(bytes, wanted)
  return new Promise((resolve, reject) => {
    waiting.push({ resolve, reject })
    worker.ref()
    const given = ownBuffer(bytes)
    worker.postMessage(given, [given.buffer])
  })
}
