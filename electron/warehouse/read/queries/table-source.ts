import { dimensionIds, dimensionOf, isSet } from '../../../../shared/model/dimensions.ts'
import type { TableDefinition, TableKey } from '../../../../shared/table-definitions/definition.ts'
import { tableDefinition } from '../../../../shared/tables.ts'

/** How a browsable table is read: identifiers only, all from this program; nothing a caller sends becomes SQL text. */
export interface TableSource {
  definition: TableDefinition
  table: string
  /** Columns of the primary key, quoted. */
  key: string[]
  /** The key is SQLite's rowid: rows can be fetched by it one by one. */
  keyIsRowid: boolean
  /** Column of the fact whose films a member's `films` counts. */
  factKey?: string
  /** Rows that are not shown: the stand-in member of dim_movie belongs to no film. */
  condition?: string
}

interface Keys {
  key: string[]
  rowid: boolean
  factKey?: string
  condition?: string
}

type OtherTable = Exclude<TableKey, `dim_${string}` | 'genre_junction'> | 'dim_movie'
const otherKeys: Record<OtherTable, Keys> = {
  fact_movies: { key: ['movie_id'], rowid: true },
  dim_movie: { key: ['movie_key'], rowid: true },
  movie_change: { key: ['change_id'], rowid: true },
  silver_movie: { key: ['movie_id'], rowid: true },
  silver_movie_genre: { key: ['movie_id', 'genre'], rowid: false },
  movie_presence: { key: ['movie_id'], rowid: true },
  quarantine: { key: ['quarantine_id'], rowid: true },
  bronze_page: { key: ['page_id'], rowid: true },
  run: { key: ['run_id'], rowid: true },
  run_page: { key: ['run_id', 'page'], rowid: false },
  run_stage: { key: ['run_id', 'stage'], rowid: false },
  run_rule: { key: ['run_id', 'rule'], rowid: false },
  run_missing_field: { key: ['run_id', 'field'], rowid: false },
  schema_drift: { key: ['run_id', 'field', 'kind'], rowid: false },
  quality_result: { key: ['run_id', 'check_name'], rowid: false },
  seen: { key: ['run_id', 'movie_id'], rowid: false },
  publication: { key: ['publication_id'], rowid: true },
  publication_table: { key: ['publication_id', 'table_name'], rowid: false },
}

const keys = new Map<string, Keys>([
  ...Object.entries(otherKeys),
  ...dimensionIds.flatMap((id): [string, Keys][] => {
    const { table, key } = dimensionOf(id).gold
    const own: [string, Keys] = [table, { key: [key], rowid: true, factKey: key }]
    return isSet(id) ? [own, [dimensionOf(id).gold.junction, { key: ['movie_id', key], rowid: false }]] : [own]
  }),
])

/** An identifier of this program in SQL; `trigger` and others are also keywords. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

export function tableSource(table: TableKey): TableSource {
  const found = keys.get(table)
  if (!found) throw new Error(`no keys are known of ${table}`)
  const { key, rowid, ...rest } = found
  return {
    definition: tableDefinition(table),
    table: identifier(table),
    key: key.map(identifier),
    keyIsRowid: rowid,
    ...rest,
  }
}
