import { changedFilms, hostileValues } from './changed-films.ts'
import { failures } from './faults.ts'
import { firstPublish, secondPublish } from './first-publishes.ts'
import { kills } from './kills.ts'
import { manyFilms } from './many-films.ts'
import type { Row } from './row.ts'
import { statements } from './statements.ts'
import { transform } from './transform.ts'
import { twoPublishers } from './two-publishers.ts'
import { edits, newerStore, rollback } from './versions.ts'

/** In the order in which they run. */
export const rows: readonly Row[] = [
  statements,
  firstPublish,
  secondPublish,
  changedFilms,
  hostileValues,
  edits,
  newerStore,
  rollback,
  twoPublishers,
  failures,
  transform,
  kills,
  manyFilms,
]

/** What the acceptance table has beside them, and why it is not run. */
export const skipped: readonly string[] = ['live, Databricks itself: nobody has run this']
