import type { SchemaDescription, SchemaNode } from '../../../shared/contract/warehouse.ts'
import { type TableKey, tableKeySchema, tableKeys, tables } from '../../../shared/tables.ts'
import type { ReadableDb } from '../connection.ts'
import { tableRows } from './tables-page.ts'

interface ColumnInfo {
  name: string
  type: string
  notnull: number
  pk: number
}

interface KeyInfo {
  table: string
  from: string
  to: string | null
}

const roles: Partial<Record<TableKey, SchemaNode['role']>> = { fact_movies: 'fact', genre_junction: 'bridge' }

/** Which layer's rows become which, stage by stage: the run ledger has a stage of the name of its target. */
const lineage = [
  { from: 'source', to: 'bronze_page', stage: 'bronze' },
  { from: 'bronze_page', to: 'silver_movie', stage: 'silver' },
  { from: 'silver_movie', to: 'fact_movies', stage: 'gold' },
] as const

/**
 * The tables as they are in the database: columns, keys as SQLite reports them, rows, and what the last run moved from
 * layer to layer. Without a database every table is there with its columns unknown and `rows` null: not built yet.
 */
export function describeSchema(db: ReadableDb | null): SchemaDescription {
  const nodes: SchemaNode[] = [
    {
      id: 'source',
      layer: 'source',
      role: 'source',
      table: null,
      rows: null,
      grain: 'One answer of the API a page',
      columns: [],
    },
  ]
  const keys: SchemaDescription['keys'] = []
  for (const definition of tables) {
    const foreign = db === null ? [] : foreignKeys(db, definition.key)
    nodes.push({
      id: definition.key,
      layer: definition.layer,
      role: roles[definition.key] ?? (definition.key.startsWith('dim_') ? 'dimension' : 'table'),
      table: definition.key,
      rows: db === null ? null : tableRows(db, definition.key),
      grain: definition.grain,
      columns: db === null ? [] : columnsOf(db, definition.key, foreign),
    })
    for (const { from, to, table } of foreign) {
      if (tableKeySchema.safeParse(table).success)
        keys.push({ from: definition.key, column: from, to: table, toColumn: to ?? '' })
    }
  }
  return { nodes, keys, lineage: db === null ? [] : lineageOfLastRun(db) }
}

function columnsOf(db: ReadableDb, table: TableKey, foreign: readonly KeyInfo[]): SchemaNode['columns'] {
  return (db.pragma(`table_info(${table})`) as ColumnInfo[]).map(({ name, type, notnull, pk }) => {
    const reference = foreign.find(({ from }) => from === name)
    return {
      name,
      type,
      primaryKey: pk > 0,
      references: reference ? `${reference.table}.${reference.to ?? ''}` : null,
      notNull: notnull === 1 || pk > 0,
    }
  })
}

function foreignKeys(db: ReadableDb, table: TableKey): KeyInfo[] {
  return (db.pragma(`foreign_key_list(${table})`) as KeyInfo[]).sort((a, b) => a.from.localeCompare(b.from, 'en'))
}

/** The rows of the newest run that reached a stage; a dry or failed run may not have reached all. */
function lineageOfLastRun(db: ReadableDb): SchemaDescription['lineage'] {
  const read = db.prepare<[string], { rowsIn: number; rowsOut: number; refused: number }>(
    'SELECT rows_in AS rowsIn, rows_out AS rowsOut, refused FROM run_stage WHERE stage = ? ORDER BY run_id DESC LIMIT 1',
  )
  const nothing = { rowsIn: 0, rowsOut: 0, refused: 0 }
  const edges: SchemaDescription['lineage'] = lineage.map(({ from, to, stage }) => ({
    from,
    to,
    ...(read.get(stage) ?? nothing),
  }))
  const silver = edges.find(({ to }) => to === 'silver_movie')
  if (silver)
    edges.push({ from: 'bronze_page', to: 'quarantine', rowsIn: silver.rowsIn, rowsOut: silver.refused, refused: 0 })
  const fact = edges.find(({ to }) => to === 'fact_movies')
  const published = fact?.rowsOut ?? 0
  for (const table of tableKeys) {
    if (!table.startsWith('dim_') && table !== 'genre_junction') continue
    edges.push({
      from: 'silver_movie',
      to: table,
      rowsIn: fact?.rowsIn ?? 0,
      rowsOut: published === 0 ? 0 : tableRows(db, table),
      refused: 0,
    })
  }
  return edges
}
