import { dimensionIds, dimensions, setIds } from '../../../shared/model/dimensions.ts'
import type {
  DimensionTable,
  JunctionTable,
  TableDefinition,
  TableKey,
} from '../../../shared/table-definitions/definition.ts'
import { tableDefinition } from '../../../shared/tables.ts'

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
}

interface TableKeys {
  key: string[]
  rowid: boolean
  factKey?: string
}

const dimensionKeys = Object.fromEntries(
  dimensionIds.map((id) => {
    const { table, key } = dimensions[id].gold
    return [table, { key: [key], rowid: true, factKey: key }]
  }),
) as Record<DimensionTable, TableKeys>
const junctionKeys = Object.fromEntries(
  setIds.map((id) => {
    const { junction, key } = dimensions[id].gold
    return [junction, { key: ['movie_id', key], rowid: false }]
  }),
) as Record<JunctionTable, TableKeys>

const keys: Record<TableKey, TableKeys> = {
  fact_movies: { key: ['movie_id'], rowid: true },
  dim_movie: { key: ['movie_key'], rowid: true },
  ...dimensionKeys,
  ...junctionKeys,
  movie_change: { key: ['change_id'], rowid: true },
  silver_movie: { key: ['movie_id'], rowid: true },
  silver_movie_genre: { key: ['movie_id', 'genre'], rowid: false },
  quarantine: { key: ['quarantine_id'], rowid: true },
  bronze_page: { key: ['page_id'], rowid: true },
  run: { key: ['run_id'], rowid: true },
  run_page: { key: ['run_id', 'page'], rowid: false },
  run_stage: { key: ['run_id', 'stage'], rowid: false },
  quality_result: { key: ['run_id', 'check_name'], rowid: false },
}

/** An identifier of this program in SQL; `trigger` and others are also keywords. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

export function tableSource(table: TableKey): TableSource {
  const { key, rowid, ...rest } = keys[table]
  return {
    definition: tableDefinition(table),
    table: identifier(table),
    key: key.map(identifier),
    keyIsRowid: rowid,
    ...rest,
  }
}
