import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TableKey, tableKeys, unlistedTables } from '../../../../shared/table-definitions/definition.ts'
import { describeColumn, describedColumns } from '../../../../shared/table-definitions/describe-column.ts'
import { tableDefinition, tables } from '../../../../shared/tables.ts'
import { openWritable, type WritableDb } from '../../file/connection.ts'
import { migrate } from '../../migrations/index.ts'

interface Column {
  name: string
  type: string
  pk: number
}

let db: WritableDb
beforeAll(() => {
  db = openWritable(':memory:')
  migrate(db)
})
afterAll(() => db.close())

const live = () =>
  db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    .pluck()
    .all() as string[]
const columnsOf = (table: string) => db.pragma(`table_info(${table})`) as Column[]

describe('tables of the live schema', () => {
  it('are each browsable, or left out by name with a reason', () => {
    expect([...tableKeys, ...Object.keys(unlistedTables)].sort()).toEqual(live())
    for (const [table, reason] of Object.entries(unlistedTables)) {
      expect(tableKeys as readonly string[]).not.toContain(table)
      expect(reason.length).toBeGreaterThan(20)
    }
    expect(tables.map(({ key }) => key).sort()).toEqual([...tableKeys].sort())
  })

  it('list only columns that are there, and never a body', () => {
    for (const { key, columns } of tables) {
      const stored = new Map(columnsOf(key).map(({ name, type }) => [name, type]))
      // The films of a member are counted by the reader.
      const listed = columns.filter(({ key: column }) => !(key.startsWith('dim_') && column === 'films'))
      for (const column of listed)
        expect(['INTEGER', 'REAL', 'TEXT'], `${key}.${column.key}`).toContain(stored.get(column.key))
    }
  })

  it('have each column explained, and no explanation is of a column that is not there', () => {
    for (const table of tableKeys) {
      for (const { name } of columnsOf(table)) {
        expect(describeColumn(table, name) ?? '', `${table}.${name}`).toMatch(/^\S.*\.$/)
      }
    }
    for (const [table, column] of describedColumns)
      expect(
        columnsOf(table).map(({ name }) => name),
        `${table}.${column}`,
      ).toContain(column)
    expect(describeColumn('run', 'no_such_column')).toBeNull()
  })

  it('have explanations that say more than the name of the column', () => {
    const filler = new Set(['a', 'an', 'the', 'of', 'in', 'is', 'its', 'it', 'film'])
    const saysMore = (table: TableKey, name: string) =>
      (describeColumn(table, name) ?? '')
        .toLowerCase()
        .match(/[a-z0-9-]+/g)
        ?.some((word) => !filler.has(word) && !name.split('_').includes(word))
    const repeats = tableKeys.flatMap((table) =>
      columnsOf(table).flatMap(({ name }) => (saysMore(table, name) ? [] : [`${table}.${name}`])),
    )
    expect(repeats).toEqual([])
  })

  it('have keys that lead where the database says they lead; film ids lead to the film', () => {
    let followed = 0
    for (const { key: table, columns } of tables) {
      const foreign = db.pragma(`foreign_key_list(${table})`) as { from: string; table: string }[]
      const told = new Map(foreign.map(({ from, table: to }) => [from, to]))
      for (const { key, leadsTo } of columns) {
        const to = told.get(key)
        if (to !== undefined && key !== 'movie_id') expect(leadsTo, `${table}.${key}`).toBe(to)
        if (leadsTo) {
          followed += 1
          const target = tableDefinition(leadsTo)
          const first = columnsOf(leadsTo).filter(({ pk }) => pk > 0)
          expect(
            first.map(({ name, type }) => [name, type]),
            `${table}.${key}`,
          ).toEqual([[target.columns[0]?.key, 'INTEGER']])
        }
      }
    }
    expect(followed).toBeGreaterThan(20)
  })
})
