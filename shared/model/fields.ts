import type { Field } from './field.ts'
import type { RuleName } from './rules.ts'

const text = (label: string, width: number): NonNullable<Field['shown']> => ({ label, kind: 'text', width })
const dateRules = [
  'date_from_torrent',
  'date_unix_from_text',
  'date_from_unix',
  'date_disagreement',
  'date_out_of_range',
  'date_unknown',
] as const satisfies readonly RuleName[]

/**
 * Every field of a film that is known, described once. The columns of silver, cleaning, the content hash, drift, the difference
 * between received and stored, the Tables page, exports and docs/data-model.md follow from this list; its order is that of people.
 */
export const fields = {
  id: {
    json: 'number',
    cleaner: 'id',
    rules: ['id_invalid'],
    shown: { label: 'Film id', kind: 'integer', width: 110 },
    description: 'Number of the film, by which everything is found again.',
  },
  imdb_code: {
    json: 'string',
    type: 'TEXT',
    cleaner: 'imdb',
    hash: 1,
    rules: ['imdb_repaired', 'imdb_invalid'],
    shown: text('IMDb code', 120),
    description: 'IMDb title code: `tt` and seven to ten digits.',
  },
  title: {
    json: 'string',
    type: 'TEXT',
    required: true,
    cleaner: 'title',
    hash: 4,
    inMovie: true,
    rules: ['title_fallback', 'title_missing'],
    shown: text('Title', 260),
    description: 'Title as the source shows it.',
  },
  title_english: {
    json: 'string',
    type: 'TEXT',
    cleaner: 'text',
    hash: 5,
    inMovie: true,
    rules: [],
    shown: text('English title', 220),
    description: 'Title in English, as the source gives it.',
  },
  title_long: {
    json: 'string',
    type: 'TEXT',
    cleaner: 'text',
    hash: 6,
    rules: [],
    shown: text('Long title', 260),
    description: 'Title with the year in brackets.',
  },
  slug: {
    json: 'string',
    type: 'TEXT',
    required: true,
    cleaner: 'slug',
    hash: 2,
    inMovie: true,
    rules: ['slug_derived'],
    shown: text('Slug', 220),
    description: 'Title as it is written in addresses, with hyphens.',
  },
  url: {
    json: 'string',
    type: 'TEXT',
    cleaner: 'address',
    hash: 3,
    inMovie: true,
    rules: ['url_refused'],
    description: 'Address of the film’s page at the source.',
  },
  year: {
    json: 'number',
    type: 'INTEGER',
    cleaner: 'year',
    hash: 7,
    rules: ['year_zero', 'year_out_of_range'],
    shown: { label: 'Year', kind: 'integer', width: 80 },
    description: 'Released year, 1870 to 2100.',
  },
  rating: {
    json: 'number',
    type: 'REAL',
    cleaner: 'rating',
    hash: 8,
    rules: ['rating_zero', 'rating_rounded', 'rating_out_of_range'],
    shown: { label: 'Rating', kind: 'decimal', width: 90 },
    description: 'Rating from above 0 to 10, one decimal.',
  },
  mpa_rating: {
    json: 'string',
    type: 'TEXT',
    cleaner: 'mpa',
    hash: 9,
    rules: ['mpa_repaired', 'mpa_unrecognised'],
    shown: text('MPA', 90),
    description: 'MPA rating: G, PG, PG-13, R or NC-17, of series TV-Y, TV-Y7, TV-G, TV-PG, TV-14 or TV-MA.',
  },
  runtime: {
    json: 'number',
    type: 'INTEGER',
    cleaner: 'runtime',
    hash: 10,
    rules: ['runtime_zero', 'runtime_rounded', 'runtime_out_of_range'],
    shown: { label: 'Runtime', kind: 'integer', width: 100, unit: 'min' },
    description: 'Runtime in minutes, 1 to 6,000.',
  },
  language: {
    json: 'string',
    type: 'TEXT',
    cleaner: 'language',
    hash: 11,
    rules: [
      'language_missing',
      'language_cantonese',
      'language_from_word',
      'language_recoded',
      'language_unrecognised',
    ],
    shown: text('Language', 90),
    description: 'Code of the original language.',
  },
  genres: {
    json: 'array',
    table: 'silver_movie_genre',
    cleaner: 'genres',
    rules: [
      'genres_missing',
      'genre_respelled',
      'genre_split',
      'genre_repeated',
      'genre_unreadable',
      'too_many_genres',
      'genres_from_text',
    ],
    description: 'Genres, one row each in `silver_movie_genre`; part of the content hash, sorted.',
  },
  state: {
    json: 'string',
    type: 'TEXT',
    cleaner: 'text',
    hash: 12,
    rules: [],
    shown: text('State', 80),
    description: 'State of the entry at the source.',
  },
  date_uploaded: {
    json: 'string',
    type: 'TEXT',
    cleaner: 'upload_day',
    hash: 13,
    rules: dateRules,
    shown: { label: 'Uploaded', kind: 'date', width: 110 },
    description: 'Day of the upload in the calendar of the source, YYYY-MM-DD.',
  },
  date_uploaded_unix: {
    json: 'number',
    type: 'INTEGER',
    cleaner: 'upload_second',
    hash: 14,
    rules: dateRules,
    shown: { label: 'Uploaded at', kind: 'epoch_s', width: 170 },
    description: 'Moment of the upload, epoch seconds.',
  },
  background_image: {
    json: 'string',
    type: 'TEXT',
    cleaner: 'address',
    hash: 15,
    rules: ['url_refused'],
    description: 'Address of a picture to stand behind the film’s page.',
  },
  background_image_original: {
    json: 'string',
    type: 'TEXT',
    cleaner: 'address',
    hash: 16,
    inMovie: true,
    rules: ['url_refused'],
    description: 'Address of the same picture in full size.',
  },
  small_cover_image: {
    json: 'string',
    type: 'TEXT',
    cleaner: 'address',
    hash: 17,
    rules: ['url_refused'],
    description: 'Address of the poster, smallest size.',
  },
  medium_cover_image: {
    json: 'string',
    type: 'TEXT',
    cleaner: 'address',
    hash: 18,
    rules: ['url_refused'],
    description: 'Address of the poster, middle size.',
  },
  large_cover_image: {
    json: 'string',
    type: 'TEXT',
    cleaner: 'address',
    hash: 19,
    inMovie: true,
    rules: ['url_refused'],
    description: 'Address of the poster, largest size.',
  },
  yt_trailer_code: {
    json: 'string',
    type: 'TEXT',
    cleaner: 'text',
    hash: 20,
    rules: [],
    shown: text('Trailer code', 120),
    description: 'YouTube code of the trailer.',
  },
  description_full: {
    json: 'string',
    type: 'TEXT',
    cleaner: 'long_text',
    hash: 21,
    inMovie: true,
    rules: [],
    shown: { label: 'Description', kind: 'longtext', width: 280 },
    description: 'What the film is about, in full.',
  },
  summary: {
    json: 'string',
    type: 'TEXT',
    cleaner: 'long_text',
    hash: 22,
    inMovie: true,
    rules: [],
    description: 'A shorter text about the film, mostly the description again.',
  },
  synopsis: {
    json: 'string',
    type: 'TEXT',
    cleaner: 'long_text',
    hash: 23,
    inMovie: true,
    rules: [],
    description: 'The plot, mostly the description again.',
  },
  torrents: {
    json: 'array',
    rules: [],
    description: 'Stays in bronze. The upload date of the first stands in for a missing one.',
  },
} as const satisfies Record<string, Field>

export type FieldName = keyof typeof fields
/** Fields in the order of the list. */
export const fieldNames = Object.keys(fields) as [FieldName, ...FieldName[]]

/** The description of a field. */
export function fieldOf(name: FieldName): Field {
  return fields[name]
}

/** A field that is part of the content hash, and a column of `silver_movie`. */
export type HashedField = { [F in FieldName]: (typeof fields)[F] extends { hash: number } ? F : never }[FieldName]

/** The hashed fields in the order of the hash. */
export const hashedFields = fieldNames
  .filter((name): name is HashedField => fieldOf(name).hash !== undefined)
  .sort((a, b) => fields[a].hash - fields[b].hash)

/** Fields that `dim_movie` repeats. */
export const movieFields: readonly FieldName[] = fieldNames.filter((name) => fieldOf(name).inMovie)
