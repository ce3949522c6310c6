import { KnownError } from '../../../shared/ipc/result.ts'
import { isTooMany, tooMany } from '../../warehouse/file/sqlite-errors.ts'

const full = new Set(['ENOSPC', 'EDQUOT'])
const forbidden = new Set(['EACCES', 'EPERM', 'EROFS'])
const gone = new Set([
  'ENOENT',
  'ENOTDIR',
  'EIO',
  'ESTALE',
  'ENODEV',
  'ENXIO',
  'ETIMEDOUT',
  'EHOSTDOWN',
  'EHOSTUNREACH',
])

/** An error of the file system, met in a destination folder, as a KnownError without a path; anything else as it came. */
export function knownFolderError(error: unknown): unknown {
  if (error instanceof KnownError || !(error instanceof Error) || !('code' in error)) return error
  const options = { cause: error }
  if (isTooMany(error)) return new KnownError('unavailable', tooMany, undefined, options)
  const code = String(error.code)
  const kept = 'What was published before is unchanged.'
  if (full.has(code))
    return new KnownError('disk_full', `The disk of the destination is full. ${kept}`, undefined, options)
  if (forbidden.has(code))
    return new KnownError(
      'destination_refused',
      `The destination folder cannot be written to. ${kept}`,
      undefined,
      options,
    )
  if (gone.has(code))
    return new KnownError('destination_unreachable', `The destination folder went away. ${kept}`, undefined, options)
  // All of the system's codes are such a word; Node's own and SQLite's are of several.
  if (/^E[A-Z0-9]+$/.test(code))
    return new KnownError(
      'destination_unreachable',
      `The destination folder cannot be used: the system says ${code}. ${kept}`,
      undefined,
      options,
    )
  return error
}
