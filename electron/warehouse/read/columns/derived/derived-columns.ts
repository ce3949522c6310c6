import {
  type AxisId,
  type DerivedId,
  type DerivedSource,
  derivedDimensions,
  isDerived,
} from '../../../../../shared/model/values/derived.ts'
import type { CodedColumn, FilmColumns } from '../film-columns.ts'
import type { SetColumn } from '../set-column.ts'

const made = new WeakMap<FilmColumns, Map<DerivedId, CodedColumn<number>>>()

/** The column of a dimension; of a derived one made when it is first asked for, and kept with the columns. */
export function codedBy(columns: FilmColumns, id: AxisId): CodedColumn<number> | CodedColumn<string> | SetColumn {
  if (!isDerived(id)) return columns.of[id]
  const known = made.get(columns) ?? new Map<DerivedId, CodedColumn<number>>()
  made.set(columns, known)
  const column = known.get(id) ?? derivedColumn(columns, id)
  known.set(id, column)
  return column
}

/** What films have of a source: a code each, and the number of each code; of a run the code is the number. */
interface Numbers {
  codes: ArrayLike<number>
  numbers: readonly (number | null)[] | null
}

function numbersOf({ of, runId }: FilmColumns, source: DerivedSource): Numbers {
  if ('value' in source) return { codes: of[source.value].codes, numbers: of[source.value].values }
  if ('run' in source) return { codes: runId, numbers: null }
  const { codes, combinations } = of[source.count]
  // A combination of the unknown member alone is of films without any.
  return { codes, numbers: combinations.map((members) => members.filter((member) => member !== 0).length) }
}

function derivedColumn(columns: FilmColumns, id: DerivedId): CodedColumn<number> {
  const { from, of }: { from: readonly DerivedSource[]; of: (...sources: (number | null)[]) => number | null } =
    derivedDimensions[id]
  const [first, second] = from.map((source) => numbersOf(columns, source)) as [Numbers, Numbers?]
  const at = ({ codes, numbers }: Numbers, row: number): number | null => {
    const code = codes[row] as number
    return numbers ? (numbers[code] ?? null) : code
  }
  const values: (number | null)[] = [null]
  const codeOf = new Map<number | null, number>([[null, 0]])
  const loose = new Uint32Array(columns.rows)
  for (let row = 0; row < columns.rows; row++) {
    const value = second ? of(at(first, row), at(second, row)) : of(at(first, row))
    let code = codeOf.get(value)
    if (code === undefined) {
      code = values.length
      codeOf.set(value, code)
      values.push(value)
    }
    loose[row] = code
  }
  // Codes ascend by value, as those of every column do.
  const known = values.slice(1).toSorted((a, b) => Number(a) - Number(b))
  const placeOf = Uint32Array.from(values, (value) => (value === null ? 0 : known.indexOf(value) + 1))
  const codes = known.length < 65_535 ? new Uint16Array(columns.rows) : new Uint32Array(columns.rows)
  for (let row = 0; row < codes.length; row++) codes[row] = placeOf[loose[row] as number] as number
  return { codes, values: [null, ...known], keys: [], labels: [] }
}
