import { cleanText, type RuleSet, withoutUnseen } from './text.ts'

/** Genre of films that came without any. */
const otherGenre = 'other'

const canonical =
  'Action|Adventure|Animation|Biography|Comedy|Crime|Documentary|Drama|Family|Fantasy|Film-Noir|Game-Show|History|Horror|' +
  'Music|Musical|Mystery|News|Reality-TV|Romance|Sci-Fi|Short|Sport|Superhero|Talk-Show|Thriller|War|Western|Adult|other'

/** Genre by spelling in lower case without spaces and punctuation. */
const bySpelling = new Map(canonical.split('|').map((genre) => [spelling(genre), genre]))
for (const [word, genre] of [
  ['sciencefiction', 'Sci-Fi'],
  ['noir', 'Film-Noir'],
  ['biopic', 'Biography'],
  ['sports', 'Sport'],
  ['documentaries', 'Documentary'],
  ['historical', 'History'],
  ['reality', 'Reality-TV'],
] as const) {
  bySpelling.set(word, genre)
}
const exact = new Set(canonical.split('|'))

function spelling(genre: string): string {
  return genre.toLowerCase().replace(/[\s\-_.]+/g, '')
}

/** A genre the table lacks is written with capitals at its words' starts, so that case never makes two of one. */
function capitalised(genre: string): string {
  return genre
    .toLowerCase()
    .replace(/(^|[\s-])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase())
}

/** What parts genres within one entry; slashes and bars of other scripts too. */
const separators = /[,;/|\\\uff0f\u2044\u2215\uff5c\u3001]/
/** What parts them only where a known genre stands on both sides: other names hold these words. */
const softSeparators = /\s*(?:[&+]|\band\b)\s*/i

/** The genres that one entry names: mostly one, none where it cannot be read. */
function cleanEntry(value: unknown, rules: RuleSet): string[] {
  if (typeof value === 'string' && exact.has(value)) return [value]
  if (typeof value !== 'string' || value.length > 64) {
    rules.add('genre_unreadable')
    return []
  }
  const text = withoutUnseen(cleanText(value, rules), rules)
  const whole = bySpelling.get(spelling(text.replace(separators, '')))
  if (whole !== undefined) return respelled([whole], value, rules)
  const soft = text.split(softSeparators)
  const known = soft.map((part) => bySpelling.get(spelling(part)))
  const parts = known.every((genre) => genre !== undefined) ? soft : text.split(separators)
  const named = parts.map((part) => part.trim()).filter((part) => spelling(part) !== '')
  if (named.length === 0) rules.add('genre_unreadable')
  if (named.length > 1) rules.add('genre_split')
  return respelled(
    named.map((part) => bySpelling.get(spelling(part)) ?? capitalised(part)),
    value,
    rules,
  )
}

function respelled(genres: string[], value: string, rules: RuleSet): string[] {
  if (genres.length === 1 && genres[0] !== value) rules.add('genre_respelled')
  return genres
}

/** A film of more genres is refused; films have up to ten. */
export const mostGenres = 100

/** The genres of a film: canonical spelling, distinct, sorted, never empty; null where there are more than `mostGenres`. */
export function cleanGenres(value: unknown, rules: RuleSet): string[] | null {
  let list: readonly unknown[] = []
  if (Array.isArray(value)) list = value
  else if (typeof value === 'string' && value.trim() !== '') {
    list = value.split(separators)
    rules.add('genres_from_text')
  } else if (value !== undefined && value !== null && value !== '') rules.add('genre_unreadable')
  if (list.length > mostGenres) return null
  const genres = new Set<string>()
  for (const entry of list) {
    for (const genre of cleanEntry(entry, rules)) {
      if (genres.has(genre)) rules.add('genre_repeated')
      else genres.add(genre)
    }
  }
  if (genres.size > mostGenres) return null
  if (genres.size === 0) {
    rules.add('genres_missing')
    return [otherGenre]
  }
  return genres.size === 1 ? [...genres] : [...genres].sort()
}
