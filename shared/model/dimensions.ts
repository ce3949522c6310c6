import type { Dimension, DimensionKind, MemberDimension, RangeDimension, SetDimension } from './dimension.ts'
import { decadeOf, ratingBand, runtimeBand } from './values/bands.ts'
import {
  decades,
  halfPoints,
  months,
  points,
  quarters,
  runtimeBands,
  tenMinutes,
  tenths,
  uploadYears,
  years,
} from './values/buckets.ts'
import { dateAttributes, dateKey } from './values/calendar.ts'
import { languageName } from './values/languages.ts'
import { daySteps, tenthSteps, wholeSteps } from './values/steps.ts'

/**
 * Every dimension of the catalogue, described once. Gold tables and keys, the merge, checks, columns, the filter and its SQL,
 * facets, chips, charts, grid columns, table pages, column profiles and the schema are made from this list; its order is theirs,
 * sets and members before ranges where facets and chips stand.
 */
export const dimensions = {
  year: {
    kind: 'range',
    label: 'Released year',
    plural: 'Released years',
    subject: 'Released',
    description: 'The year a film first came out.',
    unit: '',
    format: 'digits',
    without: 'without a year',
    silver: 'year',
    gold: {
      table: 'dim_released_year',
      key: 'year_key',
      keyLabel: 'Year key',
      value: { column: 'year', type: 'INTEGER', unknown: null, label: 'Year', kind: 'integer', width: 90 },
      attributes: [
        {
          column: 'decade',
          type: 'TEXT',
          unknown: 'Unknown',
          label: 'Decade',
          description: 'Decade of the year, such as 1990s.',
          kind: 'text',
          width: 100,
          of: decadeOf,
        },
      ],
      role: 'released year',
    },
    steps: wholeSteps,
    bounds: { min: 1870, max: 2100, step: 1, open: 9999 },
    buckets: [years, decades],
    facet: true,
    column: { key: 'year', label: 'Year', width: 64 },
    chart: { title: 'Films by released year', drawing: 'columns' },
  },
  rating: {
    kind: 'range',
    label: 'Rating',
    plural: 'Ratings',
    subject: 'Rating',
    description: 'The rating that the source shows, from 0 to 10 with one decimal.',
    unit: '',
    format: 'decimal',
    without: 'without a rating',
    silver: 'rating',
    gold: {
      table: 'dim_rating',
      key: 'rating_key',
      keyLabel: 'Rating key',
      value: { column: 'rating', type: 'REAL', unknown: null, label: 'Rating', kind: 'decimal', width: 90 },
      attributes: [
        {
          column: 'rating_band',
          type: 'TEXT',
          unknown: 'Unknown',
          label: 'Band',
          description: 'Whole points that the rating lies between.',
          kind: 'text',
          width: 160,
          of: ratingBand,
        },
      ],
      measure: { column: 'rating', type: 'REAL' },
    },
    steps: tenthSteps,
    bounds: { min: 0, max: 10, step: 0.1, open: 10, closed: true, usual: [3, 9], hint: 'of 10' },
    buckets: [halfPoints, tenths, points],
    facet: true,
    column: { key: 'rating', label: 'Rating', width: 80 },
    chart: { title: 'Films by rating', drawing: 'columns' },
  },
  runtime: {
    kind: 'range',
    label: 'Runtime',
    plural: 'Runtimes',
    subject: 'Runtime',
    description: 'How long a film runs, in minutes.',
    unit: 'min',
    format: 'integer',
    without: 'without a runtime',
    silver: 'runtime',
    gold: {
      table: 'dim_runtime',
      key: 'runtime_key',
      keyLabel: 'Runtime key',
      value: {
        column: 'runtime',
        type: 'INTEGER',
        unknown: null,
        label: 'Runtime',
        kind: 'integer',
        width: 110,
        unit: 'min',
      },
      attributes: [
        {
          column: 'runtime_band',
          type: 'TEXT',
          unknown: 'Unknown',
          label: 'Band',
          description: 'Band of minutes that the runtime lies in.',
          kind: 'text',
          width: 160,
          of: runtimeBand,
        },
      ],
      measure: { column: 'runtime_minutes', type: 'INTEGER' },
    },
    steps: wholeSteps,
    bounds: { min: 1, max: 1000, step: 1, open: 99_999 },
    buckets: [tenMinutes, runtimeBands],
    facet: true,
    column: { key: 'runtime', label: 'Runtime', width: 96 },
    chart: { title: 'Films by runtime', drawing: 'columns' },
  },
  genre: {
    kind: 'set',
    label: 'Genre',
    plural: 'Genres',
    subject: 'Genre',
    description: 'The genres of a film, one or several.',
    unit: '',
    format: 'capitals',
    without: 'without a genre',
    silver: 'silver_movie_genre',
    gold: {
      table: 'dim_genre',
      key: 'genre_id',
      keyLabel: 'Genre id',
      value: { column: 'genre_name', type: 'TEXT', unknown: 'Unknown', label: 'Genre', kind: 'text', width: 200 },
      attributes: [],
      junction: 'genre_junction',
      mask: 'genre_mask',
      count: 'genre_count',
    },
    facet: true,
    column: { key: 'genres', label: 'Genres', width: 160 },
    chart: { title: 'Films by genre', drawing: 'bars' },
  },
  language: {
    kind: 'member',
    label: 'Language',
    plural: 'Languages',
    subject: 'Language',
    description: 'The original language of a film.',
    unit: '',
    format: 'name',
    without: 'without a language',
    silver: 'language',
    gold: {
      table: 'dim_language',
      key: 'language_key',
      keyLabel: 'Language key',
      value: { column: 'language', type: 'TEXT', unknown: '', label: 'Code', kind: 'text', width: 90 },
      attributes: [
        {
          column: 'language_name',
          type: 'TEXT',
          unknown: 'Unknown',
          label: 'Language',
          description: 'English name of the language.',
          kind: 'text',
          width: 200,
          of: languageName,
        },
      ],
      name: 'language_name',
    },
    facet: true,
    column: { key: 'language', label: 'Language', width: 104 },
    chart: { title: 'Films by language', drawing: 'bars', note: 'By original language, each film once.' },
  },
  uploaded: {
    kind: 'range',
    label: 'Upload date',
    plural: 'Upload dates',
    subject: 'Uploaded',
    description: 'The day a film was put into the source’s catalogue.',
    unit: '',
    format: 'day',
    without: 'without an upload date',
    silver: 'date_uploaded',
    gold: {
      table: 'dim_date',
      key: 'date_key',
      keyLabel: 'Date key',
      keyOf: dateKey,
      value: { column: 'date', type: 'TEXT', unknown: null, label: 'Date', kind: 'date', width: 110 },
      attributes: dateAttributes,
      role: 'upload date',
    },
    steps: daySteps,
    bounds: { min: 19_000_101, max: 21_001_231, step: 1, open: 99_991_231 },
    buckets: [months, quarters, uploadYears],
    facet: false,
    column: { key: 'uploaded', label: 'Uploaded', width: 104 },
    chart: { title: 'Films by upload month', drawing: 'area' },
  },
  mpa: {
    kind: 'member',
    label: 'MPA rating',
    plural: 'MPA ratings',
    subject: 'MPA rating',
    description:
      'For whom the Motion Picture Association holds a film to be fit: G, PG, PG-13, R or NC-17; of series a TV rating.',
    unit: '',
    format: 'name',
    without: 'without an MPA rating',
    silver: 'mpa_rating',
    gold: {
      since: 50,
      table: 'dim_mpa_rating',
      key: 'mpa_rating_key',
      keyLabel: 'MPA rating key',
      value: { column: 'mpa_rating', type: 'TEXT', unknown: 'Unknown', label: 'MPA rating', kind: 'text', width: 120 },
      attributes: [],
    },
    facet: true,
    column: { key: 'mpa_rating', label: 'MPA', width: 80 },
    chart: { title: 'Films by MPA rating', drawing: 'bars' },
  },
} as const satisfies Record<string, Dimension>

export type DimensionId = keyof typeof dimensions
type OfKind<Kind extends DimensionKind> = {
  [Id in DimensionId]: (typeof dimensions)[Id]['kind'] extends Kind ? Id : never
}[DimensionId]
export type RangeId = OfKind<'range'>
export type MemberId = OfKind<'member'>
export type SetId = OfKind<'set'>
/** Dimensions whose values are names. */
export type NamedId = MemberId | SetId

/** All ids in the order of the list. */
export const dimensionIds = Object.keys(dimensions) as [DimensionId, ...DimensionId[]]

function idsOfKind<Id extends DimensionId>(kind: DimensionKind): Id[] {
  return dimensionIds.filter((id): id is Id => dimensions[id].kind === kind)
}
export const rangeIds = idsOfKind<RangeId>('range')
export const memberIds = idsOfKind<MemberId>('member')
export const setIds = idsOfKind<SetId>('set')
/** Ids of dimensions whose values are names, in the order of facets. */
export const namedIds: readonly NamedId[] = [...setIds, ...memberIds]
/** All ids in the order in which facets and chips stand: sets, members, ranges. */
export const shownIds: readonly DimensionId[] = [...namedIds, ...rangeIds]

/** The description of a dimension, as one of the three kinds. */
export function dimensionOf(id: RangeId): RangeDimension
export function dimensionOf(id: MemberId): MemberDimension
export function dimensionOf(id: SetId): SetDimension
export function dimensionOf(id: DimensionId): Dimension
export function dimensionOf(id: DimensionId): Dimension {
  return dimensions[id]
}

/** Whether a dimension's values are numbers. */
export function isRange(id: DimensionId): id is RangeId {
  return dimensions[id].kind === 'range'
}

/** Whether a film may have several of a dimension's members. */
export function isSet(id: DimensionId): id is SetId {
  return dimensions[id].kind === 'set'
}

/** Makes one thing for each dimension. */
export function eachDimension<T>(make: (id: DimensionId) => T): Record<DimensionId, T> {
  return Object.fromEntries(dimensionIds.map((id) => [id, make(id)])) as Record<DimensionId, T>
}

/** The column of a dimension's table by which a filter names its members: the key where it says something by itself. */
export function filterColumn({ gold }: Dimension): string {
  return gold.keyOf ? gold.key : gold.value.column
}
