import type { Subject } from '../../../shared/model/subjects.ts'
import type { TableKey } from '../../../shared/table-definitions/definition.ts'

/** A check of the warehouse before it is shown to anybody. */
export interface QualityCheck {
  name: string
  title: string
  description: string
  /** A failing `error` keeps the last good gold; a `warning` is shown with its rows. */
  severity: 'error' | 'warning'
  /** The tables whose rows it finds fault with: where the Schema page shows a finding. */
  tables: readonly [TableKey, ...TableKey[]]
  /** What it is about, for the column profiles of the Quality page. */
  columns: readonly Subject[]
  /** `ledger`: about what loads did, so it runs after each. Others look at silver and gold, and run when these have changed. */
  about?: 'ledger'
  /**
   * The rows that fail: `movie_id` (null where it is not about a film), `label`, `detail`. No parameters; the caller wraps it
   * in `SELECT count(*) FROM (…)` or adds `LIMIT ? OFFSET ?`.
   */
  offendersSql: string
  /** Number of failing rows where that is cheaper to tell than by counting `offendersSql`. */
  countSql?: string
  /** Number of rows looked at; 0 = the check could not be evaluated. */
  totalSql: string
}
