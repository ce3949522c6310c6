import { type StoredBody, toStore, unpackBody, type WireBody } from '../fetch/body.ts'
import { type ReadAnswer, readAnswer } from './answer.ts'

/** What was asked for: an answer to something else is refused. */
export interface Asked {
  page: number
  limit: number
}

/** An answer that was read, and its body as bronze keeps it; unsound answers are not kept. */
export interface AnswerRead {
  read: ReadAnswer
  stored: StoredBody | null
}

/** Reads the bodies of answers: unpacks and parses them, cleans and hashes their rows, packs them for bronze. */
export interface AnswerReader {
  /** Says that many answers will come: what only pays for many may be made ready. */
  expectMany(): void
  /** The bytes of the body are given away: afterwards they may be gone. Rejects with BodyError for a body that is damaged or unpacks to too much, or when reading broke down. */
  read(body: WireBody, asked: Asked): Promise<AnswerRead>
  close(): Promise<void>
}

const decoder = new TextDecoder()

/** Reads on this thread. */
export function readerHere(): AnswerReader {
  return {
    expectMany: () => {},
    read: async (body, asked) => readAtOnce(body, asked),
    close: async () => {},
  }
}

/** Unpacks and reads an answer. Throws as `unpackBody`. */
export function readAtOnce(body: WireBody, asked: Asked, maxBytes?: number): AnswerRead {
  const received = unpackBody(body, maxBytes)
  const read = readAnswer(decoder.decode(received.bytes), asked)
  return { read, stored: read.kind === 'ok' ? toStore(received) : null }
}
