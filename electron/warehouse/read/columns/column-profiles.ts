import type { ColumnProfile } from '../../../../shared/contract/warehouse.ts'
import { type DimensionId, dimensionIds, dimensionOf, isRange } from '../../../../shared/model/dimensions.ts'
import type { FilmEngine } from './film-engine.ts'
import { memberFilms } from './member-counts.ts'

/** Steps of a histogram. */
const steps = 24

/** A value and the films that have it. */
type Counted = readonly [value: number, films: number]

/**
 * What the fact table holds column by column: values missing, distinct values, the range and the shape. From the counts that the
 * charts share, so that a million films take no longer than a few; only the two codes of a film are looked through one by one.
 */
export function columnProfiles(engine: FilmEngine): ColumnProfile[] {
  const made = known.get(engine) ?? profilesOf(engine)
  known.set(engine, made)
  return made
}

/** Made once for each published version. */
const known = new WeakMap<FilmEngine, ColumnProfile[]>()

function profilesOf(engine: FilmEngine): ColumnProfile[] {
  const { columns } = engine
  if (columns.rows === 0) return []
  const { ids } = columns
  return [
    { column: 'movie_id', ...ofCodes(ids) },
    { column: 'imdb_code', ...ofCodes(columns.imdb.slice().sort()) },
    ...dimensionIds.map((id): ColumnProfile => ({ column: id, ...ofDimension(engine, id) })),
  ]
}

type Profile = Omit<ColumnProfile, 'column'>

function ofDimension(engine: FilmEngine, id: DimensionId): Profile {
  const { columns } = engine
  const films = memberFilms(engine, id)
  if (!isRange(id)) return ofMembers(films, columns.of[id].labels)
  const values = columns.of[id].values.flatMap((value, code): Counted[] => {
    const count = films[code] ?? 0
    return value === null || count === 0 ? [] : [[value, count]]
  })
  return ofNumbers(columns.rows, values, dimensionOf(id).format === 'day' ? dayNumber : Number)
}

/** @param values ascending */
function ofNumbers(rows: number, values: readonly Counted[], place: (value: number) => number): Profile {
  const known = values.reduce((sum, [, films]) => sum + films, 0)
  return {
    unknown: rows - known,
    distinct: values.length,
    lowest: values[0]?.[0] ?? null,
    highest: values.at(-1)?.[0] ?? null,
    most: null,
    histogram: histogramOf(values, place),
  }
}

/** Films in equal steps from the lowest to the highest value; `place` is where a value stands on an even scale. */
function histogramOf(values: readonly Counted[], place: (value: number) => number): number[] {
  const first = values[0]
  const last = values.at(-1)
  if (!first || !last) return []
  const low = place(first[0])
  const high = place(last[0])
  const histogram = Array.from({ length: low === high ? 1 : steps }, () => 0)
  for (const [value, films] of values) {
    const step = stepOf(place(value), low, high)
    histogram[step] = (histogram[step] as number) + films
  }
  return histogram
}

/** The step that a value falls in; the highest value is in the last one. */
function stepOf(value: number, low: number, high: number): number {
  return high === low ? 0 : Math.min(steps - 1, Math.floor(((value - low) / (high - low)) * steps))
}

/** A date key (yyyymmdd) as a day on an even scale. */
function dayNumber(key: number): number {
  return Date.UTC(Math.floor(key / 10_000), (Math.floor(key / 100) % 100) - 1, key % 100) / 86_400_000
}

/** Codes that name a film, ascending; 0 = unknown. They are nearly all different, so nothing is made for each. */
function ofCodes(sorted: Uint32Array | Float64Array): Profile {
  const first = sorted.findIndex((code) => code > 0)
  const unknown = first < 0 ? sorted.length : first
  const low = sorted[unknown] ?? null
  const high = sorted.at(-1) || null
  const histogram = low === null || high === null ? [] : Array.from({ length: low === high ? 1 : steps }, () => 0)
  let distinct = 0
  for (let at = unknown; at < sorted.length; at++) {
    const code = sorted[at] as number
    if (at === unknown || code !== sorted[at - 1]) distinct += 1
    const step = stepOf(code, low as number, high as number)
    histogram[step] = (histogram[step] as number) + 1
  }
  return { unknown, distinct, lowest: low, highest: high, most: null, histogram }
}

/** Members of a dimension by code, 0 = unknown; the histogram has the most frequent ones first. */
function ofMembers(films: Uint32Array, labels: readonly string[]): Profile {
  const known = [...films.entries()].filter(([code, count]) => code !== 0 && count > 0).sort((a, b) => b[1] - a[1])
  const [most] = known
  return {
    unknown: films[0] ?? 0,
    distinct: known.length,
    lowest: null,
    highest: null,
    most: most ? { value: labels[most[0]] ?? '', films: most[1] } : null,
    histogram: known.slice(0, steps).map(([, count]) => count),
  }
}
