import { readFileSync } from 'node:fs'
import path from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import * as z from 'zod'
import { themes, workspaces } from '../../../shared/contract/app.ts'
import { KnownError } from '../../../shared/result.ts'

const windowState = z.object({
  x: z.number().int().optional(),
  y: z.number().int().optional(),
  width: z.number().int().min(1).max(20_000),
  height: z.number().int().min(1).max(20_000),
  maximized: z.boolean(),
  zoom: z.number().min(-5).max(5),
})
export type WindowState = z.infer<typeof windowState>

const views = z.record(z.string().max(100), z.unknown())
const uiFile = z.object({
  theme: z.enum(themes).catch('system'),
  workspace: z.enum(workspaces).catch('catalogue'),
  window: windowState.nullable().catch(null),
  /** What the renderer keeps, apart for each workspace: a filter of the one means nothing in the other. */
  views: z
    .object({ catalogue: views.catch(() => ({})), sample: views.catch(() => ({})) })
    .catch(() => ({ catalogue: {}, sample: {} })),
})
export type UiFile = z.infer<typeof uiFile>

const maxBytes = 1_000_000
const maxKeys = 200

export interface UiStore {
  get(): Readonly<UiFile>
  set<K extends 'theme' | 'workspace' | 'window'>(key: K, value: UiFile[K]): void
  /** @throws KnownError `bad_input` when the state would grow beyond its bound */
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
      writing = writing.then(() => writeFileAtomic(file, text)).catch(() => {})
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
    setView(workspace, key, value) {
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
    const text = readFileSync(file, 'utf8')
    if (text.length <= 4 * maxBytes) raw = JSON.parse(text)
  } catch {
    // First start, or a damaged file.
  }
  const parsed = uiFile.safeParse(raw)
  return parsed.success ? parsed.data : uiFile.parse({})
}
