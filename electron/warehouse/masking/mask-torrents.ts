import { decodedIdentity, mayBeEncoded } from './decode-identity.ts'

/** What stands in for a value that identifies a download. */
export const masked = '(masked)'

const identifyingKey =
  /^(url|hash|magnet|info_?hash|btih|btmh|ed2k|sha_?1|torrent_?(url|hash|file)|download_?(url|link)?)$/i
/** An info hash in hexadecimal: 40 digits, or 64 of version 2, or more where something is put in front. */
const hexHash = /[0-9a-f]{40,}/gi
/** An info hash in base 32. */
const base32Hash = /(?<![0-9a-z])[a-z2-7]{32}(?![0-9a-z])/gi
const links = /(?:magnet:\?|ed2k:\/\/|urn:(?:bt[im]h|ed2k|sha1|tree|bitprint|aich|kzhash|md5)|bt[im]h[:=])[^\s"'<>]*/gi
/** An ed2k link may hold spaces, and its hash has 32 digits, as many harmless ones have: told by the bars around it. */
const ed2kLink = /ed2k:\/\/(?:(?!ed2k:\/\/)[^\r\n<>"]){0,2000}?\|\//gi
const ed2kHash = /\|[0-9a-f]{32}(?=\|)/gi
const wholeWord = /(?:\ufeff|[^\s"'<>])+/g
const torrentFile = /\.torrent|\/torrent\/download\//i
/** Anything that can be followed, whatever its key is called. */
const address = /:\/\/|^magnet:|xt=urn/i
const maxDepth = 40
/** What stands in for what is nested deeper than anything genuine. */
export const tooDeep = '(nested too deeply)'
const maxPasses = 4

/**
 * A copy of a received value without anything that leads to a download: under `torrents` every address, hash and link;
 * everywhere what `maskText` takes out. Sizes, qualities and dates stay, for they are facts about the film's release.
 *
 * @param value parsed JSON
 */
export function maskTorrents(value: unknown): unknown {
  return mask(value, false, 0)
}

function mask(value: unknown, inTorrents: boolean, depth: number): unknown {
  if (typeof value === 'string') return inTorrents && address.test(readable(value)) ? masked : maskText(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth > maxDepth) return tooDeep
  if (Array.isArray(value)) return value.map((item) => mask(item, inTorrents, depth + 1))
  // No prototype: a received key named __proto__ stays an ordinary key.
  const copy: Record<string, unknown> = Object.create(null)
  for (const [key, item] of Object.entries(value)) {
    const name = readable(key)
    const inside = inTorrents || /torrent/i.test(name)
    const safeKey = maskText(key)
    copy[safeKey] = inside && identifyingKey.test(name) && item !== null ? masked : mask(item, inside, depth + 1)
  }
  return copy
}

function readable(text: string): string {
  return mayBeEncoded(text) ? decodedIdentity(text) : text
}

/**
 * A text with `instead` in the place of what identifies a download: magnet and ed2k links, torrent files, info hashes (40 or
 * more hexadecimal digits, 32 of base 32, in any case). Told by what it is: a word that is one only once it is decoded goes
 * whole. Out of reach: hashes cut up by spaces or other marks, and other encodings such as base 64.
 */
export function maskText(text: string, instead = masked): string {
  if (!mayIdentifyDownload(text)) return text
  let next = text
  // What is taken out may bring the halves of something else together.
  for (let pass = 0; pass < maxPasses; pass++) {
    const before = next
    next = maskWritten(next, instead)
    if (mayBeEncoded(next)) next = next.replace(wholeWord, (word) => (hidesIdentity(word) ? instead : word))
    if (next === before) break
  }
  return next
}

/** Whether a text holds something that `maskText` takes out. */
export function identifiesDownload(text: string): boolean {
  return maskText(text, '') !== text
}

function maskWritten(text: string, instead: string): string {
  // Word by word: one pattern for "anything around .torrent" takes quadratic time on a long text without spaces.
  const files = torrentFile.test(text)
    ? text.replace(wholeWord, (word) => (torrentFile.test(word) ? instead : word))
    : text
  return files
    .replace(ed2kLink, instead)
    .replace(links, instead)
    .replace(ed2kHash, `|${instead}`)
    .replace(hexHash, instead)
    .replace(base32Hash, (word) => (readsAsWord(word) ? word : instead))
}

function hidesIdentity(word: string): boolean {
  if (!mayBeEncoded(word)) return false
  const plain = decodedIdentity(word)
  return maskWritten(plain, '') !== plain
}

/** Whether 32 letters are a long word rather than a hash: no digit, one case, and never seven letters without a vowel. */
function readsAsWord(letters: string): boolean {
  return /^[A-Z]?[a-z]+$/.test(letters) && !/[^aeiouy]{7}/.test(letters)
}

/** The shortest text that is an info hash. */
const shortestHash = 32
/** In any case at once: half the time of one search for each spelling. */
const tellingWord = /torrent/i
/** What links begin with; looked for only where there is a mark of one. */
const tellingLink = /magnet:|ed2k:|bt[im]h[:=]|urn:/i

/**
 * Whether a text may hold something that `maskText` takes out: a quick look for the texts of every film, hardly any of which
 * does.
 */
export function mayIdentifyDownload(text: string): boolean {
  return mayIdentifyInPlain(text) || mayBeEncoded(text)
}

/** The same of a text that is printable ASCII without `&`: what can be encoded in that is seen at a glance. */
export function mayIdentifyInPlain(text: string): boolean {
  return (
    tellingWord.test(text) ||
    hasLongWord(text) ||
    text.includes('%') ||
    text.includes('\\') ||
    ((text.includes(':') || text.includes('=')) && tellingLink.test(text))
  )
}

/**
 * Whether a word is as long as a hash, its letters written out or escaped: one of every 32 characters lies in it, so only the
 * words around those are measured.
 */
export function hasLongWord(text: string): boolean {
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
