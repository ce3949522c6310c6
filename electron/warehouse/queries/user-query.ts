import { KnownError } from '../../../shared/result.ts'
import type { ReadableDb } from '../connection.ts'
import { knownSqliteError } from '../sqlite-errors.ts'

/** A cell as it may be shown: blobs appear as their size, never as bytes. */
export type Cell = string | number | bigint | null

export interface UserQuery {
  columns: string[]
  /** Rows one by one; stop iterating to stop the query. */
  rows: Iterable<Cell[]>
}

/**
 * Pragmas that only describe. A read-only connection would let others through that change the process or name files
 * (https://sqlite.org/pragma.html).
 */
const describingPragmas = new Set([
  'collation_list',
  'compile_options',
  'foreign_key_check',
  'foreign_key_list',
  'freelist_count',
  'function_list',
  'index_info',
  'index_list',
  'index_xinfo',
  'integrity_check',
  'module_list',
  'page_count',
  'page_size',
  'pragma_list',
  'quick_check',
  'schema_version',
  'table_info',
  'table_list',
  'table_xinfo',
  'user_version',
])

/** Those of them that an argument in parentheses would set. */
const settablePragmas = new Set(['page_size', 'schema_version', 'user_version'])

const refused = 'Only one statement that reads is allowed: SELECT, WITH, EXPLAIN, VALUES or a describing PRAGMA.'

/**
 * Prepares a person's SQL: exactly one statement, which reads. ATTACH, VACUUM INTO and pragmas that set something pass a
 * read-only connection, so they are refused by name on top of it. Throws KnownError `bad_input` with SQLite's sentence.
 */
export function prepareUserQuery(db: ReadableDb, sql: string): UserQuery {
  // SQLite skips empty statements, so semicolons in front hide nothing here either.
  const words = withoutComments(sql)
    .replace(/^[\s;]+/, '')
    .toLowerCase()
  if (words === '') throw new KnownError('bad_input', 'There is no statement to run.')
  const verb = words.replace(/^explain\b\s*(?:query\s+plan\b\s*)?/, '')
  // Many pragmas act while they are prepared: whatever is not plainly a describing one is refused before that.
  if (/^pragma\b/.test(verb) && !isDescribing(verb)) throw new KnownError('bad_input', refused)
  if (/^(?:attach|detach|vacuum)\b/.test(verb)) throw new KnownError('bad_input', refused)
  try {
    const statement = db.prepare(sql)
    if (!statement.reader || !statement.readonly) throw new KnownError('bad_input', refused)
    const columns = statement.columns().map(({ name }) => name)
    return { columns, rows: rowsOf(() => statement.raw().iterate() as IterableIterator<unknown[]>) }
  } catch (error) {
    throw asBadInput(error)
  }
}

/** Whether a pragma, in lower case, only describes: a known plain name, with an argument only where it names what to describe. */
function isDescribing(pragma: string): boolean {
  const [, name = '', argument] = /^pragma\s+(?:\w+\s*\.\s*)?(\w+)\s*([(=]?)/.exec(pragma) ?? []
  if (!describingPragmas.has(name) || argument === '=') return false
  return argument !== '(' || !settablePragmas.has(name)
}

function* rowsOf(start: () => IterableIterator<unknown[]>): Generator<Cell[]> {
  try {
    for (const row of start()) yield row.map(shown)
  } catch (error) {
    throw asBadInput(error)
  }
}

function shown(value: unknown): Cell {
  if (value instanceof Uint8Array) return `(${value.byteLength} bytes)`
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' ? value : null
}

function asBadInput(error: unknown): unknown {
  const known = knownSqliteError(error)
  if (known instanceof KnownError || !(error instanceof Error)) return known
  if (error.message.includes('more than one statement')) return new KnownError('bad_input', refused)
  return new KnownError('bad_input', `SQLite says: ${error.message.slice(0, 500)}`)
}

/** Takes leading and inner comments out, outside of quotes, so that they cannot hide the first word. */
function withoutComments(sql: string): string {
  return sql.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g, (part) =>
    part.startsWith('--') || part.startsWith('/*') ? ' ' : part,
  )
}
