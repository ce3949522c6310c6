import { type DimensionId, dimensionIds, dimensionOf, setIds } from '../../../shared/model/dimensions.ts'
import { fieldOf, movieFields } from '../../../shared/model/fields.ts'
import { gathered } from '../../warehouse/gold/gathered.ts'
import { type PublishedColumn, type PublishedKind, type PublishedTable, publishedTables } from '../star-columns.ts'

// Gold from silver as one text that SQLite, Spark and DuckDB read alike, made from the model: each table is one query over silver, over
// the tables before it in this list, and over itself as it was (`<table>_before`). Names are written bare, for the engines quote
// differently; a table's own columns are always named with it.

/** A table of gold, and how it is made. */
export interface GoldTable {
  name: string
  columns: readonly PublishedColumn[]
  /** The table before the first load: its unknown member. Absent for tables that are made from silver alone. */
  first?: string
  /** The table after a load. */
  sql: string
}

/** Types as all three engines have them. Days are texts here; they become dates where they are published. */
const typeOf: Record<PublishedKind, string> = {
  int: 'INT',
  bigint: 'BIGINT',
  decimal: 'DECIMAL(3,1)',
  date: 'STRING',
  string: 'STRING',
}

const star = publishedTables(['gold'])

function tableOf(name: string): PublishedTable {
  const found = star.find((table) => table.name === name)
  if (!found) throw new Error(`gold has no table ${name}`)
  return found
}

const named = (columns: readonly PublishedColumn[], alias: string): string =>
  columns.map(({ name }) => `${alias}.${name}`).join(', ')

/** A row of constants; null for what is not named. */
function constants(columns: readonly PublishedColumn[], values: Readonly<Record<string, string | number>>): string {
  const cells = columns.map(({ name, kind }) => {
    const value = values[name]
    const written = typeof value === 'string' ? `'${value}'` : `CAST(${value ?? 'NULL'} AS ${typeOf[kind]})`
    return `${written} AS ${name}`
  })
  return `SELECT ${cells.join(', ')}`
}

/** The films that are in force: `published_film` names them. */
const live = 'published_film p ON p.movie_id = s.movie_id'

/** The name of a dimension's reference table: each value that silver has, with what the product says of it (`references.ts`). */
export function referenceTable(table: string): string {
  return `ref_${table}`
}

/**
 * A dimension: the members it had keep their keys, those that live films need and it lacks follow in natural order. The app hands keys
 * out by the same rule, so the same loads give the same keys.
 */
function dimensionTable(id: DimensionId): GoldTable {
  const dimension = dimensionOf(id)
  const { table, key, keyOf, value, attributes } = dimension.gold
  const { silver, column } = gathered(dimension)
  const { columns } = tableOf(table)
  const rest = [value, ...attributes].map((attribute) => `r.${attribute.column}`).join(', ')
  const made = keyOf
    ? `r.${key}`
    : `CAST(k.highest + row_number() OVER (ORDER BY r.${value.column}) AS ${typeOf.int}) AS ${key}`
  const unknown = [value, ...attributes].flatMap((one) => (one.unknown === null ? [] : [[one.column, one.unknown]]))
  return {
    name: table,
    columns,
    first: constants(columns, { [key]: 0, ...Object.fromEntries(unknown) }),
    sql: `SELECT ${named(columns, 'b')}
FROM ${table}_before b
UNION ALL
SELECT ${made}, ${rest}
FROM ${referenceTable(table)} r${keyOf ? '' : `\nCROSS JOIN (SELECT max(${key}) AS highest FROM ${table}_before) k`}
WHERE r.${value.column} IN (SELECT s.${column} FROM ${silver} s JOIN ${live})
  AND NOT EXISTS (SELECT 1 FROM ${table}_before b WHERE b.${value.column} = r.${value.column})`,
  }
}

/** What the app folds from a film's titles, for the sort and the search: `silver_title` has it. */
const folded = ['title_sort', 'title_search']

/** Films that are in force as silver has them; others, and the unknown one, as they were. Keys as of any dimension, by film id. */
function movieTable(): GoldTable {
  const { name, columns } = tableOf('dim_movie')
  const fromSilver = columns
    .filter((column) => column.name !== 'movie_key')
    .map((column) => `${folded.includes(column.name) ? 't' : 's'}.${column.name}`)
    .join(', ')
  const films = `silver_movie s JOIN ${live} JOIN silver_title t ON t.movie_id = s.movie_id`
  const texts = movieFields.filter((field) => fieldOf(field).required)
  return {
    name,
    columns,
    first: constants(columns, {
      ...Object.fromEntries(texts.map((field) => [field, ''])),
      movie_key: 0,
      title: 'Unknown',
      title_sort: '',
    }),
    sql: `SELECT ${named(columns, 'b')}
FROM ${name}_before b
WHERE NOT EXISTS (SELECT 1 FROM published_film p WHERE p.movie_id = b.movie_id)
UNION ALL
SELECT b.movie_key, ${fromSilver}
FROM ${films} JOIN ${name}_before b ON b.movie_id = s.movie_id
UNION ALL
SELECT CAST(k.highest + row_number() OVER (ORDER BY s.movie_id) AS ${typeOf.int}) AS movie_key, ${fromSilver}
FROM ${films}
CROSS JOIN (SELECT max(movie_key) AS highest FROM ${name}_before) k
WHERE NOT EXISTS (SELECT 1 FROM ${name}_before b WHERE b.movie_id = s.movie_id)`,
  }
}

/** Films and the members of a set that they have. */
function junctionTable(id: DimensionId): GoldTable[] {
  const dimension = dimensionOf(id)
  const { table, key, value, junction } = dimension.gold
  const { silver, column } = gathered(dimension)
  if (junction === undefined) return []
  const { columns } = tableOf(junction)
  const sql = `SELECT s.movie_id, d.${key}
FROM ${silver} s JOIN ${live} JOIN ${table} d ON d.${value.column} = s.${column}`
  return [{ name: junction, columns, sql }]
}

/** Members whose bit a mask has, from 1; the others are in the junction only. */
const bits = Array.from({ length: 62 }, (_, at) => `WHEN ${at + 1} THEN ${1n << BigInt(at)}`)

function factTable(): GoldTable {
  const { name, columns } = tableOf('fact_movies')
  const from: Record<string, string> = {
    movie_id: 's.movie_id',
    imdb_code: 's.imdb_code',
    movie_key: 'm.movie_key',
    run_id: 's.last_changed_run',
  }
  const joins: string[] = []
  for (const dimension of dimensionIds.map((id) => dimensionOf(id))) {
    if (dimension.kind === 'set') continue
    const { table, key, value, measure } = dimension.gold
    const { column } = gathered(dimension)
    from[key] = `coalesce(${table}.${key}, 0)`
    if (measure) from[measure.column] = `s.${column}`
    joins.push(`LEFT JOIN ${table} ON ${table}.${value.column} = s.${column}`)
  }
  for (const { gold } of setIds.map((id) => dimensionOf(id))) {
    const { junction, key, count, mask } = gold
    from[count] = `coalesce(${junction}_of.members, 0)`
    from[mask] = `coalesce(${junction}_of.bits, 0)`
    joins.push(`LEFT JOIN (SELECT j.movie_id, CAST(count(*) AS INT) AS members,
    CAST(sum(CASE j.${key} ${bits.join(' ')} ELSE 0 END) AS BIGINT) AS bits
  FROM ${junction} j GROUP BY j.movie_id) ${junction}_of ON ${junction}_of.movie_id = s.movie_id`)
  }
  const cells = columns.map((column) => {
    const made = from[column.name]
    if (made === undefined) throw new Error(`nothing makes the column ${column.name} of the fact`)
    return `${made} AS ${column.name}`
  })
  const sql = `SELECT ${cells.join(', ')}
FROM silver_movie s JOIN ${live} JOIN dim_movie m ON m.movie_id = s.movie_id
${joins.join('\n')}`
  return { name, columns, sql }
}

/** Every table of gold, each after those that it is made from. */
export const goldTables: readonly GoldTable[] = [
  ...dimensionIds.map(dimensionTable),
  movieTable(),
  ...dimensionIds.flatMap(junctionTable),
  factTable(),
]
