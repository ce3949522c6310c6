import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { say } from '../lib/say.mjs'

/** A lock older than this is left over from a machine that was switched off mid-way. */
const staleAfterMs = 20 * 60_000

/**
 * The folder `final`, made by `fill` when it is not there yet. `fill` writes into a temporary folder beside it that is
 * renamed when complete, so a cut download or a killed build never leaves a half-filled cache, and two processes that
 * want the same folder wait for each other.
 *
 * @param final - absolute path of the folder
 * @param fill - writes the content into the folder it is given
 */
export async function cachedFolder(final: string, fill: (temporary: string) => Promise<void>): Promise<string> {
  if (existsSync(final)) return final
  await mkdir(path.dirname(final), { recursive: true })
  return withLock(`${final}.lock`, async () => {
    if (existsSync(final)) return final
    const temporary = `${final}.partial`
    await rm(temporary, { recursive: true, force: true })
    await mkdir(temporary, { recursive: true })
    try {
      await fill(temporary)
      await rename(temporary, final)
    } catch (error) {
      await rm(temporary, { recursive: true, force: true })
      throw error
    }
    return final
  })
}

/** Runs `work` while no other process holds the same lock; the lock of a dead process is taken over. */
async function withLock<T>(lock: string, work: () => Promise<T>): Promise<T> {
  for (let announced = false; !(await tryLock(lock)); ) {
    if (!announced) say(`  waiting for another process that prepares ${path.basename(lock, '.lock')}`)
    announced = true
    await delay(300)
  }
  try {
    return await work()
  } finally {
    await rm(lock, { force: true })
  }
}

async function tryLock(lock: string): Promise<boolean> {
  try {
    await writeFile(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  if (await isStale(lock)) {
    // Renaming first makes sure that of several waiting processes only one removes the dead lock.
    const grave = `${lock}.${process.pid}`
    await rename(lock, grave).catch(() => undefined)
    await rm(grave, { force: true })
  }
  return false
}

async function isStale(lock: string): Promise<boolean> {
  try {
    const { mtimeMs } = await stat(lock)
    const pid = Number(await readFile(lock, 'utf8'))
    const age = Date.now() - mtimeMs
    // A lock file is empty for a moment between its creation and the writing of the number.
    if (!pid) return age > 10_000
    return age > staleAfterMs || !isAlive(pid)
  } catch {
    return false
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
