export type EngineRow = Record<string, string | number | null>

/** One session of an SQL engine. Every call may be repeated: each statement that is sent is idempotent. */
export interface Engine {
  readonly kind: 'databricks' | 'spark'
  /**
   * Rows of a statement, by column name; numbers that a double does not hold are cast to STRING in SQL.
   *
   * @throws KnownError `not_found` when a table or schema is not there, `destination_unreachable`, `destination_refused`,
   *   `destination_busy`, `cancelled`; the other calls too
   */
  rows(sql: string): Promise<EngineRow[]>
  /** Runs a statement; how many rows it changed, as far as the engine says. */
  run(sql: string): Promise<{ affected: number }>
  /** Puts a file of this machine to where the engine reads staged files: a path below its stage. */
  put(localFile: string, remotePath: string): Promise<void>
  /** Removes a staged file; one that is not there is no error. */
  remove(remotePath: string): Promise<void>
  /** Ends what runs now with KnownError `cancelled`, here at once and at the engine as soon as it hears of it. Later calls work. */
  cancel(): void
  close(): Promise<void>
}
