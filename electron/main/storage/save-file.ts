import { KnownError } from '../../../shared/ipc/result.ts'
import { isInside } from '../../files/inside.ts'
import { replaceFile } from '../../files/small-file.ts'

const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i
const maxNameBytes = 200

/**
 * A file name that every file system takes, out of one that was suggested: no separators, control characters or reserved
 * names, at most 200 bytes, with the extension of its format.
 */
export function safeFileName(suggested: string, extension: string): string {
  const bare = suggested.endsWith(`.${extension}`) ? suggested.slice(0, -extension.length - 1) : suggested
  const cleaned = [...bare.normalize('NFC')]
    .map((letter) => (/[<>:"/\\|?*]/.test(letter) || /\p{Cc}|\p{Cf}|\p{Cs}/u.test(letter) ? '-' : letter))
    .join('')
    .replace(/^[\s.]+|[\s.-]+$/g, '')
  let name = cleaned === '' || reserved.test(cleaned.split('.')[0] ?? '') ? `export-${cleaned}` : cleaned
  while (Buffer.byteLength(name) > maxNameBytes - extension.length - 1) name = [...name].slice(0, -1).join('')
  return `${name.replace(/[\s.-]+$/, '')}.${extension}`
}

/**
 * Writes what the person chose to save, all of it or nothing.
 *
 * @param target the path the native dialog gave
 * @param keepOut the data folder: a file of the app must not be overwritten by an export
 * @throws KnownError `bad_input` for a target that must not be written, `read_only` or `disk_full` from the disk
 */
export async function saveFile(target: string, content: string | Uint8Array, keepOut: string): Promise<void> {
  if (isInside(target, keepOut)) {
    throw new KnownError('bad_input', 'Choose a folder outside the data folder of the app.')
  }
  try {
    await replaceFile(target, content)
  } catch (error) {
    if (error instanceof KnownError)
      throw new KnownError(
        'bad_input',
        'That name is not a plain file: a link, a folder or the like. Choose another name.',
      )
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code === 'ENOSPC')
      throw new KnownError('disk_full', 'The disk is full. Free some space and save again.', undefined, {
        cause: error,
      })
    throw new KnownError('read_only', 'The file could not be written there. Choose another folder.', undefined, {
      cause: error,
    })
  }
}
