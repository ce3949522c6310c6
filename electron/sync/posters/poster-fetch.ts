import { abortable } from '../fetch/abortable.ts'
import { BodyError, type BodyReceiver, bodyReceiver } from '../fetch/body.ts'
import type { Runtime } from '../fetch/runtime.ts'
import type { Transport } from '../fetch/transport.ts'
import { imageHead, type PosterType } from './image-head.ts'

/** Bytes a poster may have. One of the middle size has about 20 KB. */
export const maxPosterBytes = 2 ** 20
/** Time for one poster, connection and body included, in milliseconds. */
const timeoutMs = 5_000

export type FetchedPoster =
  | { kind: 'image'; type: PosterType; bytes: Uint8Array<ArrayBuffer> }
  /** What came is no poster, and would be none another time. */
  | { kind: 'refused' }
  /** Something that may be over the next time. `away`: nobody answered at all. */
  | { kind: 'failed'; away: boolean }

export interface PosterRequest {
  origin: string
  path: string
  transport: Transport
  runtime: Runtime
  userAgent: string
  /** Gives the request up. */
  signal: AbortSignal
}

/** Why what comes is not heard to its end. */
class NoPoster extends Error {}

const statusesThatPass = new Set([408, 425, 429])

/**
 * Asks for one poster, once. What is sent names this program and nothing of the page: no cookie, no referrer. No redirect is followed. Never
 * rejects.
 */
export async function fetchPoster(request: PosterRequest): Promise<FetchedPoster> {
  const { runtime, signal } = request
  const deadline = new AbortController()
  const settled = new AbortController()
  const giveUp = (): void => deadline.abort(new Error('given up'))
  if (signal.aborted) giveUp()
  signal.addEventListener('abort', giveUp, { once: true })
  runtime.sleep(timeoutMs, settled.signal).then(
    () => giveUp(),
    () => {},
  )
  let answered = false
  try {
    return await abortable(
      received(request, deadline.signal, () => {
        answered = true
      }),
      deadline.signal,
    )
  } catch (error) {
    if (error instanceof NoPoster || error instanceof BodyError) return { kind: 'refused' }
    return { kind: 'failed', away: !answered }
  } finally {
    settled.abort('answered')
    signal.removeEventListener('abort', giveUp)
  }
}

async function received(
  { origin, path, transport, userAgent }: PosterRequest,
  signal: AbortSignal,
  onAnswer: () => void,
): Promise<FetchedPoster> {
  const url = new URL(path, origin)
  // A path that begins with two slashes would be another host.
  if (url.origin !== origin) throw new NoPoster()
  const headers = { accept: 'image/jpeg,image/png,image/webp', 'accept-encoding': 'identity', 'user-agent': userAgent }
  let receiver: BodyReceiver | null = null
  const { status } = await transport.get(url, headers, signal, (head) => {
    onAnswer()
    const made = bodyReceiver(head.headers, maxPosterBytes)
    if (head.status === 200 && Number(head.headers['content-length'] ?? 0) > maxPosterBytes) throw new NoPoster()
    receiver = made
    // That of a refusal is heard as well, within the same bound: the connection can be used again.
    return (chunk) => made.take(chunk)
  })
  if (status >= 500 || statusesThatPass.has(status)) throw new Error(`HTTP ${status}`)
  const body = ended(receiver)
  if (status !== 200 || body?.codec !== 'identity') throw new NoPoster()
  const head = imageHead(body.wire)
  if (!head) throw new NoPoster()
  return { kind: 'image', type: head.type, bytes: new Uint8Array(body.wire) }
}

/** The body that a receiver took; null where none was wanted. */
function ended(receiver: BodyReceiver | null): ReturnType<BodyReceiver['end']> | null {
  return receiver?.end() ?? null
}
