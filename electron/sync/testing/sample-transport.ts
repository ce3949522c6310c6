import type { SampleResponse, SampleService } from '../../sample/service.ts'
import type { Runtime } from '../fetch/runtime.ts'
import type { Transport } from '../fetch/transport.ts'

function networkError(code: string): Error {
  return Object.assign(new Error(code), { code })
}

/** The sample server as a transport without sockets: latency, resets, cut bodies, drips and hangs included. */
export function sampleTransport(service: SampleService, runtime: Runtime & { stir?(): void }): Transport {
  return {
    async get(url, headers, signal, begin) {
      const gzip = (headers['accept-encoding'] ?? '').includes('gzip') && runtime.stir === undefined
      const response = await service.handle(url, { gzip })
      runtime.stir?.()
      if (response.delayMs > 0) await runtime.sleep(response.delayMs, signal)
      if (response.wire?.kind === 'reset') throw networkError('ECONNRESET')
      if (response.wire?.kind === 'hang')
        await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
      const head = { status: response.status, headers: response.headers }
      const take = begin(head)
      for await (const chunk of body(response, runtime, signal)) take(chunk)
      return head
    },
    close: async () => {},
  }
}

async function* body(
  { body: bytes, wire }: SampleResponse,
  runtime: Runtime,
  signal: AbortSignal,
): AsyncIterable<Uint8Array> {
  if (wire?.kind === 'drip') {
    for (let sent = 0; sent < bytes.length; sent++) {
      await runtime.sleep(wire.ms, signal)
      yield bytes.subarray(sent, sent + 1)
    }
    return
  }
  if (!wire) {
    yield bytes
    return
  }
  yield bytes.subarray(0, Math.floor(bytes.length / 2))
  throw networkError('UND_ERR_SOCKET')
}
