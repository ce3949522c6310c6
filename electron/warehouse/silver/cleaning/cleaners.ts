import { normalised } from '../../../../shared/filter/marks.ts'
import type { CleanerName } from '../../../../shared/model/field.ts'
import { cleanUpload, type UploadDate } from './dates.ts'
import { cleanImdb, cleanLanguage, cleanMpa, cleanRating, cleanRuntime, cleanYear } from './fields.ts'
import { cleanAddress, cleanText, isUnseen, type RuleSet, textOf } from './text.ts'

/** A row that is being cleaned. */
export interface Reading {
  raw: Record<string, unknown>
  id: number
  /** Takes the names of the rules that act. */
  rules: RuleSet
  /** Read once for both of its fields. */
  upload?: UploadDate
}

/** Turns a received value into a stored one; null = unknown. Never throws. */
export type Cleaner = (value: unknown, reading: Reading) => string | number | null

function shortText(value: unknown, rules: RuleSet): string | null {
  const text = textOf(value, rules)
  const clean = text === null ? '' : cleanText(text, rules)
  // A title of nothing but invisible characters would be an empty row on screen.
  return clean === '' || isUnseen(clean) ? null : clean
}

function longText(value: unknown, rules: RuleSet): string | null {
  const text = textOf(value, rules)
  return text === null ? null : cleanText(text, rules, true) || null
}

function slugOf(title: string, year: number | null, id: number): string {
  const words =
    normalised(title, 'NFKD')
      .replace(/\p{M}+/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  const stem = words.join('-').slice(0, 200)
  return stem === '' ? `film-${id}` : year === null ? stem : `${stem}-${year}`
}

/** The best name a film without a title has. A long title or slug of nothing but the year is still a name. */
function fallbackTitle(english: string | null, long: string | null, slug: string | null): string | null {
  if (english !== null) return english
  if (long !== null) return long.replace(/\(\d{4}\)$/, '').trimEnd() || long
  if (slug !== null)
    return (
      slug
        .replace(/-\d{4}$/, '')
        .replaceAll('-', ' ')
        .trim() || slug
    )
  return null
}

function title(value: unknown, { raw, rules }: Reading): string | null {
  const given = shortText(value, rules)
  if (given !== null) return given
  const text = (field: string) => shortText(raw[field], rules)
  const other = fallbackTitle(text('title_english'), text('title_long'), text('slug'))
  if (other !== null) rules.add('title_fallback')
  return other
}

function slug(value: unknown, reading: Reading): string | null {
  const { raw, id, rules } = reading
  const given = shortText(value, rules)
  if (given !== null) return given
  const name = title(raw.title, reading)
  if (name === null) return null
  rules.add('slug_derived')
  return slugOf(name, cleanYear(raw.year, rules), id)
}

function upload(reading: Reading): UploadDate {
  reading.upload ??= cleanUpload(reading.raw, reading.rules)
  return reading.upload
}

/** The code of every cleaner that the model names; id and genres, which make no column of the film, are in clean-movie.ts. */
export const cleaners: Readonly<Record<Exclude<CleanerName, 'id' | 'genres'>, Cleaner>> = {
  title,
  slug,
  text: (value, { rules }) => shortText(value, rules),
  long_text: (value, { rules }) => longText(value, rules),
  address: (value, { rules }) => cleanAddress(value, rules),
  imdb: (value, { rules }) => cleanImdb(value, rules),
  year: (value, { rules }) => cleanYear(value, rules),
  rating: (value, { rules }) => cleanRating(value, rules),
  runtime: (value, { rules }) => cleanRuntime(value, rules),
  mpa: (value, { rules }) => cleanMpa(value, rules),
  language: (value, { rules }) => cleanLanguage(value, rules),
  upload_day: (_value, reading) => upload(reading).day,
  upload_second: (_value, reading) => upload(reading).unix,
}
