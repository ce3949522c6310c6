/** What is bundled, from where and to where. A name missing in the sources fails the build. */
export const nodeEntries = {
  'dist/main/main.js': 'electron/main/main.ts',
  'dist/main/loader-entry.js': 'electron/main/processes/loader-entry.ts',
  'dist/main/reader-entry.js': 'electron/main/processes/reader-entry.ts',
  'dist/main/publisher-entry.js': 'electron/main/processes/publisher-entry.ts',
  'dist/main/exporter-entry.js': 'electron/main/processes/exporter-entry.ts',
  // The loader's threads: found beside whatever chunk starts them.
  'dist/main/checkpoint-worker.js': 'electron/warehouse/file/checkpoint-worker.ts',
  'dist/main/response-worker.js': 'electron/sync/response/response-worker.ts',
  'dist/main/cli.js': 'electron/cli.ts',
  'dist/sample/main.js': 'electron/sample/main.ts',
} as const

/** A sandboxed preload cannot load files beside it, nor modules: one CommonJS bundle. */
export const preloadEntry = { out: 'dist/preload/preload.cjs', source: 'electron/preload/preload.ts' } as const

/** What runs on a cluster, and not in the app: it is not packaged. */
export const clusterFolder = 'dist/databricks'
export const rulesEntry = { out: `${clusterFolder}/rules.js`, source: 'electron/publish/transform/rules.ts' } as const

/** Loaded at run time from the packaged node_modules: the runtime itself, and the addon that no bundle can hold. */
export const externalModules = [
  'electron',
  'better-sqlite3',
  // Native parts of the driver of Databricks, which goes on without them: nothing here asks for them.
  '@databricks/databricks-sql-kernel-*',
  'lz4-napi',
] as const

/** What the oldest Electron that runs the app offers (see scripts/electron-runtime). */
export const nodeTarget = 'node20.18'
export const chromiumTarget = 'chrome130'
