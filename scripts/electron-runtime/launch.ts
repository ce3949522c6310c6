import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { projectRoot } from '../lib/paths.ts'
import { resolveElectron } from './resolve.ts'

export type LaunchRequest = {
  /** The data folder the app opens: warehouse, configuration, logs. */
  dataDir: string
  /** Further arguments for the app. */
  args?: readonly string[]
  /** Further environment variables; `undefined` takes one away. */
  env?: Record<string, string | undefined>
}

export type LaunchOptions = {
  executablePath: string
  args: string[]
  cwd: string
  env: Record<string, string>
}

/**
 * What `child_process.spawn` needs to open the built app (`npm run build`) in the
 * Electron of this machine on a data folder of the caller's choice.
 */
export async function electronLaunchOptions(request: LaunchRequest): Promise<LaunchOptions> {
  const runtime = await resolveElectron()
  const env = { ...process.env, ...runtime.env, YTS_DATA_DIR: request.dataDir, ...request.env }
  return {
    executablePath: runtime.path,
    args: [...rootArguments(), projectRoot, `--data-dir=${request.dataDir}`, ...(request.args ?? [])],
    cwd: projectRoot,
    env: withoutGaps(env),
  }
}

/**
 * The same for Playwright's `_electron.launch`. Playwright holds an app back until it is connected, but only where it looks
 * the program up itself; given a path it lets the app run, and when the first window opens just while it connects, about
 * one launch in a hundred on a busy machine never returns. So its own loader is named here.
 *
 * @throws when Playwright's loader is not where this version has it
 */
export async function playwrightLaunchOptions(request: LaunchRequest): Promise<LaunchOptions> {
  const options = await electronLaunchOptions(request)
  const core = path.dirname(createRequire(import.meta.url).resolve('playwright-core/package.json'))
  const loader = path.join(core, 'lib', 'server', 'electron', 'loader.js')
  if (!existsSync(loader))
    throw new Error(`Playwright's Electron loader is not at ${path.relative(projectRoot, loader)} any more.`)
  return { ...options, args: ['-r', loader, ...options.args] }
}

/** Chromium refuses to start its sandbox as root. Only test and demo launchers, which may run in a container, add this. */
export function rootArguments(): string[] {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : []
}

/** The environment without unset variables and without the ones that turn Electron into something else. */
export function withoutGaps(env: Record<string, string | undefined>): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && name !== 'ELECTRON_RUN_AS_NODE' && name !== 'NODE_OPTIONS') kept[name] = value
  }
  return kept
}
