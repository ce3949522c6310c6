import { KnownError } from '../../../shared/ipc/result.ts'
import { createApiClient } from '../fetch/api-client.ts'
import type { Runtime } from '../fetch/runtime.ts'
import type { Transport } from '../fetch/transport.ts'
import { readerOnThread } from '../response/response-thread.ts'

const TIMEOUT_MS = 15_000
/** A few films tell as much as fifty. */
const LIMIT = 5

/**
 * Asks an address for one page, once, and closes the transport.
 *
 * @returns how many films the response has
 * @throws KnownError with what is wrong with the response, or that there is none
 */
export async function probeAddress(options: {
  url: string
  transport: Transport
  runtime: Runtime
  userAgent: string
}): Promise<{ films: number }> {
  // One that is no page of films may take long to read. Why its thread died is told as what is wrong with it.
  const responses = readerOnThread(() => {})
  try {
    const client = createApiClient({ ...options, responses, timeoutMs: TIMEOUT_MS })
    const read = await client.read(await client.receive(1, LIMIT, new AbortController().signal))
    if (read.kind !== 'page') throw new KnownError(read.error.kind, read.error.message, read.error.detail)
    const films = read.response.rows.length
    if (films === 0) {
      throw new KnownError('source_not_yts', `${new URL(options.url).host} answers as the API does, but without films.`)
    }
    return { films }
  } finally {
    await responses.close()
    await options.transport.close()
  }
}
