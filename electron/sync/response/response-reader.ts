import { type StoredBody, toStore, unpackBody, type WireBody } from '../fetch/body.ts'
import { type ParsedResponse, parseResponse } from './response.ts'

/** What was asked for: a response to something else is refused. */
export interface Asked {
  page: number
  limit: number
}

/** A response that was read, and its body as bronze keeps it; unsound responses are not kept. */
export interface ResponseRead {
  read: ParsedResponse
  stored: StoredBody | null
}

/** Reads the bodies of responses: unpacks and parses them, cleans and hashes their rows, packs them for bronze. */
export interface ResponseReader {
  /** Says that many responses will come: what only pays for many may be made ready. */
  expectMany(): void
  /** The bytes of the body are given away: afterwards they may be gone. Rejects with BodyError for a body that is damaged or unpacks to too much, or when reading broke down. */
  read(body: WireBody, asked: Asked): Promise<ResponseRead>
  close(): Promise<void>
}

const decoder = new TextDecoder()

/** Reads on this thread. */
export function readerHere(): ResponseReader {
  return {
    expectMany: () => {},
    read: async (body, asked) => readAtOnce(body, asked),
    close: async () => {},
  }
}

/** Unpacks and reads a response. Throws as `unpackBody`. */
export function readAtOnce(body: WireBody, asked: Asked, maxBytes?: number): ResponseRead {
  const received = unpackBody(body, maxBytes)
  const read = parseResponse(decoder.decode(received.bytes), asked)
  return { read, stored: read.kind === 'ok' ? toStore(received) : null }
}
