import { cpSync } from 'node:fs'
import { intBelow, randomFor } from '../../electron/sample/catalogue/random.ts'
import { type SampleApi, startSampleApi } from '../../electron/sample/server.ts'
import type { HookPoint } from '../../electron/sync/fetch/page-source.ts'
import { bewildered, type ChildEnd, runChild } from './child.ts'
import { freshDigest, judge, openLeft, withDataDir } from './judge.ts'
import { type Outcome, Trial } from './outcome.ts'

/** Every named point of a load at which it may die, and how often a small load passes it. */
const failpoints: readonly [point: HookPoint, occasions: number][] = [
  ['run-begun', 1],
  ['fetch-before', 20],
  ['fetch-after', 20],
  ['commit-before', 3],
  ['commit-after', 3],
  ['plan-saved', 1],
  ['promote-before', 1],
  ['promote-after', 1],
  ['finish-before', 1],
  ['finish-after', 1],
]

const films = 600
const limit = 20
const workers = 4
/** A load of 30 pages from a server this slow takes long enough to be killed in the middle. */
const latencyMs = 8

const syncArgs = (api: SampleApi, dataDir: string, ...more: string[]): string[] => [
  ...['sync', '--url', api.url, '--data-dir', dataDir, '--json'],
  ...['--limit', String(limit), '--max-workers', String(workers), ...more],
]

/**
 * Kills loads with SIGKILL, at random moments and at every named failpoint, each followed by a resume. Half are first
 * loads, half incremental ones over a catalogue that has grown.
 */
export async function kills(seed: number, count: number): Promise<Outcome[]> {
  const api = await startSampleApi({ films, seed, faults: [`latency=${latencyMs}`] })
  try {
    return await withDataDir(async (loaded) => {
      const first = await runChild(syncArgs(api, loaded))
      if (first.exitCode !== 0) throw new Error(`The undisturbed load ended with ${first.exitCode}: ${first.stderr}`)
      const base = { dataDir: loaded, digest: await cleanDigest(api), ms: first.ms }
      const random = new Trial('SIGKILL at a random moment, first load')
      const named = new Trial('SIGKILL at a named failpoint, first load')
      const grown = new Trial('SIGKILL, incremental load of a grown catalogue')
      const tries = Array.from({ length: count }, (_, index) => index)
      const share = <T>(kind: number): T[] => tries.filter((index) => index % 4 === kind) as T[]
      await inPairs([...share<number>(0), ...share<number>(1)], (index) =>
        random.try(`--seed ${seed}, kill ${index}`, () => killAtRandom(api, seed, index, base)),
      )
      await inPairs(share<number>(2), (index) =>
        named.try(`--seed ${seed}, kill ${index}`, () => killAtFailpoint(api, seed, index, base.digest)),
      )
      api.catalogue.append(130)
      const grownDigest = await cleanDigest(api)
      await inPairs(share<number>(3), (index) =>
        grown.try(`--seed ${seed}, kill ${index}`, () => killIncremental(api, seed, index, base.dataDir, grownDigest)),
      )
      return [random.outcome, named.outcome, grown.outcome]
    })
  } finally {
    await api.close()
  }
}

async function cleanDigest(api: SampleApi): Promise<string> {
  api.setFaults([])
  const digest = await freshDigest(api.service)
  api.setFaults([`latency=${latencyMs}`])
  return digest
}

/** Two at a time: a killed child leaves the machine idle most of the while. */
async function inPairs(indexes: readonly number[], work: (index: number) => Promise<void>): Promise<void> {
  const left = [...indexes]
  const worker = async (): Promise<void> => {
    for (let index = left.shift(); index !== undefined; index = left.shift()) await work(index)
  }
  await Promise.all([worker(), worker()])
}

function killAtRandom(
  api: SampleApi,
  seed: number,
  index: number,
  base: { digest: string; ms: number },
): Promise<string[]> {
  const killAfter = randomFor(seed, index)() * base.ms
  return withDataDir(async (dataDir) => {
    await runChild(syncArgs(api, dataDir), { killAfter })
    return afterDeath(api, dataDir, base.digest)
  })
}

function killAtFailpoint(api: SampleApi, seed: number, index: number, digest: string): Promise<string[]> {
  const [point, occasions] = failpoints[Math.floor(index / 4) % failpoints.length] ?? ['run-begun', 1]
  const nth = 1 + intBelow(randomFor(seed, index), occasions)
  return withDataDir(async (dataDir) => {
    const killed = await runChild(syncArgs(api, dataDir), { failpoint: `${point}:${nth}` })
    const broken = await afterDeath(api, dataDir, digest)
    // A fast machine writes more pages in one transaction, so a late occasion may never come.
    if (killed.signal !== 'SIGKILL' && nth === 1) broken.push(`${point}:${nth} was never passed`)
    return broken.map((text) => `${point}:${nth}: ${text}`)
  })
}

function killIncremental(
  api: SampleApi,
  seed: number,
  index: number,
  loaded: string,
  digest: string,
): Promise<string[]> {
  const [point, occasions] = failpoints[Math.floor(index / 4) % failpoints.length] ?? ['run-begun', 1]
  const nth = 1 + intBelow(randomFor(seed, index), Math.min(occasions, 4))
  return withDataDir(async (dataDir) => {
    cpSync(loaded, dataDir, { recursive: true })
    await runChild(syncArgs(api, dataDir, '--incremental'), { failpoint: `${point}:${nth}` })
    return afterDeath(api, dataDir, digest, ['--incremental'])
  })
}

/** What must hold of a folder whose load died: sound as it is, resumable, bounded work again, then equal to a fresh load. */
async function afterDeath(
  api: SampleApi,
  dataDir: string,
  digest: string,
  more: readonly string[] = [],
): Promise<string[]> {
  // In a copy: the resume finds what the dead process left, and takes it up itself.
  const [breachesBefore, before] = await withDataDir(async (copy) => {
    cpSync(dataDir, copy, { recursive: true })
    return [judge(copy).breaches, stored(copy)] as const
  })
  const broken = breachesBefore.map((breach) => `before the resume: ${breach}`)
  const resumed = await runChild(syncArgs(api, dataDir, ...more))
  if (resumed.exitCode !== 0) return [...broken, describe(resumed)]
  const { breaches, digest: now } = judge(dataDir)
  broken.push(...breaches, ...bewildered(resumed))
  const after = stored(dataDir)
  if (before.some(({ id, sha256 }, index) => after[index]?.id !== id || after[index].sha256 !== sha256))
    broken.push('a stored page was lost')
  const unfinished = new Set(before.filter(({ status }) => status !== 'complete').map(({ page }) => page))
  const again = after.slice(before.length).filter(({ page }) => unfinished.has(page)).length
  // What the killed load had stored is not asked for again, but for a page a boundary.
  if (again > workers) broken.push(`${again} of ${unfinished.size} stored pages were read again`)
  if (now !== digest) broken.push('content differs from a fresh load')
  return broken
}

interface StoredPage {
  id: number
  page: number
  sha256: string
  /** Of its run. */
  status: string
}

/** The stored pages of a folder, oldest first. */
function stored(dataDir: string): StoredPage[] {
  const db = openLeft(dataDir)
  if (!db) return []
  try {
    const sql = 'SELECT page_id AS id, page, sha256, status FROM bronze_page JOIN run USING (run_id) ORDER BY page_id'
    return db.prepare<[], StoredPage>(sql).all()
  } finally {
    db.close()
  }
}

function describe(end: ChildEnd): string {
  return `the resume ended with ${end.signal ?? end.exitCode}: ${end.stderr.trim().slice(-300)}`
}
