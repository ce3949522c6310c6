import fc from 'fast-check'
import type { Clause, MovieFilter, RangeClause } from '../../../shared/filter/filter.ts'
import {
  type DimensionId,
  eachDimension,
  isRange,
  isSet,
  type NamedId,
  type RangeId,
} from '../../../shared/model/dimensions.ts'
import { type AxisId, axisIds, type DerivedId, isDerived } from '../../../shared/model/values/derived.ts'
import type { SmallFilm } from './small-warehouse.ts'

const languages = ['', 'en', 'ja', "o'x", 'yue']
const mpaRatings = ['G', 'PG-13', 'R', 'TV-14']
const genreIds = [1, 2, 3, 31, 32, 33, 62, 63, 70]
/** Words of their titles. */
const words = [
  'Élan',
  'ELAN',
  'the',
  'The',
  'of',
  '東京',
  '物語',
  "it's",
  '"quoted"',
  '100%',
  'a_b',
  'Straße',
  'naïve',
  '?!',
  'x',
  'Ω',
  'WALL·E',
  'wall-e',
  'Face/Off',
]

/** Films of every kind: without genres or with several, unrated, of unknown runtime, with odd titles. */
export const anyFilm: fc.Arbitrary<SmallFilm> = fc.record({
  title: fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 4 }).map((parts) => parts.join(' ')),
  titleEnglish: fc.option(fc.constantFrom(...words), { nil: null }),
  year: fc.option(fc.integer({ min: 1958, max: 1975 }), { nil: null }),
  rating: fc.option(
    fc.integer({ min: 1, max: 100 }).map((tenths) => tenths / 10),
    { nil: null },
  ),
  runtime: fc.option(fc.integer({ min: 1, max: 300 }), { nil: null }),
  language: fc.constantFrom(...languages),
  mpa: fc.option(fc.constantFrom(...mpaRatings), { nil: null }),
  uploaded: fc.option(fc.constantFrom(20111230, 20120101, 20120115, 20120301, 20131212), { nil: null }),
  genres: fc.uniqueArray(fc.constantFrom(...genreIds), { maxLength: 4 }),
  imdbCode: fc.option(
    fc.integer({ min: 1, max: 20_000_000 }).map((n) => `tt${String(n).padStart(7, '0')}`),
    { nil: null },
  ),
  firstRun: fc.integer({ min: 1, max: 3 }),
})

function clause(low: number, high: number, scale: number): fc.Arbitrary<RangeClause> {
  const bound = fc.integer({ min: low, max: high }).map((value) => value / scale)
  const ranges = fc.array(
    fc.tuple(bound, bound).map(([a, b]): [number, number] => [Math.min(a, b), Math.max(a, b)]),
    { maxLength: 2 },
  )
  const some = fc.record({ in: ranges, out: ranges, unknown: fc.constantFrom('auto', 'include', 'exclude', 'only') })
  // Filters that keep nothing prove little: most clauses are empty.
  return fc.oneof(
    { arbitrary: fc.constant<RangeClause>({ in: [], out: [], unknown: 'auto' }), weight: 2 },
    { arbitrary: some, weight: 1 },
  )
}

const genreNames = genreIds.map((id) => `genre ${id}`)
const namesOf: Record<NamedId, string[]> = {
  genre: genreNames,
  language: languages,
  mpa: mpaRatings,
}
const fewNames = (id: NamedId) => fc.uniqueArray(fc.constantFrom('', ...namesOf[id], "zz'"), { maxLength: 2 })
const bounds: Record<RangeId, [low: number, high: number, scale: number]> = {
  year: [1955, 1980, 1],
  rating: [0, 100, 10],
  runtime: [0, 320, 1],
  uploaded: [20111201, 20131231, 1],
}
/** A clause of any dimension; a kind or a dimension without one here is told by the compiler. */
const clauseOf = (id: DimensionId): fc.Arbitrary<Clause> => {
  if (isRange(id)) return clause(...bounds[id])
  const lists = { any: fewNames(id), none: fewNames(id) }
  if (!isSet(id)) return fc.record(lists)
  return fc.record({ ...lists, all: fc.uniqueArray(fc.constantFrom('', ...namesOf[id]), { maxLength: 1 }) })
}
const derivedBounds: Record<DerivedId, [low: number, high: number, scale: number]> = {
  wait: [30, 60, 1],
  weekday: [1, 7, 1],
  genres_of_film: [0, 4, 1],
  has_rating: [0, 1, 1],
  has_runtime: [0, 1, 1],
  changed_in: [1, 4, 1],
}
const anyClauseOf = (id: AxisId) => (isDerived(id) ? clause(...derivedBounds[id]) : clauseOf(id))

/** Filters over such films, most clauses empty. */
export const anyFilter: fc.Arbitrary<MovieFilter> = fc.record({
  where: fc.record(eachDimension(clauseOf)) as unknown as fc.Arbitrary<MovieFilter['where']>,
  also: fc.oneof(
    { arbitrary: fc.constant([]), weight: 3 },
    {
      arbitrary: fc.array(
        fc
          .constantFrom(...axisIds)
          .chain((dimension) => fc.record({ dimension: fc.constant(dimension), clause: anyClauseOf(dimension) })),
        { maxLength: 2 },
      ),
      weight: 1,
    },
  ) as fc.Arbitrary<MovieFilter['also']>,
  search: fc.oneof(
    fc.constant(''),
    fc.constant(''),
    fc.constantFrom(
      ...words,
      'e',
      'elan the',
      '京物',
      '"of x"',
      '%',
      '"',
      '   ',
      'strasse',
      '\u0000',
      'walle',
      'face off',
      'tt0000777',
      '!',
      'the ?',
    ),
  ),
  run: fc.option(
    fc.record({
      runId: fc.integer({ min: 1, max: 4 }),
      kind: fc.constantFrom('added', 'updated', 'removed', 'touched'),
    }),
    { nil: null, freq: 4 },
  ),
  asOf: fc.constant(null),
})
