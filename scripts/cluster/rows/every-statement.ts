import { digestSql } from '../../../electron/publish/canonical.ts'
import { databricksNames } from '../../../electron/publish/databricks/databricks-names.ts'
import { hashesOf } from '../../../electron/publish/job/compare.ts'
import { sparkNames } from '../../../electron/publish/spark/spark-store.ts'
import { layers, publishedTables } from '../../../electron/publish/star-columns.ts'
import { layoutOf } from '../../../electron/publish/store/layout.ts'
import * as setup from '../../../electron/publish/store/setup-sql.ts'
import { quoted, type SparkNames } from '../../../electron/publish/store/spark-names.ts'
import * as versions from '../../../electron/publish/store/version-sql.ts'
import { plan } from '../../../electron/publish/transform/plan.ts'

/** The functions of a file that make statements. */
type Makers<File> = {
  [Name in keyof File as File[Name] extends (...args: never[]) => string | string[] ? Name : never]: readonly string[]
}

const tables = publishedTables(layers)
const layout = layoutOf(tables)
const [owner, install] = ["someone's/0a1b2c3d", "someone's"]
const shown = {
  version: 8,
  goldVersion: 5,
  digests: JSON.stringify({ fact_movies: '1:2:3' }),
  source: JSON.stringify({ warehouseId: "some\\one's" }),
}
const each = (make: (table: (typeof tables)[number]) => string | string[]): string[] => tables.flatMap(make)

/** By the function that makes it: a function that is added to the file must be added here. */
const ofSetup = (names: SparkNames): Omit<Makers<typeof setup>, 'grantStatements'> => ({
  setupStatements: setup.setupStatements(names, tables),
  firstLayout: [setup.firstLayout(names, layout)],
  baseStatements: setup.baseStatements(names),
  tableStatement: each((table) => setup.tableStatement(names, table)),
  viewStatement: each((table) => setup.viewStatement(names, table)),
  columnsThere: each(({ name }) => setup.columnsThere(names, name)),
  addColumn: each(({ name, columns }) => columns.map((column) => setup.addColumn(names, name, column))),
  dropView: each(({ name }) => setup.dropView(names, name)),
  layoutShown: [setup.layoutShown(names, layout, owner)],
})

const ofVersions = (names: SparkNames): Makers<typeof versions> => ({
  mergeStatement: each((table) =>
    [true, false].map((isPart) =>
      versions.mergeStatement(names, table, { files: `8/${table.name}`, version: 8, isPart }),
    ),
  ),
  mergeTable: each((table) => versions.mergeTable(names, table, { source: `gold.${table.name}`, version: 8 })),
  typedRows: each((table) => `SELECT * FROM ${versions.typedRows(table, `gold.${table.name}`)}`),
  markEdited: each((table) => versions.markEdited(names, table)),
  markRepeated: each((table) => versions.markRepeated(names, table)),
  countRepeated: each((table) => versions.countRepeated(names, table, 7)),
  countEdited: each((table) => versions.countEdited(names, table, 7)),
  versionDigest: each((table) => versions.versionDigest(names, table, 8)),
  changesOf: [versions.changesOf(names, tables, 8)],
  readState: [versions.readState(names)],
  readHistory: [versions.readHistory(names)],
  takeLease: [true, false].map((isNumbered) => versions.takeLease(names, install, '0a1b2c3d', isNumbered)),
  renewLease: [versions.renewLease(names, owner)],
  releaseLease: [versions.releaseLease(names, owner)],
  repairStatements: each(({ name }) => versions.repairStatements(names, name, 7)),
  forgetAfter: [versions.forgetAfter(names, 7)],
  forgetHistoryBefore: [versions.forgetHistoryBefore(names, 2)],
  forgetBefore: versions.forgetBefore(names, tables, 2),
  flip: [versions.flip(names, owner, shown, layout)],
  showAgain: [versions.showAgain(names, install, { version: 6, digests: '{}', goldVersion: 4 })],
  recordShown: [versions.recordShown(names, 'the app')],
})

const ofTransform = (): string[] => [
  ...plan.gold.flatMap(({ first, sql }) => (first ? [first, sql] : [sql])),
  ...plan.references.map(({ values }) => values),
]

/** Every statement that is sent to an engine, of both kinds, as Spark has to read it. Volumes and rights are of Databricks alone. */
export function everyStatement(): string[] {
  const { volume: _, ...lake } = databricksNames({ catalog: 'films', schema: 'gold' })
  const own = sparkNames({ schema: 'gold', stagingUri: "file:/mnt/it's staged" })
  const ofEngine = (names: SparkNames): string[] => [
    ...Object.values(ofSetup(names)).flat(),
    ...Object.values(ofVersions(names)).flat(),
    ...each((table) => digestSql(`${names.schema}.${quoted(table.name)}`, table.columns)),
    ...each((table) => hashesOf(names, table, 7)),
  ]
  return [...new Set([...ofEngine(lake), ...ofEngine(own), ...ofTransform()])]
}
