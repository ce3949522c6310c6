import { imdbForm, imdbLoose } from '../../../../shared/model/values/imdb.ts'
import { languageCodes, languageNames, languagesByOtherCode } from '../../../../shared/model/values/languages.ts'
import { cleanText, numberOf, type RuleSet, textOf, withoutUnseen } from './text.ts'

/** Released year; the first films are of the 1870s. */
export function cleanYear(value: unknown, rules: RuleSet): number | null {
  const year = numberOf(value, rules)
  if (year === null) return null
  if (year === 0) {
    rules.add('year_zero')
    return null
  }
  if (Number.isInteger(year) && year >= 1870 && year <= 2100) return year
  rules.add('year_out_of_range')
  return null
}

/** Rating from above 0 to 10 with one decimal. */
export function cleanRating(value: unknown, rules: RuleSet): number | null {
  const rating = numberOf(value, rules)
  if (rating === null) return null
  if (rating === 0) {
    rules.add('rating_zero')
    return null
  }
  if (!(rating > 0 && rating <= 10)) {
    rules.add('rating_out_of_range')
    return null
  }
  const rounded = Math.round(rating * 10) / 10
  if (rounded !== rating) rules.add('rating_rounded')
  return rounded === 0 ? null : rounded
}

/** Runtime in minutes; the longest real films run for days. */
export function cleanRuntime(value: unknown, rules: RuleSet): number | null {
  const runtime = numberOf(value, rules)
  if (runtime === null) return null
  if (runtime === 0) {
    rules.add('runtime_zero')
    return null
  }
  const rounded = Math.round(runtime)
  if (!(rounded >= 1 && rounded <= 6000)) {
    rules.add('runtime_out_of_range')
    return null
  }
  if (rounded !== runtime) rules.add('runtime_rounded')
  return rounded
}

const noLanguage = new Set(['', 'xx', 'und', 'unknown', 'none', 'n/a', 'no language', 'zxx'])
const languageTag = /^([a-z]{2,3})(?:[-_][a-z0-9]{2,8})*$/

/**
 * Language code; null = unknown. The source has used codes, `cn` for Cantonese and, until 2020, English names; others use
 * three letters, or countries.
 */
export function cleanLanguage(value: unknown, rules: RuleSet): string | null {
  // The common case: a known two-letter code, as it should be.
  if (typeof value === 'string' && value.length === 2 && languageNames.has(value) && !languagesByOtherCode.has(value))
    return value
  const text = textOf(value, rules)
  const word = text === null ? '' : withoutUnseen(cleanText(text, rules), rules).toLowerCase()
  if (noLanguage.has(word)) {
    rules.add('language_missing')
    return null
  }
  if (word === 'cn') {
    rules.add('language_cantonese')
    return 'yue'
  }
  const named = languageCodes.get(word)
  if (named) {
    rules.add('language_from_word')
    return named
  }
  const base = languageTag.exec(word)?.[1]
  if (base) {
    const code = languagesByOtherCode.get(base) ?? base
    if (languageNames.has(code) || base === text) {
      if (code !== text) rules.add('language_recoded')
      return code
    }
  }
  rules.add('language_unrecognised')
  return null
}

/** The Motion Picture Association's ratings and those of American television, by their letters and digits alone. */
const mpaRatings: ReadonlyMap<string, string> = new Map(
  ['G', 'PG', 'PG-13', 'R', 'NC-17', 'TV-Y', 'TV-Y7', 'TV-G', 'TV-PG', 'TV-14', 'TV-MA'].map((rating) => [
    rating.replaceAll('-', ''),
    rating,
  ]),
)
const exactMpa = new Set(mpaRatings.values())
/** A rating is cut at ten characters by the source; longer than this is a text about something. */
const longestMpa = 200
// A rating, alone or before a word ("PG-13 on a"); before digits it is another country's ("R 18", "PG-12").
const mpaForm =
  /^(?:(?:rated|mpaa?)[\s:]{1,5})?(tv[\s._\p{Pd}]{0,5}(?:y[\s._\p{Pd}]{0,5}7|y|g|pg|14|ma)|nc[\s._\p{Pd}]{0,5}17|pg[\s._\p{Pd}]{0,5}13|pg|g|r)(?:[\s.:,;(\p{Pd}]{1,5}\p{L}|[\s.]{0,5}$)/iu

/** MPA rating; null = none given. The source cuts the field at ten characters: `PG-13 on a` was `PG-13 on appeal …`. */
export function cleanMpa(value: unknown, rules: RuleSet): string | null {
  if (value === '') return null
  if (typeof value === 'string' && exactMpa.has(value)) return value
  const text = textOf(value, rules)
  if (text === null) return null
  const word = withoutUnseen(cleanText(text, rules), rules)
  if (word === '') return null
  const found = word.length > longestMpa ? undefined : mpaForm.exec(word)?.[1]
  const rating = mpaRatings.get(found?.replace(/[^a-z0-9]+/gi, '').toUpperCase() ?? '')
  if (rating === undefined) rules.add('mpa_unrecognised')
  else if (rating !== word) rules.add('mpa_repaired')
  return rating ?? null
}

/** IMDb title code (`tt` and seven to ten digits); null = none or unusable. */
export function cleanImdb(value: unknown, rules: RuleSet): string | null {
  if (typeof value === 'string' && imdbForm.test(value)) return value
  const text = withoutUnseen(textOf(value, rules)?.trim() ?? '', rules)
  if (text === '') return null
  const digits = imdbLoose.exec(text)?.[1]
  if (digits === undefined) {
    rules.add('imdb_invalid')
    return null
  }
  rules.add('imdb_repaired')
  return `tt${digits}`
}
