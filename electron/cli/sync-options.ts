import type { CommonOptions } from './cli-context.ts'

/** What `sync` may be told on the command line. */
export interface SyncOptions extends CommonOptions {
  url?: string
  full?: boolean
  incremental?: boolean
  dryRun?: boolean
  maxWorkers?: number
  limit?: number
  acceptRemovals?: boolean
  acceptMissingFields?: boolean
  /** The destination to publish to afterwards; true = the only one. */
  publish?: string | true
  trigger: 'cli' | 'schedule'
}
