import { packed, type ReceivedBody, type StoredBody, sha256Of, storedAsReceived } from '../fetch/body.ts'
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

/** Reads the bodies of answers: parses them, cleans and hashes their rows, packs them for bronze. */
export interface AnswerReader {
  /** Says that many answers will come: what only pays for many may be made ready. */
  expectMany(): void
  /** The bytes of the body are given away: afterwards they may be gone. Rejects only when reading itself broke down. */
  read(body: ReceivedBody, asked: Asked): Promise<AnswerRead>
  close(): Promise<void>
}

const decoder = new TextDecoder()

/** Reads on this thread. */
export function readerHere(): AnswerReader {
  return {
    expectMany: () => {},
    async read(body, asked) {
      return finished(readAtOnce(body.bytes, asked, body.codec === 'identity'), body)
    },
    close: async () => {},
  }
}

/** What reading the bytes alone gives: all that a thread has to send back. */
export interface RawRead {
  read: ReadAnswer
  /** Empty where the answer is unsound. */
  sha256: string
  /** Null where the answer is unsound, or came compressed. */
  packed: StoredBody | null
}

/** Reads an answer; `pack`: whether its body is to be packed too. */
export function readAtOnce(bytes: Uint8Array, asked: Asked, pack: boolean): RawRead {
  const read = readAnswer(decoder.decode(bytes), asked)
  if (read.kind !== 'ok') return { read, sha256: '', packed: null }
  const sha256 = sha256Of(bytes)
  return { read, sha256, packed: pack ? packed(bytes, sha256) : null }
}

/** What was read, with the body as it came where it was not packed. */
export function finished({ read, sha256, packed: own }: RawRead, body: ReceivedBody): AnswerRead {
  if (read.kind !== 'ok') return { read, stored: null }
  return { read, stored: own ?? storedAsReceived(body, sha256) }
}
