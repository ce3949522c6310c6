import { digestSql } from '../canonical.ts'
import { publishedTables } from '../star-columns.ts'
import { layoutOf, pipeline } from '../store/layout.ts'
import { baseStatements, firstLayout, storeVersion, tableStatement, viewStatement } from '../store/setup-sql.ts'
import {
  flip,
  forgetAfter,
  forgetBefore,
  markEdited,
  markRepeated,
  mergeTable,
  readHistory,
  readState,
  recordShown,
  releaseLease,
  renewLease,
  repairStatements,
  takeLease,
  typedRows,
  versionDigest,
} from '../store/version-sql.ts'

// How the transform on a cluster publishes what it has made: the same store, lease and statements as the publisher of this program, with
// the cluster's own tables in the place of files that are sent. What stands in braces is filled in there: `{source}`, the schema of the
// transform; `{schema}` and `{store}`; `{attempt}`; `{version}`, that is being made, `{shown}`, that readers see, `{oldest}`, that is kept;
// `{digests}`, as JSON; `{gold}`, the run that gold is of.

const names = { schema: '{schema}', store: '{store}', stage: '' }
const version = '{version}'
const owner = `${pipeline}/{attempt}`
const tables = publishedTables(['gold'])
const layout = { ...layoutOf(tables), producer: pipeline } as const

/** Statements of one table. */
const ofTable = (table: (typeof tables)[number]) => {
  const source = `{source}.${table.name}`
  return {
    name: table.name,
    /** What the transform has. */
    digest: digestSql(typedRows(table, source), table.columns),
    /** Back to what readers see. */
    repair: repairStatements(names, table.name, '{shown}'),
    /** Rows that others edited or doubled are replaced by the merge after it. */
    mark: [markEdited(names, table), markRepeated(names, table)],
    merge: mergeTable(names, table, { source, version }),
    /** What readers would see. */
    made: versionDigest(names, table, version),
  }
}

/** All that `yts_publish.py` sends. */
export const publishPlan = {
  producer: pipeline,
  storeVersion,
  /** What the tables are, as the state of the store says it. */
  layout: JSON.stringify(layout),
  base: baseStatements(names),
  state: readState(names),
  record: recordShown(names, pipeline),
  takeLease: takeLease(names, pipeline, '{attempt}'),
  renewLease: renewLease(names, owner),
  releaseLease: releaseLease(names, owner),
  /** Of a store that nothing was published to. */
  prepare: [
    ...tables.map((table) => tableStatement(names, table)),
    ...tables.map((table) => viewStatement(names, table)),
    firstLayout(names, layout),
  ],
  forgetAfter: forgetAfter(names, '{shown}'),
  tables: tables.map(ofTable),
  history: readHistory(names),
  forgetBefore: forgetBefore(names, tables, '{oldest}'),
  flip: flip(names, owner, { version, digests: '{digests}', goldVersion: '{gold}' }, layout),
}
