import { imdbForm, imdbLoose } from '../../../shared/model/imdb.ts'
import { languageCodes, languageNames, languagesByOtherCode } from '../../../shared/model/languages.ts'
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

// No two parts beside each other may take the same characters: long words would be tried at each place between them.
const mpaForms: readonly [form: RegExp, rating: string][] = [
  [/^pg\s*(?:-\s*)?13\b/i, 'PG-13'],
  [/^nc\s*(?:-\s*)?17\b/i, 'NC-17'],
  [/^pg\s+on\b/i, 'PG'],
  [/^r\s+on\b/i, 'R'],
  [/^g\s+on\b/i, 'G'],
  [/^pg$/i, 'PG'],
  [/^r$/i, 'R'],
  [/^g$/i, 'G'],
]

/** MPA rating; null = none given. The source cuts the field at ten characters: `PG-13 on a` was `PG-13 on appeal …`. */
export function cleanMpa(value: unknown, rules: RuleSet): string | null {
  if (value === '') return null
  const text = textOf(value, rules)
  if (text === null) return null
  const word = withoutUnseen(cleanText(text, rules), rules)
  if (word === '') return null
  const repaired = mpaForms.find(([form]) => form.test(word))?.[1] ?? word
  if (repaired !== word) rules.add('mpa_repaired')
  return repaired
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
