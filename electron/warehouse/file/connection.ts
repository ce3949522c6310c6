import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs'
import Database from 'better-sqlite3'
import { foldTitle, searchText } from '../../../shared/filter/search-fold.ts'
import { KnownError } from '../../../shared/ipc/result.ts'
import { oddKind } from '../../files/small-file.ts'
import { rememberFile } from './in-place.ts'
import { nativeBindingOption } from './native-binding.ts'
import { watchStatements } from './slow-statements.ts'
import { knownSqliteError } from './sqlite-errors.ts'

declare const access: unique symbol
/** A connection that may read. A WritableDb may be used wherever a ReadableDb is asked for. */
export type ReadableDb = Database.Database & { readonly [access]: 'read' | 'write' }
/** A connection that may write; only the holder of the writer lock makes one. */
export type WritableDb = ReadableDb & { readonly [access]: 'write' }

/**
 * Holds a few films a page. With 16 KiB, films that come in between others wrote a quarter more of the log and a load took 4%
 * longer; 4 KiB had measured a fifth slower than that. Databases made before keep their 16 KiB.
 */
export const pageSize = 8_192
/** Bounds the writer's memory. A load appends and a gold build scans, so a larger cache measured no faster, only larger. */
const writerCacheKib = 16 * 1024
const readerCacheKib = 32 * 1024

function open(path: string, options: Database.Options): Database.Database {
  try {
    return new Database(path, { ...options, ...nativeBindingOption() })
  } catch (thrown) {
    throw knownSqliteError(thrown)
  }
}

/** The database is closed when setting it up fails, so that a damaged file can be moved. */
function setUp<T extends Database.Database>(db: T, work: () => void): T {
  try {
    work()
    return db
  } catch (thrown) {
    db.close()
    throw knownSqliteError(thrown)
  }
}

/** Gives a connection the functions that folded titles are made with; the migrations call them too. */
export function registerFunctions(db: Database.Database): void {
  const text = (value: unknown) => (typeof value === 'string' ? value : null)
  db.function('fold_title', { deterministic: true }, (title: unknown) => foldTitle(text(title) ?? ''))
  db.function('search_text', { deterministic: true }, (title: unknown, english: unknown) =>
    searchText(text(title) ?? '', text(english)),
  )
}

/**
 * Opens (or creates) a database for writing. Throws KnownError: `warehouse_corrupt`, `read_only`, `disk_full`, `locked`.
 * WAL with `synchronous=NORMAL`: a power cut may lose the last pages of a load, which are fetched again, never consistency.
 */
export function openWritable(path: string): WritableDb {
  const db = open(path, { timeout: 5000 })
  return setUp(db, () => {
    db.pragma(`page_size = ${pageSize}`)
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = NORMAL')
    db.pragma('foreign_keys = ON')
    db.pragma('trusted_schema = OFF')
    db.pragma('cell_size_check = ON')
    db.pragma('temp_store = MEMORY')
    db.pragma(`cache_size = -${writerCacheKib}`)
    db.pragma('schema_version')
    registerFunctions(db)
    watchStatements(db)
    rememberFile(db)
  }) as WritableDb
}

/** Opens an existing database read-only. Throws KnownError as `openWritable`, and `not_found` where there is none. */
export function openReadable(path: string): ReadableDb {
  if (!existsSync(path)) throw new KnownError('not_found', 'There is no warehouse yet: run sync first.')
  const db = open(path, { readonly: true, fileMustExist: true, timeout: 5000 })
  return setUp(db, () => {
    db.pragma('foreign_keys = ON')
    db.pragma('trusted_schema = OFF')
    db.pragma('query_only = ON')
    db.pragma('temp_store = MEMORY')
    db.pragma(`cache_size = -${readerCacheKib}`)
    db.pragma('schema_version')
    registerFunctions(db)
    watchStatements(db)
  }) as ReadableDb
}

const magic = 'SQLite format 3\0'

/**
 * A cheap look at a database file before it is opened: header and length. Returns a sentence about what is wrong, or null.
 * Layout: https://sqlite.org/fileformat2.html#the_database_header
 */
export function damageAtFirstSight(path: string): string | null {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (!stats) return null
  if (!stats.isFile()) return `it is ${oddKind(stats)}, not a file`
  const { size } = stats
  if (size === 0) return null
  const header = Buffer.alloc(100)
  const file = openSync(path, 'r')
  try {
    if (readSync(file, header, 0, 100, 0) < 100) return 'the file is shorter than a header'
  } finally {
    closeSync(file)
  }
  if (header.toString('latin1', 0, 16) !== magic) return 'the header is not that of a SQLite database'
  const headerPageSize = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16)
  if (headerPageSize < 512 || (headerPageSize & (headerPageSize - 1)) !== 0)
    return 'the header holds an impossible page size'
  if (![1, 2].includes(header[18] ?? 0) || ![1, 2].includes(header[19] ?? 0))
    return 'the header names a way of writing that SQLite does not know'
  if (header.readUInt32BE(44) > 4) return 'the header names a schema format that SQLite does not know'
  if (header.readUInt32BE(56) > 1) return 'the header names a text encoding that the program does not use'
  // With a write-ahead log or a journal beside it the file may rightly be shorter than the header says: SQLite mends that.
  if (existsSync(`${path}-wal`) || existsSync(`${path}-journal`)) return null
  if (size % headerPageSize !== 0) return 'the file ends in the middle of a page'
  if (header.readUInt32BE(28) * headerPageSize > size) return 'the file is cut short'
  return null
}

/** A database of this process alone, which goes with it; what does not fit its cache is in a temporary file without a name. */
export type ScratchDb = Database.Database

/** Opens an empty scratch database with a schema. Throws KnownError: `disk_full`. */
export function openScratch(schema: string): ScratchDb {
  const db = open('', {})
  return setUp(db, () => {
    db.pragma('journal_mode = OFF')
    db.pragma('synchronous = OFF')
    db.pragma(`cache_size = -${writerCacheKib}`)
    db.exec(schema)
  })
}
