import { gzipSync } from 'node:zlib'
import { expect, it, vi } from 'vitest'
import { decodeBody } from '../warehouse/bronze.ts'
import { readBody, storedForm } from './body.ts'

async function* chunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

/** A body larger than what is packed here, alone in its buffer as undici and zlib give it. */
const text = JSON.stringify({
  data: { movies: Array.from({ length: 9000 }, (_, id) => ({ id, title: `Film ${id}` })) },
})

it.each([undefined, 'gzip'])(
  'keeps a large body (%s) readable, and its size when its bytes are given away to the thread',
  async (encoding) => {
    await vi.waitFor(async () => {
      const plain = new Uint8Array(new TextEncoder().encode(text))
      const sent = encoding ? new Uint8Array(gzipSync(plain)) : plain
      const received = await readBody(chunks(sent), encoding)
      // Unpacked bytes may share a larger buffer; here they have their own, so that they are given away.
      const own = { ...received, bytes: new Uint8Array(received.bytes) }
      const { codec, body, byteLength } = await storedForm(own)
      expect(byteLength).toBe(text.length)
      expect(decodeBody(codec, body, byteLength).toString()).toBe(text)
      // What came compressed is only hashed, which the thread is not asked for.
      expect(own.bytes.byteLength, 'the thread runs').toBe(encoding ? text.length : 0)
    }, 20_000)
  },
  60_000,
)
