import { describe, expect, it } from 'vitest'
import { describeColumn } from '../../../shared/table-definitions/describe-column.ts'
import { tableDefinition } from '../../../shared/tables.ts'
import { layers, publishedTables } from '../star-columns.ts'
import { setupStatements } from './setup-sql.ts'
import { literal, quoted } from './spark-names.ts'

const names = { schema: '`films`.`gold`', store: '`films`.`gold_store`', stage: '/stage' }
const all = publishedTables(layers)
const statements = setupStatements(names, all)
const made = (what: string) => statements.find((sql) => sql.includes(` ${what} `)) ?? ''

describe('what a store is made of', () => {
  it.each(all.map((table) => [table.name, table] as const))(
    'says what %s and each of its columns hold, and what a key leads to',
    (name, { columns }) => {
      const view = made(`${names.schema}.${quoted(name)}`)
      expect(view).toMatch(/^CREATE OR REPLACE VIEW /)
      expect(view).toContain(literal(`${tableDefinition(name).label}. ${tableDefinition(name).grain}.`))
      for (const column of columns) {
        const about = describeColumn(name, column.name)
        expect(about, column.name).not.toBeNull()
        const leads = column.leadsTo === undefined ? '' : ` → ${column.leadsTo}`
        expect(view).toContain(`${quoted(column.name)} COMMENT ${literal(`${about}${leads}`)}`)
      }
    },
  )

  it.each(all.map((table) => [table.name, table] as const))(
    'keeps rows of %s together whose keys are near one another',
    (name, { key }) => {
      const table = made(`${names.store}.${quoted(`${name}_versions`)}`)
      expect(table).toMatch(/^CREATE TABLE IF NOT EXISTS /)
      expect(table).toContain(` CLUSTER BY (${key.map(quoted).join(', ')}) `)
      expect(table).toContain(`Read the view of that name instead.`)
    },
  )
})
