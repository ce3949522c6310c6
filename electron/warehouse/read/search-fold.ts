import { normalised } from '../../../shared/marks.ts'

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

/**
 * Folds a title for searching and sorting: lower case, no Latin, Greek or Cyrillic marks, typographic apostrophes and
 * full-width forms as plain ones, white space runs as one space. Kana voicing marks and Hangul stay, because there they
 * make other letters. Idempotent, so that stored and typed text may be folded by either side.
 * The writer stores the result in `dim_movie.title_sort`; the reader folds what a person types.
 */
export function foldTitle(text: string): string {
  if (asciiOnly.test(text)) return squeeze(text.toLowerCase())
  const folded = normalised(text, 'NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[\u2018\u2019\u201b\u02bc]/g, "'")
    .replace(/[\u201c\u201d]/g, '"')
    .replace(ligaturePattern, (letter) => ligatures[letter] ?? letter)
    .normalize('NFC')
  return squeeze(folded)
}

function squeeze(text: string): string {
  return text.replace(blanks, ' ').trim()
}

/**
 * What the search scans beside the folded title: the folded English title where it says something else, null where not.
 * The writer stores `title_sort`, a line feed and this in `dim_movie.title_search`.
 */
export function searchText(title: string, titleEnglish: string | null): string | null {
  if (titleEnglish === null || titleEnglish === title) return null
  const first = foldTitle(title)
  const second = foldTitle(titleEnglish)
  return second === '' || first.includes(second) ? null : `${first}\n${second}`
}

/**
 * Splits what a person typed into the terms that must all occur. Text in straight or typographic double quotes is one
 * term, spaces and all; an unclosed quote is an ordinary character.
 *
 * @returns folded, distinct, non-empty terms; at most 12
 */
export function searchTerms(text: string): string[] {
  const terms = new Set<string>()
  for (const match of foldTitle(text).matchAll(/"([^"]+)"|(\S+)/g)) {
    const term = (match[1] ?? match[2] ?? '').trim()
    if (term !== '') terms.add(term)
  }
  return [...terms].slice(0, 12)
}
