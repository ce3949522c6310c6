import type { Aggregate, MeasuredId } from '../../../../shared/model/aggregates.ts'
import { type MeasureId, measureOf } from '../../../../shared/model/measures.ts'
import type { FilmColumns } from '../columns/film-columns.ts'
import type { Cells } from './cells.ts'
import { countFilms, countGroups, countValues, type Sums, sumValues, sumWeights } from './count.ts'
import type { Groups, Leaves } from './levels.ts'
import type { Limits } from './limits.ts'
import { type Histogram, histogramOf, type Numbers, noValues, numbersOf, type Values } from './values.ts'

/** The numbers of each group of a level. */
export interface Tally {
  films: Uint32Array
  /** By measure; NaN where a group has no value. */
  values: ReadonlyMap<MeasureId, Float64Array>
}

type OverMembers = Extract<Aggregate, { kind: 'pairs' | 'shared' | 'share' | 'pairs_a_film' }>
type OverValues = Exclude<Aggregate, OverMembers | { kind: 'films' }>
type Asked = readonly [MeasureId, OverValues][]

/** What films were counted for once, to be read by the groups of any level. */
export interface Counted {
  films: Uint32Array
  read(leaves: Leaves, groups: Groups): Tally
}

/** Reads the values of some measures out of a level, into arrays of its groups. */
type Reader = (leaves: Leaves, groups: Groups, into: Map<MeasureId, Float64Array>, films: Uint32Array) => void

/**
 * Counts films for some measures: one pass for all that a histogram of the same values tells, one for each that needs its own.
 */
export function counted(
  columns: FilmColumns,
  cells: Cells,
  films: Int32Array,
  measures: readonly MeasureId[],
  limits: Limits,
): Counted {
  const readers: Reader[] = []
  let filmCounts: Uint32Array | null = null
  for (const [of, asked] of byValue(measures)) {
    const { codes, values } = columns.of[of]
    const numbers = numbersOf(columns, of)
    const size = cells.count * cells.slots * values.length
    const isSums = asked.every(([, { kind }]) => sumKinds.has(kind))
    // Counting values is one addition a film and sums are two, but there are more counts to read afterwards.
    if (size <= (isSums ? Math.min(limits.counts, films.length / 2) : limits.counts)) {
      const { counts, films: all } = countValues(cells, films, codes, values.length)
      filmCounts ??= all
      readers.push((leaves, groups, into) => readCounts(counts, numbers, leaves, groups, asked, into))
    } else if (isSums) {
      const sums = sumValues(cells, films, codes, numbers.steps)
      filmCounts ??= sums.films
      readers.push((leaves, groups, into, here) => readSums(sums, numbers, leaves, groups, asked, into, here))
    } else {
      readers.push((leaves, groups, into) =>
        readInTurns(cells, films, { codes, numbers, most: limits.counts }, leaves, groups, asked, into),
      )
    }
  }
  const all = filmCounts ?? countFilms(cells, films)
  for (const id of measures) {
    const { takes } = measureOf(id)
    if (takes.kind === 'films') readers.push((_, __, into, here) => into.set(id, Float64Array.from(here)))
    else if (isOverMembers(takes)) readers.push(overMembers(columns, cells, films, id, takes))
  }
  return {
    films: all,
    read: (leaves, groups) => {
      const here = addedUp(all, leaves, groups, new Uint32Array(groups.size))
      const into = new Map<MeasureId, Float64Array>()
      for (const reader of readers) reader(leaves, groups, into, here)
      return { films: here, values: into }
    },
  }
}

function byValue(measures: readonly MeasureId[]): Map<MeasuredId, [MeasureId, OverValues][]> {
  const found = new Map<MeasuredId, [MeasureId, OverValues][]>()
  for (const id of measures) {
    const { takes } = measureOf(id)
    if (takes.kind === 'films' || isOverMembers(takes)) continue
    found.set(takes.of, [...(found.get(takes.of) ?? []), [id, takes]])
  }
  return found
}

function isOverMembers(takes: Aggregate): takes is OverMembers {
  return ['pairs', 'shared', 'share', 'pairs_a_film'].includes(takes.kind)
}

/** Measures that follow from how many values there are and their sum, so that no histogram is needed. */
const sumKinds: ReadonlySet<Aggregate['kind']> = new Set(['known', 'share_known', 'sum', 'mean', 'steadied'])

/** Adds what leaves have up by group. */
function addedUp<T extends Uint32Array | Float64Array>(numbers: T, { at }: Leaves, { of }: Groups, into: T): T {
  for (let leaf = 0; leaf < at.length; leaf++) {
    const group = of[leaf] as number
    if (group >= 0) into[group] = (into[group] as number) + (numbers[at[leaf] as number] as number)
  }
  return into
}

function overMembers(columns: FilmColumns, cells: Cells, films: Int32Array, id: MeasureId, takes: OverMembers): Reader {
  const { codes, combinations } = columns.of[takes.of]
  // A combination of the unknown member alone is of films without any.
  const countOf = Float64Array.from(combinations, (members) => members.filter((member) => member !== 0).length)
  const sums = sumWeights(cells, films, codes, weightsOf(cells, takes, countOf))
  return (leaves, groups, into, here) => {
    const own = addedUp(sums, leaves, groups, new Float64Array(groups.size))
    into.set(id, takes.kind === 'pairs_a_film' ? own.map((sum, group) => sum / (here[group] as number)) : own)
  }
}

function weightsOf({ sets }: Cells, { kind }: OverMembers, countOf: Float64Array): Float64Array {
  if (sets === null) return kind === 'shared' || kind === 'share' ? countOf.map(() => 1) : countOf
  if (kind !== 'pairs_a_film') return kind === 'pairs' ? sets.pairs : sets.shared
  const weights = new Float64Array(sets.flat.length)
  countOf.forEach((count, code) => {
    weights.fill(count, sets.starts[code], sets.starts[code + 1])
  })
  return weights
}

/** An array of numbers for each measure of a level. */
function makeRoom(asked: Asked, { size }: Groups, into: Map<MeasureId, Float64Array>): Float64Array[] {
  return asked.map(([id]) => {
    const numbers = new Float64Array(size)
    into.set(id, numbers)
    return numbers
  })
}

function put(asked: Asked, arrays: readonly Float64Array[], group: number, here: Values, of: Numbers): void {
  for (let index = 0; index < asked.length; index++) {
    const [, takes] = asked[index] as Asked[number]
    const numbers = arrays[index] as Float64Array
    numbers[group] = measuredValue(takes, here, of)
  }
}

function readSums(
  { unknown, sums }: Sums,
  numbers: Numbers,
  leaves: Leaves,
  groups: Groups,
  asked: Asked,
  into: Map<MeasureId, Float64Array>,
  films: Uint32Array,
): void {
  const arrays = makeRoom(asked, groups, into)
  const ownUnknown = addedUp(unknown, leaves, groups, new Uint32Array(groups.size))
  const ownSums = addedUp(sums, leaves, groups, new Float64Array(groups.size))
  for (let group = 0; group < groups.size; group++) {
    const all = films[group] as number
    const here = {
      ...noValues,
      films: all,
      known: all - (ownUnknown[group] as number),
      sum: numbers.from(ownSums[group] as number),
    }
    put(asked, arrays, group, here, numbers)
  }
}

/** Reads groups out of the counts of their leaves. */
function readCounts(
  counts: Uint32Array,
  numbers: Numbers,
  leaves: Leaves,
  groups: Groups,
  asked: Asked,
  into: Map<MeasureId, Float64Array>,
): void {
  const arrays = makeRoom(asked, groups, into)
  const { starts, order } = byGroup(groups)
  const own: Histogram = { numbers, counts: new Uint32Array(numbers.of.length) }
  for (let group = 0; group < groups.size; group++) {
    const first = starts[group] as number
    const end = starts[group + 1] as number
    own.counts.fill(0)
    for (let i = first; i < end; i++) {
      const from = (leaves.at[order[i] as number] as number) * numbers.of.length
      if (i === first) own.counts.set(counts.subarray(from, from + numbers.of.length))
      else addCounts(own.counts, counts, from)
    }
    put(asked, arrays, group, histogramOf(own), numbers)
  }
}

function addCounts(into: Uint32Array, counts: Uint32Array, from: number): void {
  for (let code = 0; code < into.length; code++) {
    into[code] = (into[code] as number) + (counts[from + code] as number)
  }
}

/** The leaves of each group one after the other, by counting. */
function byGroup({ size, of }: Groups): { starts: Int32Array; order: Int32Array } {
  const starts = new Int32Array(size + 1)
  for (const group of of) if (group >= 0) starts[group + 1] = (starts[group + 1] as number) + 1
  for (let group = 0; group < size; group++)
    starts[group + 1] = (starts[group + 1] as number) + (starts[group] as number)
  const next = starts.slice()
  const order = new Int32Array(starts[size] as number)
  of.forEach((group, leaf) => {
    if (group < 0) return
    const place = next[group] as number
    order[place] = leaf
    next[group] = place + 1
  })
  return { starts, order }
}

/** Counts the values of so many groups at a time as there is room for, each time from the films. */
function readInTurns(
  cells: Cells,
  films: Int32Array,
  { codes, numbers, most: mostCounts }: { codes: Uint16Array | Uint32Array; numbers: Numbers; most: number },
  leaves: Leaves,
  groups: Groups,
  asked: Asked,
  into: Map<MeasureId, Float64Array>,
): void {
  const arrays = makeRoom(asked, groups, into)
  const groupOf = new Int32Array(cells.count * cells.slots).fill(-1)
  leaves.at.forEach((at, leaf) => {
    groupOf[at] = groups.of[leaf] as number
  })
  const most = Math.max(1, Math.floor(mostCounts / numbers.of.length))
  for (let first = 0; first < groups.size; first += most) {
    const end = Math.min(groups.size, first + most)
    const counts = countGroups(cells, films, codes, numbers.of.length, groupOf, [first, end])
    for (let group = first; group < end; group++) {
      const from = (group - first) * numbers.of.length
      const here = histogramOf({ numbers, counts: counts.subarray(from, from + numbers.of.length) })
      put(asked, arrays, group, here, numbers)
    }
  }
}

function measuredValue(
  takes: OverValues,
  { films, known, sum, lowest, highest, quantile, atLeast }: Values,
  { mean }: Numbers,
): number {
  if (takes.kind === 'known') return known
  if (takes.kind === 'share_known') return films === 0 ? Number.NaN : known / films
  if (known === 0) return Number.NaN
  switch (takes.kind) {
    case 'sum':
      return sum / takes.per
    case 'mean':
      return sum / known
    case 'steadied':
      return (takes.by * mean() + sum) / (takes.by + known)
    case 'share_at_least':
      return atLeast(takes.least) / known
    case 'lowest':
      return lowest
    case 'highest':
      return highest
    case 'quantile':
      return quantile(takes.at)
    case 'spread':
      return quantile(takes.to) - quantile(takes.from)
  }
}
