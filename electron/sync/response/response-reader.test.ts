import { EventEmitter } from 'node:events'
import type { Worker } from 'node:worker_threads'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { generatedFilms } from '../../sample/catalogue/generate.ts'
import { decodeBody } from '../../warehouse/bronze/bronze.ts'
import { BodyError, bodyReceiver, type WireBody } from '../fetch/body.ts'
import { type ResponseReader, readerHere } from './response-reader.ts'
import { readerOnThread, startWorker } from './response-thread.ts'

const films = generatedFilms({ films: 200, seed: 5, quirks: 30 })
const limit = 10
const pages = 20

/** The text of a page: real quirks, rows that are refused, and characters of more than one byte. */
function pageText(page: number): string {
  const movies = Array.from({ length: limit }, (_, row) => films.film((page - 1) * limit + row))
  const odd = [{ id: 0 }, null, { id: 9_000_000 + page, title: 'Ångström & 電影', surprise: [1] }]
  return JSON.stringify({
    status: 'ok',
    data: { movie_count: 200, limit, page_number: page, movies: [...movies, ...odd] },
  })
}

function received(text: string, encoding: 'gzip' | undefined): WireBody {
  const bytes = new TextEncoder().encode(text)
  const receiver = bodyReceiver(encoding ? { 'content-encoding': encoding } : {})
  receiver.take(encoding ? new Uint8Array(gzipSync(bytes)) : bytes)
  return receiver.end()
}

async function readAll(reader: ResponseReader, encoding: 'gzip' | undefined) {
  return Promise.all(
    Array.from({ length: pages }, async (_, index) =>
      reader.read(received(pageText(index + 1), encoding), { page: index + 1, limit }),
    ),
  )
}

const unexpected = (error: unknown): never => {
  throw error
}

/** A thread that does as the test says. */
class FakeWorker extends EventEmitter {
  terminated = false
  posts = 0
  postMessage(): void {
    this.posts++
  }
  async terminate(): Promise<number> {
    this.terminated = true
    return 1
  }
}

/** A reader on a real thread, and when that is up. */
function upAtOnce(onStart: () => void) {
  let up = (): void => {}
  const isUp = new Promise<void>((resolve) => {
    up = resolve
  })
  const reader = readerOnThread(unexpected, () => {
    onStart()
    const worker = startWorker()
    worker.once('message', () => up())
    return worker
  })
  reader.expectMany()
  return { reader, isUp }
}

describe.each([undefined, 'gzip'] as const)('responses that came as %s', (encoding) => {
  it('keep their bytes, whatever reads them, and give the same rows', async () => {
    const here = await readAll(readerHere(), encoding)
    const thread = readerOnThread(unexpected)
    // Often enough that the thread is up and takes part.
    for (let round = 0; round < 5; round++) expect(await readAll(thread, encoding)).toEqual(here)
    await thread.close()
    for (const [index, { read, stored }] of here.entries()) {
      const text = pageText(index + 1)
      expect(read).toMatchObject({ kind: 'ok', response: { limit, movieCount: 200 } })
      if (read.kind !== 'ok' || !stored) throw new Error('a sound response was not kept')
      expect(read.response.rows.filter(({ ok }) => !ok)).toHaveLength(2)
      expect(read.response.drift).toContainEqual(expect.objectContaining({ field: 'surprise', kind: 'new_field' }))
      expect(stored.codec).toBe(encoding ?? 'br')
      expect(stored.byteLength).toBe(Buffer.byteLength(text))
      expect(decodeBody(stored.codec, stored.body, stored.byteLength).toString()).toBe(text)
    }
  })
})

it('an unsound response is told as such and not kept', async () => {
  const body = received(pageText(3), undefined)
  expect(await readerHere().read(body, { page: 4, limit })).toEqual({
    read: { kind: 'bad', came: 'another page than the one that was asked for', webPage: false },
    stored: null,
  })
})

describe('a thread', () => {
  it('that never comes up is not waited for', async () => {
    const worker = new FakeWorker()
    const reader = readerOnThread(unexpected, () => worker as unknown as Worker)
    expect(await readAll(reader, undefined)).toHaveLength(pages)
    await reader.close()
    expect(worker.terminated).toBe(true)
  })

  it('is started at once when many responses are announced, and only once', async () => {
    let started = 0
    const reader = readerOnThread(unexpected, () => {
      started++
      return new FakeWorker() as unknown as Worker
    })
    reader.expectMany()
    expect(started).toBe(1)
    expect(await readAll(reader, undefined)).toHaveLength(pages)
    expect(started).toBe(1)
    await reader.close()
  })

  it('that dies rejects what it held, is told of once, and everything after is read here', async () => {
    const worker = new FakeWorker()
    const told: unknown[] = []
    const reader = readerOnThread(
      (error) => told.push(error),
      () => worker as unknown as Worker,
    )
    await readAll(reader, undefined)
    worker.emit('message', 'ready')
    const held = reader.read(received(pageText(1), undefined), { page: 1, limit })
    worker.emit('error', new Error('out of memory'))
    worker.emit('exit', 1)
    await expect(held).rejects.toThrow(BodyError)
    expect(told).toEqual([new Error('out of memory')])
    expect(await readAll(reader, undefined)).toHaveLength(pages)
    await reader.close()
    expect(told).toHaveLength(1)
  })

  describe.each([undefined, 'gzip'] as const)(
    'and a response larger than a page of films ever is, as %s',
    (encoding) => {
      const large = () => received(pageText(1).padEnd(1_100_000), encoding)
      const workers: FakeWorker[] = []
      const told: unknown[] = []
      const start = () => {
        workers.push(new FakeWorker())
        return workers.at(-1) as unknown as Worker
      }

      it('goes to the thread and nowhere else: before it is up, with a long queue, and when one died of it', async () => {
        const reader = readerOnThread((error) => told.push(error), start)
        const posted = (): number => workers.reduce((sum, { posts }) => sum + posts, 0)
        const first = reader.read(large(), { page: 1, limit })
        expect([workers.length, posted()]).toEqual([1, 1])
        const many = Array.from({ length: 20 }, large)
        const reads = [first, ...many.map((body) => reader.read(body, { page: 1, limit }))]
        expect([workers.length, posted()]).toEqual([1, 21])
        workers[0]?.emit('error', new Error('out of memory'))
        for (const read of reads) await expect(read).rejects.toThrow(BodyError)
        // What is small is read here; the large one has a thread of its own again.
        expect(await readAll(reader, undefined)).toHaveLength(pages)
        expect(workers).toHaveLength(1)
        const again = reader.read(large(), { page: 1, limit })
        expect([workers.length, workers[1]?.posts]).toEqual([2, 1])
        await Promise.all([expect(again).rejects.toThrow('ended'), reader.close()])
        await expect(reader.read(large(), { page: 1, limit })).rejects.toThrow('ended')
        expect(workers.map(({ terminated }) => terminated)).toEqual([false, true])
        expect(told).toHaveLength(1)
      })

      it('is read as any other, by a thread that is not up when it comes', async () => {
        const reader = readerOnThread(unexpected)
        const { read, stored } = await reader.read(large(), { page: 1, limit })
        expect(read).toMatchObject({ kind: 'ok', response: { limit, movieCount: 200 } })
        expect(stored?.byteLength).toBeGreaterThan(1_000_000)
        await reader.close()
      })
    },
  )

  it('refuses a body that is damaged or unpacks to too much as here, and goes on', async () => {
    let started = 0
    const { reader, isUp } = upAtOnce(() => started++)
    await isUp
    const wire = (bytes: Uint8Array): WireBody => ({ wire: new Uint8Array(bytes), codec: 'gzip' })
    const whole = gzipSync(pageText(1))
    const refused = [whole.subarray(0, whole.length - 9), gzipSync(Buffer.alloc(33 * 2 ** 20))]
    for (const bytes of refused) {
      const here = await readerHere()
        .read(wire(bytes), { page: 1, limit })
        .catch((error: unknown) => error)
      expect(here).toBeInstanceOf(BodyError)
      const onThread = await reader.read(wire(bytes), { page: 1, limit }).catch((error: unknown) => error)
      expect(onThread).toBeInstanceOf(BodyError)
      expect(String(onThread)).toBe(String(here))
    }
    expect((await reader.read(wire(whole), { page: 1, limit })).read.kind).toBe('ok')
    await reader.close()
    expect(started).toBe(1)
  })

  it('with a long queue is helped', async () => {
    const worker = new FakeWorker()
    const reader = readerOnThread(unexpected, () => worker as unknown as Worker)
    await readAll(reader, undefined)
    worker.emit('message', 'ready')
    const bodies = Array.from({ length: 24 }, () => received(pageText(1), undefined))
    const reads = bodies.map((body) => reader.read(body, { page: 1, limit }))
    const first = await Promise.race(reads)
    expect(first.read.kind).toBe('ok')
    const settled = Promise.allSettled(reads)
    await reader.close()
    expect((await settled).filter(({ status }) => status === 'rejected').length).toBe(16)
  })
})
