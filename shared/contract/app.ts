import * as z from 'zod'
import { themes, workspaces } from '../choices.ts'
import { configFiles, configIssueSchema } from '../config.ts'
import { imdbForm } from '../model/values/imdb.ts'
import { trailerForm } from '../model/values/trailer.ts'
import { channel } from './define.ts'

const none = z.void().or(z.null()).or(z.undefined())

const appInfo = z.object({
  name: z.string(),
  version: z.string(),
  electron: z.string(),
  chromium: z.string(),
  node: z.string(),
  sqlite: z.string(),
  platform: z.string(),
  /** The data folder, shown to the person whose folder it is (Settings, About). */
  dataFolder: z.string(),
  /** `sample` while the bundled sample catalogue is open. */
  workspace: z.enum(workspaces),
  schemaVersion: z.number().int(),
})
export type AppInfo = z.infer<typeof appInfo>

const configFileState = z.object({
  file: z.enum(configFiles),
  text: z.string().max(1_000_000),
  /** Hash of the text on disk when read; a save names it, so that a change made elsewhere is not overwritten. */
  hash: z.string(),
  /** Parsed values with defaults filled in, as JSON. */
  values: z.record(z.string(), z.unknown()),
  issues: z.array(configIssueSchema),
  /** Whether an error makes a default stand in for one or more fields. */
  broken: z.boolean(),
  /** Whether no load starts with a file like this: it names no address, or none that can be read. */
  stopsLoads: z.boolean(),
})
export type ConfigFileState = z.infer<typeof configFileState>

const fileName = z.enum(configFiles)
const text = z.string().max(1_000_000)

/** JSON the renderer keeps over restarts: route, grid layout, theme, filter. Opaque to main but for its size. */
const uiState = z.record(z.string().max(100), z.unknown())

const scheduleState = z.object({
  enabled: z.boolean(),
  description: z.string(),
  /** Epoch milliseconds of the next runs, at most three. */
  next: z.array(z.number()),
  error: z.string().nullable(),
})
export type ScheduleState = z.infer<typeof scheduleState>

/** Which steps the filter's history has to offer. */
const filterSteps = z.object({ undo: z.boolean(), redo: z.boolean(), clear: z.boolean() })
export type FilterSteps = z.infer<typeof filterSteps>

export const appChannels = {
  'app.info': channel({ owner: 'main', audience: 'renderer', input: none, output: appInfo }),
  'app.openExternal': channel({
    owner: 'main',
    audience: 'renderer',
    // The address is built in main from an id; never taken from data.
    input: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('imdb'), code: z.string().regex(imdbForm) }),
      z.object({ kind: z.literal('trailer'), code: z.string().regex(trailerForm) }),
      z.object({ kind: z.literal('licence') }),
    ]),
    output: none,
  }),
  'app.quit': channel({
    owner: 'main',
    audience: 'renderer',
    input: z.object({ decision: z.enum(['finish', 'pause', 'stay']) }),
    output: none,
  }),
  'app.showDataFolder': channel({ owner: 'main', audience: 'renderer', input: none, output: none }),
  'app.moveDataFolder': channel({
    owner: 'main',
    audience: 'renderer',
    timeoutMs: 0,
    input: none,
    output: z.object({ moved: z.boolean(), dataFolder: z.string() }),
  }),
  'app.useWorkspace': channel({
    owner: 'main',
    audience: 'renderer',
    input: z.object({ workspace: z.enum(workspaces) }),
    output: appInfo,
  }),
  'ui.get': channel({
    owner: 'main',
    audience: 'renderer',
    input: none,
    output: z.object({
      state: uiState,
      theme: z.enum(themes),
      workspace: z.enum(workspaces),
      /** The saved view that the app starts with, unchecked; null = as it was left. */
      startView: z.object({ id: z.string(), name: z.string(), state: z.unknown() }).nullable(),
    }),
  }),
  'ui.set': channel({
    owner: 'main',
    audience: 'renderer',
    input: z.object({ key: z.string().min(1).max(100), value: z.unknown() }),
    output: none,
  }),
  'ui.setTheme': channel({
    owner: 'main',
    audience: 'renderer',
    input: z.object({ theme: z.enum(themes) }),
    output: none,
  }),
  /** The page keeps the filter's history; the menu greys what it cannot do. */
  'ui.filterSteps': channel({ owner: 'main', audience: 'renderer', input: filterSteps, output: none }),
  'file.save': channel({
    owner: 'main',
    audience: 'renderer',
    maxBytes: 64_100_000,
    timeoutMs: 0,
    // Main asks for the path in a native dialog; the renderer never names one.
    input: z.object({
      suggestedName: z.string().min(1).max(200),
      format: z.enum(['png', 'svg', 'csv', 'tsv', 'json', 'ytsview']),
      content: z.union([z.string().max(64_000_000), z.instanceof(Uint8Array)]),
    }),
    output: z.object({ saved: z.boolean(), fileName: z.string() }),
  }),
  /** A view could not be drawn: for the log, which nobody in the page reads. */
  'app.viewFailed': channel({
    owner: 'main',
    audience: 'renderer',
    input: z.object({
      view: z.string().max(200),
      component: z.string().max(200),
      message: z.string().max(1_000),
      stack: z.string().max(4_000),
    }),
    output: none,
  }),
  'clipboard.write': channel({
    owner: 'main',
    audience: 'renderer',
    maxBytes: 16_100_000,
    input: z.object({ text: z.string().max(16_000_000) }),
    output: none,
  }),
  'config.read': channel({
    owner: 'main',
    audience: 'renderer',
    reads: 'config',
    input: none,
    output: z.object({ files: z.array(configFileState) }),
  }),
  'config.validate': channel({
    owner: 'main',
    audience: 'renderer',
    maxBytes: 1_100_000,
    input: z.object({ file: fileName, text }),
    output: configFileState,
  }),
  /** The file's text with some fields set, comments and unknown keys kept: what the form half of the editor shows. */
  'config.patch': channel({
    owner: 'main',
    audience: 'renderer',
    maxBytes: 2_200_000,
    input: z.object({ file: fileName, text, values: z.record(z.string(), z.unknown()) }),
    output: configFileState,
  }),
  'config.save': channel({
    owner: 'main',
    audience: 'renderer',
    maxBytes: 1_100_000,
    input: z.object({ file: fileName, text, baseHash: z.string().max(100) }),
    output: configFileState,
  }),
  'config.defaults': channel({
    owner: 'main',
    audience: 'renderer',
    input: z.object({ file: fileName }),
    output: z.object({ text: z.string() }),
  }),
  'config.backups': channel({
    owner: 'main',
    audience: 'renderer',
    reads: 'config',
    input: z.object({ file: fileName }),
    output: z.object({ backups: z.array(z.object({ id: z.string(), savedAt: z.number(), text: z.string() })) }),
  }),
  /** Makes the address that the load which just ended offered the source of loads. Main knows which: the page names none. */
  'config.acceptAddress': channel({
    owner: 'main',
    audience: 'renderer',
    input: none,
    output: configFileState,
  }),
  'schedule.preview': channel({
    owner: 'main',
    audience: 'renderer',
    reads: 'config',
    input: z.object({ enabled: z.boolean(), every_minutes: z.number(), cron: z.string().max(120) }),
    output: scheduleState,
  }),
}
