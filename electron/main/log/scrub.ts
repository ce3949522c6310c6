import { homedir } from 'node:os'
import { maskText } from '../../warehouse/masking/mask-torrents.ts'

/**
 * A line of the log without what must not be in one: the name of the home folder, credentials and parameters of addresses,
 * tokens, torrent hashes and magnet links.
 */
export function scrub(line: string, home: string = homedir()): string {
  const withoutHome = home.length > 1 ? line.replaceAll(home, '~').replaceAll(home.replaceAll('\\', '\\\\'), '~') : line
  const scrubbed = withoutHome
    .replace(/magnet:[^\s"'\\]*/gi, '[magnet]')
    .replace(/\b(https?:\/\/)[^\s/@"']+@/gi, '$1')
    .replace(/\b(https?:\/\/[^\s?"'\\]+)\?[^\s"'\\]*/gi, '$1')
    .replace(/\b(bearer|basic)\s+[^\s"',\\}]+/gi, '$1 [hidden]')
    .replace(
      /\b(token|authorization|api[_-]?key|password|secret)((?:\\?["'])?\s*[:=]\s*(?:\\?["'])?)(?!bearer|basic)[^\s"',\\}]+/gi,
      '$1$2[hidden]',
    )
    .replace(/\b[0-9a-f]{40}\b/gi, '[hash]')
  return maskText(scrubbed, '[hidden]')
}
