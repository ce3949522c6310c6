import type { Aggregate, MeasuredId } from '../../../../shared/model/aggregates.ts'
import { type MeasureId, measureOf } from '../../../../shared/model/measures.ts'
import type { FilmColumns } from '../columns/film-columns.ts'
import { quantile } from '../columns/quantile.ts'
import type { Entries } from './entries.ts'

/** The numbers of each group. */
export interface Tally {
  films: Uint32Array
  /** By measure; NaN where a group has no value. */
  values: ReadonlyMap<MeasureId, Float64Array>
}

/** Cells of a histogram at most: more groups than fit are gone through in turns. */
const mostCells = 4_000_000

/** Works measures out of the films of each group. */
export function tally(columns: FilmColumns, entries: Entries, measures: readonly MeasureId[]): Tally {
  const { groups, size } = entries
  const films = new Uint32Array(size)
  for (let i = 0; i < groups.length; i++) {
    const group = groups[i] as number
    films[group] = (films[group] as number) + 1
  }
  const values = new Map<MeasureId, Float64Array>()
  const byValue = new Map<MeasuredId, [MeasureId, Aggregate][]>()
  for (const id of measures) {
    const { takes } = measureOf(id)
    switch (takes.kind) {
      case 'films':
        values.set(id, Float64Array.from(films))
        break
      case 'pairs':
      case 'shared':
      case 'pairs_a_film':
        values.set(id, overMembers(columns, entries, takes, films))
        break
      default: {
        const alike = byValue.get(takes.of)
        if (alike) alike.push([id, takes])
        else byValue.set(takes.of, [[id, takes]])
      }
    }
  }
  for (const [of, asked] of byValue) {
    const into = asked.map(([id, takes]) => {
      const numbers = new Float64Array(size)
      values.set(id, numbers)
      return { takes, numbers }
    })
    overValues(columns, of, entries, films, into)
  }
  return { films, values }
}

type OverMembers = Extract<Aggregate, { kind: 'pairs' | 'shared' | 'pairs_a_film' }>

function overMembers(columns: FilmColumns, entries: Entries, takes: OverMembers, films: Uint32Array): Float64Array {
  const { rows, groups, pairs } = entries
  const { codes, combinations } = columns.of[takes.of]
  // A combination of the unknown member alone is of films without any.
  const countOf = Uint16Array.from(combinations, (members) => members.filter((member) => member !== 0).length)
  const counts = pairs?.of === takes.of ? pairs.counts : null
  const sums = new Float64Array(films.length)
  for (let i = 0; i < groups.length; i++) {
    const group = groups[i] as number
    const count = countOf[codes[rows[i] as number] as number] as number
    const here = counts === null ? count : (counts[i] as number)
    const whole = takes.kind === 'pairs_a_film' ? count : here
    sums[group] = (sums[group] as number) + (takes.kind !== 'shared' ? whole : count === 0 ? 1 : here / count)
  }
  if (takes.kind !== 'pairs_a_film') return sums
  return sums.map((sum, group) => (films[group] === 0 ? Number.NaN : sum / (films[group] as number)))
}

type OverValues = Exclude<Aggregate, OverMembers | { kind: 'films' }>

/** Measures of a number: from how many films of a group have each value. */
function overValues(
  columns: FilmColumns,
  of: MeasuredId,
  { rows, groups, size }: Entries,
  films: Uint32Array,
  asked: readonly { takes: Aggregate; numbers: Float64Array }[],
): void {
  const { codes, values } = columns.of[of]
  const numbers = values.map((value) => value ?? 0)
  if (asked.every(({ takes }) => isOfSums(takes))) {
    overSums(codes, Float64Array.from(numbers), { rows, groups, size }, films, asked)
    return
  }
  const width = values.length
  const most = Math.max(1, Math.floor(mostCells / width))
  const histogram = new Uint32Array(Math.min(most, size) * width)
  for (let first = 0; first < size; first += most) {
    const end = Math.min(size, first + most)
    if (first > 0) histogram.fill(0)
    for (let i = 0; i < groups.length; i++) {
      const group = groups[i] as number
      if (group < first || group >= end) continue
      const cell = (group - first) * width + (codes[rows[i] as number] as number)
      histogram[cell] = (histogram[cell] as number) + 1
    }
    for (let group = first; group < end; group++) {
      const from = (group - first) * width
      const own = histogram.subarray(from, from + width)
      // Code 0 holds the films without a value.
      own[0] = 0
      const here = summed(numbers, own, films[group] as number)
      for (const { takes, numbers: into } of asked) into[group] = measuredValue(takes as OverValues, here)
    }
  }
}

/** Whether how many values there are and their sum tell all, so that no histogram is needed. */
function isOfSums({ kind }: Aggregate): boolean {
  return kind === 'known' || kind === 'share_known' || kind === 'sum' || kind === 'mean'
}

function overSums(
  codes: Uint16Array | Uint32Array,
  numbers: Float64Array,
  { rows, groups, size }: Pick<Entries, 'rows' | 'groups' | 'size'>,
  films: Uint32Array,
  asked: readonly { takes: Aggregate; numbers: Float64Array }[],
): void {
  const known = new Uint32Array(size)
  const sums = new Float64Array(size)
  for (let i = 0; i < groups.length; i++) {
    const group = groups[i] as number
    const code = codes[rows[i] as number] as number
    // Code 0, of films without a value, adds nothing: neither a value nor to their number.
    known[group] = (known[group] as number) + (code === 0 ? 0 : 1)
    sums[group] = (sums[group] as number) + (numbers[code] as number)
  }
  for (let group = 0; group < size; group++) {
    const here = { films: films[group] as number, known: known[group] as number, sum: sums[group] as number }
    for (const { takes, numbers: into } of asked)
      into[group] = measuredValue(takes as OverValues, { ...here, ...noValues })
  }
}

interface Values {
  films: number
  known: number
  sum: number
  /** The values in full; empty where only sums are asked for. */
  numbers: readonly number[]
  histogram: Uint32Array
  lowest: number
  highest: number
}

function summed(numbers: readonly number[], histogram: Uint32Array, films: number): Values {
  let known = 0
  let sum = 0
  let lowest = Number.NaN
  let highest = Number.NaN
  for (let code = 1; code < histogram.length; code++) {
    const count = histogram[code] as number
    if (count === 0) continue
    // Codes ascend by value.
    highest = numbers[code] as number
    if (known === 0) lowest = highest
    known += count
    sum += count * highest
  }
  return { numbers, histogram, films, known, sum, lowest, highest }
}

const noValues = { numbers: [], histogram: new Uint32Array(0), lowest: Number.NaN, highest: Number.NaN }

function measuredValue(takes: OverValues, { numbers, histogram, films, known, sum, lowest, highest }: Values): number {
  if (takes.kind === 'known') return known
  if (takes.kind === 'share_known') return films === 0 ? Number.NaN : known / films
  if (known === 0) return Number.NaN
  const at = (fraction: number) => quantile(numbers, histogram, known, fraction)
  switch (takes.kind) {
    case 'sum':
      return sum / takes.per
    case 'mean':
      return sum / known
    case 'lowest':
      return lowest
    case 'highest':
      return highest
    case 'quantile':
      return at(takes.at)
    case 'spread':
      return at(takes.to) - at(takes.from)
  }
}
