import { foldTitle } from './search-fold.ts'

const word = /[\p{L}\p{N}]+/gu

/** The words of a text as they are compared: folded as titles are, whatever stands between them. */
export function descriptionWords(text: string): string[] {
  return foldTitle(text).match(word) ?? []
}

const between = /[^\p{L}\p{N}]+/gu

/** The same words as one text, with a space between them. */
export function wordsText(text: string): string {
  return foldTitle(text).replace(between, ' ')
}

/** Words of a search at most; the rest is left out, as the search of titles does. */
const mostWords = 12
/** A beginning of fewer letters is of too many words: it counts as a word of its own. */
const leastLetters = 3

/** What of a typed text is looked for in descriptions: whole words, and the beginning of the last one, which may not be finished. */
export interface DescriptionSearch {
  words: readonly string[]
  /** The last of them may go on. */
  isOpen: boolean
}

/** Reads what a person typed; null where nothing of it is long enough to be looked for. */
export function readDescriptionSearch(text: string): DescriptionSearch | null {
  const words = descriptionWords(text).slice(0, mostWords)
  const last = words.at(-1)
  if (last === undefined || !words.some((each) => each.length >= leastLetters)) return null
  return { words, isOpen: last.length >= leastLetters && !/[^\p{L}\p{N}]$/u.test(text) }
}

/** Whether a word of a text is one of those that are looked for; its number, or -1. */
function numberOf(folded: string, { words, isOpen }: DescriptionSearch): number {
  const whole = words.indexOf(folded)
  if (whole >= 0 || !isOpen) return whole
  return folded.startsWith(words.at(-1) ?? folded) ? words.length - 1 : -1
}

/** How much of a description is shown around a hit, in characters. */
const around = 60

/**
 * The piece of a text around the first place of a search, cut between words; null where the text does not have every word. Words of the
 * piece that were looked for are `hit`.
 */
export function snippetOf(text: string, search: DescriptionSearch): { text: string; hit: boolean }[] | null {
  const plain = text.replace(/\s+/g, ' ').trim()
  const found: { from: number; to: number }[] = []
  const missing = new Set(search.words)
  for (const { 0: part, index } of plain.matchAll(word)) {
    for (const folded of descriptionWords(part)) {
      const number = numberOf(folded, search)
      if (number < 0) continue
      missing.delete(search.words[number] as string)
      if (found.at(-1)?.from !== index) found.push({ from: index, to: index + part.length })
    }
  }
  const [first] = found
  if (missing.size > 0 || !first) return null
  const from = first.from <= around ? 0 : plain.indexOf(' ', first.from - around) + 1
  const wanted = first.to + 2 * around
  const space = plain.lastIndexOf(' ', wanted)
  const to = wanted >= plain.length ? plain.length : Math.max(space, first.to)
  const start = Math.min(from, first.from)
  const parts: { text: string; hit: boolean }[] = []
  let at = start
  for (const { from: hitFrom, to: hitTo } of found) {
    if (hitTo > to) break
    if (hitFrom > at) parts.push({ text: plain.slice(at, hitFrom), hit: false })
    parts.push({ text: plain.slice(hitFrom, hitTo), hit: true })
    at = hitTo
  }
  parts.push({ text: plain.slice(at, to), hit: false })
  if (start > 0) parts.unshift({ text: '… ', hit: false })
  if (to < plain.length) parts.push({ text: ' …', hit: false })
  return parts.filter((part) => part.text !== '')
}
