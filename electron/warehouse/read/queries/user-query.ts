import { KnownError } from '../../../../shared/ipc/result.ts'
import type { ReadableDb } from '../../file/connection.ts'
import { knownSqliteError } from '../../file/sqlite-errors.ts'

/** A cell as it may be shown: whole numbers of 64 bits exact, as bigint; blobs as hexadecimal digits (`x'…'`). */
export type Cell = string | number | bigint | null

export interface UserQuery {
  /** As SQLite names them: names may repeat. */
  columns: string[]
  /** Rows one by one; stop iterating to stop the query. A row larger than `largestRow` throws KnownError `bad_input`. */
  rows: Iterable<Cell[]>
}

/** The largest row that is handed over, in bytes or so. */
const largestRow = 64 * 1024 * 1024

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
 * Has `bronze_page` mean the table without its bodies, and sorting use files rather than memory without bounds. For a connection
 * that serves a person's SQL only; before the first statement.
 */
export function prepareForUser(db: ReadableDb): void {
  db.pragma('temp_store = FILE')
  const columns = db.prepare("SELECT name FROM pragma_table_info('bronze_page') WHERE name <> 'body'").pluck().all()
  if (columns.length === 0) return
  db.pragma('query_only = OFF')
  db.exec(
    `CREATE TEMP VIEW bronze_page AS SELECT ${columns.map((name) => `"${name}"`).join(', ')} FROM main.bronze_page`,
  )
  db.pragma('query_only = ON')
}

/**
 * Prepares a person's SQL: exactly one statement, which reads. ATTACH, VACUUM INTO and pragmas that set something pass a
 * read-only connection, so they are refused by name on top of it; so is whatever would read a body of bronze, by whichever way.
 * Throws KnownError `bad_input` with SQLite's sentence.
 */
export function prepareUserQuery(db: ReadableDb, sql: string): UserQuery {
  if (sql.includes('\0'))
    throw new KnownError('bad_input', 'The statement holds a NUL character, where SQLite would stop reading.')
  // SQLite skips empty statements, so semicolons in front hide nothing here either.
  const words = withoutComments(sql)
    .replace(/^[\s;]+/, '')
    .toLowerCase()
  if (words === '') throw new KnownError('bad_input', 'There is no statement to run.')
  const verb = words.replace(/^explain\b\s*(?:query\s+plan\b\s*)?/, '')
  // Many pragmas act while they are prepared: whatever is not plainly a describing one is refused before that.
  if (/^pragma\b/.test(verb) && !isDescribing(verb)) throw new KnownError('bad_input', refused)
  if (/^(?:attach|detach|vacuum)\b/.test(verb)) throw new KnownError('bad_input', refused)
  if (actingFunction.test(unquoted(words)))
    throw new KnownError(
      'bad_input',
      'pragma_optimize writes to the warehouse, and query only reads. The app does it when it is needed.',
    )
  try {
    const statement = db.prepare(sql).safeIntegers(true)
    if (!statement.reader || !statement.readonly) throw new KnownError('bad_input', refused)
    if (verb === words && !/^pragma\b/.test(verb) && readsBodies(db, sql)) throw new KnownError('bad_input', noBodies)
    const columns = statement.columns().map(({ name }) => name)
    return { columns, rows: rowsOf(() => statement.raw().iterate() as IterableIterator<unknown[]>) }
  } catch (error) {
    throw asBadInput(error)
  }
}

const noBodies =
  'Bodies of bronze pages hold what identifies torrents, so no query reads them. Name the other columns; stored_bytes and byte_length tell their size.'

/** The one pragma among the table-valued functions that would act. */
const actingFunction = /\bpragma_optimize\b/

/** SQL without its texts, names' quotes taken off. */
function unquoted(sql: string): string {
  return sql.replace(/'(?:[^']|'')*'/g, "''").replace(/["`[\]]/g, ' ')
}

/**
 * Whether a statement would read the bodies: its program says so, whatever views, expressions or names the text goes through
 * (https://sqlite.org/opcode.html: a cursor is opened on the table's root page, and a column is taken from it).
 */
function readsBodies(db: ReadableDb, sql: string): boolean {
  const root = db.prepare("SELECT rootpage FROM main.sqlite_schema WHERE name = 'bronze_page'").pluck().get()
  const body = db.prepare("SELECT cid FROM pragma_table_info('bronze_page', 'main') WHERE name = 'body'").pluck().get()
  if (root === undefined || body === undefined) return false
  const program = db.prepare(`EXPLAIN ${sql.replace(emptyStart, '')}`).all() as {
    opcode: string
    p1: number
    p2: number
    p3: number
  }[]
  const cursors = new Set(
    program.filter(({ opcode, p2, p3 }) => opcode.startsWith('Open') && p2 === root && p3 === 0).map(({ p1 }) => p1),
  )
  return program.some(({ opcode, p1, p2 }) => {
    if (!cursors.has(p1)) return false
    return opcode === 'RowData' || (opcode === 'Column' && p2 === body)
  })
}

const emptyStart = /^(?:[\s;]|--[^\n]*(?:\n|$)|\/\*[\s\S]*?(?:\*\/|$))+/

/** Whether a pragma, in lower case, only describes: a known plain name, with an argument only where it names what to describe. */
function isDescribing(pragma: string): boolean {
  const [, name = '', argument] = /^pragma\s+(?:\w+\s*\.\s*)?(\w+)\s*([(=]?)/.exec(pragma) ?? []
  if (!describingPragmas.has(name) || argument === '=') return false
  return argument !== '(' || !settablePragmas.has(name)
}

function* rowsOf(start: () => IterableIterator<unknown[]>): Generator<Cell[]> {
  try {
    for (const row of start()) {
      if (sizeOf(row) > largestRow)
        throw new KnownError(
          'bad_input',
          'A row of the answer is larger than 64 MB. Ask for less of it, by substr() for example.',
        )
      yield row.map(shown)
    }
  } catch (error) {
    throw asBadInput(error)
  }
}

function shown(value: unknown): Cell {
  if (value instanceof Uint8Array)
    return `x'${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}'`
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' ? value : null
}

function sizeOf(row: readonly unknown[]): number {
  return row.reduce<number>((sum, cell) => sum + cellSize(cell), 0)
}

function cellSize(cell: unknown): number {
  return cell instanceof Uint8Array ? cell.byteLength * 2 : typeof cell === 'string' ? cell.length : 8
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
