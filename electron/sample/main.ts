import { parseArgs } from 'node:util'
import type { DriftOptions } from './catalogue/drift.ts'
import { FAULTS } from './faults.ts'
import { type SampleApiOptions, startSampleApi } from './server.ts'

/** Command line of the sample server: listens, prints one JSON line with the address, runs until it is told to stop. */

const HELP = `Serves a YTS-compatible catalogue on a loopback port.

  --films N        films to invent (5000)
  --seed S         seed of everything random (1)
  --quirks N       how much more often than in reality a record is odd (1; 0 for none)
  --ndjson FILE    serve the films of a file instead, one JSON object a line, plain or gzipped
  --port P         port (any free one)
  --prefer-port P  port, or any free one when that is taken
  --latency MS     wait before each response
  --drift P        append, remove and re-rate films while they are read, each with probability P a request
  --drift-most N   at most N changes of each kind
  --warm LIMIT     make all pages of this size before listening
  --cache-mb N     megabytes of finished pages to keep (128)
  --fault F        NAME[=VALUE][@pages:1,4-6;requests:2;attempts:1;times:3;p:0.1]; may be given again

Faults:
${Object.entries(FAULTS)
  .map(([name, does]) => `  ${name.padEnd(16)} ${does}`)
  .join('\n')}
`

async function main(): Promise<void> {
  const { values } = parseArgs({
    args: process.argv.slice(2),
    options: {
      films: { type: 'string' },
      seed: { type: 'string' },
      quirks: { type: 'string' },
      ndjson: { type: 'string' },
      port: { type: 'string' },
      'prefer-port': { type: 'string' },
      latency: { type: 'string' },
      drift: { type: 'string' },
      'drift-most': { type: 'string' },
      warm: { type: 'string' },
      'cache-mb': { type: 'string' },
      fault: { type: 'string', multiple: true },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) {
    process.stdout.write(HELP)
    return
  }
  const options: SampleApiOptions = {
    films: wholeNumber('films', values.films, 5000),
    seed: wholeNumber('seed', values.seed, 1),
    quirks: fraction('quirks', values.quirks, 1),
    latencyMs: wholeNumber('latency', values.latency, 0),
    cacheBytes: fraction('cache-mb', values['cache-mb'], 128) * 2 ** 20,
    faults: values.fault ?? [],
  }
  if (values.port !== undefined) options.port = wholeNumber('port', values.port, 0)
  if (values['prefer-port'] !== undefined) options.preferredPort = wholeNumber('prefer-port', values['prefer-port'], 0)
  if (values.ndjson !== undefined) options.ndjson = values.ndjson
  if (values.drift !== undefined) options.drift = driftOptions(values.drift, values['drift-most'])
  const api = await startSampleApi(options)
  if (values.warm !== undefined) await api.warm(wholeNumber('warm', values.warm, 50))
  const ready = { url: api.url, port: api.port, films: api.catalogue.size }
  process.stdout.write(`${JSON.stringify(ready)}\n`)
  // Inside an Electron utility process the same news also goes to the process that started it.
  ;(process as { parentPort?: { postMessage(message: unknown): void } }).parentPort?.postMessage(ready)
  const stop = (): void => {
    api.close().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

function driftOptions(text: string, most: string | undefined): DriftOptions {
  const p = fraction('drift', text, 0)
  const drift: DriftOptions = { append: p, remove: p, rerate: p }
  return most === undefined ? drift : { ...drift, most: wholeNumber('drift-most', most, 0) }
}

function wholeNumber(name: string, text: string | undefined, otherwise: number): number {
  const value = fraction(name, text, otherwise)
  if (!Number.isInteger(value)) throw new Error(`--${name} wants a whole number, not "${text}".`)
  return value
}

function fraction(name: string, text: string | undefined, otherwise: number): number {
  const value = text === undefined ? otherwise : Number(text)
  if (text === '' || !Number.isFinite(value) || value < 0) throw new Error(`--${name} wants a number, not "${text}".`)
  return value
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(2)
})
