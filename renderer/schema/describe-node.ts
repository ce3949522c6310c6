import type { CheckResult, SchemaNode, WarehouseStatus } from '../../shared/contract/warehouse.ts'
import { dimensionIds, dimensionOf } from '../../shared/model/dimensions.ts'
import { describeColumn } from '../../shared/table-definitions/describe-column.ts'
import { formatCount, formatInteger, formatTimestamp, unknownText } from '../format.ts'
import type { KeyLine } from './diagram.ts'

/** What the diagram needs to know besides the schema itself. */
export interface SchemaContext {
  status: Pick<WarehouseStatus, 'goldVersion' | 'publishedAt' | 'publishedRunId' | 'lastRun'> | undefined
  /** A load is under way: bronze and silver move, gold stays as published. */
  syncing: boolean
  /** Results of the quality checks; absent until they are read. */
  checks?: readonly Pick<CheckResult, 'name' | 'severity' | 'status' | 'tables'>[]
}

const kinds: Record<SchemaNode['role'], string> = {
  source: 'Source',
  fact: 'Fact',
  dimension: 'Dimension',
  bridge: 'Bridge',
  table: 'Table',
}
const layers: Record<SchemaNode['layer'], string> = {
  source: 'Source',
  bronze: 'Bronze',
  silver: 'Silver',
  gold: 'Gold',
  ledger: 'Ledger',
}

/** The roles that keys play for the fact, where dimensions could be mistaken for each other. */
const keyRoles: Readonly<Record<string, string>> = Object.fromEntries(
  dimensionIds.map(dimensionOf).flatMap(({ gold }) => (gold.role ? [[gold.key, gold.role]] : [])),
)

/** The role of a key column, where it needs one. */
export function roleOfKey(column: string): string | null {
  return keyRoles[column] ?? null
}

/** What a table is: `Dimension`, or for tables outside the star their layer. */
export function kindOf(node: SchemaNode): string {
  return node.role === 'table' ? layers[node.layer] : kinds[node.role]
}

/** The name of a layer. */
export function layerName(layer: SchemaNode['layer']): string {
  return layers[layer]
}

/**
 * Whether a table has been filled at all. Gold is built by a publication only: before it, the unknown members of its dimensions
 * are all there is. An empty table of the other layers was not built as long as nothing was ever published.
 */
export function isBuilt(node: SchemaNode, { status }: SchemaContext): boolean {
  if (node.layer === 'source') return true
  const published = (status?.goldVersion ?? 0) > 0
  return node.rows !== null && (published || (node.layer !== 'gold' && node.rows > 0))
}

/** Rows in words; an unbuilt layer never says 0. */
export function rowsText(node: SchemaNode, context: SchemaContext): string {
  if (node.layer === 'source') return 'API pages'
  return isBuilt(node, context) ? formatCount(node.rows ?? 0, 'row') : 'not built'
}

/** Which run made the rows of a layer, and when; null where that is not known. */
export function freshness(layer: SchemaNode['layer'], { status, syncing }: SchemaContext): string | null {
  if (layer === 'gold') {
    if (!status?.publishedAt) return null
    const stamp = formatTimestamp(status.publishedAt)
    return syncing ? `as of ${stamp}` : `run ${status.publishedRunId ?? unknownText} · ${stamp}`
  }
  if (layer !== 'bronze' && layer !== 'silver') return null
  if (syncing) return 'being loaded'
  const run = status?.lastRun
  return run && run.fetched > 0 ? `run ${run.runId} · ${formatTimestamp(run.finishedAt ?? run.startedAt)}` : null
}

/** Whether a table shows an older version, because a load is on its way to the next. */
export function isStale(node: SchemaNode, context: SchemaContext): boolean {
  return context.syncing && node.layer === 'gold' && isBuilt(node, context)
}

/** Failing checks of a table in words, errors first: `1 failing, 2 warnings`; null when none fails. */
export function findings(node: SchemaNode, { checks = [] }: SchemaContext): string | null {
  const here = checks.filter(
    ({ tables, status }) => (status === 'failed' || status === 'broken') && tables.some((table) => table === node.id),
  )
  if (here.length === 0) return null
  const failing = here.filter(({ severity, status }) => severity === 'error' || status === 'broken').length
  const warnings = here.length - failing
  return [failing > 0 ? `${formatInteger(failing)} failing` : '', warnings > 0 ? formatCount(warnings, 'warning') : '']
    .filter(Boolean)
    .join(', ')
}

/** The key columns of a table, in its own order. */
export function keyLines(node: SchemaNode): KeyLine[] {
  return node.columns
    .filter((column) => column.primaryKey || column.references !== null)
    .map(({ name, primaryKey, references }) => ({
      name,
      about: node.table && describeColumn(node.table, name),
      mark: primaryKey && references ? 'PK FK' : primaryKey ? 'PK' : 'FK',
    }))
}
