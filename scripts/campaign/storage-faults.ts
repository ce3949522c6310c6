import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { intBelow, randomFor } from '../../e2e/sample-api/random.ts'
import { type SampleApi, startSampleApi } from '../../e2e/sample-api/server.ts'
import { databaseFile } from '../../electron/warehouse/recovery.ts'
import { runChild } from './child.ts'
import { freshDigest, judge, withDataDir } from './judge.ts'
import { mountTmpfs, nobody } from './machine.ts'
import { type Outcome, Trial } from './outcome.ts'

const films = 300
const limit = 10
const tenYears = 10 * 365 * 86_400_000

interface Ground {
  api: SampleApi
  digest: string
  seed: number
}

const syncArgs = (api: SampleApi, dataDir: string, ...more: string[]): string[] => [
  ...[
    'sync',
    '--url',
    api.url,
    '--data-dir',
    dataDir,
    '--json',
    '--limit',
    String(limit),
    '--max-workers',
    '4',
    ...more,
  ],
]

/** Every fault of disk, files, clock and other processes that this machine can make. */
export async function storageCampaign(
  seed: number,
  tries: number,
  only: (name: string) => boolean,
): Promise<Outcome[]> {
  const api = await startSampleApi({ films, seed })
  try {
    const ground: Ground = { api, seed, digest: await freshDigest(api.service) }
    const all: readonly [string, (trial: Trial) => Promise<void>][] = [
      ['disk full', (trial) => diskFull(ground, trial)],
      ['read-only folder', (trial) => readOnlyFolder(ground, trial)],
      ['database header overwritten', (trial) => damaged(ground, trial, 1, (file) => overwrite(file, 0, 100))],
      [
        'database truncated',
        (trial) =>
          damaged(ground, trial, tries, (file, at) => truncateSync(file, Math.floor(statSync(file).size * at))),
      ],
      [
        'random database page overwritten',
        (trial) =>
          damaged(ground, trial, tries, (file, at) =>
            overwrite(file, Math.floor((statSync(file).size - 600) * at), 512),
          ),
      ],
      ['torn WAL: cut or flipped, no shm', (trial) => tornWal(ground, trial, tries)],
      ['two writers', (trial) => twoWriters(ground, trial)],
      ['wall clock jumps by ten years', (trial) => clockJumps(ground, trial)],
      ['broken configuration files', (trial) => brokenConfig(ground, trial)],
    ]
    const outcomes: Outcome[] = []
    for (const [name, run] of all) {
      if (!only(name)) continue
      const trial = new Trial(name)
      await run(trial)
      outcomes.push(trial.outcome)
    }
    return outcomes
  } finally {
    await api.close()
  }
}

/** Sound, and after one more load equal to a fresh one. */
async function endsWell({ api, digest }: Ground, dataDir: string, ...more: string[]): Promise<string[]> {
  const { exitCode, stderr } = await runChild(syncArgs(api, dataDir, ...more))
  if (exitCode !== 0) return [`the load after it ended with ${exitCode}: ${stderr.trim().slice(-200)}`]
  const now = judge(dataDir)
  return now.digest === digest ? now.breaches : [...now.breaches, 'content differs from a fresh load']
}

async function diskFull(ground: Ground, trial: Trial): Promise<void> {
  await withDataDir(async (dataDir) => {
    const disk = await mountTmpfs(dataDir, '1m')
    if (!disk) return trial.skip('a small file system cannot be mounted here')
    try {
      await trial.try('tmpfs of 1 MiB', async () => {
        const { exitCode, summary } = await runChild(syncArgs(ground.api, dataDir))
        const broken = exitCode === 0 ? ['the load claims to be complete'] : []
        const kind = summary?.error?.kind
        if (kind !== 'disk_full') broken.push(`ended as ${kind ?? `exit ${exitCode}`}`)
        await disk.resize('64m')
        return [...broken, ...(await endsWell(ground, dataDir))]
      })
    } finally {
      await disk.unmount()
    }
  })
}

async function readOnlyFolder(ground: Ground, trial: Trial): Promise<void> {
  const uid = nobody()
  if (uid === null) return trial.skip('another user is needed, and only root can be one')
  await withDataDir(async (dataDir) => {
    await trial.try('folder and files without write permission', async () => {
      await runChild(syncArgs(ground.api, dataDir))
      const before = judge(dataDir)
      const everything = [...readdirSync(dataDir).map((name) => join(dataDir, name)), dataDir]
      for (const path of everything) chmodSync(path, statSync(path).isDirectory() ? 0o555 : 0o444)
      const { exitCode, summary } = await runChild(syncArgs(ground.api, dataDir, '--full'), { uid })
      for (const path of everything) chmodSync(path, statSync(path).isDirectory() ? 0o755 : 0o644)
      for (const path of everything) if (existsSync(path)) chownSync(path, 0, 0)
      const broken: string[] = []
      if (exitCode === 0) broken.push('the load claims to be complete')
      if (summary?.error?.kind !== 'read_only') broken.push(`ended as ${summary?.error?.kind ?? `exit ${exitCode}`}`)
      if (judge(dataDir).digest !== before.digest) broken.push('content changed')
      return [...broken, ...(await endsWell(ground, dataDir))]
    })
  })
}

function overwrite(file: string, from: number, length: number): void {
  const bytes = readFileSync(file)
  bytes.fill(0xa5, from, from + length)
  writeFileSync(file, bytes)
}

/**
 * Damage to a loaded database. A sweep after it must end well, or else `verify` must name the damage: what may not be is a
 * warehouse that says it is sound and differs. The damaged file, where it was replaced, must still be there.
 */
async function damaged(
  ground: Ground,
  trial: Trial,
  tries: number,
  harm: (file: string, at: number) => void,
): Promise<void> {
  for (let index = 0; index < tries; index++) {
    await trial.try(`--seed ${ground.seed}, damage ${index}`, () =>
      withDataDir(async (dataDir) => {
        await runChild(syncArgs(ground.api, dataDir))
        const file = join(dataDir, databaseFile)
        harm(file, randomFor(ground.seed, index, 5)())
        const verified = await runChild(['verify', '--data-dir', dataDir, '--json'])
        const swept = await runChild(syncArgs(ground.api, dataDir, '--full'))
        const replaced = readdirSync(dataDir).some((name) => name.includes('.corrupt-'))
        if (swept.exitCode === 0) {
          const now = await soundOrNamed(dataDir)
          if (now === ground.digest) return []
          // A text that was overwritten in a sound file: verify names it, and bronze has it.
          if (verified.exitCode !== 0 && !replaced) {
            const rebuilt = await runChild(['rebuild', '--data-dir', dataDir, '--json'])
            return rebuilt.exitCode === 0
              ? endsWell(ground, dataDir, '--full')
              : [`rebuild ended with ${rebuilt.exitCode}: ${rebuilt.stderr.trim().slice(-200)}`]
          }
          return ['content differs from a fresh load']
        }
        // Damage met in the middle of a load is put right when the warehouse is opened next.
        if (verified.exitCode === 0) return [`verify found nothing, and the load ended with ${swept.exitCode}`]
        return endsWell(ground, dataDir, '--full')
      }),
    )
  }
}

/** The digest, or null when the judge itself cannot read the file. */
async function soundOrNamed(dataDir: string): Promise<string | null> {
  try {
    const { breaches, digest } = judge(dataDir)
    return breaches.filter((breach) => breach !== 'bronze_bodies').length === 0 ? digest : null
  } catch {
    return null
  }
}

async function tornWal(ground: Ground, trial: Trial, tries: number): Promise<void> {
  if (process.platform === 'win32') return trial.skip('a process cannot be stopped by a signal here')
  for (let index = 0; index < tries; index++) {
    await trial.try(`--seed ${ground.seed}, tear ${index}`, () =>
      withDataDir((source) =>
        withDataDir(async (copy) => {
          const random = randomFor(ground.seed, index, 9)
          ground.api.setFaults(['latency=10'])
          await runChild(syncArgs(ground.api, source), {
            onSpawn: (pid) => copyWhileStopped(ground.api, pid, source, copy, 5 + intBelow(random, 25)),
          })
          ground.api.setFaults([])
          const wal = join(copy, `${databaseFile}-wal`)
          if (!existsSync(wal)) return endsWell(ground, copy)
          const at = Math.floor(statSync(wal).size * random())
          if (random() < 0.5) truncateSync(wal, at)
          else overwrite(wal, at, 64)
          return [...judge(copy).breaches, ...(await endsWell(ground, copy))]
        }),
      ),
    )
  }
}

/** When the server has answered so many requests: stops the process, copies database and log without the shm, lets it go on. */
function copyWhileStopped(api: SampleApi, pid: number, from: string, to: string, requests: number): void {
  const start = api.counters.requests
  let copied = false
  api.service.onRequest = () => {
    if (copied || api.counters.requests - start < requests) return
    copied = true
    process.kill(pid, 'SIGSTOP')
    for (const name of [databaseFile, `${databaseFile}-wal`]) {
      if (existsSync(join(from, name))) copyFileSync(join(from, name), join(to, name))
    }
    process.kill(pid, 'SIGCONT')
  }
}

async function twoWriters(ground: Ground, trial: Trial): Promise<void> {
  await trial.try('two command lines at once', () =>
    withDataDir(async (dataDir) => {
      ground.api.setFaults(['latency=40'])
      const ends = await Promise.all([1, 2].map(() => runChild(syncArgs(ground.api, dataDir, '--full'))))
      ground.api.setFaults([])
      const codes = ends.map(({ exitCode }) => exitCode).sort()
      const broken = codes.join() === '0,3' ? [] : [`exit codes ${codes.join(' and ')}, not 0 and 3`]
      return [...broken, ...(await endsWell(ground, dataDir))]
    }),
  )
}

async function clockJumps(ground: Ground, trial: Trial): Promise<void> {
  for (const clockJumpMs of [tenYears, -tenYears]) {
    await trial.try(`${clockJumpMs} ms`, () =>
      withDataDir(async (dataDir) => {
        const { exitCode } = await runChild(syncArgs(ground.api, dataDir), { clockJumpMs })
        const broken = exitCode === 0 ? [] : [`ended with ${exitCode}`]
        if (judge(dataDir).digest !== ground.digest) broken.push('content differs from a fresh load')
        return [...broken, ...(await endsWell(ground, dataDir))]
      }),
    )
  }
}

async function brokenConfig(ground: Ground, trial: Trial): Promise<void> {
  const texts = [
    '',
    '\ufeffmax_workers: 4\n',
    'max_workers: many\n',
    'limit: 99999999999999999999\n',
    ': : :\n\t- [',
    'colour: blue\n',
    '\u0000\u0001',
    '- 1\n- 2\n',
    `a: ${'x'.repeat(200_000)}\n`,
  ]
  for (const [index, text] of texts.entries()) {
    await trial.try(`config ${index}`, () =>
      withDataDir(async (dataDir) => {
        writeFileSync(join(dataDir, 'config.yaml'), text)
        writeFileSync(join(dataDir, 'config.json'), text)
        return endsWell(ground, dataDir)
      }),
    )
  }
}
