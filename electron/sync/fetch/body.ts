import { hash } from 'node:crypto'
import { promisify } from 'node:util'
import { type BrotliOptions, brotliCompressSync, brotliDecompress, constants, gunzip, inflate } from 'node:zlib'
import pLimit from 'p-limit'
import type { Codec } from '../../warehouse/write/load-store.ts'

/** Bytes a body may have, on the wire and unpacked. A page of 50 films has about 200 KB. */
const MAX_BODY_BYTES = 32 * 2 ** 20
/** Bodies that unpack to more than this are unpacked one at a time, so that many bombs at once stay within one's memory. */
const MODEST_BYTES = 4 * 2 ** 20

const largeBodies = pLimit(1)

/** Why a body was given up. */
export class BodyError extends Error {}

/** A body as it came. */
export interface WireBody {
  wire: Uint8Array
  codec: Codec
}

/** A body as it came, and unpacked. */
export interface ReceivedBody extends WireBody {
  bytes: Uint8Array
  /** Unpacked size; holds when the bytes have been given away. */
  byteLength: number
}

/** Takes a body piece by piece. */
export interface BodyReceiver {
  /** Throws BodyError when the body grows too large. The piece is copied. */
  take(chunk: Uint8Array): void
  /** The whole body, in memory of its own. */
  end(): WireBody
}

/** What the head of a response says about its body. */
export type BodyHeaders = Readonly<Record<string, string>>

/** A receiver of a body of at most so many bytes on the wire. Throws BodyError when its encoding is unknown. */
export function bodyReceiver(headers: BodyHeaders, maxBytes = MAX_BODY_BYTES): BodyReceiver {
  const codec = codecOf(headers['content-encoding'])
  let whole = new Uint8Array(expectedBytes(headers['content-length'], maxBytes))
  let size = 0

  function grow(needed: number): void {
    const larger = new Uint8Array(Math.min(maxBytes, Math.max(needed, whole.byteLength * 2)))
    larger.set(whole.subarray(0, size))
    whole = larger
  }

  return {
    take(chunk) {
      const needed = size + chunk.byteLength
      if (needed > maxBytes) throw new BodyError(`The answer is larger than ${Math.round(maxBytes / 2 ** 20)} MiB.`)
      if (needed > whole.byteLength) grow(needed)
      whole.set(chunk, size)
      size = needed
    },
    end: () => ({ wire: whole.byteLength === size ? whole : whole.subarray(0, size), codec }),
  }
}

/** Room for a body whose length is not known or not believed. */
const FIRST_ROOM = 64 * 1024
/** A length is believed up to here: what a header claims costs nothing to claim. */
const MOST_BELIEVED = 2 ** 20

function expectedBytes(contentLength: string | undefined, maxBytes: number): number {
  const claimed = /^\d{1,9}$/.test(contentLength ?? '') ? Number(contentLength) : FIRST_ROOM
  return Math.min(claimed, MOST_BELIEVED, maxBytes)
}

/** Unpacks a body. Throws BodyError when it unpacks to more than so many bytes, or when it is damaged. */
export async function unpackBody({ wire, codec }: WireBody, maxBytes = MAX_BODY_BYTES): Promise<ReceivedBody> {
  const bytes = await unpack(wire, codec, maxBytes)
  return { wire, codec, bytes, byteLength: bytes.byteLength }
}

async function unpack(wire: Uint8Array, codec: Codec, maxBytes: number): Promise<Uint8Array> {
  if (codec === 'identity') return wire
  const modest = Math.min(MODEST_BYTES, maxBytes)
  try {
    return await decompress(wire, codec, modest, 64 * 1024)
  } catch (error) {
    if (!isTooLarge(error)) throw new BodyError('The compressed answer is damaged.')
  }
  return largeBodies(async () => {
    try {
      // In one piece: pieces would have to be put together, which takes as much memory again. What is not written to takes none.
      return await decompress(wire, codec, maxBytes, maxBytes)
    } catch (error) {
      if (!isTooLarge(error)) throw new BodyError('The compressed answer is damaged.')
      throw new BodyError(`The answer unpacks to more than ${Math.round(maxBytes / 2 ** 20)} MiB.`)
    }
  })
}

const unpackers = { gzip: promisify(gunzip), deflate: promisify(inflate) }
const unbrotli = promisify(brotliDecompress)

/** Runs on the thread pool; stops as soon as the output passes `maxOutputLength`. */
function decompress(
  wire: Uint8Array,
  codec: Exclude<Codec, 'identity'>,
  maxOutputLength: number,
  chunkSize: number,
): Promise<Uint8Array> {
  const options = { maxOutputLength, chunkSize }
  return codec === 'br' ? unbrotli(wire, options) : unpackers[codec](wire, options)
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
}

function codecOf(contentEncoding: string | undefined): Codec {
  const name = contentEncoding?.trim().toLowerCase() ?? ''
  if (name === '' || name === 'identity') return 'identity'
  if (name === 'gzip' || name === 'x-gzip') return 'gzip'
  if (name === 'deflate' || name === 'br') return name
  throw new BodyError('The answer is compressed in a way that was not asked for.')
}

/** A body as bronze keeps it. */
export interface StoredBody {
  codec: Codec
  body: Uint8Array
  /** Unpacked size. */
  byteLength: number
  /** Hex, of the unpacked bytes. */
  sha256: string
}

/** One output chunk for a usual page, and a window that fits its size: a sixth less time than with the defaults. */
const PACKED_CHUNK = 64 * 1024
const WINDOW_BITS = 18

/** The cheapest brotli: measured three times as fast as gzip 1 at about its size. */
function packing(byteLength: number): BrotliOptions {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 0,
    [constants.BROTLI_PARAM_LGWIN]: WINDOW_BITS,
    [constants.BROTLI_PARAM_SIZE_HINT]: byteLength,
  }
  return { chunkSize: PACKED_CHUNK, params }
}

/** The stored form of a body that came uncompressed. Its body has a buffer to itself, so that it can be handed on. */
export function packed(bytes: Uint8Array, sha256: string): StoredBody {
  const body = new Uint8Array(brotliCompressSync(bytes, packing(bytes.byteLength)))
  return { codec: 'br', body, byteLength: bytes.byteLength, sha256 }
}

/** The stored form of a body that came compressed: as it came. */
export function storedAsReceived({ wire, codec, byteLength }: ReceivedBody, sha256: string): StoredBody {
  return { codec, body: wire, byteLength, sha256 }
}

/** SHA-256 in hex. */
export function sha256Of(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'hex')
}
