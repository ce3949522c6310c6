import { execFile } from 'node:child_process'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { fallback } from '../electron-runtime/fallback.ts'
import { inProject } from '../lib/paths.ts'
import { diagnose, exitCodeOf, findingLines, type Surroundings } from './diagnose.mjs'

const gib = 2 ** 30
const complete: Surroundings = {
  platform: 'linux',
  arch: 'x64',
  node: '24.21.0',
  npm: true,
  dependencies: 'complete',
  projectNode: '24.21.0',
  electron: { kind: 'pinned', version: '45.4.1' },
  releases: 'not asked',
  missingLibraries: [],
  screen: true,
  xvfb: false,
  root: false,
  space: [{ what: 'for the project', free: 10 * gib, needed: 2 * gib }],
}
const stateOf = (found: Partial<Surroundings>, name: string) =>
  diagnose({ ...complete, ...found }).find((finding) => finding.name === name)

it('finds nothing to say of a complete machine', () => {
  const findings = diagnose(complete)
  expect(findings.filter(({ state }) => state !== 'ok')).toEqual([])
  expect(exitCodeOf(findings)).toBe(0)
  expect(findingLines(findings).at(-1)).toBe('Nothing is missing.')
})

it.each<[string, Partial<Surroundings>, string, RegExp, RegExp]>([
  ['an old Node', { node: '18.20.1' }, 'Node', /too old/, /nodejs\.org/],
  ['no Node for the scripts', { node: '20.1.0', projectNode: null }, 'Node', /not run its scripts/, /\.nvmrc/],
  ['no npm', { npm: false }, 'npm', /not there/, /Install npm/],
  ['nothing installed', { dependencies: 'absent', projectNode: null }, 'Dependencies', /not installed/, /npm ci/],
  ['an old installation', { dependencies: 'outdated' }, 'Dependencies', /older than the lockfile/, /npm ci/],
  [
    'no Electron, on a Mac without network',
    { electron: null, releases: 'unreachable', platform: 'darwin', arch: 'arm64' },
    'Electron',
    /does not answer/,
    /ELECTRON_MIRROR/,
  ],
  [
    'missing libraries',
    { missingLibraries: ['libnss3.so', 'libnssutil3.so', 'libgtk-3.so.0', 'libodd.so.1'] },
    'Libraries',
    /libnss3\.so, libnssutil3\.so/,
    /apt-get install libnss3 libgtk-3-0 \(the package with libodd\.so\.1\)/,
  ],
  ['no display', { screen: false }, 'Display', /nor a virtual one/, /xvfb/],
  [
    'no room',
    { space: [{ what: 'for temporary files', free: gib / 2, needed: gib }] },
    'Space',
    /512 MiB free for temporary files/,
    /1,024 MiB/,
  ],
])('says what is missing and how to get it: %s', (_, found, name, says, advice) => {
  const finding = stateOf(found, name)
  expect(finding).toMatchObject({
    state: 'missing',
    says: expect.stringMatching(says),
    advice: expect.stringMatching(advice),
  })
  const findings = diagnose({ ...complete, ...found })
  expect(exitCodeOf(findings)).toBe(1)
  expect(findingLines(findings).at(-1)).toBe('One thing is missing.')
})

it.each<[string, Partial<Surroundings>, string, RegExp]>([
  ['an Electron that stands in', { electron: { kind: 'fallback', version: '33.2.1' } }, 'Electron', /stands in/],
  ['an Electron to be fetched', { electron: null, releases: 'reachable' }, 'Electron', /at first use/],
  ['a release host that is closed', { electron: null, releases: 'unreachable' }, 'Electron', /does not answer/],
  ['a virtual display', { screen: false, xvfb: true }, 'Display', /Xvfb/],
  ['the administrator', { root: true }, 'Display', /sandbox/],
  [
    'libraries of an Electron to come',
    { electron: null, releases: 'reachable' },
    'Libraries',
    /once Electron is there/,
  ],
])('mentions what works and somebody should know: %s', (_, found, name, says) => {
  expect(stateOf(found, name)).toMatchObject({
    state: 'note',
    says: expect.stringMatching(says),
    advice: expect.any(String),
  })
  expect(exitCodeOf(diagnose({ ...complete, ...found }))).toBe(0)
})

it('looks for the Electron that stands in where the scripts keep it', async () => {
  const { readFile } = await import('node:fs/promises')
  const text = await readFile(inProject('scripts/doctor/surroundings.mjs'), 'utf8')
  expect(text).toContain(`'${fallback.version}-linux-x64-`)
})

it('runs where nothing is installed, says so and ends with 1', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'yts-doctor-'))
  try {
    await cp(inProject('scripts'), path.join(folder, 'scripts'), { recursive: true })
    await cp(inProject('package-lock.json'), path.join(folder, 'package-lock.json'))
    const env = {
      ...process.env,
      XDG_CACHE_HOME: folder,
      ELECTRON_MIRROR: 'http://127.0.0.1:9/',
      ELECTRON_OVERRIDE_DIST_PATH: '',
    }
    const { code, said } = await new Promise<{ code: unknown; said: string }>((resolve) => {
      execFile(process.execPath, [path.join(folder, 'scripts/doctor/main.mjs')], { env }, (error, stdout) =>
        resolve({ code: error?.code ?? 0, said: stdout }),
      )
    })
    expect(said).toMatch(/✗ Dependencies: are not installed\n {4}Run npm ci/)
    expect(said).toMatch(/Space: [\d,]+ MiB free/)
    expect(code).toBe(1)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
