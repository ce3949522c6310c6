import { appendFile, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { cacheRoot, inProject } from '../lib/paths.ts'
import { run } from '../lib/run.mjs'
import { ActionableError, step } from '../lib/say.mjs'
import { ensureCompiler } from '../lib/system.mjs'
import { cachedFolder } from './cache.ts'

/** The first Electron whose Node offers the Node-API 10 that better-sqlite3's prebuilt addon asks for. */
const firstMajorWithNodeApi10 = 35

/** Whether better-sqlite3's prebuilt addon cannot be loaded by that Electron. */
export function needsOwnAddon(electronVersion: string): boolean {
  return Number.parseInt(electronVersion, 10) < firstMajorWithNodeApi10
}

/**
 * The path of a better-sqlite3 addon built for Node-API 9 out of the package's own source; built once (about a
 * minute) and kept in the cache, by the version of better-sqlite3.
 *
 * @throws ActionableError when there is no compiler or the build fails
 */
export async function ownAddon(): Promise<string> {
  const about = JSON.parse(await readFile(inProject('node_modules/better-sqlite3/package.json'), 'utf8'))
  const name = `better-sqlite3-${about.version}-napi9-${process.platform}-${process.arch}`
  const folder = await cachedFolder(path.join(cacheRoot(), 'addons', name), async (temporary) => {
    await ensureCompiler()
    await step('building better-sqlite3 for the older Electron (about a minute)', () => build(temporary))
  })
  return path.join(folder, 'better_sqlite3.node')
}

async function build(target: string): Promise<void> {
  const work = await mkdtemp(path.join(os.tmpdir(), 'yts-addon-'))
  try {
    const source = path.join(work, 'better-sqlite3')
    await cp(inProject('node_modules/better-sqlite3'), source, { recursive: true })
    await cp(inProject('node_modules/node-addon-api'), path.join(work, 'node_modules/node-addon-api'), {
      recursive: true,
    })
    const headers = await headersFolder(work)
    const gyp = inProject('node_modules/node-gyp/bin/node-gyp.js')
    const args = ['rebuild', '--release', '--force_build=1', '--jobs=max', `--nodedir=${headers}`]
    const built = await run(process.execPath, [gyp, ...args], {
      cwd: source,
      env: {
        ...process.env,
        // The addon keeps references to strings, which is standard from Node-API 10 and experimental (INT_MAX) before.
        CXXFLAGS: '-UNAPI_VERSION -DNAPI_VERSION=2147483647 -DNAPI_EXPERIMENTAL',
      },
    })
    if (built.code !== 0) {
      const said = `${built.stdout}\n${built.stderr}`
      const reason = said.split('\n').find((line) => /error|ERR!|not found/i.test(line)) ?? 'no reason given'
      throw new ActionableError(
        `better-sqlite3 could not be built: ${reason.trim()}`,
        'install a C++ compiler and Python (Debian: apt-get install python3 make g++) and try again.',
      )
    }
    await cp(path.join(source, 'build/Release/better_sqlite3.node'), path.join(target, 'better_sqlite3.node'))
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

/**
 * At the experimental level finalizers run inside the garbage collector and must hand on whatever touches the engine
 * (else the process ends with "Finalizer is calling a function that may affect GC state"). node-addon-api does so where
 * this function is declared; the package of headers leaves experimental functions out.
 */
const postFinalizer = `
#ifndef NODE_API_EXPERIMENTAL_HAS_POST_FINALIZER
#define NODE_API_EXPERIMENTAL_HAS_POST_FINALIZER
EXTERN_C_START
NAPI_EXTERN napi_status NAPI_CDECL node_api_post_finalizer(
    node_api_basic_env env, napi_finalize finalize_cb, void* finalize_data, void* finalize_hint);
EXTERN_C_END
#endif
`

/**
 * A folder that node-gyp takes for Node's headers, out of the npm package `node-api-headers`: all that a Node-API addon
 * includes, the same on every machine, with no download from Node's release host.
 */
async function headersFolder(work: string): Promise<string> {
  const folder = path.join(work, 'headers')
  const include = path.join(folder, 'include', 'node')
  await mkdir(include, { recursive: true })
  await cp(inProject('node_modules/node-api-headers/include'), include, { recursive: true })
  await appendFile(path.join(include, 'js_native_api.h'), postFinalizer)
  const settings = {
    target_defaults: {
      default_configuration: 'Release',
      configurations: { Release: { defines: ['NDEBUG'], cflags: ['-O3'] }, Debug: {} },
      cflags: ['-fPIC', '-pthread'],
      cflags_cc: ['-fno-exceptions', '-fno-rtti'],
    },
  }
  await writeFile(path.join(include, 'common.gypi'), JSON.stringify(settings))
  await writeFile(path.join(include, 'config.gypi'), JSON.stringify({ target_defaults: {}, variables: {} }))
  return folder
}
