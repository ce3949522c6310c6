import type { SchemaDescription, SchemaNode } from '../../../../shared/contract/warehouse.ts'
import { type TableKey, tableKeys } from '../../../../shared/table-definitions/definition.ts'
import { tableKeySchema, tables } from '../../../../shared/tables.ts'
import { openWritable, type ReadableDb } from '../../file/connection.ts'
import { sets } from '../../gold/gathered.ts'
import { migrate } from '../../migrations/index.ts'
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

/** What a table is in the star. */
function roleOf(table: TableKey): SchemaNode['role'] {
  if (table === 'fact_movies') return 'fact'
  if (sets.some(({ junction }) => junction === table)) return 'bridge'
  return table.startsWith('dim_') ? 'dimension' : 'table'
}

/**
 * The tables as they are in the database: columns, keys as SQLite reports them, rows, and what the last run moved from
 * layer to layer.
 */
export function describeSchema(db: ReadableDb): SchemaDescription {
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
    const foreign = foreignKeys(db, definition.key)
    nodes.push({
      id: definition.key,
      layer: definition.layer,
      role: roleOf(definition.key),
      table: definition.key,
      rows: tableRows(db, definition.key),
      grain: definition.grain,
      columns: columnsOf(db, definition.key, foreign),
    })
    for (const { from, to, table } of foreign) {
      if (tableKeySchema.safeParse(table).success)
        keys.push({ from: definition.key, column: from, to: table, toColumn: to ?? '' })
    }
  }
  return { nodes, keys, lineage: lineageOfLastRun(db) }
}

/** The tables as this program will make them, `rows` null: what there is to tell before there is a database. */
export function describePlannedSchema(): SchemaDescription {
  const db = openWritable(':memory:')
  try {
    migrate(db)
    const { nodes, keys } = describeSchema(db)
    return { nodes: nodes.map((node) => ({ ...node, rows: null })), keys, lineage: [] }
  } finally {
    db.close()
  }
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

interface Flow {
  rowsIn: number
  rowsOut: number
  refused: number
}

const noFlow: Flow = { rowsIn: 0, rowsOut: 0, refused: 0 }

/**
 * Films that the newest run with pages moved from layer to layer, as its ledger has them, and what the newest publication
 * made of silver. Dimensions and the junction are made with the fact: their edges say how many rows they have.
 */
function lineageOfLastRun(db: ReadableDb): SchemaDescription['lineage'] {
  const run = db
    .prepare<[], { fetched: number; quarantined: number; duplicates: number }>(
      `SELECT fetched, quarantined, duplicates FROM run
       WHERE run_id = (SELECT MAX(run_id) FROM bronze_page)`,
    )
    .get()
  const gold = db
    .prepare<[], Flow>(
      `SELECT rows_in AS rowsIn, rows_out AS rowsOut, refused FROM run_stage WHERE stage = 'gold' ORDER BY run_id DESC LIMIT 1`,
    )
    .get()
  const { fetched, quarantined, duplicates } = run ?? { fetched: 0, quarantined: 0, duplicates: 0 }
  const silver = { rowsIn: fetched, rowsOut: Math.max(0, fetched - quarantined - duplicates), refused: quarantined }
  // The stage counts the films that had changed; what the edge asks is what gold was made of.
  const merged = { ...gold, rowsIn: tableRows(db, 'silver_movie'), rowsOut: tableRows(db, 'fact_movies'), refused: 0 }
  const edges: SchemaDescription['lineage'] = [
    { from: 'source', to: 'bronze_page', rowsIn: fetched, rowsOut: fetched, refused: 0 },
    { from: 'bronze_page', to: 'silver_movie', ...silver },
    { from: 'bronze_page', to: 'quarantine', rowsIn: fetched, rowsOut: quarantined, refused: 0 },
    { from: 'silver_movie', to: 'fact_movies', ...(gold ? merged : noFlow) },
  ]
  if (!gold) return edges
  for (const table of tableKeys) {
    const role = roleOf(table)
    if (role === 'dimension' || role === 'bridge')
      edges.push({ from: 'silver_movie', to: table, rowsIn: merged.rowsIn, rowsOut: tableRows(db, table), refused: 0 })
  }
  return edges
}
