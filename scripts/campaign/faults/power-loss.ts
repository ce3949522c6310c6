import { execFile } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { intBelow, randomFor } from '../../../electron/sample/catalogue/random.ts'
import { type SampleApi, startSampleApi } from '../../../electron/sample/server.ts'
import { runChild } from '../child.ts'
import { freshDigest, judge, withDataDir } from '../judge.ts'
import type { Trial } from '../outcome.ts'
import { afterPowerLoss, type Disk, type DiskOp, readOps, recordedFiles } from './write-log.ts'

const run = promisify(execFile)
/** Moments of each recorded load that are only judged, for each one that is resumed as well. */
const judgedForEach = 15

/**
 * Power loss, from a record of every write and sync that a real load made (record-writes.c). At random moments the disk is given
 * what was synced by then and any part of the rest. It must hold a sound warehouse, and the next load must end like a fresh one.
 * When the load had said that it was complete, everything must be there.
 */
export async function powerLoss(seed: number, tries: number, trial: Trial): Promise<void> {
  await withDataDir(async (workshop) => {
    const library = await recorder(workshop)
    if (!library) return trial.skip('recording what is written takes Linux with glibc and a C compiler (cc)')
    const api = await startSampleApi({ films: 300, seed })
    try {
      await withDataDir((dataDir) => underLoss(api, dataDir, library, seed, tries, trial)).catch((error: unknown) =>
        trial.try('recording a load', () => Promise.reject(error)),
      )
    } finally {
      await api.close()
    }
  })
}

async function underLoss(
  api: SampleApi,
  dataDir: string,
  library: string,
  seed: number,
  tries: number,
  trial: Trial,
): Promise<void> {
  const first = await recordLoad(api, dataDir, library, [])
  await lose(api, seed, tries, first, trial, 'first load')
  api.catalogue.append(90)
  for (let at = 0; at < 40; at += 4) api.catalogue.rerate(api.catalogue.idAt(at) ?? 0, 1.7)
  const sweep = await recordLoad(api, dataDir, library, ['--full'])
  await lose(api, seed + 1, tries, sweep, trial, 'full sweep of a changed catalogue')
}

/** Compiles the recording library; null where that cannot be done. */
async function recorder(folder: string): Promise<string | null> {
  if (process.platform !== 'linux') return null
  const library = join(folder, 'record-writes.so')
  const source = join(import.meta.dirname, 'record-writes.c')
  try {
    await run('cc', ['-shared', '-fPIC', '-O1', '-o', library, source, '-ldl', '-lpthread'])
    return library
  } catch {
    return null
  }
}

interface Recorded {
  before: Disk
  ops: DiskOp[]
  /** Content when the load had said that it was complete. */
  digest: string
}

async function recordLoad(api: SampleApi, dataDir: string, library: string, more: string[]): Promise<Recorded> {
  const before = recordedFiles.map((name) => {
    const path = join(dataDir, name)
    return existsSync(path) ? readFileSync(path) : null
  })
  const record = join(dataDir, 'record')
  rmSync(record, { force: true })
  const env = { LD_PRELOAD: library, YTS_RECORD_WRITES: record }
  const load = await runChild([...syncArgs(api, dataDir), ...more], { env })
  if (load.exitCode !== 0) throw new Error(`The recorded load ended with ${load.exitCode}: ${load.stderr.slice(-300)}`)
  const ops = readOps(readFileSync(record))
  for (const kind of ['write', 'sync'] as const) {
    if (!ops.some((op) => op.kind === kind)) throw new Error(`No ${kind} was recorded: other calls are used here.`)
  }
  const database = ops.filter(({ file, kind }) => file === 0 && kind !== 'folder')
  if (database.at(-1)?.kind !== 'sync')
    throw new Error('The database is to be synced, and nothing written to it after.')
  const isFirst = before.every((file) => file === null)
  if (
    isFirst &&
    !ops.slice(ops.findIndex(({ file, kind }) => file === 0 && kind === 'write')).some(({ kind }) => kind === 'folder')
  )
    throw new Error('The folder of a new database is to be synced, so that its name lasts.')
  return { before, ops, digest: await freshDigest(api.service) }
}

/** So many pages that the log is copied while the load goes on, too. */
const syncArgs = (api: SampleApi, dataDir: string): string[] => [
  ...['sync', '--url', api.url, '--data-dir', dataDir, '--json', '--limit', '1', '--max-workers', '4'],
]

async function lose(
  api: SampleApi,
  seed: number,
  tries: number,
  { before, ops, digest }: Recorded,
  trial: Trial,
  name: string,
): Promise<void> {
  for (let index = 0; index < tries * (judgedForEach + 1); index++) {
    const random = randomFor(seed, index, 13)
    // Every so often after the last operation: a load that said it was complete stays so.
    const count = index % 5 === 0 ? ops.length : intBelow(random, ops.length)
    const [disk, loss] = afterPowerLoss(before, ops, count, random)
    await trial.try(`--seed ${seed}, ${name}, loss ${index} (${loss}) after ${count} of ${ops.length}`, () =>
      withDataDir(async (dataDir) => {
        for (const [file, name] of recordedFiles.entries()) {
          const image = disk[file]
          if (image) writeFileSync(join(dataDir, name), image)
        }
        return index % (judgedForEach + 1) === 0
          ? resumed(api, dataDir, digest)
          : soundAfter(dataDir, count === ops.length ? digest : null)
      }),
    )
  }
}

/** What is wrong with the folder as the power left it. `digest`: the content it must have; null = any published one, or none. */
async function soundAfter(dataDir: string, digest: string | null): Promise<string[]> {
  const now = judge(dataDir)
  return digest !== null && now.digest !== digest ? [...now.breaches, 'a complete load was lost'] : now.breaches
}

async function resumed(api: SampleApi, dataDir: string, digest: string): Promise<string[]> {
  const { exitCode, stderr } = await runChild(syncArgs(api, dataDir))
  if (exitCode !== 0) return [`the load after it ended with ${exitCode}: ${stderr.trim().slice(-200)}`]
  if (stderr.includes('set aside')) return ['a sound warehouse was taken for a damaged one']
  const swept = await runChild([...syncArgs(api, dataDir), '--full'])
  if (swept.exitCode !== 0) return [`the sweep after it ended with ${swept.exitCode}`]
  const now = judge(dataDir)
  return now.digest === digest ? now.breaches : [...now.breaches, 'content differs from a fresh load']
}
