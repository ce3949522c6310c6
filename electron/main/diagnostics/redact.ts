import { scrub } from '../log/scrub.ts'

/** What must not leave this machine. */
export interface Private {
  /** The home folder. */
  home: string
  user: string
  /** Folders of the app, such as the one of the data. */
  folders: readonly string[]
}

/** Two or more names after a root, a drive or a server: `/a/b`, `C:\a`, `\\server\share`. */
const anyPath = /(?<![\w.:/-])(?:\/(?:[\w@.+~-]+\/)+[\w@.+~-]*|[A-Za-z]:[\\/][^\s"'|<>]+|\\\\[^\s"'|<>]+)/g

/** A text without paths, user name, tokens and parameters of addresses: fit to be shown to strangers. */
export function redact(text: string, { home, user, folders }: Private): string {
  let clean = text
  // The known ones first, for their names may hold spaces; the longest first, for one may lie in another.
  for (const folder of [home, ...folders].sort((a, b) => b.length - a.length)) {
    if (folder.length > 1) clean = clean.replace(new RegExp(`${escaped(folder)}([\\\\/][^\\s"'|<>]*)?`, 'g'), '[path]')
  }
  clean = scrub(clean, home).replace(anyPath, '[path]')
  return user.length > 1 ? clean.replace(new RegExp(`(?<!\\w)${escaped(user)}(?!\\w)`, 'gi'), '[user]') : clean
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
