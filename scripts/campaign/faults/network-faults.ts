import { existsSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { type SampleApi, startSampleApi } from '../../../electron/sample/server.ts'
import type { ErrorKind } from '../../../shared/ipc/result.ts'
import { inProject } from '../../lib/paths.ts'
import { bewildered, runChild } from '../child.ts'
import { freshDigest, judge, withDataDir } from '../judge.ts'
import { type Outcome, Trial } from '../outcome.ts'

/** How a load under a fault must end: through it, or with this kind of error and nothing published. */
type Ending = 'complete' | ErrorKind

interface NetworkFault {
  name: string
  /** Faults of the sample server, each tried alone. */
  faults: readonly string[]
  ends: Ending
}

/** The rows of the fault table that the network can make. `ends` is asked of every variant. */
const networkFaults: readonly NetworkFault[] = [
  {
    name: '429 with Retry-After: seconds, date, past, 1e9 once, abc, none',
    faults: [
      '429=1@pages:3;attempts:1',
      '429=date:1@pages:5;attempts:1',
      '429=past@pages:2,4;attempts:1',
      '429=abc@pages:6;attempts:1',
      '429=none@pages:1;attempts:1',
    ],
    ends: 'complete',
  },
  { name: '429 that asks for more than five minutes', faults: ['429=1e9'], ends: 'rate_limited' },
  { name: 'a server of 40 requests a second', faults: ['rate-limit=40'], ends: 'complete' },
  {
    name: '5xx, resets, half bodies at random (30%)',
    faults: ['random=0.3', 'status=503@p:0.3;attempts:3', 'reset@p:0.3;attempts:3', 'reset-body@p:0.3;attempts:3'],
    ends: 'complete',
  },
  {
    name: 'truncated body',
    faults: ['truncate@pages:2,7;attempts:2', 'cut-chunk@pages:3;attempts:2'],
    ends: 'complete',
  },
  {
    name: 'slow drip, hanging server',
    faults: ['drip=200@pages:4;attempts:1', 'hang@pages:2;attempts:1'],
    ends: 'complete',
  },
  { name: 'gzip bomb of 200 MiB', faults: ['gzip-bomb=200@pages:3;attempts:1'], ends: 'complete' },
  { name: 'redirect: loop', faults: ['redirect=loop'], ends: 'source_failed' },
  // A 302 is a sign-in or block page, never a new address: nothing is offered, and nothing is asked of the other host.
  { name: 'redirect: another host, http', faults: ['redirect=other', 'redirect=http'], ends: 'source_unreachable' },
  {
    name: 'HTML, invalid JSON, empty body once',
    faults: ['html@pages:3;attempts:1', 'invalid-json@pages:4;attempts:1', 'empty-body@pages:5;attempts:1'],
    ends: 'complete',
  },
  { name: 'HTML for ever', faults: ['html'], ends: 'source_not_yts' },
  { name: 'challenge page', faults: ['challenge', 'challenge@pages:7'], ends: 'source_failed' },
  {
    name: 'redirect: a sign-in or block page of the network',
    faults: ['redirect=https://login.invalid/hotel?next=1'],
    ends: 'source_unreachable',
  },
  {
    name: 'redirect: a sign-in page in the middle',
    faults: ['redirect=https://login.invalid/@pages:7'],
    ends: 'partial',
  },
  { name: 'clone site', faults: ['clone', 'clone=500'], ends: 'source_not_yts' },
  { name: 'moved: 301, notice', faults: ['moved', 'moved-notice'], ends: 'source_moved' },
  { name: 'JSON nested 100,000 deep', faults: ['deep=100000@pages:3;attempts:1'], ends: 'complete' },
  {
    name: 'hostile strings, 10 MB field, wrong types',
    faults: ['hostile', 'huge=10000000@pages:2', 'wrong-types=3@pages:2,5'],
    ends: 'complete',
  },
  {
    name: 'duplicate, negative, 2^53+1 ids',
    faults: ['duplicate-ids=3', 'negative-ids=2@pages:4', 'huge-ids=2@pages:4'],
    ends: 'complete',
  },
  {
    name: 'movies absent in the middle, once',
    faults: ['absent-movies@pages:5;attempts:1', 'empty-movies@pages:5;attempts:1'],
    ends: 'complete',
  },
  { name: 'movies absent in the middle, for ever', faults: ['absent-movies@pages:5'], ends: 'partial' },
  {
    name: 'silent and short pages, for seconds',
    faults: [
      'absent-movies@pages:1;attempts:1',
      'absent-movies@pages:15-30;attempts:3',
      'absent-movies@pages:2-30;times:12',
      'short=4@pages:7;attempts:2',
      'short=4@pages:15;attempts:1',
    ],
    ends: 'complete',
  },
  {
    name: 'silent and short pages, for ever',
    faults: ['absent-movies@pages:2-30', 'absent-movies@pages:15-30', 'short=4@pages:7', 'short=4@pages:15'],
    ends: 'partial',
  },
  {
    name: 'order ignored, films at two places',
    faults: ['newest-first', 'twice=6:70'],
    ends: 'complete',
  },
  {
    name: "PHP's shapes, and its warnings around the JSON",
    faults: [
      'end-shape=data-list',
      'end-shape=data-null',
      'end-shape=false',
      'end-shape=text',
      'movies-object',
      'text-before',
    ],
    ends: 'complete',
  },
  {
    name: 'movie_count 0, -1, 10^9, off by some, missing',
    faults: [
      'movie-count=0',
      'movie-count=-1',
      'movie-count=1000000000',
      'movie-count-by=37',
      'movie-count-by=-60',
      'no-movie-count',
    ],
    ends: 'complete',
  },
  {
    name: 'schema drift',
    faults: ['schema-drift', 'new-field', 'missing-field=synopsis', 'language-words', 'string-numbers'],
    ends: 'complete',
  },
]

const films = 150
const limit = 10
/** Memory that a load may take at most, whatever it is sent (fault table: "RSS < 300 MB"). */
const mostKiB = 300 * 1024

const syncArgs = (url: string, dataDir: string, ...more: string[]): string[] => [
  ...['sync', '--url', url, '--data-dir', dataDir, '--json', '--limit', String(limit), '--max-workers', '4', ...more],
]

/** Every fault of the network, over real sockets, by the command line in a process of its own. */
export async function networkCampaign(seed: number, only: (name: string) => boolean): Promise<Outcome[]> {
  const api = await startSampleApi({ films, seed })
  try {
    const digest = await freshDigest(api.service)
    const outcomes: Outcome[] = []
    for (const { name, faults, ends } of networkFaults) {
      if (!only(name)) continue
      const trial = new Trial(name)
      for (const fault of faults)
        await trial.try(`--seed ${seed}, ${fault}`, () => underFault(api, fault, ends, digest))
      outcomes.push(trial.outcome)
    }
    const elsewhere = 'redirect to another host: no connection to it'
    if (only(elsewhere)) outcomes.push(await redirectElsewhere(api, elsewhere))
    const proxies = 'a proxy that is away, or is no address'
    if (only(proxies)) outcomes.push(await awayProxies(proxies))
    const recorded = 'recorded catalogue, faults, drift while it is read'
    if (only(recorded)) outcomes.push(await recordedCatalogue(seed, recorded))
    return outcomes
  } finally {
    await api.close()
  }
}

async function underFault(api: SampleApi, fault: string, ends: Ending, digest: string): Promise<string[]> {
  return withDataDir(async (dataDir) => {
    writeFileSync(join(dataDir, 'config.yaml'), 'request_timeout_s: 2\n')
    api.setFaults([fault])
    const load = await runChild(syncArgs(api.url, dataDir))
    api.setFaults([])
    const broken = bewildered(load)
    const ended = load.summary?.status === 'complete' ? 'complete' : load.summary?.error?.kind
    if (ended !== ends)
      broken.push(`ended as ${ended ?? `exit ${load.exitCode}`}, not ${ends}: ${load.stderr.trim().slice(-200)}`)
    if (load.peakKiB !== null && load.peakKiB > mostKiB) broken.push(`${Math.round(load.peakKiB / 1024)} MiB of memory`)
    broken.push(...judge(dataDir).breaches.filter((check) => ends === 'complete' || check !== 'no_failed_pages'))
    return [...broken, ...(await heals(api, dataDir, digest))]
  })
}

/** After the fault is gone, sweeps bring the folder to what a fresh load has (I4): one, or two where strangers must go. */
async function heals(api: SampleApi, dataDir: string, digest: string): Promise<string[]> {
  for (let sweep = 0; sweep < 3; sweep++) {
    const { exitCode, stderr } = await runChild(syncArgs(api.url, dataDir, '--full', '--accept-removals'))
    if (exitCode !== 0) return [`the clean load after it ended with ${exitCode}: ${stderr.trim().slice(-200)}`]
    const now = judge(dataDir)
    if (now.breaches.length > 0) return now.breaches
    if (now.digest === digest) return []
  }
  return ['content differs from a fresh load after three sweeps']
}

async function redirectElsewhere(api: SampleApi, name: string): Promise<Outcome> {
  const trial = new Trial(name)
  let connections = 0
  const other = createServer((socket) => {
    connections++
    socket.destroy()
  })
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.2', resolve))
  const { port } = other.address() as { port: number }
  await trial.try('302 to 127.0.0.2', () =>
    withDataDir(async (dataDir) => {
      api.setFaults([`redirect=http://127.0.0.2:${port}/api/v2/list_movies.json`])
      const { summary, exitCode } = await runChild(syncArgs(api.url, dataDir))
      api.setFaults([])
      const broken: string[] = []
      if (summary?.error?.kind !== 'source_unreachable')
        broken.push(`ended as ${summary?.error?.kind ?? `exit ${exitCode}`}`)
      if (connections > 0) broken.push(`${connections} connections`)
      return broken
    }),
  )
  await new Promise((resolve) => other.close(resolve))
  return trial.outcome
}

/** A load with a proxy that cannot be reached or used names it, with what set it, and tells no password. */
async function awayProxies(name: string): Promise<Outcome> {
  const trial = new Trial(name)
  for (const proxy of ['http://127.0.0.1:9', 'socks4://127.0.0.1:9', 'http://user:50%off@127.0.0.1:9']) {
    await trial.try(proxy, () =>
      withDataDir(async (dataDir) => {
        const load = await runChild(syncArgs('https://catalogue.invalid/api/v2/list_movies.json', dataDir), {
          env: { HTTPS_PROXY: proxy, NO_PROXY: '' },
        })
        const broken = bewildered(load)
        const told = JSON.stringify(load.summary) + load.stderr
        if (load.exitCode !== 5) broken.push(`ended with ${load.exitCode}, not 5`)
        if (!told.includes('HTTPS_PROXY')) broken.push('it does not say what set the proxy')
        if (told.includes('50%off')) broken.push('it tells the password')
        return broken
      }),
    )
  }
  return trial.outcome
}

/** The real films, on a server that fails one request in five while films join, vanish and change rating. */
async function recordedCatalogue(seed: number, name: string): Promise<Outcome> {
  const trial = new Trial(name)
  const ndjson = inProject('..', 'shared', 'fixtures', 'yts', 'catalogue-sample.ndjson.gz')
  if (!existsSync(ndjson)) {
    trial.skip('there is no ../shared/fixtures beside the project')
    return trial.outcome
  }
  const drift = { append: 0.05, remove: 0.1, rerate: 0.2, most: 12 }
  const api = await startSampleApi({ ndjson, seed, drift, faults: ['random=0.2', 'schema-drift@p:0.2'] })
  try {
    await trial.try(`--seed ${seed}`, () =>
      withDataDir(async (dataDir) => {
        const { exitCode, stderr } = await runChild(syncArgs(api.url, dataDir, '--limit', '50'))
        const broken = exitCode === 0 ? [] : [`ended with ${exitCode}: ${stderr.trim().slice(-200)}`]
        broken.push(...judge(dataDir).breaches)
        api.setFaults([])
        for (let page = 0; page < 500; page++) await api.service.handle(new URL(api.url))
        return [...broken, ...(await heals(api, dataDir, await freshDigest(api.service)))]
      }),
    )
  } finally {
    await api.close()
  }
  return trial.outcome
}
