import { realpathSync, statSync } from 'node:fs'
import path from 'node:path'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.map': 'application/json; charset=utf-8',
}

export type FoundFile = { status: 200; path: string; type: string } | { status: 400 } | { status: 404 }

/**
 * Finds the file behind an address of the app's own protocol. Whatever could lead out of the folder is refused with 400,
 * a file that is not there is 404.
 *
 * @param root folder of the built renderer
 * @param address as requested, before any normalisation
 */
export function findAppFile(root: string, address: string): FoundFile {
  const rest = /^app:\/\/explorer(\/[^?#]*)?(?:[?#]|$)/.exec(address)
  if (!rest) return { status: 400 }
  const raw = rest[1] ?? '/'
  let decoded: string
  try {
    decoded = decodeURIComponent(raw)
  } catch {
    return { status: 400 }
  }
  // A percent sign left after decoding is a second layer of encoding; no file of the app is named with one.
  if (/[%\\:]/.test(decoded) || hasControlCharacter(decoded)) return { status: 400 }
  const parts = decoded.split('/').filter((part) => part !== '')
  if (parts.some((part) => part === '.' || part === '..' || part.startsWith('.'))) return { status: 400 }
  const wanted = path.join(root, ...(parts.length === 0 ? ['index.html'] : parts))
  const type = types[path.extname(wanted)]
  if (!type || !statSync(wanted, { throwIfNoEntry: false })?.isFile()) return { status: 404 }
  // A link inside the folder that leads out of it is as bad as dots.
  return realpathSync(wanted) === path.join(realpathSync(root), ...path.relative(root, wanted).split(path.sep))
    ? { status: 200, path: wanted, type }
    : { status: 400 }
}

function hasControlCharacter(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) < 0x20) return true
  return false
}
