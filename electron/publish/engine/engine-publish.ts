import type { PublishedTable } from '../star-columns.ts'
import type { SparkNames } from './spark-names.ts'

/** What is to be published to an engine, and how. */
export interface EnginePublish {
  names: SparkNames
  tables: readonly PublishedTable[]
  /** Tells this installation from others: whose lease it is. */
  install: string
  /** Who publishes, for people. */
  producer: string
  /** How many versions can be shown again. */
  keepVersions: number
  /** Sends everything even where nothing has changed, and replaces rows that others edited. */
  full?: boolean
  /** Of the model that the tables are of; another one than this program's in tests. */
  model?: number
  signal?: AbortSignal | undefined
  /** Called with each table before it is sent. */
  onTable?: (table: string) => void
}
