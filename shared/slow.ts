/** From how many milliseconds on a call or a statement is slow: it is put into the log, and shown on the Diagnostics page. */
export const slowMs = 40

/** A statement that took long, as the process that ran it tells of it. */
export interface SlowStatement {
  /** The text without its parameters. */
  sql: string
  ms: number
  /** Rows read or written; null where the call does not tell. */
  rows: number | null
  /** SQLite's plan, one step a line, indented by depth; empty where it has none. */
  plan: string[]
}
