import { copyFileSync, existsSync, readdirSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { intBelow, randomFor } from '../../../electron/sample/catalogue/random.ts'
import type { SampleApi } from '../../../electron/sample/server.ts'
import { databaseFile } from '../../../electron/warehouse/file/database-file.ts'
import { runChild } from '../child.ts'
import { endsWell, type Ground, overwrite, syncArgs } from '../ground.ts'
import { judge, withDataDir } from '../judge.ts'
import type { Trial } from '../outcome.ts'

/**
 * Damage to a loaded database. A sweep after it must end well, or else `verify` must name the damage: what may not be is a
 * warehouse that says it is sound and differs. The damaged file, where it was replaced, must still be there.
 */
export async function damaged(
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

/** The state in which a stopped process left database and log, the log then cut or flipped: some prefix of the commits. */
export async function tornWal(ground: Ground, trial: Trial, tries: number): Promise<void> {
  if (process.platform === 'win32') return trial.skip('a process cannot be stopped by a signal here')
  for (let index = 0; index < tries; index++) {
    await trial.try(`--seed ${ground.seed}, tear ${index}`, () =>
      withDataDir((source) =>
        withDataDir(async (copy) => {
          const random = randomFor(ground.seed, index, 9)
          await runChild(syncArgs(ground.api, source))
          ground.api.setFaults(['latency=10'])
          await runChild(syncArgs(ground.api, source, '--full'), {
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
