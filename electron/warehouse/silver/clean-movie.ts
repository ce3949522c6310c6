import type { RuleName } from '../../../shared/model/rules.ts'
import { cleanUpload } from './dates.ts'
import { cleanImdb, cleanLanguage, cleanMpa, cleanRating, cleanRuntime, cleanYear } from './fields.ts'
import { cleanGenres } from './genres.ts'
import { cleanAddress, cleanText, isTooLong, isUnseen, type RuleSet, textOf } from './text.ts'

/** A cleaned film: the columns of `silver_movie` that describe it. Null = unknown. */
export interface CleanMovie {
  movie_id: number
  imdb_code: string | null
  slug: string
  url: string | null
  title: string
  title_english: string | null
  title_long: string | null
  year: number | null
  rating: number | null
  mpa_rating: string | null
  runtime: number | null
  language: string | null
  state: string | null
  date_uploaded: string | null
  date_uploaded_unix: number | null
  background_image: string | null
  background_image_original: string | null
  small_cover_image: string | null
  medium_cover_image: string | null
  large_cover_image: string | null
  yt_trailer_code: string | null
  description_full: string | null
  summary: string | null
  synopsis: string | null
}

export type Cleaned =
  | { ok: true; movie: CleanMovie; genres: string[]; rules: RuleName[] }
  | { ok: false; movieId: number | null; rule: RuleName; reason: string }

const textFields = [
  'title',
  'title_english',
  'title_long',
  'slug',
  'url',
  'imdb_code',
  'mpa_rating',
  'language',
  'state',
  'date_uploaded',
  'background_image',
  'background_image_original',
  'small_cover_image',
  'medium_cover_image',
  'large_cover_image',
  'yt_trailer_code',
  'description_full',
  'summary',
  'synopsis',
] as const

/** A usable film id: a positive whole number that a double holds exactly; numeric text counts. Null otherwise. */
export function movieIdOf(value: unknown): number | null {
  const id = typeof value === 'string' && /^\s*\d{1,16}\s*$/.test(value) ? Number(value) : value
  return typeof id === 'number' && Number.isSafeInteger(id) && id > 0 ? id : null
}

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
    title
      .normalize('NFKD')
      .replace(/\p{M}+/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  const stem = words.join('-').slice(0, 200)
  return stem === '' ? `film-${id}` : year === null ? stem : `${stem}-${year}`
}

/** The best name a film without a title has. A long title or slug of nothing but the year is still a name. */
function fallbackTitle(english: string | null, long: string | null, slug: string | null): string | null {
  if (english !== null) return english
  if (long !== null) return long.replace(/\s*\(\d{4}\)$/, '') || long
  if (slug !== null)
    return (
      slug
        .replace(/-\d{4}$/, '')
        .replaceAll('-', ' ')
        .trim() || slug
    )
  return null
}

/** Three texts of one film are mostly the same: each distinct one is cleaned once. */
function descriptions(row: Record<string, unknown>, rules: RuleSet) {
  const description_full = longText(row.description_full, rules)
  const summary = row.summary === row.description_full ? description_full : longText(row.summary, rules)
  const synopsis =
    row.synopsis === row.description_full
      ? description_full
      : row.synopsis === row.summary
        ? summary
        : longText(row.synopsis, rules)
  return { description_full, summary, synopsis }
}

const none: RuleName[] = []

/**
 * Turns one row as received into a cleaned film and the names of the rules that touched it, or refuses it by a rule with a
 * reason. Pure and total: never throws, whatever the row is, and reads only named fields, so hostile keys have no effect.
 */
export function cleanMovie(row: unknown): Cleaned {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) {
    return { ok: false, movieId: null, rule: 'row_not_object', reason: 'The entry is not an object.' }
  }
  const raw = row as Record<string, unknown>
  const id = movieIdOf(raw.id)
  if (id === null) {
    return { ok: false, movieId: null, rule: 'id_invalid', reason: 'The id is missing or not a positive whole number.' }
  }
  for (const field of textFields) {
    const value = raw[field]
    if (typeof value === 'string' && value.length > 21_845 && isTooLong(value)) {
      return { ok: false, movieId: id, rule: 'field_too_long', reason: `The field ${field} is larger than 64 KiB.` }
    }
  }
  const rules: RuleSet = new Set()
  if (typeof raw.id === 'string') rules.add('number_from_text')
  const titleEnglish = shortText(raw.title_english, rules)
  const titleLong = shortText(raw.title_long, rules)
  const givenSlug = shortText(raw.slug, rules)
  let title = raw.title === raw.title_english ? titleEnglish : shortText(raw.title, rules)
  if (title === null) {
    title = fallbackTitle(titleEnglish, titleLong, givenSlug)
    if (title === null) {
      return {
        ok: false,
        movieId: id,
        rule: 'title_missing',
        reason: 'Title, English title, long title and slug are all missing.',
      }
    }
    rules.add('title_fallback')
  }
  const year = cleanYear(raw.year, rules)
  if (givenSlug === null) rules.add('slug_derived')
  const upload = cleanUpload(raw, rules)
  const texts = descriptions(raw, rules)
  const background = cleanAddress(raw.background_image, rules)
  const movie: CleanMovie = {
    movie_id: id,
    imdb_code: cleanImdb(raw.imdb_code, rules),
    slug: givenSlug ?? slugOf(title, year, id),
    url: cleanAddress(raw.url, rules),
    title,
    title_english: titleEnglish,
    title_long: titleLong,
    year,
    rating: cleanRating(raw.rating, rules),
    mpa_rating: cleanMpa(raw.mpa_rating, rules),
    runtime: cleanRuntime(raw.runtime, rules),
    language: cleanLanguage(raw.language, rules),
    state: shortText(raw.state, rules),
    date_uploaded: upload.day,
    date_uploaded_unix: upload.unix,
    background_image: background,
    background_image_original:
      raw.background_image_original === raw.background_image
        ? background
        : cleanAddress(raw.background_image_original, rules),
    small_cover_image: cleanAddress(raw.small_cover_image, rules),
    medium_cover_image: cleanAddress(raw.medium_cover_image, rules),
    large_cover_image: cleanAddress(raw.large_cover_image, rules),
    yt_trailer_code: shortText(raw.yt_trailer_code, rules),
    ...texts,
  }
  const genres = cleanGenres(raw.genres, rules)
  return { ok: true, movie, genres, rules: rules.size === 0 ? none : [...rules].sort() }
}
