import { intBelow, pick, type Random, randomFor } from '../../../electron/sample/catalogue/random.ts'
import { SampleService } from '../../../electron/sample/service.ts'
import type { Transport } from '../../../electron/sync/fetch/transport.ts'
import { load, memoryWarehouse } from '../../../electron/sync/testing/harness.ts'
import { sampleTransport } from '../../../electron/sync/testing/sample-transport.ts'
import { VirtualRuntime } from '../../../electron/sync/testing/virtual-runtime.ts'
import { breachesOf } from '../judge.ts'
import { type Outcome, Trial } from '../outcome.ts'

const films = 60
/** Answers spoiled in one load, about: the catalogue's pages, each more than once. */
const settings = { limit: 10, maxWorkers: 3 }

/**
 * Loads whose answers are spoiled at random, bytes and structure alike, until so many have been. After each: nothing
 * thrown but a proper end, the warehouse sound, every received row stored or in quarantine (the reconciling checks count them).
 */
export async function fuzz(seed: number, answers: number): Promise<Outcome[]> {
  const trial = new Trial('fuzzed answers')
  let spoiled = 0
  for (let round = 0; spoiled < answers; round++) {
    const counter = { spoiled: 0 }
    await trial.try(`--seed ${seed}, round ${round}`, () => fuzzedLoad(seed, round, counter))
    spoiled += Math.max(1, counter.spoiled)
    // One try is one answer in the table; a round that broke counts as one that did not hold.
    trial.outcome.tried += counter.spoiled - 1
    trial.outcome.held += counter.spoiled - 1
  }
  return [trial.outcome]
}

async function fuzzedLoad(seed: number, round: number, counter: { spoiled: number }): Promise<string[]> {
  const random = randomFor(seed, round, 77)
  const runtime = new VirtualRuntime(seed + round)
  const service = new SampleService({ films, seed: seed + (round % 5), now: () => runtime.now() })
  const db = memoryWarehouse()
  try {
    const transport = spoiling(sampleTransport(service, runtime), random, counter)
    const summary = await load(db, service, { runtime, transport, settings })
    const broken = breachesOf(db).filter((check) => check !== 'no_failed_pages')
    if (summary.error?.kind === 'internal') broken.push(`internal error: ${summary.error.message}`)
    if (summary.status === 'running') broken.push('the run never ended')
    const { fetched, inserted, updated, unchanged, quarantined, duplicates } = summary
    if (fetched !== inserted + updated + unchanged + quarantined + duplicates)
      broken.push(`${fetched} rows fetched, ${inserted + updated + unchanged + quarantined + duplicates} accounted for`)
    return broken
  } finally {
    db.close()
  }
}

/** A transport that spoils half of the answers. */
function spoiling(inner: Transport, random: Random, counter: { spoiled: number }): Transport {
  return {
    close: () => inner.close(),
    async get(url, headers, signal, begin) {
      const chunks: Uint8Array[] = []
      const { status, headers: received } = await inner.get(url, headers, signal, () => (chunk) => {
        chunks.push(Uint8Array.from(chunk))
      })
      const whole = Buffer.concat(chunks)
      const isSpoiled = random() >= 0.5
      if (isSpoiled) counter.spoiled++
      const body = isSpoiled ? spoil(whole, random) : whole
      const head = { status, headers: isSpoiled ? { ...received, 'content-length': String(body.length) } : received }
      begin(head)(body)
      return head
    },
  }
}

function spoil(body: Buffer, random: Random): Buffer {
  const kind = random()
  if (kind < 0.15) return flipped(body, random)
  if (kind < 0.25) return body.subarray(0, intBelow(random, body.length))
  if (kind < 0.3)
    return Buffer.from(
      pick(random, ['', 'null', '[]', '{}', '"x"', '0', '<html></html>', '\ufeff{}', '{"status":"ok"}']),
    )
  let text: string
  try {
    const json: unknown = JSON.parse(body.toString('utf8'))
    for (let times = 1 + intBelow(random, 4); times > 0; times--) mutate(json, random)
    text = JSON.stringify(json)
  } catch {
    return flipped(body, random)
  }
  return Buffer.from(text)
}

function flipped(body: Buffer, random: Random): Buffer {
  const copy = Buffer.from(body)
  for (let times = 1 + intBelow(random, 8); times > 0 && copy.length > 0; times--) {
    copy[intBelow(random, copy.length)] = intBelow(random, 256)
  }
  return copy
}

/** Values that no field expects. */
const odd: readonly unknown[] = [
  ...[null, true, false, 0, -0, -1, 1.5, 1e308, -1e308, 2 ** 53 + 2, 4294967296, '', ' ', '0', '-5', '1e5', 'NaN'],
  ...['\u0000', '\ud800', '\u202egnp.exe', '<img src=x onerror=alert(1)>', "'; DROP TABLE run; --", '💥'.repeat(40)],
  ...['9999-99-99', '2020-02-30 25:61:61', 'x'.repeat(70_000), [], {}, [[[[[]]]]], [null], { __proto__: null, a: 1 }],
]

/** Changes one random place of a JSON value: replaces it, drops it, doubles it, or adds a stranger beside it. */
function mutate(root: unknown, random: Random): void {
  let place = root
  for (let depth = 0; depth < 12; depth++) {
    if (typeof place !== 'object' || place === null) return
    const keys = Object.keys(place)
    if (keys.length === 0) return
    const key = pick(random, keys)
    const holder = place as Record<string, unknown>
    const next = holder[key]
    if (typeof next === 'object' && next !== null && random() < 0.85) {
      place = next
      continue
    }
    const kind = random()
    if (kind < 0.6) holder[key] = pick(random, odd)
    else if (kind < 0.8) delete holder[key]
    else if (Array.isArray(place)) place.push(structuredClone(next))
    else holder[pick(random, ['__proto__x', 'constructor', 'new_field', 'id', 'torrents'])] = pick(random, odd)
    return
  }
}
