import type { ColumnKind, ExportSource } from '../../../../shared/export/export-spec.ts'
import { KnownError } from '../../../../shared/ipc/result.ts'
import { type DimensionId, dimensionIds, dimensionOf, isSet, type SetId } from '../../../../shared/model/dimensions.ts'
import { decadeOf } from '../../../../shared/model/values/bands.ts'
import { capitalised } from '../../../../shared/model/values/words.ts'
import type { ReadableDb } from '../../file/connection.ts'
import { explainSql } from '../../read/queries/explain.ts'
import {
  filmSource,
  filterConditions,
  labelSql,
  orderClause,
  valueSql,
  whereClause,
} from '../../read/queries/filter-sql.ts'
import { identifier } from '../../read/queries/table-source.ts'
import type { ExportCell, ExportRow, RowSource } from './row-source.ts'

type Films = Extract<ExportSource, { kind: 'films' }>

/** Films read at a time: enough that a call costs little, few enough that their texts are small objects, which are soon collected. */
const chunkFilms = 500
/** Members of a set that have a bit of their own. */
const bits = 62

/** How a column of films is read: expressions over `filmSource`, and what is made of their values. */
interface FilmColumn {
  kind: ColumnKind
  sql: readonly string[]
  /** The same in one expression that says what it is; absent = the first of `sql`. */
  readable?: string
  /** Absent = the value as it is read. */
  make?: (values: readonly (string | number | null)[]) => ExportCell
}

const silver = (column: string): string => `(SELECT s.${column} FROM silver_movie AS s WHERE s.movie_id = f.movie_id)`

/** The films of a filter, in an order, by the columns of their grid: none of them tells of a download. */
const otherColumns: Readonly<Record<string, FilmColumn>> = {
  title: { kind: 'text', sql: ['m.title'] },
  imdb_code: { kind: 'text', sql: ['f.imdb_code'] },
  title_long: { kind: 'text', sql: [silver('title_long')] },
  decade: {
    kind: 'text',
    sql: [valueSql('year')],
    readable: `(${valueSql('year')} / 10 * 10) || 's'`,
    make: ([year]) => (typeof year === 'number' ? decadeOf(year) : null),
  },
  description: { kind: 'text', sql: ['m.description_full'] },
  first_run: { kind: 'integer', sql: [silver('first_run')] },
  last_run: { kind: 'integer', sql: ['f.run_id'] },
  movie_id: { kind: 'integer', sql: ['f.movie_id'] },
}

const kindOf = { digits: 'integer', integer: 'integer', decimal: 'decimal', day: 'date' } as const

function dimensionColumn(db: ReadableDb, id: DimensionId): FilmColumn {
  if (isSet(id)) return setColumn(db, id)
  const { gold, format, kind } = dimensionOf(id)
  if (kind === 'range') {
    const sql = format === 'day' ? `${gold.table}.${gold.value.column}` : valueSql(id)
    return { kind: kindOf[format as keyof typeof kindOf], sql: [sql] }
  }
  // Key 0 is the film without one: what it is called there is not in the source.
  return { kind: 'text', sql: [`CASE f.${gold.key} WHEN 0 THEN NULL ELSE ${labelSql(id)} END`] }
}

/** Names of the members of a set: by their bits, or where there are more than have one, from the table of pairs. */
function setColumn(db: ReadableDb, id: SetId): FilmColumn {
  const { table, key, value, mask, junction } = dimensionOf(id).gold
  const members = db.prepare(`SELECT ${key}, ${value.column} FROM ${table} WHERE ${key} <> 0`).raw().all() as [
    number,
    string,
  ][]
  const name = (text: string): string => (dimensionOf(id).format === 'capitals' ? capitalised(text) : text)
  const inOrder = (names: string[]): string[] => names.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)).map(name)
  const pairs = `FROM ${junction} AS j JOIN ${table} AS d USING (${key}) WHERE j.movie_id = f.movie_id AND ${key} <> 0`
  const readable = `(SELECT group_concat(${value.column}, ', ') FROM (SELECT d.${value.column} ${pairs} ORDER BY 1))`
  if (members.every(([memberKey]) => memberKey <= bits)) {
    const names = new Map(members.map(([memberKey, text]) => [memberKey - 1, text]))
    const known = new Map<string, readonly string[]>()
    return {
      kind: 'list',
      readable,
      sql: [`f.${mask} & 2147483647`, `f.${mask} >> 31`],
      make: ([low, high]) => {
        const of = `${low} ${high}`
        let list = known.get(of)
        if (!list) {
          list = inOrder(
            [...names].flatMap(([bit, text]) =>
              (bit < 31 ? Number(low) >>> bit : Number(high) >>> (bit - 31)) & 1 ? [text] : [],
            ),
          )
          known.set(of, list)
        }
        return list
      },
    }
  }
  return {
    kind: 'list',
    readable,
    sql: [`(SELECT json_group_array(d.${value.column}) ${pairs})`],
    make: ([names]) => inOrder(JSON.parse(String(names)) as string[]),
  }
}

function columnOf(db: ReadableDb, key: string): FilmColumn {
  const id = dimensionIds.find((each) => dimensionOf(each).column.key === key)
  const column = id ? dimensionColumn(db, id) : Object.hasOwn(otherColumns, key) ? otherColumns[key] : undefined
  if (!column) throw new KnownError('bad_input', `Films have no column ${key}.`)
  return column
}

/**
 * Films that pass a filter, in an order, as they are now.
 *
 * @throws KnownError `bad_input` for a column that films do not have
 */
export function filmsOf(db: ReadableDb, { filter, sort, columns: wanted }: Films): RowSource {
  const columns = wanted.map(({ id, label }) => ({ label, ...columnOf(db, id) }))
  const films = filmIds(db, filter, sort)
  return {
    columns: columns.map(({ label, kind }) => ({ label, kind })),
    total: films.length,
    chunks: function* () {
      const read = chunkReader(
        db,
        columns.flatMap(({ sql }) => sql),
      )
      for (let from = 0; from < films.length; from += chunkFilms) {
        const wantedIds = films.slice(from, from + chunkFilms)
        const values = read(wantedIds)
        if ((values[0]?.length ?? 0) !== wantedIds.length)
          throw new KnownError('conflict', 'The catalogue changed while it was exported. Export again.')
        yield rowsOf(columns, values, wantedIds.length)
      }
    },
  }
}

/** The same films as one statement, for people to read and run; as of an earlier run with its usual columns. */
export function filmsStatement(db: ReadableDb, { filter, sort, columns }: Films): string {
  if (filter.asOf) return explainSql(filter, 'none')
  const select = columns.map(({ id, label }) => {
    const { readable, sql } = columnOf(db, id)
    return `  ${readable ?? sql[0]} AS ${identifier(label)}`
  })
  const where = whereClause(filterConditions(filter))
  return `${['SELECT', select.join(',\n'), filmSource, ...(where ? [where] : []), orderClause(sort)].join('\n')};`
}

function filmIds(db: ReadableDb, filter: Films['filter'], sort: Films['sort']): number[] {
  const where = whereClause(filterConditions(filter))
  return db
    .prepare<[], number>(`SELECT f.movie_id ${filmSource}\n${where}\n${orderClause(sort)}`)
    .pluck()
    .all()
}

/** Reads films by their ids, as one array a column: much faster than rows, whose every value is a call into the addon. */
function chunkReader(
  db: ReadableDb,
  expressions: readonly string[],
): (ids: readonly number[]) => (string | number | null)[][] {
  const source = filmSource.replace(
    /^FROM fact_movies AS f$/m,
    'FROM json_each(?) AS wanted CROSS JOIN fact_movies AS f ON f.movie_id = wanted.value',
  )
  const select = expressions.map((expression, index) => `${expression} AS c${index}`).join(', ')
  const arrays = expressions.map((_, index) => `json_group_array(c${index})`).join(', ')
  const read = db
    .prepare<[string], string[]>(`SELECT ${arrays} FROM (SELECT ${select} ${source} ORDER BY wanted.key)`)
    .raw()
  return (ids) => (read.get(JSON.stringify(ids)) ?? []).map((text) => JSON.parse(text) as (string | number | null)[])
}

function rowsOf(
  columns: readonly FilmColumn[],
  values: readonly (string | number | null)[][],
  count: number,
): ExportRow[] {
  const rows: ExportCell[][] = Array.from({ length: count }, () => [])
  let at = 0
  for (const { sql, make } of columns) {
    const read = values.slice(at, at + sql.length)
    at += sql.length
    const [first = []] = read
    for (let row = 0; row < count; row++)
      rows[row]?.push(make ? make(read.map((column) => column[row] ?? null)) : (first[row] ?? null))
  }
  return rows
}
