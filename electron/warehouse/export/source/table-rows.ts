import type { ColumnKind, ExportSource } from '../../../../shared/export/export-spec.ts'
import { KnownError } from '../../../../shared/ipc/result.ts'
import { dimensionIds, dimensionOf, isSet } from '../../../../shared/model/dimensions.ts'
import type { ColumnKind as TableColumnKind } from '../../../../shared/table-definitions/definition.ts'
import type { ReadableDb } from '../../file/connection.ts'
import { identifier, tableSource } from '../../read/queries/table-source.ts'
import {
  cellExpression,
  countRows,
  order,
  provideFilms,
  refuseStrangers,
  searchCondition,
  searchParameters,
} from '../../read/queries/table-sql.ts'
import type { ExportCell, ExportRow, RowSource } from './row-source.ts'

/** Rows handed on at a time. */
const chunkRows = 1_000

const kinds: Readonly<Record<TableColumnKind, ColumnKind>> = {
  text: 'text',
  longtext: 'text',
  hash: 'text',
  date: 'date',
  integer: 'integer',
  bytes: 'integer',
  duration_ms: 'integer',
  decimal: 'decimal',
  epoch_ms: 'instant',
  epoch_s: 'instant',
}

/**
 * The rows of a browsable table, as the page *Tables* has them, texts whole. Bodies of pages are not among its columns.
 *
 * @throws KnownError `bad_input` for a column that the table does not have
 */
export function tableRowsOf(
  db: ReadableDb,
  { table, sort, search, columns: wanted }: Extract<ExportSource, { kind: 'table' }>,
  most = -1,
): RowSource {
  const source = tableSource(table)
  refuseStrangers(source, sort)
  const columns = wanted.map(({ id, label }) => {
    const definition = source.definition.columns.find(({ key }) => key === id)
    if (!definition) throw new KnownError('bad_input', `The table has no column ${id}.`)
    return { label, kind: kinds[definition.kind], isSeconds: definition.kind === 'epoch_s', definition }
  })
  const text = search.trim()
  const condition = searchCondition(source, text)
  const parameters = searchParameters(condition, text)
  provideFilms(db, source, (key) => filmsByMember(db, key))
  const select = columns.map(({ definition }) => cellExpression(source, definition, true)).join(', ')
  return {
    columns: columns.map(({ label, kind }) => ({ label, kind })),
    total: countRows(db, source, condition, parameters),
    chunks: function* () {
      const rows = db
        .prepare<Record<string, ExportCell>, ExportCell[]>(
          `SELECT ${select} FROM ${source.table} AS t ${condition} ${order(source, sort, false)} LIMIT @most`,
        )
        .raw()
        .iterate({ ...parameters, most })
      let chunk: ExportRow[] = []
      for (const row of rows) {
        columns.forEach(({ isSeconds }, index) => {
          const value = row[index]
          if (isSeconds && typeof value === 'number') row[index] = value * 1000
        })
        chunk.push(row)
        if (chunk.length < chunkRows) continue
        yield chunk
        chunk = []
      }
      if (chunk.length > 0) yield chunk
    },
  }
}

/** Films of each member, counted from the fact, or where a film has several of them from the pairs; key 0 is of films without one. */
function filmsByMember(db: ReadableDb, factKey: string): ReadonlyMap<number, number> {
  const id = dimensionIds.find((each) => dimensionOf(each).gold.key === factKey)
  const key = identifier(factKey)
  const counts = (from: string): [number, number][] =>
    db.prepare(`SELECT ${key}, count(*) FROM ${from} GROUP BY ${key}`).raw().all() as [number, number][]
  if (!id || !isSet(id)) return new Map(counts('fact_movies'))
  const { junction } = dimensionOf(id).gold
  const without = db
    .prepare<[], number>(
      `SELECT (SELECT count(*) FROM fact_movies) - (SELECT count(DISTINCT movie_id) FROM ${junction} WHERE ${key} <> 0)`,
    )
    .pluck()
    .get()
  return new Map([...counts(junction), [0, without ?? 0]])
}
