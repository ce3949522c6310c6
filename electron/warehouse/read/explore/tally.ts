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

/**
 * Works measures out of the films of each group, and of every so many groups together.
 *
 * @param width how many neighbouring groups make a row, for rows that no film is in twice; 1 = rows are the groups
 */
export function tally(
  columns: FilmColumns,
  entries: Entries,
  measures: readonly MeasureId[],
  width = 1,
): { cells: Tally; rows: Tally } {
  const { size } = entries
  const byValue = new Map<MeasuredId, [MeasureId, OverValues][]>()
  for (const id of measures) {
    const { takes } = measureOf(id)
    if (takes.kind === 'films' || isOverMembers(takes)) continue
    byValue.set(takes.of, [...(byValue.get(takes.of) ?? []), [id, takes]])
  }
  const levels = [levelOf(size), ...(width > 1 ? [levelOf(size / width)] : [])]
  const [whole] = levels as [Level]
  const isSums = ([, asked]: [MeasuredId, [MeasureId, OverValues][]]) =>
    asked.every(([, { kind }]) => sumKinds.has(kind))
  const histogrammed = [...byValue].filter((each) => !isSums(each))
  // A histogram counts the films too; a pass of their own is only for what has none.
  for (const [of, asked] of histogrammed) overValues(columns, of, entries, levels, asked, width)
  if (histogrammed.length === 0) {
    const { films } = whole
    entries.each(({ groups, length }) => {
      for (let i = 0; i < length; i++) {
        const group = groups[i] as number
        films[group] = (films[group] as number) + 1
      }
    })
    levels[1]?.films.set(folded(whole.films, width))
  }
  for (const [of, asked] of [...byValue].filter(isSums)) overSums(columns, of, entries, levels, asked, width)
  for (const id of measures) {
    const { takes } = measureOf(id)
    if (takes.kind === 'films') for (const { values, films } of levels) values.set(id, Float64Array.from(films))
    if (!isOverMembers(takes)) continue
    const sums = overMembers(columns, entries, takes)
    for (const [index, { values, films }] of levels.entries()) {
      const here = index === 0 ? sums : folded(sums, width)
      values.set(id, takes.kind === 'pairs_a_film' ? here.map((sum, at) => sum / (films[at] as number)) : here)
    }
  }
  const [cells, rows = cells] = levels as [Level, Level?]
  return { cells, rows }
}

interface Level extends Tally {
  values: Map<MeasureId, Float64Array>
}

function levelOf(size: number): Level {
  return { films: new Uint32Array(size), values: new Map() }
}

/** Numbers of neighbouring groups added up. */
function folded<T extends Uint32Array | Float64Array>(cells: T, width: number): T {
  if (width === 1) return cells
  const Kind = cells.constructor as new (length: number) => T
  const rows = new Kind(cells.length / width)
  for (let cell = 0; cell < cells.length; cell++) {
    const row = Math.floor(cell / width)
    rows[row] = (rows[row] as number) + (cells[cell] as number)
  }
  return rows
}

type OverMembers = Extract<Aggregate, { kind: 'pairs' | 'shared' | 'pairs_a_film' }>

function isOverMembers(takes: Aggregate): takes is OverMembers {
  return takes.kind === 'pairs' || takes.kind === 'shared' || takes.kind === 'pairs_a_film'
}

function overMembers(columns: FilmColumns, entries: Entries, takes: OverMembers): Float64Array {
  const { codes, combinations } = columns.of[takes.of]
  // A combination of the unknown member alone is of films without any.
  const countOf = Uint16Array.from(combinations, (members) => members.filter((member) => member !== 0).length)
  const isAxis = entries.pairsOf === takes.of
  const sums = new Float64Array(entries.size)
  entries.each(({ rows, groups, pairs, length }) => {
    for (let i = 0; i < length; i++) {
      const group = groups[i] as number
      const count = countOf[codes[rows[i] as number] as number] as number
      const here = isAxis ? (pairs[i] as number) : count
      const whole = takes.kind === 'pairs_a_film' ? count : here
      sums[group] = (sums[group] as number) + (takes.kind !== 'shared' ? whole : count === 0 ? 1 : here / count)
    }
  })
  return sums
}

type OverValues = Exclude<Aggregate, OverMembers | { kind: 'films' }>

/** Measures that follow from how many values there are and their sum, so that no histogram is needed. */
const sumKinds: ReadonlySet<Aggregate['kind']> = new Set(['known', 'share_known', 'sum', 'mean'])

/** An array of numbers for each measure of each level. */
function makeRoom(levels: readonly Level[], asked: readonly [MeasureId, OverValues][]): void {
  for (const { values, films } of levels) for (const [id] of asked) values.set(id, new Float64Array(films.length))
}

function overSums(
  columns: FilmColumns,
  of: MeasuredId,
  entries: Entries,
  levels: readonly Level[],
  asked: readonly [MeasureId, OverValues][],
  width: number,
): void {
  const { codes, values } = columns.of[of]
  makeRoom(levels, asked)
  const numbers = Float64Array.from(values, (value) => value ?? 0)
  const known = new Uint32Array(entries.size)
  const sums = new Float64Array(entries.size)
  entries.each(({ rows, groups, length }) => {
    for (let i = 0; i < length; i++) {
      const group = groups[i] as number
      const code = codes[rows[i] as number] as number
      // Code 0, of films without a value, adds nothing: neither a value nor to their number.
      known[group] = (known[group] as number) + (code === 0 ? 0 : 1)
      sums[group] = (sums[group] as number) + (numbers[code] as number)
    }
  })
  levels.forEach((level, index) => {
    const own = index === 0 ? { known, sums } : { known: folded(known, width), sums: folded(sums, width) }
    for (let at = 0; at < level.films.length; at++) {
      const here = {
        ...noValues,
        films: level.films[at] as number,
        known: own.known[at] as number,
        sum: own.sums[at] as number,
      }
      put(level, at, asked, here)
    }
  })
}

/** Measures of a number: from how many films of a group have each value. */
function overValues(
  columns: FilmColumns,
  of: MeasuredId,
  entries: Entries,
  levels: readonly Level[],
  asked: readonly [MeasureId, OverValues][],
  width: number,
): void {
  const { codes, values } = columns.of[of]
  makeRoom(levels, asked)
  const numbers = values.map((value) => value ?? 0)
  const { size } = entries
  const [cells, totals] = levels as [Level, Level?]
  // Whole rows in each turn.
  const most = Math.max(1, Math.floor(mostCells / numbers.length / width)) * width
  const histogram = new Uint32Array(Math.min(most, size) * numbers.length)
  const rowHistogram = new Uint32Array(numbers.length)
  for (let first = 0; first < size; first += most) {
    const end = Math.min(size, first + most)
    if (first > 0) histogram.fill(0)
    entries.each(({ rows, groups, length }) => {
      for (let i = 0; i < length; i++) {
        const group = groups[i] as number
        if (group < first || group >= end) continue
        const cell = (group - first) * values.length + (codes[rows[i] as number] as number)
        histogram[cell] = (histogram[cell] as number) + 1
      }
    })
    for (let group = first; group < end; group++) {
      const from = (group - first) * numbers.length
      const own = histogram.subarray(from, from + numbers.length)
      const here = summed(numbers, own)
      cells.films[group] = here.films
      put(cells, group, asked, here)
      if (!totals) continue
      rowHistogram[0] = (rowHistogram[0] as number) + here.films - here.known
      for (let code = 1; code < own.length; code++)
        rowHistogram[code] = (rowHistogram[code] as number) + (own[code] as number)
      if ((group + 1) % width !== 0) continue
      const row = (group + 1) / width - 1
      const all = summed(numbers, rowHistogram)
      totals.films[row] = all.films
      put(totals, row, asked, all)
      rowHistogram.fill(0)
    }
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

const noValues = { numbers: [], histogram: new Uint32Array(0), lowest: Number.NaN, highest: Number.NaN }

/** What a histogram tells; its code 0, of the films without a value, is emptied. */
function summed(numbers: readonly number[], histogram: Uint32Array): Values {
  const unknown = histogram[0] as number
  histogram[0] = 0
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
  return { numbers, histogram, films: known + unknown, known, sum, lowest, highest }
}

function put({ values }: Level, at: number, asked: readonly [MeasureId, OverValues][], here: Values): void {
  for (const [id, takes] of asked) {
    const numbers = values.get(id)
    if (numbers) numbers[at] = measuredValue(takes, here)
  }
}

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
