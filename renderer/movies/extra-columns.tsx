import type { MovieRow } from '../../shared/contract/explore.ts'
import { decadeOf } from '../../shared/model/values/bands.ts'
import { unknownText } from '../format.ts'
import type { GridColumn } from '../grid/grid-types.ts'
import { go } from '../state/route.ts'

/** Columns whose values are read only while one of them is shown. */
const readOnRequest: readonly string[] = ['title_long', 'description', 'first_run']

/** Whether an arrangement shows a column that takes another reading. */
export function needsExtra(hidden: readonly string[]): boolean {
  return readOnRequest.some((id) => !hidden.includes(id))
}

/** A text of a row that may not be read yet: nothing is said of it until it is. */
function textColumn(
  id: string,
  label: string,
  width: number,
  value: (extra: NonNullable<MovieRow['extra']>) => string | null,
): GridColumn<MovieRow> {
  return {
    id,
    label,
    width,
    grow: 1,
    hidden: true,
    noSort: 'Long texts do not sort',
    value: (row) => (row.extra ? value(row.extra) : null),
    text: (row) => (row.extra ? value(row.extra) || unknownText : ''),
  }
}

function runColumn(
  id: string,
  label: string,
  run: (row: MovieRow) => number | null | undefined,
): GridColumn<MovieRow> & Required<Pick<GridColumn<MovieRow>, 'render'>> {
  const text = (row: MovieRow) => {
    const number = run(row)
    return number === undefined ? '' : number === null ? unknownText : String(number)
  }
  return {
    id,
    label,
    width: 88,
    align: 'end',
    hidden: true,
    value: (row) => run(row) ?? null,
    text,
    render: (row) => {
      const number = run(row)
      if (number === undefined || number === null) return text(row)
      return (
        <button type="button" tabIndex={-1} className="grid-link" onClick={() => go('/runs', number)}>
          {number}
        </button>
      )
    },
  }
}

/** The run behind a cell of the films grid; null for cells of other columns. */
export function runOfCell(row: MovieRow, columnId: string): number | null {
  if (columnId === 'last_run') return row.runId
  return columnId === 'first_run' ? (row.extra?.firstRun ?? null) : null
}

/** What few ask for: hidden until a person says otherwise. */
export const extraColumns: readonly GridColumn<MovieRow>[] = [
  textColumn('title_long', 'Long title', 232, ({ titleLong }) => titleLong),
  {
    id: 'decade',
    label: 'Decade',
    width: 80,
    align: 'end',
    hidden: true,
    // By the year, which says more: films of a decade stand in their order.
    sortKey: 'year',
    firstDir: 'desc',
    value: (row) => (row.values.year === null ? null : decadeOf(row.values.year)),
    text: (row) => (row.values.year === null ? unknownText : decadeOf(row.values.year)),
  },
  textColumn('description', 'Description', 320, ({ description }) => description),
  {
    ...runColumn('first_run', 'First run', (row) => (row.extra ? row.extra.firstRun : undefined)),
    noSort: 'First runs do not sort here; silver_movie in Tables sorts by them',
  },
  {
    ...runColumn('last_run', 'Last run', (row) => row.runId),
    sortKey: 'last_run',
    firstDir: 'desc',
  },
]
