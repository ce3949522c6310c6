import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { type SampleApi, startSampleApi } from '../../../electron/sample/server.ts'
import { databaseFile } from '../../../electron/warehouse/file/database-file.ts'
import { bewildered, runChild } from '../child.ts'
import { endsWell, type Ground, overwrite, syncArgs } from '../ground.ts'
import { freshDigest, judge, withDataDir } from '../judge.ts'
import { mountTmpfs, nobody } from '../machine.ts'
import { type Outcome, Trial } from '../outcome.ts'
import { damaged, tornWal } from './damage-faults.ts'
import { powerLoss } from './power-loss.ts'

const films = 300
const tenYears = 10 * 365 * 86_400_000

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
      ['disk full', (trial) => diskFull(ground, trial, tries)],
      ['read-only folder', (trial) => readOnlyFolder(ground, trial)],
      ['data folder on a drive that is away', (trial) => awayFolder(ground, trial)],
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
      ['power loss: what was not synced is lost, torn or garbled', (trial) => powerLoss(seed, tries, trial)],
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

/** The disk fills up at another moment each time: in the schema, among the pages, while gold is built, at the checkpoint. */
async function diskFull(ground: Ground, trial: Trial, tries: number): Promise<void> {
  const needed = await withDataDir(async (dataDir) => {
    await runChild(syncArgs(ground.api, dataDir))
    return statSync(join(dataDir, databaseFile)).size
  })
  for (let index = 0; index < tries; index++) {
    // The log holds what the database will hold once more, so that twice its size is about enough.
    const kib = Math.floor(((0.1 + 1.9 * ((index + 0.5) / tries)) * needed) / 1024)
    await withDataDir(async (dataDir) => {
      const disk = await mountTmpfs(dataDir, `${kib}k`)
      if (!disk) return trial.skip('a small file system cannot be mounted here')
      try {
        await trial.try(`tmpfs of ${kib} KiB`, async () => {
          const load = await runChild(syncArgs(ground.api, dataDir))
          const broken = bewildered(load)
          const kind = load.summary?.error?.kind
          if (load.exitCode !== 0 && kind !== 'disk_full') broken.push(`ended as ${kind ?? `exit ${load.exitCode}`}`)
          if (load.exitCode === 0 && judge(dataDir).digest !== ground.digest) broken.push('it claims to be complete')
          await disk.resize('64m')
          return [...broken, ...(await endsWell(ground, dataDir))]
        })
      } finally {
        await disk.unmount()
      }
    })
  }
}

const dryRun = (api: SampleApi): string[] => ['sync', '--dry-run', '--url', api.url]

async function readOnlyFolder(ground: Ground, trial: Trial): Promise<void> {
  const uid = nobody()
  if (uid === null) return trial.skip('another user is needed, and only root can be one')
  await withDataDir(async (dataDir) => {
    await trial.try('folder and files without write permission', async () => {
      await runChild(syncArgs(ground.api, dataDir))
      const before = judge(dataDir)
      const everything = [...readdirSync(dataDir).map((name) => join(dataDir, name)), dataDir]
      for (const path of everything) chmodSync(path, statSync(path).isDirectory() ? 0o555 : 0o444)
      const load = await runChild(syncArgs(ground.api, dataDir, '--full'), { uid })
      const { exitCode, summary } = load
      const readers = [['status'], ['verify'], ['query', 'SELECT count(*) FROM fact_movies'], dryRun(ground.api)]
      const read = await Promise.all(
        readers.map((args) => runChild([...args, '--data-dir', dataDir, '--json'], { uid })),
      )
      for (const path of everything) chmodSync(path, statSync(path).isDirectory() ? 0o755 : 0o644)
      for (const path of everything) if (existsSync(path)) chownSync(path, 0, 0)
      const broken = [load, ...read].flatMap(bewildered)
      for (const [index, end] of read.entries())
        if (end.exitCode !== 0)
          broken.push(`${readers[index]?.[0]} ended with ${end.exitCode}: ${end.stderr.slice(-200)}`)
      if (exitCode === 0) broken.push('the load claims to be complete')
      if (summary?.error?.kind !== 'read_only') broken.push(`ended as ${summary?.error?.kind ?? `exit ${exitCode}`}`)
      if (judge(dataDir).digest !== before.digest) broken.push('content changed')
      return [...broken, ...(await endsWell(ground, dataDir))]
    })
  })
}

/** Data that was moved to a drive: while it is away nothing is made in its place, and once it is back nothing is missing. */
async function awayFolder({ api, digest }: Ground, trial: Trial): Promise<void> {
  for (const place of ['nothing', 'an empty folder']) {
    await trial.try(`${place} in its place`, () =>
      withDataDir(async (home) => {
        const drive = join(home, 'drive')
        const load = await runChild(syncArgs(api, drive))
        if (load.exitCode !== 0) return [`the load before it ended with ${load.exitCode}`]
        const app = join(home, 'app')
        mkdirSync(app)
        writeFileSync(join(app, 'location.json'), JSON.stringify({ dataFolder: drive }))
        renameSync(drive, join(home, 'unplugged'))
        if (place === 'an empty folder') mkdirSync(drive)
        const away = await runChild(syncArgs(api, app, '--full'))
        const broken = bewildered(away)
        if (away.exitCode === 0) broken.push('the load claims to be complete')
        if (!away.summary?.error?.message.includes(drive)) broken.push('it does not say which folder is missing')
        if (existsSync(drive) && readdirSync(drive).length > 0) broken.push('something was made in its place')
        if (readdirSync(app).join() !== 'location.json') broken.push('something was made beside the note')
        rmSync(drive, { recursive: true, force: true })
        renameSync(join(home, 'unplugged'), drive)
        if (judge(drive).digest !== digest) broken.push('content changed')
        return broken
      }),
    )
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
        const { stderr } = await runChild(syncArgs(ground.api, dataDir))
        const broken = text === '' || stderr.includes('config.') ? [] : ['nothing was said about it']
        // Progress is written back to a sound file, and what stood there before is kept.
        const now = readFileSync(join(dataDir, 'config.yaml'), 'utf8')
        const kept = now === text || readFileSync(join(dataDir, 'backups', 'config.yaml.0001'), 'utf8') === text
        if (!kept) broken.push('the text was lost')
        return [...broken, ...(await endsWell(ground, dataDir))]
      }),
    )
  }
}
