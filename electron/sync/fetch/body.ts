import { hash } from 'node:crypto'
import {
  type BrotliOptions,
  brotliCompressSync,
  brotliDecompressSync,
  constants,
  gunzipSync,
  inflateSync,
} from 'node:zlib'
import type { Codec } from '../../warehouse/write/load-store.ts'

/** Bytes a body may have, on the wire and unpacked. A page of 50 films has about 200 KB. */
const MAX_BODY_BYTES = 32 * 2 ** 20
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
      if (needed > maxBytes) throw new BodyError(`The response is larger than ${Math.round(maxBytes / 2 ** 20)} MiB.`)
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

/** Why a body was given up that unpacks to more bytes than were allowed. */
export class TooLargeError extends BodyError {}

const unpackers = { gzip: gunzipSync, deflate: inflateSync, br: brotliDecompressSync }
/** Room for a usual page, unpacked. */
const UNPACKED_CHUNK = 256 * 1024
/** More is unpacked in one piece: pieces are put together, which takes as much memory again. Room that is not written to takes none. */
const MOST_IN_PIECES = 4 * 2 ** 20

/**
 * Unpacks a body at once, so never two in the memory of one thread. Throws TooLargeError when it unpacks to more than so many
 * bytes, and no later than that; BodyError when it is damaged.
 */
export function unpackBody({ wire, codec }: WireBody, maxBytes = MAX_BODY_BYTES): ReceivedBody {
  if (codec === 'identity') {
    if (wire.byteLength > maxBytes) throw tooLarge(maxBytes)
    return { wire, codec, bytes: wire }
  }
  const usual = Math.min(maxBytes, MOST_IN_PIECES)
  const bytes = unpacked(wire, codec, usual, UNPACKED_CHUNK) ?? unpacked(wire, codec, maxBytes, maxBytes)
  if (!bytes) throw tooLarge(maxBytes)
  return { wire, codec, bytes }
}

/** Null where it unpacks to more than so many bytes. Throws BodyError when it is damaged. */
function unpacked(
  wire: Uint8Array,
  codec: keyof typeof unpackers,
  maxOutputLength: number,
  chunkSize: number,
): Uint8Array | null {
  try {
    return unpackers[codec](wire, { maxOutputLength, chunkSize })
  } catch (error) {
    if (isTooLarge(error)) return null
    throw new BodyError('The compressed response is damaged.')
  }
}

function tooLarge(maxBytes: number): TooLargeError {
  return new TooLargeError(`The response unpacks to more than ${Math.round(maxBytes / 2 ** 20)} MiB.`)
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
}

function codecOf(contentEncoding: string | undefined): Codec {
  const name = contentEncoding?.trim().toLowerCase() ?? ''
  if (name === '' || name === 'identity') return 'identity'
  if (name === 'gzip' || name === 'x-gzip') return 'gzip'
  if (name === 'deflate' || name === 'br') return name
  throw new BodyError('The response is compressed in a way that was not asked for.')
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

/** The stored form of a body: as it came when it came compressed, else packed. A packed one has a buffer to itself. */
export function toStore({ wire, codec, bytes }: ReceivedBody): StoredBody {
  const { byteLength } = bytes
  const sha256 = hash('sha256', bytes, 'hex')
  if (codec !== 'identity') return { codec, body: wire, byteLength, sha256 }
  const body = new Uint8Array(brotliCompressSync(bytes, packing(byteLength)))
  return { codec: 'br', body, byteLength, sha256 }
}
