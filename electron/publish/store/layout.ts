import { KnownError } from '../../../shared/ipc/result.ts'
import { schemaVersion } from '../../warehouse/migrations/index.ts'
import type { PublishedKind, PublishedTable } from '../star-columns.ts'

/** What the tables of a store are. */
export interface Layout {
  /** Of the warehouse's schema that it was first made for: a program with a higher one is newer. */
  model: number
  /** Whether the views are of these columns already. */
  isShown: boolean
  tables: Readonly<Record<string, Form>>
  /** Who publishes there, if not this program: the transform of packaging/databricks/. */
  producer?: typeof pipeline
}

/** The transform on a cluster, as it names itself. */
export const pipeline = 'pipeline'

/** As much of a table as its statements are made of. */
export type TableForm = Pick<PublishedTable, 'key' | 'columns'> & { name: string }

interface Form {
  key: readonly string[]
  columns: readonly (readonly [name: string, kind: PublishedKind])[]
}

const formOf = ({ key, columns }: PublishedTable): Form => ({
  key,
  columns: columns.map(({ name, kind }) => [name, kind]),
})

/** What a store of these tables says of them; `model`: of a program other than this one, in tests. */
export function layoutOf(tables: readonly PublishedTable[], isShown = true, model = schemaVersion): Layout {
  return { model, isShown, tables: Object.fromEntries(tables.map((table) => [table.name, formOf(table)])) }
}

/** Reads what `layoutOf` has written; of another form, no table is known. */
export function parseLayout(text: string): Layout {
  const { model = 0, isShown = false, tables = {}, producer } = JSON.parse(text) as Partial<Layout>
  return { model, isShown, tables, ...(producer && { producer }) }
}

/** The tables that a store has, as it was last published to. */
export function tablesOf(layout: Layout): TableForm[] {
  return Object.entries(layout.tables).map(([name, { key, columns }]) => {
    return { name, key, columns: columns.map(([column, kind]) => ({ name: column, kind })) }
  })
}

/** What a store lacks of the tables that are to be published. */
export interface LayoutNeed {
  /** Tables and views are as they are to be. */
  isReady: boolean
  /** Tables that are there with these columns. */
  same: ReadonlySet<string>
  /** Tables that are there with other columns. */
  reformed: ReadonlySet<string>
  /** Tables that are there and not published any more. */
  gone: readonly string[]
  /** Tables whose views are not there, or are of other columns. */
  views: ReadonlySet<string>
}

const text = (value: unknown): string => JSON.stringify(value)

/**
 * Holds what a store has against what is to be published.
 *
 * @throws KnownError `destination_newer` when a newer program has given it other columns, `destination_refused` when they are not such
 *   as can be added to, or when the transform on a cluster publishes there
 */
export function layoutNeed(
  layout: Layout | null,
  tables: readonly PublishedTable[],
  model = schemaVersion,
): LayoutNeed {
  // Each would take what the other one has published for edits.
  if (layout?.producer === pipeline)
    throw new KnownError(
      'destination_refused',
      'The transform on a cluster publishes to this destination. Publish under another schema name.',
    )
  const there = layout?.tables ?? {}
  const same = new Set<string>()
  const reformed = new Set<string>()
  for (const table of tables) {
    const [old, now] = [there[table.name], formOf(table)]
    if (old === undefined) continue
    if (text(old) === text(now)) same.add(table.name)
    else {
      refuseOlder(layout?.model ?? 0, model)
      refuseOther(table.name, old, now, (layout?.model ?? 0) < model)
      reformed.add(table.name)
    }
  }
  const gone = Object.keys(there).filter((name) => !tables.some((table) => table.name === name))
  const names = tables.map(({ name }) => name as string)
  const views = new Set(names.filter((name) => layout?.isShown !== true || !same.has(name)))
  return { isReady: views.size === 0 && gone.length === 0, same, reformed, gone, views }
}

function refuseOlder(there: number, here: number): void {
  if (there <= here) return
  throw new KnownError(
    'destination_newer',
    'A newer version of this program publishes to this destination, with other columns. Update this one.',
  )
}

/** Columns are added, and those of an older program are left as they are; no other change can be made under readers. */
function refuseOther(table: string, old: Form, now: Form, isNewer: boolean): void {
  const kinds = new Map(now.columns)
  const isKept = old.columns.every(([name, kind]) => (kinds.get(name) ?? (isNewer ? kind : null)) === kind)
  if (isKept && text(old.key) === text(now.key)) return
  throw new KnownError(
    'destination_refused',
    `The destination has ${table} with other columns, from another version of this program. Publish under another schema name.`,
  )
}
