import type { DestinationComparison, DestinationPlan } from '../../../shared/contract/destinations.ts'
import { formatBytes, formatCount, formatInteger } from '../../format.ts'

/** What publishing would do, in a sentence or two. */
export function planText({ version, isNeeded, mode, tables, setup, publish }: DestinationPlan): string {
  const setUp = setup.length > 0 ? 'It would be set up first. ' : ''
  if (!isNeeded) return `${setUp}Nothing would be sent: version ${formatInteger(version)} has the same digests.`
  const sent = tables.filter((table) => table.sent > 0)
  const rows = sent.reduce((sum, table) => sum + table.sent, 0)
  const bytes = sent.reduce((sum, table) => sum + table.bytes, 0)
  const size = `${formatCount(rows, 'row')} of ${formatCount(sent.length, 'table')}, ${formatBytes(bytes)}`
  const what = version === 0 ? 'The first version' : 'A new version'
  // A folder has no statements, and each version of it is whole.
  const how =
    mode === 'incremental'
      ? ' Of films, only rows that may have changed would be sent.'
      : publish.length > 0 && version > 0
        ? ' Tables that are the same there would not be sent.'
        : ''
  return `${setUp}${what} would be made: ${size}.${how}`
}

/** How a version differs from the star here, in a sentence. */
export function comparisonText({ version, tables }: DestinationComparison): string {
  const different = tables.filter(isDifferent)
  if (different.length === 0) return `Version ${formatInteger(version)} is the star that is in force here.`
  const counted = different.map(({ rows }) => rows).filter((rows) => rows !== null)
  const sum = (of: 'added' | 'changed' | 'removed') => counted.reduce((all, rows) => all + rows[of], 0)
  const rows = `${formatCount(sum('added'), 'row')} added, ${formatInteger(sum('changed'))} changed, ${formatInteger(sum('removed'))} removed`
  const rest =
    counted.length < different.length
      ? ` Rows of ${formatCount(different.length - counted.length, 'table')} were not counted: there are too many, or its columns are others.`
      : ''
  return `${formatCount(different.length, 'table differs', 'tables differ')} from version ${formatInteger(version)} by now: ${rows}.${rest}`
}

/** Whether a table has other rows than it had. */
export function isDifferent({ rows }: DestinationComparison['tables'][number]): boolean {
  return rows === null || rows.added + rows.changed + rows.removed > 0
}

/** Statements as a text to run. */
export function statementsText(statements: readonly string[]): string {
  return statements.map((sql) => `${sql};`).join('\n')
}
