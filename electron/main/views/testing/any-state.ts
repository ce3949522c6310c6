import fc from 'fast-check'
import { wallSizes } from '../../../../shared/choices.ts'
import type { OtherSide } from '../../../../shared/compare/comparison.ts'
import { exploreViews } from '../../../../shared/explore-arrangement.ts'
import { bucketIds, type ExploreAxis, type ExploreSpec, exploreSpecSchema } from '../../../../shared/explore-spec.ts'
import { emptyFilter, type MovieFilter } from '../../../../shared/filter/filter.ts'
import { movieOrderSchema } from '../../../../shared/filter/sort.ts'
import { dimensionIds } from '../../../../shared/model/dimensions.ts'
import { measureIds } from '../../../../shared/model/measures.ts'
import { countModes, filmColumnIds, type ViewState } from '../../../../shared/views/view-state.ts'
import { anyFilter } from '../../../warehouse/testing/any-films.ts'

const axes = dimensionIds.flatMap((dimension) =>
  bucketIds(dimension).map((bucket): ExploreAxis => (bucket === undefined ? { dimension } : { dimension, bucket })),
)

const anySpec: fc.Arbitrary<ExploreSpec> = fc
  .record({
    used: fc.shuffledSubarray(axes, { maxLength: 3 }),
    measures: fc.shuffledSubarray([...measureIds], { minLength: 1, maxLength: 4 }),
    sort: fc.option(
      fc.record({
        measure: fc.constantFrom(...measureIds),
        dir: fc.constantFrom('asc' as const, 'desc' as const),
        column: fc.option(fc.record({ key: fc.constantFrom<string | number | null>('genre 1', 'en', 1970, null) }), {
          nil: null,
        }),
      }),
      { nil: null },
    ),
    top: fc.option(fc.integer({ min: 1, max: 100 }), { nil: null }),
  })
  .map(({ used, ...rest }) => {
    const across = used.length > 2 ? 1 : 0
    return exploreSpecSchema.parse({ rows: used.slice(across), columns: used.slice(0, across), ...rest })
  })

/** Filters by many things at once keep few films: of some there is one clause left. */
const someFilter: fc.Arbitrary<MovieFilter> = fc.oneof(
  anyFilter,
  fc.tuple(anyFilter, fc.constantFrom(...dimensionIds)).map(([{ where }, id]) => {
    const empty = emptyFilter()
    return { ...empty, where: { ...empty.where, [id]: where[id] } }
  }),
)

const ids = fc.shuffledSubarray([...filmColumnIds])
const sortKeys = movieOrderSchema.element.shape.key.options
const anyGrid = fc.record({
  order: ids,
  widths: fc.dictionary(fc.constantFrom(...filmColumnIds), fc.integer({ min: 48, max: 1200 }), {
    maxKeys: 6,
    noNullPrototype: true,
  }),
  hidden: ids,
  pinned: ids,
  sort: fc.option(
    fc
      .shuffledSubarray([...sortKeys], { minLength: 1, maxLength: 4 })
      .map((keys) => keys.map((key, at) => ({ key, dir: at % 2 === 0 ? ('asc' as const) : ('desc' as const) }))),
    { nil: null },
  ),
})

const anyOther: fc.Arbitrary<OtherSide> = fc.oneof(
  fc.constantFrom({ kind: 'rest' as const }, { kind: 'whole' as const }, { kind: 'before' as const }),
  fc.record({ kind: fc.constant('then' as const), asOf: fc.constantFrom({ runId: 3, at: 1_750_000_000_000 }, null) }),
  fc.record({ kind: fc.constant('view' as const), name: fc.string({ maxLength: 80 }), filter: someFilter }),
)

/** States of every page, with filters over `any-films`. */
export const anyState: fc.Arbitrary<ViewState> = fc.oneof(
  fc.record(
    {
      page: fc.constant('overview' as const),
      filter: someFilter,
      count: fc.constantFrom(...countModes),
      comparison: fc.record({ other: anyOther, isSwapped: fc.boolean() }),
    },
    { requiredKeys: ['page', 'filter', 'count'] },
  ),
  fc.record(
    {
      page: fc.constant('explore' as const),
      filter: someFilter,
      explore: fc.record({ spec: anySpec, view: fc.constantFrom(...exploreViews) }),
      comparison: fc.record({ other: anyOther, isSwapped: fc.boolean() }),
    },
    { requiredKeys: ['page', 'filter', 'explore'] },
  ),
  fc.record(
    {
      page: fc.constant('movies' as const),
      filter: someFilter,
      grid: fc.option(anyGrid, { nil: null }),
      wall: fc.constantFrom(...wallSizes),
    },
    { requiredKeys: ['page', 'filter', 'grid'] },
  ),
)
