// Its own reading of entities, not a package's: what starts first, the log, needs it, and only characters of links and hashes matter.

import { normalised } from '../../../shared/filter/marks.ts'
import { utf8Text } from './utf8.ts'

/** What can hide an identity from a reader of plain letters: escapes, invisible characters, letters in another dress. */
const escapes = /%[0-9a-f]{2}|&[#a-z]|\\[ux]/i
const dressed =
  /[\p{Default_Ignorable_Code_Point}\p{Cc}\p{M}\u00aa\u00b2\u00b3\u00b9\u00ba\u2070-\u209f\u2100-\u218f\u2460-\u24ff\u3200-\u33ff\ufb00-\ufb06\uff00-\uffef\u{1d400}-\u{1d7ff}\u{1f100}-\u{1f1ff}]/u
const beyondPlain = /[^\n\r\t\x20-\x7e]/

/** Whether decoding would change a text in a way that matters for its identity. */
export function mayBeEncoded(text: string): boolean {
  const hasMark = text.includes('%') || text.includes('&') || text.includes('\\')
  return (hasMark && escapes.test(text)) || (beyondPlain.test(text) && dressed.test(text))
}

const rounds = 8
const nestedPercent = /%(?:25)+(?=[0-9a-f]{2})/gi
const nestedEntity = /&(?:(?:amp|#0*38|#x0*26);?)+(?=[#a-z])/gi
const percentBytes = /(?:%[0-9a-f]{2})+/gi
const codeEscape = /\\u\{([0-9a-f]{1,6})\}|\\u([0-9a-f]{4})|\\x([0-9a-f]{2})/gi
const invisible = /(?:[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]|(?![\t\n\r])\p{Cc})+/gu

/**
 * A text as it reads once its escapes are undone (percent, HTML entities, `\u`, each however often nested), invisible characters
 * and accents are gone and letters in another dress (full-width, mathematical) are plain. For looking only: it is not the text.
 */
export function decodedIdentity(text: string): string {
  let next = text
  for (let round = 0; round < rounds; round++) {
    const before = next
    if (next.includes('%')) next = next.replace(nestedPercent, '%').replace(percentBytes, fromPercent)
    if (next.includes('&')) next = next.replace(nestedEntity, '&').replace(entity, fromEntity)
    if (next.includes('\\')) next = next.replace(codeEscape, fromCode)
    if (beyondPlain.test(next)) next = normalised(next, 'NFKD').replace(invisible, '')
    if (next === before) break
  }
  return next
}

const entity = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,16}));?/gi
/** `&Ascr;`, `&afr;` and `&Aopf;` are letters in another dress. */
const dressedLetter = /^([a-z])(?:scr|fr|opf)$/i
const named: Readonly<Record<string, string>> = {
  amp: '&',
  colon: ':',
  equals: '=',
  quest: '?',
  sol: '/',
  period: '.',
  comma: ',',
  num: '#',
  percnt: '%',
  plus: '+',
  lowbar: '_',
  hyphen: '-',
  dash: '-',
  vert: '|',
  verbar: '|',
  bsol: '\\',
  tab: '\t',
  newline: '\n',
  nbsp: ' ',
}
const unseenNames =
  /^(?:shy|zwn?j|[lr]rm|nobreak|zerowidthspace|negative\w+space|invisible(?:times|comma)|applyfunction|it|ic|af)$/i

function fromEntity(written: string, ...[decimal, hexadecimal, name]: (string | undefined)[]): string {
  if (name !== undefined) {
    const letter = dressedLetter.exec(name)?.[1] ?? named[name.toLowerCase()]
    return letter ?? (unseenNames.test(name) ? '' : written)
  }
  const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal)
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : written
}

function fromPercent(run: string): string {
  const bytes: number[] = []
  for (let at = 1; at < run.length; at += 3) bytes.push(Number.parseInt(run.slice(at, at + 2), 16))
  return utf8Text(bytes)
}

function fromCode(written: string, ...[braced, short, byte]: string[]): string {
  const code = Number.parseInt(braced ?? short ?? byte ?? '', 16)
  return code <= 0x10ffff ? String.fromCodePoint(code) : written
}
