import { type DimensionId, dimensionIds, dimensions, type SetId, setIds } from '../model/dimensions.ts'

/** How a column is shown and aligned; `unit` names what the numbers count. */
export type ColumnKind =
  | 'text'
  | 'longtext'
  | 'integer'
  | 'decimal'
  | 'bytes'
  | 'epoch_ms'
  | 'epoch_s'
  | 'date'
  | 'duration_ms'
  | 'hash'

export interface ColumnDefinition {
  key: string
  label: string
  kind: ColumnKind
  unit?: string
  /** The table whose row the value is the number of. Film ids have none: they lead to the film itself. */
  leadsTo?: TableKey
  /** Preferred width in pixels. */
  width: number
}

export interface TableDefinition {
  key: TableKey
  label: string
  layer: 'gold' | 'silver' | 'bronze' | 'ledger'
  /** What one row is. */
  grain: string
  columns: readonly ColumnDefinition[]
  /** Column that a click turns into a film filter, and the filter clause it feeds. */
  filterBy?: {
    column: string
    clause: DimensionId | 'movie' | 'run'
  }
}

type Dimensions = typeof dimensions
/** The tables that the model's dimensions have in gold. */
type DimensionTable = Dimensions[DimensionId]['gold']['table']
/** The tables of films and members, of sets. */
type JunctionTable = Dimensions[SetId]['gold']['junction']

const otherTables = [
  'movie_change',
  'silver_movie',
  'silver_movie_genre',
  'movie_presence',
  'quarantine',
  'bronze_page',
  'run',
  'run_page',
  'run_stage',
  'run_rule',
  'run_missing_field',
  'schema_drift',
  'quality_result',
  'seen',
  'publication',
  'publication_table',
] as const
export type TableKey = 'fact_movies' | 'dim_movie' | DimensionTable | JunctionTable | (typeof otherTables)[number]

/** Tables of the warehouse that nobody browses, and why. */
export const unlistedTables: Readonly<Record<string, string>> = {
  warehouse_state:
    'Single values of the program itself, without rows of their own kind; pages show what people need of them.',
}

/** Dimensions as tables and star list them: from the upload of a film back to its release, then those with many members a film. */
export const tabledIds: readonly DimensionId[] = [
  ...dimensionIds.filter((id) => dimensions[id].kind !== 'set').reverse(),
  ...setIds,
]

/** The browsable tables in the order in which they are listed. */
export const tableKeys: readonly [TableKey, ...TableKey[]] = [
  'fact_movies',
  'dim_movie',
  ...tabledIds.map((id) => dimensions[id].gold.table),
  ...setIds.map((id) => dimensions[id].gold.junction),
  ...otherTables,
]
