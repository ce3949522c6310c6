import type * as z from 'zod'
import { wallSizes } from '../choices.ts'
import { type Comparison, comparisonSchema } from '../compare/comparison.ts'
import { exploreArrangementSchema } from '../explore-arrangement.ts'
import { type ExploreSpec, emptySpec, exploreSpecSchema } from '../explore-spec.ts'
import { emptyFilter, filterSchema, type MovieFilter } from '../filter/filter.ts'
import { type DimensionId, dimensionIds } from '../model/dimensions.ts'
import { repeated } from './skipped.ts'
import {
  countModes,
  filmColumnIds,
  gridArrangementSchema,
  type ViewState,
  viewPages,
  viewStateSchema,
} from './view-state.ts'

/** A state as far as this program understands it, and what it does not, each as a part of a sentence. */
export interface ReadView {
  state: ViewState
  skipped: string[]
}

/**
 * Reads the state of a view that another version, another catalogue or a stranger wrote. What is not known here is skipped and named;
 * nothing but what the schemas list comes through.
 *
 * @returns null when there is no page to show it on
 */
export function readViewState(raw: unknown): ReadView | null {
  const given = recordOf(raw)
  const page = viewPages.find((each) => each === given?.get('page'))
  if (!given || !page) return null
  const skipped: string[] = []
  const filter = readFilter(given.get('filter'), skipped)
  const state = readPage(page, filter, given, skipped)
  const own = { overview: ['count', 'comparison'], explore: ['explore', 'comparison'], movies: ['grid', 'wall'] }
  const known = new Set(['page', 'filter', ...own[page]])
  skipUnknown(given, known, skipped)
  const checked = viewStateSchema.safeParse(state)
  return checked.success ? { state: checked.data, skipped } : null
}

function readPage(page: ViewState['page'], filter: MovieFilter, given: Fields, skipped: string[]): ViewState {
  if (page === 'movies') {
    const wall = wallSizes.find((size) => size === given.get('wall'))
    if (!wall && given.has('wall')) skipped.push('the wall')
    return { page, filter, grid: readGrid(given.get('grid'), skipped), ...(wall ? { wall } : {}) }
  }
  const compared = readComparison(given.get('comparison'), skipped)
  const comparison = compared ? { comparison: compared } : {}
  if (page === 'overview') {
    const count = countModes.find((mode) => mode === given.get('count'))
    if (!count && given.has('count')) skipped.push('the way to count')
    return { page, filter, count: count ?? 'films', ...comparison }
  }
  return { page, filter, explore: readExplore(given.get('explore'), skipped), ...comparison }
}

/** What is compared: of a view its filter is read as any other is. */
function readComparison(raw: unknown, skipped: string[]): Comparison | null {
  if (raw === undefined) return null
  const other = recordOf(recordOf(raw)?.get('other'))
  const of =
    other?.get('kind') === 'view'
      ? { ...Object.fromEntries(other), filter: readFilter(other.get('filter'), skipped) }
      : null
  const read = comparisonSchema.safeParse(of ? { ...Object.fromEntries(recordOf(raw) ?? []), other: of } : raw)
  if (!read.success) skipped.push('what it is compared with')
  return read.data ?? null
}

type Fields = ReadonlyMap<string, unknown>

/** The fields of an object, those called `__proto__` and the like as all others; null when it is none. */
function recordOf(raw: unknown): Fields | null {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? new Map(Object.entries(raw)) : null
}

function skipUnknown(given: Fields, known: ReadonlySet<string>, skipped: string[], what = ''): void {
  for (const name of given.keys()) if (!known.has(name)) skipped.push(`${what}“${repeated(name)}”`)
}

function readFilter(raw: unknown, skipped: string[]): MovieFilter {
  const filter = emptyFilter()
  if (raw === undefined) return filter
  const given = recordOf(raw)
  if (!given) {
    skipped.push('the filter')
    return filter
  }
  const { where, search, run, also, asOf } = filterSchema.shape
  for (const [id, clause] of recordOf(given.get('where')) ?? []) {
    const known = dimensionIds.find((each) => each === id)
    const read = known ? where.shape[known].safeParse(clause) : null
    if (known && read?.success) setClause(filter, known, read.data)
    else skipped.push(`the filter by “${repeated(id)}”`)
  }
  if (given.has('where') && !recordOf(given.get('where'))) skipped.push('the filter')
  const further = given.get('also')
  for (const clause of Array.isArray(further) ? further : []) {
    const read = also.safeParse([...filter.also, clause])
    if (read.success) filter.also = read.data
    else skipped.push('a further filter')
  }
  const text = search.safeParse(given.get('search'))
  if (text.success) filter.search = text.data
  else if (given.has('search')) skipped.push('the search')
  const only = run.safeParse(given.get('run'))
  if (only.success) filter.run = only.data
  else if (given.has('run')) skipped.push('the run')
  const then = asOf.safeParse(given.get('asOf'))
  if (then.success) filter.asOf = then.data
  else skipped.push('the run as of which it was')
  skipUnknown(given, new Set(['where', 'also', 'search', 'run', 'asOf']), skipped, 'the filter by ')
  return filter
}

function setClause<Id extends DimensionId>(filter: MovieFilter, id: Id, clause: MovieFilter['where'][Id]): void {
  filter.where[id] = clause
}

type Grid = Extract<ViewState, { page: 'movies' }>['grid']

function readGrid(raw: unknown, skipped: string[]): Grid {
  if (raw === undefined || raw === null) return null
  const given = recordOf(raw)
  if (!given) {
    skipped.push('the columns')
    return null
  }
  const grid: NonNullable<Grid> = { order: [], widths: {}, hidden: [], pinned: [], sort: null }
  const lists = ['order', 'hidden', 'pinned'] as const
  const unknown = new Set<string>()
  for (const list of lists) {
    const ids = given.get(list)
    for (const id of Array.isArray(ids) ? ids : []) {
      if (typeof id !== 'string') skipped.push('a column')
      else if (filmColumnIds.includes(id)) grid[list].push(id)
      else unknown.add(id)
    }
    grid[list] = [...new Set(grid[list])]
  }
  for (const [id, width] of recordOf(given.get('widths')) ?? []) {
    if (!filmColumnIds.includes(id)) unknown.add(id)
    else if (typeof width === 'number') grid.widths[id] = width
  }
  for (const id of unknown) skipped.push(`the column “${repeated(id)}”`)
  const { sort } = gridArrangementSchema.shape
  const keys = given.get('sort')
  for (const key of Array.isArray(keys) ? keys : []) {
    const read = sort.safeParse([...(grid.sort ?? []), key])
    if (read.success) grid.sort = read.data
    else skipped.push('a key of the order')
  }
  skipUnknown(given, new Set([...lists, 'widths', 'sort']), skipped)
  return grid
}

type Arrangement = z.infer<typeof exploreArrangementSchema>

function readExplore(raw: unknown, skipped: string[]): Arrangement {
  const given = recordOf(raw)
  if (!given) {
    if (raw !== undefined) skipped.push('the question')
    return { spec: emptySpec, view: 'both' }
  }
  const { view } = exploreArrangementSchema.shape
  const shown = view.safeParse(given.get('view'))
  if (!shown.success && given.has('view')) skipped.push('what is shown of the answer')
  skipUnknown(given, new Set(Object.keys(exploreArrangementSchema.shape)), skipped)
  const chart = exploreArrangementSchema.shape.chart.safeParse(given.get('chart'))
  if (!chart.success) skipped.push('the kind of chart')
  const calculations = exploreArrangementSchema.shape.calculations.safeParse(given.get('calculations'))
  if (!calculations.success) skipped.push('what is worked out of measures')
  return {
    spec: readSpec(given.get('spec'), skipped),
    view: shown.success ? shown.data : 'both',
    ...(chart.data ? { chart: chart.data } : {}),
    ...(calculations.data ? { calculations: calculations.data } : {}),
  }
}

const specFields = exploreSpecSchema.shape
type SpecField = keyof typeof specFields

/** A question, part by part: what is not of today's shape gives way to what an empty question has there. */
function readSpec(raw: unknown, skipped: string[]): ExploreSpec {
  const given = recordOf(raw)
  if (!given) {
    if (raw !== undefined) skipped.push('the question')
    return emptySpec
  }
  skipUnknown(given, new Set(Object.keys(specFields)), skipped)
  let spec = emptySpec
  for (const field of Object.keys(specFields) as SpecField[]) {
    if (!given.has(field)) continue
    const value = given.get(field)
    const whole = tryField(spec, field, value)
    if (whole) spec = whole
    else spec = Array.isArray(value) ? itemByItem(spec, field, value, skipped) : withoutField(spec, field, skipped)
  }
  return spec
}

function tryField(spec: ExploreSpec, field: SpecField, value: unknown): ExploreSpec | null {
  const read = exploreSpecSchema.safeParse({ ...spec, [field]: value })
  return read.success ? read.data : null
}

function withoutField(spec: ExploreSpec, field: SpecField, skipped: string[]): ExploreSpec {
  skipped.push(field === 'sort' ? 'the order of the rows' : `“${field}”`)
  return spec
}

/** The items of a shelf that are known, in their order. */
function itemByItem(spec: ExploreSpec, field: SpecField, items: readonly unknown[], skipped: string[]): ExploreSpec {
  let kept: unknown[] = []
  let read = spec
  for (const item of items) {
    const next = tryField(spec, field, [...kept, item])
    if (next) {
      kept = [...kept, item]
      read = next
    } else skipped.push(`${field === 'measures' ? 'the measure' : 'the dimension'} “${repeated(itemName(item))}”`)
  }
  return read
}

function itemName(item: unknown): string {
  const name = recordOf(item)?.get('dimension') ?? item
  return typeof name === 'string' ? name : 'of another kind'
}
