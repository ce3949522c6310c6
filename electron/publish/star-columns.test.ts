import { describe, expect, it } from 'vitest'
import { memoryWarehouse } from '../warehouse/testing/loads.ts'
import { layers, type PublishedKind, publishedTables } from './star-columns.ts'

interface Info {
  name: string
  type: string
  pk: number
}

const stored: Record<PublishedKind, string> = {
  int: 'INTEGER',
  bigint: 'INTEGER',
  decimal: 'REAL',
  date: 'TEXT',
  string: 'TEXT',
}

describe('what is published is what the migrations make', () => {
  const db = memoryWarehouse()
  const infoOf = (table: string) =>
    db.prepare(`SELECT name, type, pk FROM pragma_table_info('${table}')`).all() as Info[]

  it.each(publishedTables(['gold']).map((table) => [table.name, table] as const))('%s: every column', (name, table) => {
    const live = infoOf(name)
    const told = table.columns.map((column) => [column.name, stored[column.kind]])
    expect(told.sort()).toEqual(live.map((column) => [column.name, column.type]).sort())
    expect(table.key).toEqual(
      live
        .filter(({ pk }) => pk > 0)
        .sort((a, b) => a.pk - b.pk)
        .map((column) => column.name),
    )
  })

  it.each(publishedTables(['silver', 'history']).map((table) => [table.name, table] as const))(
    '%s: columns that are there, and its key',
    (name, table) => {
      const live = new Map(infoOf(name).map((column) => [column.name, column]))
      for (const column of table.columns) expect(live.get(column.name)?.type, column.name).toBe(stored[column.kind])
      expect([...table.key].sort()).toEqual(
        [...live.values()]
          .filter(({ pk }) => pk > 0)
          .map((column) => column.name)
          .sort(),
      )
    },
  )

  it('is the whole star, whatever dimensions the model has', () => {
    const star = db
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB '*_*'")
      .pluck()
      .all() as string[]
    const gold = star.filter((name) => /^(fact|dim)_|_junction$/.test(name))
    expect(
      publishedTables(['gold'])
        .map(({ name }) => name)
        .sort(),
    ).toEqual(gold.sort())
  })

  it('leads where the foreign keys of the star lead, and tables that are led to come first', () => {
    const order = publishedTables(layers).map(({ name }) => name as string)
    for (const { name, columns } of publishedTables(['gold'])) {
      const live = db.pragma(`foreign_key_list(${name})`) as { table: string; from: string; to: string }[]
      const keys = live.filter(({ table }) => table !== 'run').map(({ table, from, to }) => `${from} ${table}.${to}`)
      const told = columns.flatMap((column) => (column.leadsTo ? [`${column.name} ${column.leadsTo}`] : []))
      expect(told.sort()).toEqual(keys.sort())
      for (const { leadsTo } of columns)
        if (leadsTo) expect(order.indexOf(leadsTo.split('.')[0] ?? '')).toBeLessThan(order.indexOf(name))
    }
  })

  it('has no column of a torrent, in any layer', () => {
    const names = publishedTables(layers).flatMap(({ columns }) => columns.map(({ name }) => name))
    expect(names.filter((name) => /torrent|magnet|hash$|seeds|peers|body|payload/.test(name))).toEqual(['content_hash'])
  })
})
