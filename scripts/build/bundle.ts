import { existsSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { type BuildOptions, build } from 'esbuild'
import { build as viteBuild } from 'vite'
import { plan } from '../../electron/publish/transform/plan.ts'
import { inProject, projectRoot } from '../lib/paths.ts'
import { ActionableError } from '../lib/say.mjs'
import {
  chromiumTarget,
  clusterFolder,
  externalModules,
  nodeEntries,
  nodeTarget,
  preloadEntry,
  rulesEntry,
} from './entries.ts'

/** CommonJS packages inside an ES module bundle still call `require` for Node's own modules, and ask for their file's name. */
const requireBanner = [
  "import { createRequire as __createRequire } from 'node:module'",
  'const require = __createRequire(import.meta.url)',
  'const __filename = import.meta.filename',
  'const __dirname = import.meta.dirname',
].join('\n')

/** What main, utility processes and CLI bundles have in common; `dev` keeps names readable and adds source maps. */
export function nodeBuildOptions(dev = false): BuildOptions {
  const missing = Object.values(nodeEntries).filter((source) => !existsSync(inProject(source)))
  if (missing.length > 0) {
    throw new ActionableError(
      `The build has no source for: ${missing.join(', ')}.`,
      'restore the file, or take its line out of scripts/build/entries.ts.',
    )
  }
  return {
    absWorkingDir: projectRoot,
    entryPoints: Object.entries(nodeEntries).map(([out, source]) => ({
      in: source,
      out: out.replace(/^dist\//, '').replace(/\.js$/, ''),
    })),
    outdir: 'dist',
    bundle: true,
    splitting: true,
    // Beside the entries, so that a path relative to its module means the same in an entry and in a shared chunk.
    chunkNames: 'main/chunk-[hash]',
    format: 'esm',
    platform: 'node',
    target: nodeTarget,
    external: [...externalModules],
    banner: { js: requireBanner },
    sourcemap: dev ? 'inline' : false,
    logLevel: 'warning',
  }
}

/** The preload bundle: CommonJS, nothing but Electron outside it. */
export function preloadBuildOptions(dev = false): BuildOptions {
  return {
    absWorkingDir: projectRoot,
    entryPoints: [preloadEntry.source],
    outfile: preloadEntry.out,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: chromiumTarget,
    external: ['electron'],
    sourcemap: dev ? 'inline' : false,
    logLevel: 'warning',
  }
}

/** Bundles main, utility processes, CLI and sample server. */
export async function buildNodeSide(): Promise<void> {
  const options = nodeBuildOptions()
  // Chunk names change with their content: those of the last build would stay and be packaged.
  await rm(inProject('dist/main'), { recursive: true, force: true })
  await Promise.all([build(options), build(preloadBuildOptions())])
}

/** Bundles the renderer into dist/renderer (see vite.config.ts). */
export async function buildRenderer(): Promise<void> {
  await viteBuild({ configFile: inProject('vite.config.ts'), logLevel: 'warn' })
}

/** The cleaning rules as one script that any engine of JavaScript runs, in a cluster's workers too; it leaves `rules` behind. */
export function rulesBuildOptions(): BuildOptions {
  return {
    absWorkingDir: projectRoot,
    entryPoints: [rulesEntry.source],
    outfile: rulesEntry.out,
    bundle: true,
    format: 'iife',
    globalName: 'rules',
    // Nothing of Node may be in it, and an import of it fails the build.
    platform: 'neutral',
    mainFields: ['module', 'main'],
    target: nodeTarget,
    logLevel: 'warning',
  }
}

/** What the notebooks of packaging/databricks/ read: the rules, and the plan of what they make. */
export async function buildCluster(): Promise<void> {
  await build(rulesBuildOptions())
  await mkdir(inProject(clusterFolder), { recursive: true })
  await writeFile(inProject(clusterFolder, 'plan.json'), `${JSON.stringify(plan, null, 1)}\n`)
}
