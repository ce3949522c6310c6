// System packages that Electron and its tests need, on Debian and its relatives. Elsewhere the person is told.
import { existsSync } from 'node:fs'
import { run, runInTerminal } from './run.mjs'
import { ActionableError, say, step } from './say.mjs'

/** Electron's own libraries beyond Chromium's. */
const electronPackages = ['libgtk-3-0', 'libnotify4', 'libnss3', 'libxss1', 'libxtst6', 'libsecret-1-0']
/** For the scripts that film titles are written in. */
const fontPackages = ['fonts-noto-cjk', 'fonts-noto-core', 'fonts-noto-color-emoji']
const compilerPackages = ['python3', 'make', 'g++']

/**
 * Makes sure that the libraries of an Electron are there, and, without a screen, a virtual display.
 *
 * @param {string} electron - path of the executable
 * @param {boolean} headless - whether windows must open on a virtual display
 * @returns {Promise<void>}
 */
export async function ensureSystem(electron, headless) {
  if (process.platform !== 'linux') return
  const missing = await missingLibraries(electron)
  const display = headless && !(await isOnPath('Xvfb'))
  if (missing.length === 0 && !display) return
  const what = [...missing, ...(display ? ['Xvfb (virtual display)'] : [])].join(', ')
  say(`Missing on this machine: ${what}`)
  await install([...electronPackages, ...(headless ? fontPackages : [])], true)
  const still = await missingLibraries(electron)
  if (still.length > 0) {
    throw new ActionableError(
      `Electron still misses ${still.join(', ')}.`,
      'install the system packages that hold these libraries, then run the command again.',
    )
  }
}

/**
 * Makes sure that a native addon can be built.
 *
 * @returns {Promise<void>}
 */
export async function ensureCompiler() {
  const found = await Promise.all(['python3', 'make', 'g++'].map(isOnPath))
  if (found.every(Boolean)) return
  await install(compilerPackages, false)
}

/**
 * @param {string} electron
 * @returns {Promise<string[]>}
 */
export async function missingLibraries(electron) {
  const { stdout } = await run('ldd', [electron])
  return [...stdout.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? '')
}

/** @param {string} program */
export async function isOnPath(program) {
  const folders = (process.env.PATH ?? '').split(':')
  return folders.some((folder) => folder !== '' && existsSync(`${folder}/${program}`))
}

/**
 * @param {readonly string[]} packages
 * @param {boolean} chromium - whether Chromium's libraries and the virtual display are wanted too
 */
async function install(packages, chromium) {
  const command = `apt-get install -y ${packages.join(' ')}${chromium ? ' xvfb' : ''}`
  if (!existsSync('/usr/bin/apt-get')) {
    throw new ActionableError(
      'Only Debian and Ubuntu can be set up by this script.',
      `install what these Debian packages hold with the package manager of this system: ${packages.join(' ')} xvfb`,
    )
  }
  const prefix = process.getuid?.() === 0 ? [] : ['sudo']
  await step('updating the list of system packages', () => apt(prefix, ['update', '-qq'], command))
  const available = await onlyAvailable([...packages, ...(chromium ? ['xvfb', ...chromiumPackages] : [])])
  await step(`installing ${available.length} system packages`, () =>
    apt(prefix, ['install', '-y', '-qq', '--no-install-recommends', ...available], command),
  )
}

/** What Chromium links against and draws with. */
const chromiumPackages = [
  'fonts-liberation',
  'libasound2',
  'libatk-bridge2.0-0',
  'libatk1.0-0',
  'libatspi2.0-0',
  'libcairo2',
  'libcups2',
  'libdbus-1-3',
  'libdrm2',
  'libgbm1',
  'libglib2.0-0',
  'libnspr4',
  'libpango-1.0-0',
  'libx11-6',
  'libxcb1',
  'libxcomposite1',
  'libxdamage1',
  'libxext6',
  'libxfixes3',
  'libxkbcommon0',
  'libxrandr2',
]

/**
 * Newer releases renamed some libraries (libgtk-3-0t64): each name as this system has it, unknown ones left out.
 *
 * @param {readonly string[]} packages
 */
async function onlyAvailable(packages) {
  const { stdout } = await run('apt-cache', ['pkgnames'])
  const known = new Set(stdout.split('\n'))
  const names = packages.map((name) => [`${name}t64`, name].find((candidate) => known.has(candidate)))
  return names.filter((name) => name !== undefined)
}

/**
 * @param {readonly string[]} prefix
 * @param {readonly string[]} args
 * @param {string} command - what to tell the person to run when this fails
 */
async function apt(prefix, args, command) {
  const [program = 'apt-get', ...rest] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args]
  // With sudo the terminal stays connected: it may ask for the password.
  const code =
    prefix.length > 0 ? await runInTerminal(program, rest) : await run(program, rest).then((result) => result.code)
  if (code !== 0) {
    throw new ActionableError(
      `System packages could not be installed (apt-get ended with ${code}).`,
      `run this by hand and then the command again: sudo ${command}`,
    )
  }
}
