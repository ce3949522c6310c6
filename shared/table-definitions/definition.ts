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
    clause: 'genre' | 'language' | 'year' | 'rating' | 'runtime' | 'uploaded' | 'movie' | 'run'
  }
}

export const tableKeys = [
  'fact_movies',
  'dim_movie',
  'dim_date',
  'dim_language',
  'dim_runtime',
  'dim_rating',
  'dim_released_year',
  'dim_genre',
  'genre_junction',
  'movie_change',
  'silver_movie',
  'silver_movie_genre',
  'quarantine',
  'bronze_page',
  'run',
  'run_page',
  'run_stage',
  'quality_result',
] as const
export type TableKey = (typeof tableKeys)[number]
