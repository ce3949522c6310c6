import { renameSync } from 'node:fs'
import path from 'node:path'
import * as z from 'zod'
import { KnownError } from '../../../shared/ipc/result.ts'
import { largestViewFile, mostViews, viewsFile } from '../../../shared/views/bounds.ts'
import { viewNameSchema } from '../../../shared/views/view-state.ts'
import { readSmallFile, replaceFile } from '../../files/small-file.ts'

/** The version of the file that this program writes; what changes its shape raises it. */
const version = 1

const storedView = z.object({
  id: z.uuid(),
  name: viewNameSchema,
  /** Read part by part where it is shown; what cannot be read stays as it is. */
  state: z.unknown(),
})
export type StoredView = z.infer<typeof storedView>

const fileSchema = z.object({
  version: z.literal(version),
  /** The view that the app opens with; null = as it was left. */
  start: z.uuid().nullable(),
  views: z.array(storedView).max(mostViews),
})

export interface ViewFile {
  start: string | null
  views: StoredView[]
  /** Why nothing is written, as a sentence: of another version, or no file of ours. */
  closed: string | null
  /** What the damaged file is called now that was there before; null = none was. */
  setAside: string | null
}

const empty = { start: null, views: [], closed: null, setAside: null }

/**
 * Reads the views of a workspace. A damaged file is set aside under another name, and there are none; that of a newer version is left
 * alone, as is what is no file.
 */
export function readViewFile(dataDir: string): ViewFile {
  const file = path.join(dataDir, viewsFile)
  const found = readSmallFile(file, largestViewFile)
  if (found.kind === 'missing') return empty
  if (found.kind === 'refused') return { ...empty, closed: `${viewsFile} ${found.why}.` }
  const raw = parsed(found.bytes)
  const newer = z.object({ version: z.number().gt(version) }).safeParse(raw)
  if (newer.success) {
    return {
      ...empty,
      closed: `${viewsFile} is of a newer version of the app. It was left as it is; update the app to use its views.`,
    }
  }
  const read = fileSchema.safeParse(raw)
  if (read.success) return { ...empty, ...read.data }
  return setAside(file)
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return null
  }
}

function setAside(file: string): ViewFile {
  const name = `views.damaged-${Date.now()}.json`
  try {
    renameSync(file, path.join(path.dirname(file), name))
  } catch {
    return { ...empty, closed: `${viewsFile} is damaged, and could not be renamed. Move it away to save views again.` }
  }
  return { ...empty, setAside: name }
}

/**
 * Writes them, whole or not at all.
 *
 * @throws KnownError `disk_full`, `read_only`, `forbidden`
 */
export async function writeViewFile(
  dataDir: string,
  { start, views }: Pick<ViewFile, 'start' | 'views'>,
): Promise<void> {
  try {
    await replaceFile(path.join(dataDir, viewsFile), `${JSON.stringify({ version, start, views }, null, 1)}\n`)
  } catch (error) {
    if (error instanceof KnownError) throw error
    const isFull = error instanceof Error && 'code' in error && error.code === 'ENOSPC'
    throw isFull
      ? new KnownError('disk_full', 'The disk is full. Free some space and save again.', undefined, { cause: error })
      : new KnownError('read_only', 'The views could not be written into the data folder.', undefined, { cause: error })
  }
}
