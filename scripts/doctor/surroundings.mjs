// Looks at this machine, changes nothing on it and installs nothing.
import { existsSync, readFileSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { dependencyState, projectNode, projectRoot } from '../bootstrap/install.mjs'
import { npmCommand, run } from '../lib/run.mjs'
import { isOnPath, missingLibraries } from '../lib/system.mjs'

const gibibyte = 2 ** 30

/** @returns {Promise<import('./diagnose.mjs').Surroundings>} */
export async function lookAround() {
  const npm = npmCommand()
  const runtime = electronHere()
  const [npmAnswer, nodeOfScripts, releases, libraries, xvfb, space] = await Promise.all([
    run(npm.command, [...npm.args, '--version'], { shell: npm.shell, timeoutMs: 20_000 }),
    versionOfProjectNode(),
    runtime ? /** @type {const} */ ('not asked') : releaseHost(),
    runtime && process.platform === 'linux' ? missingLibraries(runtime.path) : [],
    isOnPath('Xvfb'),
    freeSpace(),
  ])
  return {
    platform: process.platform,
    arch: process.arch,
    node: process.versions.node,
    npm: npmAnswer.code === 0,
    dependencies: dependencyState(),
    projectNode: nodeOfScripts,
    electron: runtime && { kind: runtime.kind, version: runtime.version },
    releases,
    missingLibraries: libraries,
    screen: process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY),
    xvfb,
    root: process.getuid?.() === 0,
    space,
  }
}

/** @returns {Promise<string | null>} */
async function versionOfProjectNode() {
  try {
    const { code, stdout } = await run(projectNode(), ['--version'])
    return code === 0 ? stdout.trim().replace(/^v/, '') : null
  } catch {
    return null
  }
}

/**
 * The Electron that is on this machine already, looked for where scripts/electron-runtime looks.
 *
 * @returns {{ kind: string, version: string, path: string } | null}
 */
function electronHere() {
  const named = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (named) return electronIn(path.resolve(named), 'named by ELECTRON_OVERRIDE_DIST_PATH')
  const own = electronIn(path.join(projectRoot, 'node_modules', 'electron', 'dist'), 'pinned')
  if (own) return own
  const cached = path.join(cacheFolder(), 'yts-explorer', 'electron', '33.2.1-linux-x64-2')
  return electronIn(cached, 'fallback')
}

/** @param {string} dist @param {string} kind */
function electronIn(dist, kind) {
  const executable = path.join(
    dist,
    process.platform === 'win32'
      ? 'electron.exe'
      : process.platform === 'darwin'
        ? 'Electron.app/Contents/MacOS/Electron'
        : 'electron',
  )
  if (!existsSync(executable)) return null
  try {
    return {
      kind,
      version: readFileSync(path.join(dist, 'version'), 'utf8').trim().replace(/^v/, ''),
      path: executable,
    }
  } catch {
    return null
  }
}

/** @returns {string} */
function cacheFolder() {
  return process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache')
}

/** @returns {Promise<'reachable' | 'unreachable'>} */
async function releaseHost() {
  const address = process.env.ELECTRON_MIRROR || 'https://github.com/electron/electron/releases/'
  try {
    const { ok } = await fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(8_000) })
    return ok ? 'reachable' : 'unreachable'
  } catch {
    return 'unreachable'
  }
}

/** @returns {Promise<{ what: string, free: number, needed: number }[]>} */
async function freeSpace() {
  const places = [
    { what: 'for the project and what it builds', folder: projectRoot, needed: 2 * gibibyte },
    { what: 'for temporary files', folder: os.tmpdir(), needed: gibibyte },
    { what: 'in the home folder, for the data', folder: os.homedir(), needed: gibibyte },
  ]
  return Promise.all(
    places.map(async ({ what, folder, needed }) => {
      const { bavail, bsize } = await statfs(folder)
      return { what, free: bavail * bsize, needed }
    }),
  )
}
