import type { MovieRow } from '../../../../shared/contract/explore.ts'
import type { Handlers } from '../../../../shared/contract/index.ts'
import type { ColumnKind, ExportSource } from '../../../../shared/export/export-spec.ts'
import { KnownError } from '../../../../shared/ipc/result.ts'
import { type DimensionId, dimensionIds, dimensionOf, isRange, isSet } from '../../../../shared/model/dimensions.ts'
import { decadeOf } from '../../../../shared/model/values/bands.ts'
import { capitalised } from '../../../../shared/model/values/words.ts'
import type { ExportCell, ExportRow, RowSource } from './row-source.ts'

type Films = Extract<ExportSource, { kind: 'films' }>

interface ShownColumn {
  kind: ColumnKind
  of: (row: MovieRow) => ExportCell | undefined
}

const otherColumns: Readonly<Record<string, ShownColumn>> = {
  title: { kind: 'text', of: ({ title }) => title },
  imdb_code: { kind: 'text', of: ({ imdbCode }) => imdbCode },
  title_long: { kind: 'text', of: ({ extra }) => extra?.titleLong },
  decade: { kind: 'text', of: ({ values: { year } }) => (year === null ? null : decadeOf(year)) },
  description: { kind: 'text', of: ({ extra }) => extra?.description },
  first_run: { kind: 'integer', of: ({ extra }) => extra?.firstRun },
  last_run: { kind: 'integer', of: ({ runId }) => runId },
  movie_id: { kind: 'integer', of: ({ movieId }) => movieId },
}

function dimensionColumn(id: DimensionId): ShownColumn {
  const { format } = dimensionOf(id)
  if (isSet(id)) {
    const name = (text: string): string => (format === 'capitals' ? capitalised(text) : text)
    return { kind: 'list', of: ({ values }) => values[id].map(name) }
  }
  if (!isRange(id)) return { kind: 'text', of: ({ values, names }) => names[id] || values[id] || null }
  const kind = format === 'day' ? 'date' : format === 'decimal' ? 'decimal' : 'integer'
  return { kind, of: ({ values }) => (kind === 'date' ? dayText(values[id]) : values[id]) }
}

/** A day of the filter's form, 20200131, as text. */
function dayText(day: number | null): string | null {
  return day === null ? null : String(day).replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3')
}

function shownColumn(key: string): ShownColumn {
  const id = dimensionIds.find((each) => dimensionOf(each).column.key === key)
  const column = id ? dimensionColumn(id) : Object.hasOwn(otherColumns, key) ? otherColumns[key] : undefined
  if (!column) throw new KnownError('bad_input', `Films have no column ${key}.`)
  return column
}

/** Rows of the films grid as rows of an export: as `filmsOf` writes them, from what the reader gives the page. */
export function rowsShown({ columns: wanted }: Films, films: readonly MovieRow[], total: number): RowSource {
  const columns = wanted.map(({ id, label }) => ({ label, ...shownColumn(id) }))
  return {
    columns: columns.map(({ label, kind }) => ({ label, kind })),
    total,
    chunks: function* () {
      yield films.map((film): ExportRow => columns.map(({ of }) => of(film) ?? null))
    },
  }
}

/** The part of the reader that gives films. */
export type FilmPages = Handlers<'movies.page'>

/** Rows that the reader is asked for at a time. */
const pageRows = 500

/** Films as they were after an earlier run: the reader works them out, so it is what is asked for them. */
export async function pastFilmsOf(reader: FilmPages, source: Films): Promise<RowSource> {
  const { filter, sort } = source
  const page = (offset: number) => reader['movies.page']({ filter, sort, offset, limit: pageRows, extra: true })
  const first = await page(0)
  const { columns } = rowsShown(source, [], 0)
  return {
    columns,
    total: first.total,
    chunks: async function* () {
      for (let offset = 0; offset < first.total; offset += pageRows) {
        const { rows } = offset === 0 ? first : await page(offset)
        yield* rowsShown(source, rows, first.total).chunks() as Iterable<readonly ExportRow[]>
      }
    },
  }
}
