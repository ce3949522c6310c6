import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { SampleService } from '../../sample/service.ts'
import { decodeBody } from '../../warehouse/bronze/bronze.ts'
import type { WritableDb } from '../../warehouse/file/connection.ts'
import { rebuildWarehouse } from '../../warehouse/write/rebuild.ts'
import { createLoadStore } from '../../warehouse/write/store.ts'
import { bodyReceiver } from '../fetch/body.ts'
import type { Transport } from '../fetch/transport.ts'
import { load, memoryWarehouse } from '../testing/harness.ts'
import { sampleTransport } from '../testing/sample-transport.ts'
import { VirtualRuntime } from '../testing/virtual-runtime.ts'
import { readerHere } from './response-reader.ts'
import { readerOnThread } from './response-thread.ts'

// Bytes of a response that are no UTF-8: the film is kept, the rule counts it, and bronze has the bytes as they came.

/** What stands in a response until it is on its way: bytes that no text can hold take its place. */
const mark = '~bytes~'

// biome-ignore format: a list reads better in rows
const broken: [what: string, bytes: number[]][] = [
  ['a byte that UTF-8 never has', [0xff]],
  ['another code page', [0xe9]],
  ['a character cut off', [0xe2, 0x82]],
  ['half of a pair, as bytes', [0xed, 0xa0, 0x80]],
  ['a character written too long', [0xc0, 0xaf]],
]

function withBytes(text: string, bytes: readonly number[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(
    Buffer.from(
      Buffer.from(text)
        .toString('latin1')
        .replaceAll(mark, String.fromCharCode(...bytes)),
      'latin1',
    ),
  )
}

describe.each(broken)('%s in the body of a response', (_what, bytes) => {
  const movies = [
    { id: 1, title: `Caf${mark}`, summary: 'Sound.' },
    { id: 2, title: 'Sound', [`key${mark}`]: 1 },
  ]
  const text = JSON.stringify({ status: 'ok', data: { movie_count: 2, limit: 20, page_number: 1, movies } })
  const body = withBytes(text, bytes)

  it.each([
    ['plain', {}, readerHere],
    ['compressed', { 'content-encoding': 'gzip' }, readerHere],
    ['on a thread', {}, () => readerOnThread(() => {})],
  ])('%s is read, and kept as it came', async (_how, headers, start) => {
    const receiver = bodyReceiver(headers)
    receiver.take('content-encoding' in headers ? new Uint8Array(gzipSync(body)) : body)
    const reader = start()
    reader.expectMany()
    const { read, stored } = await reader.read(receiver.end(), { page: 1, limit: 20 })
    await reader.close()
    if (read.kind !== 'ok' || !stored) throw new Error(JSON.stringify(read))
    const [film, sound] = read.response.rows
    expect([film?.movieId, film?.ok, sound?.movieId]).toEqual([1, true, 2])
    expect(film?.ok && film.rules.filter((rule) => rule === 'text_not_utf8')).toHaveLength(1)
    expect(sound?.ok && sound.rules).not.toContain('text_not_utf8')
    expect(Buffer.compare(decodeBody(stored.codec, stored.body, stored.byteLength), body)).toBe(0)
  })

  it('is stored by a load and counted once for the film, wherever in it they stand, and a rebuild finds the same', async () => {
    const db = memoryWarehouse()
    const service = new SampleService({ films: 30, seed: 3, quirks: 0 })
    const [once = 0, often = 0] = service.catalogue.ids()
    service.catalogue.update(once, { title: `Caf${mark}` })
    service.catalogue.update(often, { title: `${mark}${mark}`, summary: mark, description_full: mark })
    const transport = sendingBytes(service, bytes)
    const first = await load(db, service, { transport })
    expect(first).toMatchObject({ status: 'complete', inserted: 30, quarantined: 0, warnings: [] })
    expect(counted(db, first.runId)).toBe(2)
    const titles = db.prepare('SELECT title FROM silver_movie WHERE movie_id IN (?, ?)').pluck().all(once, often)
    for (const title of titles) expect(title).toMatch(/^(Caf)?\ufffd+$/)
    expect(await load(db, service, { transport, mode: 'full' })).toMatchObject({ unchanged: 30, updated: 0 })
    const before = createLoadStore(db).contentDigest()
    rebuildWarehouse(db)
    expect(createLoadStore(db).contentDigest()).toBe(before)
  })
})

function counted(db: WritableDb, run: number | null): unknown {
  return db.prepare("SELECT count FROM run_rule WHERE rule = 'text_not_utf8' AND run_id = ?").pluck().get(run)
}

function sendingBytes(service: SampleService, bytes: readonly number[]): Transport {
  const transport = sampleTransport(service, new VirtualRuntime())
  return {
    ...transport,
    get: (url, headers, signal, begin) =>
      transport.get(url, headers, signal, (head) => {
        const take = begin(head)
        return (chunk) => take(withBytes(Buffer.from(chunk).toString('utf8'), bytes))
      }),
  }
}
