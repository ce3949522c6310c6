import { cleanText, type RuleSet } from './text.ts'

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

function cleanGenre(value: unknown, rules: RuleSet): string | null {
  if (typeof value === 'string' && exact.has(value)) return value
  if (typeof value !== 'string' || value.length > 64) {
    rules.add('genre_unreadable')
    return null
  }
  const text = cleanText(value, rules).replaceAll(',', ' ')
  if (text === '') {
    rules.add('genre_unreadable')
    return null
  }
  const genre = bySpelling.get(spelling(text)) ?? capitalised(text)
  if (genre !== value) rules.add('genre_respelled')
  return genre
}

/** The genres of a film: canonical spelling, distinct, sorted, never empty. */
export function cleanGenres(value: unknown, rules: RuleSet): string[] {
  let list: readonly unknown[] = []
  if (Array.isArray(value)) list = value
  else if (typeof value === 'string' && value.trim() !== '') {
    list = value.split(/[,/|]/)
    rules.add('genres_from_text')
  } else if (value !== undefined && value !== null && value !== '') rules.add('genre_unreadable')
  const genres: string[] = []
  for (const entry of list) {
    const genre = cleanGenre(entry, rules)
    if (genre === null) continue
    if (genres.includes(genre)) rules.add('genre_repeated')
    else genres.push(genre)
  }
  if (genres.length === 0) {
    rules.add('genres_missing')
    return [otherGenre]
  }
  return genres.length === 1 ? genres : genres.sort()
}
