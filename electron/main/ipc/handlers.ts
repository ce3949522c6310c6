import { mayBeOffered } from '../../../shared/api-address.ts'
import type { WorkspaceName } from '../../../shared/choices.ts'
import type { AppInfo, FilterSteps } from '../../../shared/contract/app.ts'
import type { ChannelInput, ChannelOutput, ChannelsOf, Handlers } from '../../../shared/contract/index.ts'
import { KnownError, unwrap } from '../../../shared/ipc/result.ts'
import {
  acceptAddress,
  checkConfigText,
  checkSave,
  defaultConfigText,
  type HostChange,
  listBackups,
  patchConfigText,
  type RecordedProgress,
  readConfig,
  saveConfig,
} from '../../config/index.ts'
import type { Destinations } from '../destinations/destinations.ts'
import { createDiagnosticsHandlers, type DiagnosticsDeps } from '../diagnostics/handlers.ts'
import type { Exports } from '../exports/exports.ts'
import type { Posters } from '../posters/posters.ts'
import type { Reports } from '../reports/reports.ts'
import { externalAddress } from '../shell/external-links.ts'
import type { QuitGuard } from '../shell/quit.ts'
import { safeFileName, saveFile } from '../storage/save-file.ts'
import type { UiStore } from '../storage/ui-store.ts'
import { previewSchedule, type Schedule } from '../sync/schedule.ts'
import type { SyncController } from '../sync/sync-controller.ts'
import type { CallOrigin, Workspaces } from '../sync/workspace.ts'
import { createViewHandlers, type ViewDeps } from '../views/handlers.ts'
import { startViewOf } from '../views/start-view.ts'

/** What the handlers need of the running app; everything of Electron comes in as a function. */
export interface HandlerDeps {
  workspaces: Workspaces
  sync: SyncController
  schedule: Schedule
  destinations: Destinations
  posters: Posters
  exports: Exports
  reports: Reports
  quit: QuitGuard
  ui: UiStore
  now: () => number
  /** Versions and names that do not change while the app runs. */
  versions: Pick<AppInfo, 'name' | 'version' | 'electron' | 'chromium' | 'node' | 'platform'>
  openExternal: (url: string) => Promise<void>
  showFolder: (folder: string) => Promise<void>
  /** Shows a file in its folder. */
  showFile: (file: string) => void
  /** Asks where to save; null when the person changed their mind. */
  askSavePath: (suggestedName: string, format: string) => Promise<string | null>
  /** Asks for a folder and moves the data there. */
  moveDataFolder: () => Promise<{ moved: boolean; dataFolder: string }>
  switchWorkspace: (name: WorkspaceName) => Promise<void>
  writeClipboard: (text: string) => void
  /** Writes to the log that a view of the page could not be drawn. */
  logViewFailure: (failure: ChannelInput<'app.viewFailed'>) => void
  /** Whether the person did something lately that the page may answer to; used up by asking. */
  takeGesture: () => boolean
  /** Asks, outside the page, whether loads may come from another host from now on. */
  trustHost: (hosts: HostChange) => Promise<boolean>
  /** Asks, outside the page, whether posters may come from a host from now on. */
  trustPosterHost: (host: string) => Promise<boolean>
  applyTheme: (theme: 'system' | 'light' | 'dark') => void
  /** The filter of the window has other steps to offer. */
  filterSteps: (steps: FilterSteps) => void
  /** A configuration file was saved by this window. */
  configSaved: () => void
  /** Links and files of views. */
  views: Pick<ViewDeps, 'takeLink' | 'askViewFile'>
  diagnostics: Pick<DiagnosticsDeps, 'calls' | 'processes'>
  /** The home folder and the name of the user, which no report may hold. */
  person: { home: string; user: string }
}

const statusTimeoutMs = 2_000
/** A page that fails again and again must not push everything else out of the log. */
const viewFailuresLogged = 50

/** Main's own answers. None touches a database; what needs one is asked of the reader. */
export function createMainHandlers(deps: HandlerDeps): Handlers<ChannelsOf<'main'>> {
  const { workspaces, ui } = deps

  const status = async (origin: CallOrigin = 'main'): Promise<ChannelOutput<'warehouse.status'> | null> => {
    const answer = await workspaces.call('reader', 'warehouse.status', null, statusTimeoutMs, origin)
    return answer.ok ? (answer.value as ChannelOutput<'warehouse.status'>) : null
  }
  let lastRecorded: { dataDir: string; progress: RecordedProgress | undefined } | null = null
  const recorded = async (): Promise<RecordedProgress | undefined> => {
    lastRecorded = { dataDir: dataDir(), progress: (await status())?.progress }
    return lastRecorded.progress
  }
  /** For checks at every key press: what was known when the file was read will do. */
  const recordedBefore = async (): Promise<RecordedProgress | undefined> =>
    lastRecorded?.dataDir === dataDir() ? lastRecorded.progress : recorded()
  const info = async (origin?: CallOrigin): Promise<AppInfo> => {
    const known = await status(origin)
    return {
      ...deps.versions,
      sqlite: known?.sqliteVersion ?? 'not known yet',
      schemaVersion: known?.schemaVersion ?? 0,
      dataFolder: workspaces.dataFolder,
      workspace: workspaces.current.name,
    }
  }
  let viewFailures = 0
  const dataDir = (): string => workspaces.current.dataDir

  return {
    'app.info': () => info(),
    'app.openExternal': async (target) => {
      const url = externalAddress(target)
      if (url === null) throw new KnownError('bad_input', 'That address cannot be opened.')
      await deps.openExternal(url)
    },
    'app.quit': ({ decision }) => {
      void deps.quit.decide(decision)
    },
    'app.showDataFolder': () => deps.showFolder(workspaces.dataFolder),
    'app.moveDataFolder': async () => {
      if (!(await deps.sync.atRest()))
        throw new KnownError('busy', 'Wait for the load to end, or cancel it, before moving the data.')
      if (deps.destinations.busy) throw publishing()
      if (deps.exports.busy) throw exporting()
      return deps.moveDataFolder()
    },
    'app.useWorkspace': async ({ workspace }) => {
      if (workspace !== workspaces.current.name) {
        if (!(await deps.sync.atRest()))
          throw new KnownError('busy', 'Wait for the load to end, or cancel it, before changing catalogues.')
        if (deps.destinations.busy) throw publishing()
        if (deps.exports.busy) throw exporting()
        await deps.switchWorkspace(workspace)
      }
      return info()
    },
    'ui.get': () => {
      const workspace = workspaces.current.name
      const { views, theme } = ui.get()
      return { state: views[workspace], theme, workspace, startView: startViewOf(dataDir()) }
    },
    'ui.set': ({ key, value }) => ui.setView(workspaces.current.name, key, value),
    'ui.setTheme': ({ theme }) => {
      ui.set('theme', theme)
      deps.applyTheme(theme)
    },
    'ui.filterSteps': (steps) => deps.filterSteps(steps),
    'file.save': async ({ suggestedName, format, content }) => {
      const target = await deps.askSavePath(safeFileName(suggestedName, format), format)
      if (target === null) return { saved: false, fileName: '' }
      await saveFile(target, content, workspaces.dataFolder)
      return { saved: true, fileName: target.split(/[\\/]/).at(-1) ?? '' }
    },
    'app.viewFailed': (failure) => {
      viewFailures += 1
      if (viewFailures <= viewFailuresLogged) deps.logViewFailure(failure)
    },
    'clipboard.write': ({ text }) => {
      if (!deps.takeGesture()) throw new KnownError('forbidden', 'Only what you ask for is copied. Copy it again.')
      deps.writeClipboard(text)
    },
    'config.read': async () => ({ files: readConfig(dataDir(), await recorded()).files }),
    'config.validate': async ({ file, text }) => checkConfigText(file, text, await recordedBefore()),
    'config.patch': async ({ file, text, values }) =>
      checkConfigText(file, patchConfigText(file, text, values), await recordedBefore()),
    'config.save': async ({ file, text, baseHash }) => {
      const save = [dataDir(), file, text, baseHash, await recorded()] as const
      // The page's word for it is not enough: whoever has the page would have every film shown.
      const { moves, shows } = checkSave(...save)
      const agreed = (!moves || (await deps.trustHost(moves))) && (!shows || (await deps.trustPosterHost(shows)))
      if (!agreed) throw new KnownError('cancelled', 'Nothing was saved.')
      const state = await saveConfig(...save)
      deps.configSaved()
      return state
    },
    'config.defaults': ({ file }) => ({ text: defaultConfigText(file) }),
    'config.backups': ({ file }) => ({ backups: listBackups(dataDir(), file) }),
    'config.acceptAddress': async () => {
      if (!(await deps.sync.atRest())) throw new KnownError('busy', 'Wait for the load to end, or cancel it.')
      const url = deps.sync.offer
      if (url === null || !mayBeOffered(url, readConfig(dataDir()).yaml.yts_url)) throw noOffer()
      // Stored only when it is what it was said to be: what offered it may have been anybody.
      unwrap(await deps.sync.probe(url))
      // The settings may have changed, or a load begun, while it was asked.
      if (deps.sync.offer !== url) throw noOffer()
      const state = await acceptAddress(dataDir(), url)
      deps.configSaved()
      return state
    },
    ...deps.destinations.handlers(),
    ...deps.posters.handlers(deps),
    ...deps.reports.handlers(),
    ...deps.exports.handlers({
      askSavePath: deps.askSavePath,
      writeClipboard: deps.writeClipboard,
      takeGesture: deps.takeGesture,
      reveal: deps.showFile,
    }),
    ...createDiagnosticsHandlers({
      ...deps.diagnostics,
      now: deps.now,
      info: () => info('diagnostics'),
      hidden: () => ({ ...deps.person, folders: [workspaces.dataFolder, dataDir()] }),
    }),
    ...createViewHandlers({ ...deps.views, dataDir }),
    'schedule.preview': (settings) => previewSchedule(settings, deps.now(), deps.schedule.anchor),
    'sync.start': async (input) => unwrap(await deps.sync.start(input, 'manual')),
  }
}

function publishing(): KnownError {
  return new KnownError('busy', 'Wait for what is done at a destination to end, or cancel it.')
}

function exporting(): KnownError {
  return new KnownError('busy', 'Wait for the export to end, or cancel it.')
}

function noOffer(): KnownError {
  return new KnownError('not_found', 'No new address is on offer any more. Sync again to see what the source says.')
}
