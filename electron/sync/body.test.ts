import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { decodeBody } from '../warehouse/bronze.ts'
import { readBody, storedForm } from './body.ts'

async function* chunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

/** A body of a usual page's size. */
const text = JSON.stringify({
  data: { movies: Array.from({ length: 9000 }, (_, id) => ({ id, title: `Film ${id}` })) },
})

it.each([undefined, 'gzip'])('keeps a large body (%s) readable, with its size', async (encoding) => {
  const plain = new TextEncoder().encode(text)
  const received = await readBody(chunks(encoding ? new Uint8Array(gzipSync(plain)) : plain), encoding)
  const { codec, body, byteLength } = await storedForm(received)
  expect(byteLength).toBe(text.length)
  expect(decodeBody(codec, body, byteLength).toString()).toBe(text)
})
