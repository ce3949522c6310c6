import { decodeHTMLStrict } from 'entities/decode'
import { normalised } from '../../../../shared/filter/marks.ts'
import type { RuleName } from '../../../../shared/model/rules.ts'
import { decodedIdentity } from '../../masking/decode-identity.ts'
import {
  hasLongWord,
  identifiesDownload,
  maskText,
  mayIdentifyDownload,
  mayIdentifyInPlain,
} from '../../masking/mask-torrents.ts'
import { utf8Length } from '../../masking/utf8.ts'

/** Names of the rules that touched a row, each once. */
export type RuleSet = Set<RuleName>

/** Field size above which a row is refused, in UTF-8 bytes. */
const maxFieldBytes = 64 * 1024

// Printable ASCII without `&` (entities) needs no cleaning but trimming; nearly every text ends here.
const mayNeedCleaning = /[^\x20-\x25\x27-\x7e]/
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is what it is for.
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufeff]/g
const breaks = /[\t\n\r\u2028\u2029]/
// Whole runs, so that a long one is passed over once; a pattern that looks for the break within them is tried at each of their characters.
const blanks = /\s+/g
const ascii = /^[\x20-\x7e]*$/

const loneSurrogates = /\p{Surrogate}/gu

/** A text with halves of surrogate pairs replaced by U+FFFD: anything else cannot be stored as UTF-8. */
export function wellFormed(text: string): string {
  return text.replace(loneSurrogates, '\ufffd')
}

/** Whether a text is larger than a field may be. */
export function isTooLong(text: string): boolean {
  return text.length > maxFieldBytes || (text.length * 3 > maxFieldBytes && utf8Length(text) > maxFieldBytes)
}

function replaced(text: string, next: string, rule: RuleName, rules: RuleSet): string {
  if (next !== text) rules.add(rule)
  return next
}

/** Entities are undone this often: some sources escape what was escaped already (`&amp;amp;`). */
const entityRounds = 4

function withoutEntities(text: string): string {
  let next = text
  for (let round = 0; round < entityRounds && next.includes('&'); round++) {
    const before = next
    next = decodeHTMLStrict(before)
    if (next === before) break
  }
  return next
}

function withoutBreaks(text: string): string {
  return breaks.test(text) ? text.replace(blanks, (run) => (breaks.test(run) ? ' ' : run)) : text
}

/** What a decoder puts in the place of bytes that are no UTF-8. */
const notUtf8 = '\ufffd'

/**
 * Cleans a text for people: entities decoded, however often they were escaped, control characters removed, halves of surrogate
 * pairs replaced, NFC, trimmed; line breaks become spaces unless `multiline`. Never throws; adds the names of the rules that
 * acted.
 */
export function cleanText(text: string, rules: RuleSet, multiline = false): string {
  if (!mayNeedCleaning.test(text) && !mayIdentifyInPlain(text))
    return replaced(text, text.trim(), 'text_trimmed', rules)
  let next = text
  if (next.includes('&')) next = replaced(next, withoutEntities(next), 'text_entities', rules)
  if (!ascii.test(next)) {
    if (next.includes(notUtf8)) rules.add('text_not_utf8')
    next = replaced(next, wellFormed(next), 'text_surrogates', rules)
    next = replaced(next, next.replaceAll('\r\n', '\n').replace(controls, ''), 'text_controls', rules)
    next = replaced(next, normalised(next, 'NFC'), 'text_normalised', rules)
  }
  if (mayIdentifyDownload(next)) next = replaced(next, maskText(next, ''), 'torrent_text_removed', rules)
  return replaced(next, (multiline ? next : withoutBreaks(next)).trim(), 'text_trimmed', rules)
}

const unseen = /[\p{Cf}\p{Default_Ignorable_Code_Point}]+/gu

/** Whether a cleaned text holds nothing that anybody sees. */
export function isUnseen(text: string): boolean {
  return !ascii.test(text) && text.replace(unseen, '').trim() === ''
}

/** A cleaned word (a code, a genre) without characters that nobody sees: in a title they may join letters, here they part equals. */
export function withoutUnseen(word: string, rules: RuleSet): string {
  return ascii.test(word) ? word : replaced(word, word.replace(unseen, '').trim(), 'text_controls', rules)
}

/** Reads a value that should be text: numbers and truth values are written out, anything else is unknown (null). */
export function textOf(value: unknown, rules: RuleSet): string | null {
  if (typeof value === 'string') return value
  if (value === undefined || value === null) return null
  if (typeof value === 'number' || typeof value === 'boolean') {
    rules.add('text_from_number')
    return String(value)
  }
  rules.add('text_unreadable')
  return null
}

const numeric = /^\s*[+-]?\d{1,15}(\.\d{1,15})?\s*$/

/** Reads a value that should be a number: numeric text is converted, anything else is unknown (null). */
export function numberOf(value: unknown, rules: RuleSet): number | null {
  if (typeof value === 'number') return value
  if (value === undefined || value === null || value === '') return null
  if (typeof value === 'string' && numeric.test(value)) {
    rules.add('number_from_text')
    return Number(value)
  }
  rules.add('number_unreadable')
  return null
}

const webAddress = /^https?:\/\/[^\s"'<>\\^`{|}]+$/i
const download = /\.torrent(?:$|[?#])|\/torrent\/|magnet:|btih/i

// What nearly every address looks like: neither of the two forms leaves room for a query, a download or a magnet link.
const plainImage = /^https?:\/\/[\w.-]+\/[\w\-./]+\.(?:jpg|jpeg|png|webp)$/
const plainPage = /^https?:\/\/[\w.-]+\/movies?\/[\w-]+$/

function leadsToDownload(address: string): boolean {
  return download.test(address) || identifiesDownload(address) || download.test(decodedIdentity(address))
}

/** A page or image address as received when it is a plain http(s) one; null for anything else. Addresses stay inert text. */
export function cleanAddress(value: unknown, rules: RuleSet): string | null {
  if (typeof value === 'string' && (plainImage.test(value) || plainPage.test(value)) && !hasLongWord(value))
    return value
  const text = textOf(value, rules)
  if (text === null || text === '') return null
  const trimmed = replaced(text, text.trim(), 'text_trimmed', rules)
  if (trimmed === '') return null
  if (trimmed.includes(notUtf8)) rules.add('text_not_utf8')
  if (webAddress.test(trimmed) && !leadsToDownload(trimmed) && wellFormed(trimmed) === trimmed)
    return normalised(trimmed, 'NFC')
  rules.add('url_refused')
  return null
}
