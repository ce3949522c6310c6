import { imdbForm } from '../model/values/imdb.ts'
import { normalised } from './marks.ts'

/** Letters that Unicode does not decompose into a base letter and a mark, as people type them without the mark. */
const ligatures: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  ł: 'l',
  þ: 'th',
  ŧ: 't',
}
const ligaturePattern = /[ßæœøđðħıłþŧ]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII as a whole, on purpose.
const asciiOnly = /^[\x00-\x7f]*$/
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters in what was typed count as spaces; NUL would end an SQL text.
const blanks = /[\s\x00-\x1f\x7f]+/g
/** Signs within a word that are left out when it is typed without them: apostrophes, and what is not seen at all. */
const unseen = /(?:['`\p{Cf}]|[\u{fe00}-\u{fe0f}])+/gu
/** All other signs. They stand between words (Face/Off) and within them (WALL·E): a title is found both ways. */
const signs = /[\p{P}\p{S}]+/gu

/**
 * Folds a title for searching and sorting: lower case, no Latin, Greek or Cyrillic marks, typographic apostrophes and
 * full-width forms as plain ones, white space runs as one space. Kana voicing marks and Hangul stay, because there they
 * make other letters. Idempotent, so that stored and typed text may be folded by either side.
 * The writer stores the result in `dim_movie.title_sort`; the reader folds what a person types.
 */
export function foldTitle(text: string): string {
  if (asciiOnly.test(text)) return squeeze(text.toLowerCase())
  // An acute accent of its own is an apostrophe; decomposed it would be a space with a mark.
  const folded = normalised(text.replaceAll('\u00b4', "'"), 'NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[\u2018\u2019\u201b\u02bc\u02b9\u2032]/g, "'")
    .replace(/[\u201c\u201d]/g, '"')
    .replace(ligaturePattern, (letter) => ligatures[letter] ?? letter)
    .normalize('NFC')
  return squeeze(folded)
}

function squeeze(text: string): string {
  return text.replace(blanks, ' ').trim()
}

/** A folded text with something else for its signs, and nothing for apostrophes and what is not seen. */
export function withoutSigns(folded: string, instead: '' | ' '): string {
  return folded.replace(unseen, '').replace(signs, instead)
}

/** A folded text without its signs, what they stood between joined and, where that differs, parted: `wall-e` is `walle` and `wall e`. */
function waysWithoutSigns(folded: string): string[] {
  const ways = [squeeze(withoutSigns(folded, '')), squeeze(withoutSigns(folded, ' '))]
  return [...new Set(ways)].filter((way) => way !== '')
}

/** The ways to write a folded text: as it is, and without its signs, what they stood between joined or parted (`face off`). */
function waysToWrite(folded: string): string[] {
  return withoutSigns(folded, '') === folded ? [folded] : [folded, ...waysWithoutSigns(folded)]
}

/**
 * What the search looks through where that is more than the folded title: lines of the folded title as it is, joined and parted, and the same
 * of the English title, each where no line says it yet; null where the folded title is all.
 * The writer stores this in `dim_movie.title_search`.
 */
export function searchText(title: string, titleEnglish: string | null): string | null {
  const first = foldTitle(title)
  const lines = new Set(waysToWrite(first))
  const second = titleEnglish === null || titleEnglish === title ? '' : foldTitle(titleEnglish)
  for (const line of waysToWrite(second)) lines.add(line)
  // The first line is the title even where nothing of it is left, as the sort goes by it.
  const kept = [...lines].filter((line, index) => index === 0 || line !== '')
  return kept.length > 1 ? kept.join('\n') : null
}

/** What a person searches: the film of an IMDb code, by its digits, or titles. */
export interface Search {
  /** Digits of an IMDb code as a number above 0; null where titles are searched. */
  imdb: number | null
  /**
   * What must all occur in a title, each by one of its ways to be written at least: folded, without signs, what they stood between joined
   * and parted; signs alone only where they are all there is. Distinct, not empty, at most 12.
   */
  terms: Term[]
  /** The whole of it, as titles would be that are ranked first. */
  wholes: string[]
}

/** The ways to write a term: one or two, none of them empty. */
export type Term = readonly [string, ...string[]]

const imdbAddress = /^(?:https?:\/\/)?(?:[a-z0-9-]+\.)*imdb\.com\/(?:[a-z-]+\/)?title\/([^/?#]+)(?:[/?#]\S*)?$/i

/** The IMDb code that a text is (a shorter one is on its way, or a title), alone or as an address of IMDb's page of the film; null where it is something else. */
export function typedImdbCode(text: string): string | null {
  const trimmed = text.trim()
  const code = (imdbAddress.exec(trimmed)?.[1] ?? trimmed).toLowerCase()
  return imdbForm.test(code) && Number(code.slice(2)) > 0 ? code : null
}

/**
 * Reads what a person typed into the search. Text in straight or typographic double quotes is one term, spaces and all; an
 * unclosed quote is an ordinary character.
 */
export function readSearch(text: string): Search {
  const code = typedImdbCode(text)
  if (code !== null) return { imdb: Number(code.slice(2)), terms: [], wholes: [] }
  const folded = foldTitle(text)
  const terms = new Map<string, Term>()
  const signsAlone = new Map<string, Term>()
  for (const match of folded.matchAll(/"([^"]+)"|(\S+)/g)) {
    const term = squeeze(match[1] ?? match[2] ?? '')
    if (term === '') continue
    const [way, ...ways] = waysWithoutSigns(term)
    if (way === undefined) signsAlone.set(term, [term])
    else terms.set(way, [way, ...ways])
  }
  const wholes = waysWithoutSigns(folded)
  if (wholes.length === 0) wholes.push(squeeze(folded.replaceAll('"', '')))
  // A dash between two words is written in many ways: signs are asked for only where nothing else is.
  return { imdb: null, terms: [...(terms.size > 0 ? terms : signsAlone).values()].slice(0, 12), wholes }
}

/** Whether a text searches nothing. */
export function isEmptySearch({ imdb, terms }: Search): boolean {
  return imdb === null && terms.length === 0
}
