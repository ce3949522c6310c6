import path from 'node:path'
import { largestViewFile, viewsFile } from '../../../shared/views/bounds.ts'
import { readSmallText } from '../../files/small-file.ts'

/** The view that the app opens with, as it stands in the file; the page checks what is in it. */
export interface StartView {
  id: string
  name: string
  state: unknown
}

/** The view of a workspace that the app starts with; null where none is set, or the file is no such file. Without schemas: the window waits for it. */
export function startViewOf(dataDir: string): StartView | null {
  const text = readSmallText(path.join(dataDir, viewsFile), largestViewFile)
  if (text === null) return null
  try {
    const file: unknown = JSON.parse(text)
    if (!isRecord(file) || file.version !== 1 || typeof file.start !== 'string' || !Array.isArray(file.views))
      return null
    const found: unknown = file.views.find((view: unknown) => isRecord(view) && view.id === file.start)
    if (!isRecord(found) || typeof found.name !== 'string') return null
    return { id: file.start, name: found.name, state: found.state }
  } catch {
    return null
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
