import { Worker } from 'node:worker_threads'
import { BodyError, TooLargeError, type WireBody } from '../fetch/body.ts'
import { type Asked, type ResponseRead, type ResponseReader, readAtOnce } from './response-reader.ts'
import type { ReadReply, ReadRequest } from './response-worker.ts'

/** Responses read on the caller's thread before another one pays, unless many were announced: an incremental load has fewer. */
const FEW = 8
/** Responses that wait for the thread before the caller's own thread helps: enough to keep it busy while the caller stores pages. */
const LONG_QUEUE = 16
/** What the thread makes lives for one response: little at a time, but the largest response allowed must fit. */
const limits = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 16 }

const source = new URL(import.meta.url.endsWith('.ts') ? 'response-worker.ts' : 'response-worker.js', import.meta.url)

interface Waiting {
  resolve: (read: ResponseRead) => void
  reject: (error: unknown) => void
}

/** A response that unpacks to more bytes is no page of films (those have a tenth of it): reading it may take seconds. */
const LARGE_BYTES = 2 ** 20

/**
 * Reads responses on a thread of its own, once there are enough of them to pay for it. Whatever the thread cannot do – it is
 * not up yet, has a long queue, or died – is done on the caller's, so that a load never waits for a thread that will not
 * answer. Large responses alone are never read on the caller's thread, which hears signals and cancelling; where one ended its thread,
 * the next has a new one. `onBroken` hears why one died; responses that it held reject, and are asked for again.
 */
export function readerOnThread(onBroken: (error: unknown) => void, start = startWorker): ResponseReader {
  const waiting: Waiting[] = []
  let worker: Worker | null = null
  let state: 'none' | 'starting' | 'up' | 'gone' | 'closed' = 'none'
  let seen = 0

  function gone(of: Worker, error: unknown): void {
    if (worker !== of || state === 'closed') return
    worker = null
    state = 'gone'
    onBroken(error)
    // The response may be the cause: it is asked for again.
    const failure = new BodyError('The response could not be read to its end.')
    for (const { reject } of waiting.splice(0)) reject(failure)
  }

  function begin(): Worker {
    const started = start()
    worker = started
    state = 'starting'
    started.on('message', (message: ReadReply | 'ready') => {
      if (worker !== started) return
      if (message === 'ready') {
        if (state === 'starting') state = 'up'
        return
      }
      const first = waiting.shift()
      if ('refused' in message) first?.reject(new BodyError(message.refused))
      else first?.resolve(message)
    })
    started.on('error', (error) => gone(started, error))
    started.on('exit', () => gone(started, new Error('the reading thread ended')))
    return started
  }

  function expectMany(): void {
    if (state === 'none') begin()
  }

  function readBy(reading: Worker, { wire: bytes, codec }: WireBody, asked: Asked): Promise<ResponseRead> {
    const wire = ownBytes(bytes)
    const request: ReadRequest = { wire, codec, asked }
    return new Promise((resolve, reject) => {
      waiting.push({ resolve, reject })
      reading.postMessage(request, [wire.buffer])
    })
  }

  return {
    expectMany,
    async read(body, asked) {
      if (++seen === FEW) expectMany()
      if (state === 'up' && worker && waiting.length < LONG_QUEUE) return readBy(worker, body, asked)
      try {
        return readAtOnce(body, asked, LARGE_BYTES)
      } catch (error) {
        if (!(error instanceof TooLargeError)) throw error
        if (state === 'closed') throw loadEnded()
        return readBy(worker ?? begin(), body, asked)
      }
    },
    async close() {
      state = 'closed'
      for (const { reject } of waiting.splice(0)) reject(loadEnded())
      await worker?.terminate()
    },
  }
}

function loadEnded(): Error {
  return new Error('the load has ended')
}

/** The reading thread; its first message says that it is up. */
export function startWorker(): Worker {
  return new Worker(source, { resourceLimits: limits })
}

/** The bytes in a buffer that holds nothing else, so that giving it away takes nothing from anybody. */
function ownBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer, byteLength, byteOffset } = bytes
  const isOwn = buffer.byteLength === byteLength
  return isOwn && buffer instanceof ArrayBuffer ? new Uint8Array(buffer, byteOffset, byteLength) : new Uint8Array(bytes)
}
