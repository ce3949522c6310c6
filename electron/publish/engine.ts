/** One session of an SQL engine. Every call may be repeated: each statement that is sent is idempotent. */
export interface Engine {
  readonly kind: 'databricks' | 'spark'
  /** Rows of a statement, by column name; numbers that a double does not hold are cast to STRING in SQL. */
  rows(sql: string): Promise<Record<string, string | number | null>[]>
  /** Runs a statement; how many rows it changed. */
  run(sql: string): Promise<{ affected: number }>
  /** Puts a file of this machine to where the engine reads staged files: a path below its stage. */
  put(localFile: string, remotePath: string): Promise<void>
  /** Removes a staged file or folder; one that is not there is no error. */
  remove(remotePath: string): Promise<void>
}
