import path from 'node:path'
import { type Theme, themes, type WorkspaceName, workspaces } from '../../../shared/choices.ts'
import { KnownError } from '../../../shared/ipc/result.ts'
import { readSmallText, replaceFile } from '../../files/small-file.ts'
import { withoutIdentity } from './without-identity.ts'

export interface WindowState {
  x?: number | undefined
  y?: number | undefined
  width: number
  height: number
  maximized: boolean
  zoom: number
}

interface UiFile {
  theme: Theme
  workspace: WorkspaceName
  window: WindowState | null
  /** What the renderer keeps, apart for each workspace: a filter of the one means nothing in the other. */
  views: Record<WorkspaceName, Record<string, unknown>>
}

const maxBytes = 1_000_000
const maxKeys = 200

export interface UiStore {
  get(): Readonly<UiFile>
  set<K extends 'theme' | 'workspace' | 'window'>(key: K, value: UiFile[K]): void
  /**
   * Remembers a value; what identifies a download in its texts (a magnet link typed into the search) is not kept.
   *
   * @throws KnownError `bad_input` when the state would grow beyond its bound
   */
  setView(workspace: UiFile['workspace'], key: string, value: unknown): void
  /** Writes what is not yet on disk. */
  flush(): Promise<void>
}

/**
 * What the interface remembers over restarts, in `ui-state.json`. A missing or damaged file is an empty one: nothing in it
 * is worth stopping for.
 *
 * @param later runs a write somewhat later, so that a burst of changes is one write
 */
export function openUiStore(dataDir: string, later: (run: () => void) => void): UiStore {
  const file = path.join(dataDir, 'ui-state.json')
  const state = readUiFile(file)
  let dirty = false
  let writing: Promise<void> = Promise.resolve()

  const flush = (): Promise<void> => {
    if (dirty) {
      dirty = false
      const text = JSON.stringify(state)
      // A full disk costs the remembered layout, not the session.
      writing = writing.then(() => replaceFile(file, text)).catch(() => {})
    }
    return writing
  }
  const changed = (): void => {
    if (dirty) return
    dirty = true
    later(() => void flush())
  }

  return {
    get: () => state,
    set(key, value) {
      state[key] = value
      changed()
    },
    setView(workspace, key, given) {
      const value = withoutIdentity(given)
      const view = state.views[workspace]
      const before = view[key]
      const known = Object.hasOwn(view, key)
      Object.defineProperty(view, key, { value, enumerable: true, configurable: true, writable: true })
      if (Object.keys(view).length > maxKeys || JSON.stringify(state.views).length > maxBytes) {
        if (known) view[key] = before
        else delete view[key]
        throw new KnownError('bad_input', 'There is more to remember than the app keeps.')
      }
      changed()
    },
    flush,
  }
}

function readUiFile(file: string): UiFile {
  let raw: unknown = {}
  try {
    raw = JSON.parse(readSmallText(file, 4 * maxBytes) ?? '{}')
  } catch {
    // First start, or a damaged file.
  }
  const kept = isRecord(raw) ? raw : {}
  const views = isRecord(kept.views) ? kept.views : {}
  return {
    theme: themes.find((theme) => theme === kept.theme) ?? 'system',
    workspace: workspaces.find((workspace) => workspace === kept.workspace) ?? 'catalogue',
    window: isWindowState(kept.window) ? kept.window : null,
    views: { catalogue: viewOf(views.catalogue), sample: viewOf(views.sample) },
  }
}

// By hand, since the window waits for this file: zod would be the largest part of what must be loaded before it.

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isWindowState(value: unknown): value is WindowState {
  if (!isRecord(value)) return false
  const { x, y, width, height, maximized, zoom } = value
  const isWhole = (side: unknown, least: number, most: number): boolean =>
    Number.isSafeInteger(side) && (side as number) >= least && (side as number) <= most
  const isPlace = (side: unknown): boolean => side === undefined || Number.isSafeInteger(side)
  return (
    isPlace(x) &&
    isPlace(y) &&
    isWhole(width, 1, 20_000) &&
    isWhole(height, 1, 20_000) &&
    typeof maximized === 'boolean' &&
    typeof zoom === 'number' &&
    zoom >= -5 &&
    zoom <= 5
  )
}

function viewOf(value: unknown): Record<string, unknown> {
  if (!isRecord(value)) return {}
  const keys = Object.keys(value)
  return keys.length <= maxKeys && keys.every((key) => key.length <= 100) ? value : {}
}
