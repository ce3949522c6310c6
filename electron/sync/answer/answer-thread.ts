import { Worker } from 'node:worker_threads'
import { BodyError, type ReceivedBody } from '../fetch/body.ts'
import { isBodyBuffer, releaseBuffer } from '../fetch/buffer-pool.ts'
import { type AnswerRead, type AnswerReader, finished, readerHere } from './answer-reader.ts'
import type { ReadReply, ReadRequest } from './answer-worker.ts'

/** Answers read on the caller's thread before another one pays, unless many were announced: an incremental load has fewer. */
const FEW = 8
/** Answers that wait for the thread before the caller's own thread helps: enough to keep it busy while the caller stores pages. */
const LONG_QUEUE = 16
/** What the thread makes lives for one answer: little at a time, but the largest answer allowed must fit. */
const limits = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 16 }

const source = new URL(import.meta.url.endsWith('.ts') ? 'answer-worker.ts' : 'answer-worker.js', import.meta.url)

interface Waiting {
  body: ReceivedBody
  resolve: (read: AnswerRead) => void
  reject: (error: unknown) => void
}

/**
 * Reads answers on a thread of its own, once there are enough of them to pay for it. Whatever the thread cannot do – it is
 * not up yet, has a long queue, or died – is done on the caller's, so that a load never waits for a thread that will not
 * answer. `onBroken` hears why one died; answers that it held reject, and are asked for again.
 */
export function readerOnThread(onBroken: (error: unknown) => void, start = (): Worker => startWorker()): AnswerReader {
  const here = readerHere()
  const waiting: Waiting[] = []
  let worker: Worker | null = null
  let state: 'none' | 'starting' | 'up' | 'gone' = 'none'
  let seen = 0

  function gone(error: unknown): void {
    if (state === 'gone') return
    state = 'gone'
    onBroken(error)
    // The answer may be the cause: it is asked for again, and read here.
    const failure = new BodyError('The answer could not be read to its end.')
    for (const { reject } of waiting.splice(0)) reject(failure)
  }

  function begin(): void {
    if (state !== 'none') return
    state = 'starting'
    worker = start()
    worker.on('message', (message: ReadReply | 'ready') => {
      if (message === 'ready') {
        if (state === 'starting') state = 'up'
        return
      }
      const first = waiting.shift()
      releaseBuffer(message.memory)
      first?.resolve(finished(message, first.body))
    })
    worker.on('error', gone)
    worker.on('exit', () => gone(new Error('the reading thread ended')))
  }

  return {
    expectMany: begin,
    read(body, asked) {
      if (++seen === FEW) begin()
      if (state !== 'up' || !worker || waiting.length >= LONG_QUEUE) return here.read(body, asked)
      const bytes = ownBytes(body.bytes)
      const request: ReadRequest = { bytes, asked, pack: body.codec === 'identity' }
      const running = worker
      return new Promise((resolve, reject) => {
        waiting.push({ body, resolve, reject })
        running.postMessage(request, [bytes.buffer])
      })
    },
    async close() {
      state = 'gone'
      for (const { reject } of waiting.splice(0)) reject(new Error('the load has ended'))
      await worker?.terminate()
    },
  }
}

function startWorker(): Worker {
  return new Worker(source, { resourceLimits: limits })
}

/** The bytes in a buffer that holds nothing else, so that giving it away takes nothing from anybody. */
function ownBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer, byteLength, byteOffset } = bytes
  const isOwn = buffer.byteLength === byteLength || isBodyBuffer(buffer)
  return isOwn && buffer instanceof ArrayBuffer ? new Uint8Array(buffer, byteOffset, byteLength) : new Uint8Array(bytes)
}
