import { mkdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { startSampleApi } from '../../electron/sample/server.ts'
import { openReadable } from '../../electron/warehouse/file/connection.ts'
import { listRuns, runDetail } from '../../electron/warehouse/read/runs/runs.ts'
import packageJson from '../../package.json' with { type: 'json' }
import type { SyncSummary } from '../../shared/ipc/progress.ts'
import { inProject } from '../lib/paths.ts'
import { type Figure, median, type Run, timedRun } from './measure.ts'
import { type PeerServer, peerFolder, peerServer } from './peer.ts'

/** The default of the configuration, as a person runs it. */
const workers = 8
const latencyWorkers = 16
/** As `npm run cli` starts Node. */
const nodeFlags = packageJson.scripts.cli.split(' ').filter((word) => word.startsWith('--'))
export interface LoadBenchOptions {
  films: number
  /** How often each contender runs; the medians are compared. */
  rounds: number
  /** A scratch folder, kept between runs for the generated pages. */
  scratch: string
  say: (line: string) => void
}

/** Full load against the thread-pool script and the floor, alternating in one run; a load with nothing new; the same race on plain pages. */
export async function benchLoad(options: LoadBenchOptions): Promise<Figure[]> {
  const peer = await peerServer(options)
  if (typeof peer === 'string') {
    options.say(`the thread-pool script is left out: ${peer}`)
    const api = await startSampleApi({ films: options.films })
    await api.warm(50)
    try {
      return await race(options, api.url, null)
    } finally {
      await api.close()
    }
  }
  const figures: Figure[] = []
  try {
    figures.push(...(await race(options, peer.url, peer.python)))
  } finally {
    await peer.stop()
  }
  const plain = await peerServer(options, 'plain')
  if (typeof plain === 'string') return figures
  try {
    return [...figures, ...(await racePlain(options, plain))]
  } finally {
    await plain.stop()
  }
}

async function race(options: LoadBenchOptions, url: string, python: string | null): Promise<Figure[]> {
  const { films, rounds, scratch, say } = options
  const pages = Math.ceil(films / 50)
  const ours: Run[] = []
  const theirs: Run[] = []
  const floors: Run[] = []
  let last = ''
  for (let round = 0; round < rounds; round++) {
    say(`full load of ${films} films, round ${round + 1} of ${rounds}`)
    if (last) rmSync(last, { recursive: true, force: true })
    last = join(scratch, `load-${round}`)
    rmSync(last, { recursive: true, force: true })
    ours.push(mustEnd(await cli(last, url, '--full')))
    if (python) theirs.push(await script(scratch, url, python))
    floors.push(
      mustEnd(
        await timedRun(process.execPath, [inProject('scripts/bench/floor.ts'), url, String(workers), String(pages)]),
      ),
    )
  }
  const figures = [...compare(ours, theirs, floors), ...stages(last), databaseSize(last)]
  say('a load with nothing new')
  const idle = mustEnd(await cli(last, url, '--incremental'))
  const noop = summaryOf(idle)
  figures.push(
    { what: 'nothing new: requests', value: noop.requests, unit: 'requests', budget: { at: 'most', value: 3 } },
    { what: 'nothing new: load', value: noop.durationMs, unit: 'ms', budget: { at: 'most', value: 300 } },
    { what: 'nothing new: whole process', value: idle.ms, unit: 'ms' },
  )
  rmSync(last, { recursive: true, force: true })
  return figures
}

/** Pages that were not compressed are larger to receive, and packed before they are stored. */
async function racePlain({ films, rounds, scratch, say }: LoadBenchOptions, peer: PeerServer): Promise<Figure[]> {
  const ours: Run[] = []
  const theirs: Run[] = []
  const folder = join(scratch, 'load-plain')
  for (let round = 0; round < rounds; round++) {
    say(`full load of ${films} films in plain pages, round ${round + 1} of ${rounds}`)
    rmSync(folder, { recursive: true, force: true })
    ours.push(mustEnd(await cli(folder, peer.url, '--full')))
    theirs.push(await script(scratch, peer.url, peer.python))
  }
  rmSync(folder, { recursive: true, force: true })
  return [
    { what: 'plain pages: full load, whole process', value: wall(ours), unit: 'ms' },
    { what: 'plain pages: thread-pool script', value: wall(theirs), unit: 'ms' },
    { what: 'plain pages: full load / script, time', value: wall(ours) / wall(theirs), unit: '×' },
    { what: 'plain pages: full load / script, memory', value: peak(ours) / peak(theirs), unit: '×' },
  ]
}

/** One run of the thread-pool script. */
async function script(scratch: string, url: string, python: string): Promise<Run> {
  const db = join(scratch, 'peer.db')
  rmSync(db, { force: true })
  const run = mustEnd(await timedRun(python, [join(peerFolder, 'seed_equivalent.py'), url, '32', db]))
  rmSync(db, { force: true })
  return run
}

const wall = (runs: Run[]): number => median(runs.map(({ ms }) => ms))
const peak = (runs: Run[]): number => median(runs.map(({ peakMiB }) => peakMiB ?? Number.NaN))

function compare(ours: Run[], theirs: Run[], floors: Run[]): Figure[] {
  const figures: Figure[] = [
    { what: 'full load, whole process', value: wall(ours), unit: 'ms' },
    { what: 'full load, peak memory', value: peak(ours), unit: 'MiB' },
    { what: 'floor: fetch and parse only', value: wall(floors), unit: 'ms' },
    { what: 'full load / floor', value: wall(ours) / wall(floors), unit: '×' },
  ]
  if (theirs.length > 0) {
    figures.push(
      { what: 'thread-pool script', value: wall(theirs), unit: 'ms' },
      { what: 'thread-pool script, peak memory', value: peak(theirs), unit: 'MiB' },
      {
        what: 'full load / script, time',
        value: wall(ours) / wall(theirs),
        unit: '×',
        budget: { at: 'most', value: 0.5 },
      },
      {
        what: 'full load / script, memory',
        value: peak(ours) / peak(theirs),
        unit: '×',
        budget: { at: 'most', value: 0.4 },
      },
    )
  }
  return figures
}

/** 100 ms a request, 16 workers: how near the load comes to pages × latency / workers. */
export async function benchLatency(scratch: string, pages: number): Promise<Figure[]> {
  const latencyMs = 100
  const api = await startSampleApi({ films: pages * 50 })
  try {
    await api.warm(50)
    api.setFaults([`latency=${latencyMs}`])
    const dataDir = join(scratch, 'latency')
    rmSync(dataDir, { recursive: true, force: true })
    const summary = summaryOf(mustEnd(await cli(dataDir, api.url, '--full', latencyWorkers)))
    const reading = stageMs(dataDir, 'fetch')
    rmSync(dataDir, { recursive: true, force: true })
    const ideal = (pages * latencyMs) / latencyWorkers
    return [
      {
        what: `100 ms latency, ${latencyWorkers} workers: reading ${pages} pages, share of the ideal`,
        value: (100 * ideal) / reading,
        unit: '%',
        budget: { at: 'least', value: 90 },
        note: `ideal ${Math.round(ideal)} ms, reading ${Math.round(reading)} ms, with planning and publishing ${Math.round(summary.durationMs)} ms`,
      },
    ]
  } finally {
    await api.close()
  }
}

function cli(dataDir: string, url: string, mode: string, maxWorkers = workers): Promise<Run> {
  mkdirSync(dataDir, { recursive: true })
  return timedRun(process.execPath, [
    ...[...nodeFlags, inProject('electron/cli.ts'), 'sync', '--url', url, '--data-dir', dataDir],
    ...['--max-workers', String(maxWorkers), '--limit', '50', '--json', mode],
  ])
}

function mustEnd(run: Run): Run {
  if (run.exitCode !== 0) throw new Error(`A contender ended with ${run.exitCode}: ${run.stderr.slice(-500)}`)
  return run
}

function summaryOf(run: Run): SyncSummary {
  return JSON.parse(run.stdout.trimEnd().split('\n').at(-1) ?? '') as SyncSummary
}

/** Where the time of a load went, from its own ledger. */
function stages(dataDir: string): Figure[] {
  return stagesOf(dataDir).map(({ stage, ms, rowsOut }) => ({
    what: `  stage ${stage}`,
    value: ms,
    unit: 'ms',
    note: `${rowsOut.toLocaleString('en-US')} rows out`,
  }))
}

function stageMs(dataDir: string, name: string): number {
  return stagesOf(dataDir).find(({ stage }) => stage === name)?.ms ?? Number.NaN
}

function stagesOf(dataDir: string) {
  const db = openReadable(join(dataDir, 'warehouse.sqlite'))
  try {
    const newest = listRuns(db, 0, 1).runs[0]
    return newest ? runDetail(db, newest.runId).stages : []
  } finally {
    db.close()
  }
}

function databaseSize(dataDir: string): Figure {
  return { what: 'database file', value: statSync(join(dataDir, 'warehouse.sqlite')).size / 2 ** 20, unit: 'MiB' }
}
