/** What stands in for a value that identifies a download. */
export const masked = '(masked)'

const identifyingKey = /^(url|hash|magnet|info_?hash|btih|torrent_?(url|hash|file)|download_?(url|link)?)$/i
/** A BitTorrent info hash: 40 hexadecimal digits, or 32 of base 32. */
const hexHash = /(?<![0-9a-z])[0-9a-f]{40}(?![0-9a-z])/gi
const base32Hash = /(?<![0-9A-Za-z])[A-Z2-7]{32}(?![0-9A-Za-z])/g
const magnetLink = /magnet:\?[^\s"'<>]*/gi
const wholeWord = /[^\s"'<>]+/g
const torrentFile = /\.torrent|\/torrent\/download\//i
/** Anything that can be followed, whatever its key is called. */
const address = /:\/\/|^magnet:|xt=urn/i
const maxDepth = 40

/**
 * A copy of a received value without anything that leads to a download: under `torrents` every address, hash and link;
 * everywhere magnet links, torrent files and 40-digit hexadecimal texts. Sizes, qualities and dates stay, for they are
 * facts about the film's release.
 *
 * @param value parsed JSON
 */
export function maskTorrents(value: unknown): unknown {
  return mask(value, false, 0)
}

function mask(value: unknown, inTorrents: boolean, depth: number): unknown {
  if (typeof value === 'string') return inTorrents && address.test(value) ? masked : maskText(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth > maxDepth) return '(nested too deeply)'
  if (Array.isArray(value)) return value.map((item) => mask(item, inTorrents, depth + 1))
  // No prototype: a received key named __proto__ stays an ordinary key.
  const copy: Record<string, unknown> = Object.create(null)
  for (const [key, item] of Object.entries(value)) {
    const inside = inTorrents || /torrent/i.test(key)
    const safeKey = maskText(key)
    copy[safeKey] = inside && identifyingKey.test(key) && item !== null ? masked : mask(item, inside, depth + 1)
  }
  return copy
}

/** A text with `instead` in the place of magnet links, torrent files and info hashes. */
export function maskText(text: string, instead = masked): string {
  // Word by word: one pattern for "anything around .torrent" takes quadratic time on a long text without spaces.
  const files = torrentFile.test(text)
    ? text.replace(wholeWord, (word) => (torrentFile.test(word) ? instead : word))
    : text
  return files.replace(magnetLink, instead).replace(hexHash, instead).replace(base32Hash, instead)
}

/** The shortest text that is an info hash. */
const shortestHash = 32
/** One search for both words, in any case: half the time of one for each spelling. */
const tellingWord = /torrent|magnet:/i

/**
 * Whether a text may hold something that `maskText` takes out: a quick look for the texts of every film, hardly any of which
 * does.
 */
export function mayIdentifyDownload(text: string): boolean {
  return tellingWord.test(text) || hasLongWord(text)
}

/** Whether a word is as long as a hash: one of every 32 characters lies in it, so only the words around those are measured. */
function hasLongWord(text: string): boolean {
  for (let at = shortestHash - 1; at < text.length; at += shortestHash) {
    if (!isWordCharacter(text.charCodeAt(at))) continue
    let before = at - 1
    while (before >= 0 && isWordCharacter(text.charCodeAt(before))) before--
    let after = at + 1
    while (after < text.length && isWordCharacter(text.charCodeAt(after))) after++
    if (after - before > shortestHash) return true
  }
  return false
}

function isWordCharacter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code >= 65 && code <= 90)
}
