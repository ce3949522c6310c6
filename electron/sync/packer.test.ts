import { createHash } from 'node:crypto'
import { brotliDecompressSync } from 'node:zlib'
import { expect, test, vi } from 'vitest'
import { pack, packedHere } from './packer.ts'

function bytesOf(seed: number, length: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(length).map((_, index) => 32 + ((index * seed) % 90))
}

/** Answers large enough for the thread, again and again until one was given away to it. */
async function untilThreadRuns(): Promise<void> {
  await vi.waitFor(async () => {
    const bytes = bytesOf(3, 100_000)
    await pack(bytes, true)
    expect(bytes.byteLength).toBe(0)
  }, 20_000)
}

test('packs the same on the thread as here, in whatever buffer the bytes lie', async () => {
  await untilThreadRuns()
  const whole = bytesOf(7, 200_000)
  const copy = whole.slice()
  const part = bytesOf(11, 200_000).subarray(100, 90_100)
  const [ofWhole, ofPart, small] = await Promise.all([pack(whole, true), pack(part, true), pack(bytesOf(5, 50), true)])
  expect(ofWhole).toEqual(packedHere(copy, true))
  expect(ofPart).toEqual(packedHere(part, true))
  expect(small).toEqual(packedHere(bytesOf(5, 50), true))
  expect(brotliDecompressSync(ofWhole.body ?? new Uint8Array()).equals(copy)).toBe(true)
  expect(ofWhole.sha256).toBe(createHash('sha256').update(copy).digest('hex'))
  // Only bytes that lie alone in their buffer are given away.
  expect([whole.byteLength, part.byteLength]).toEqual([0, 90_000])
}, 60_000)

test('only hashes what came compressed, and keeps it', async () => {
  const bytes = bytesOf(13, 200_000)
  const packed = await pack(bytes, false)
  expect(packed).toEqual({ body: null, sha256: createHash('sha256').update(bytes).digest('hex') })
  expect(bytes.byteLength).toBe(200_000)
})
