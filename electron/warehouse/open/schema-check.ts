import { hash } from 'node:crypto'
import { statSync } from 'node:fs'
import { KnownError } from '../../../shared/ipc/result.ts'
import { openWritable, type ReadableDb, type WritableDb } from '../file/connection.ts'
import { readState, writeState } from '../file/state.ts'
import { migrate, migrations, schemaVersion } from '../migrations/index.ts'

interface SchemaObject {
  type: 'table' | 'index' | 'view' | 'trigger'
  name: string
  tbl_name: string
  /** Null for indexes that a constraint makes. */
  sql: string | null
}

/** How a database differs from the schema that the migrations make. */
export interface SchemaDifferences {
  /** What makes the warehouse unusable, or does what nobody meant: for a sentence each. */
  fatal: string[]
  /** Indexes that are missing, as SQL that makes them. */
  missingIndexes: string[]
  /** What somebody else has put there, which nothing of the program's reads: for a sentence each. */
  strangers: string[]
}

const objectsOf = (db: ReadableDb): SchemaObject[] =>
  db
    .prepare("SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
    .all() as SchemaObject[]

const known = new Map<number, ReadonlyMap<string, SchemaObject>>()

/** What the migrations make up to a version, by running them in memory; null for a version that none of them ends with. */
function expectedAt(version: number): ReadonlyMap<string, SchemaObject> | null {
  if (version !== 0 && !migrations.some((migration) => migration.version === version)) return null
  const remembered = known.get(version)
  if (remembered) return remembered
  const db = openWritable(':memory:')
  try {
    migrate(db, { to: version })
    const expected = new Map(objectsOf(db).map((object) => [object.name, object]))
    known.set(version, expected)
    return expected
  } finally {
    db.close()
  }
}

/** Holds a database against the schema of a version: nothing of it is trusted because of its number. */
export function schemaDifferences(db: ReadableDb, version: number): SchemaDifferences {
  const expected = expectedAt(version)
  const differences: SchemaDifferences = { fatal: [], missingIndexes: [], strangers: [] }
  if (!expected) {
    differences.fatal.push(`its schema has the number ${version}, which no version of the program wrote`)
    return differences
  }
  const found = new Map(objectsOf(db).map((object) => [object.name, object]))
  for (const [name, { type, sql }] of expected) {
    const own = found.get(name)
    if (own?.type === type && isSame(own.sql, sql)) continue
    if (own) differences.fatal.push(`${type} ${name} is not as the program makes it`)
    else if (type === 'index' && sql !== null) differences.missingIndexes.push(sql)
    else differences.fatal.push(`${type} ${name} is missing`)
  }
  for (const object of found.values()) {
    if (expected.has(object.name)) continue
    const said = `${object.type} ${shortened(object.name)} is not the program's`
    // Without a schema of ours, whatever is there makes it another program's file.
    if (expected.size === 0 || acts(object, expected)) differences.fatal.push(said)
    else differences.strangers.push(said)
  }
  return differences
}

/**
 * Whether a database is, to the letter, what it was when it was last held against the migrations, and the very file that it was
 * then: told without running them, which costs a start some ten milliseconds. The note lies in the database; one that comes with
 * somebody else's file was made for another file and says nothing here.
 */
export function isSchemaKnown(db: ReadableDb): boolean {
  try {
    return readState(db, 'schema_checked') === fingerprint(db)
  } catch {
    // Not even the table of states is there.
    return false
  }
}

/** Notes that a database was held against the migrations, as it is now. */
export function noteSchema(db: WritableDb): void {
  if (!isSchemaKnown(db)) writeState(db, 'schema_checked', fingerprint(db))
}

function fingerprint(db: ReadableDb): string {
  const version = Number(db.pragma('user_version', { simple: true }))
  return hash('sha256', JSON.stringify([schemaVersion, version, fileOf(db), objectsOf(db)]), 'hex')
}

/** Tells a database's file from any copy of it. Not by its device, whose number may differ after each start of the machine. */
function fileOf(db: ReadableDb): string {
  if (db.memory) return ''
  const { ino, birthtimeNs } = statSync(db.name, { bigint: true })
  return `${ino} ${birthtimeNs}`
}

/** Makes the missing indexes. Throws KnownError `warehouse_corrupt` where what is stored does not allow one. */
export function makeIndexes(db: WritableDb, { missingIndexes }: SchemaDifferences): void {
  if (missingIndexes.length === 0) return
  try {
    db.transaction(() => {
      for (const sql of missingIndexes) db.exec(sql)
    }).immediate()
  } catch (thrown) {
    const isRefused = thrown instanceof Error && 'code' in thrown && String(thrown.code).startsWith('SQLITE_CONSTRAINT')
    if (!isRefused) throw thrown
    const message = 'an index is missing, and what is stored does not allow it any more'
    throw new KnownError('warehouse_corrupt', message, undefined, { cause: thrown })
  }
}

/** Whether something is called on by what the program does: triggers, indexes on its tables, tables that refer to them. */
function acts({ type, tbl_name, sql }: SchemaObject, expected: ReadonlyMap<string, SchemaObject>): boolean {
  if (type === 'view') return false
  if (type === 'table') return /\breferences\b|\bvirtual\b/i.test(sql ?? '')
  return type === 'trigger' || expected.has(tbl_name)
}

function isSame(a: string | null, b: string | null): boolean {
  return a === b || (a !== null && b !== null && signature(a) === signature(b))
}

/**
 * What a definition says: without comments and spacing, and the parts of its brackets in no order, since columns that a later
 * migration adds stand elsewhere than in a table made anew.
 */
function signature(sql: string): string {
  const plain = sql
    .replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\//g, (part) => (/^['"]/.test(part) ? part : ' '))
    .replace(/"(\w+)"/g, '$1')
    .replace(/\s+/g, ' ')
    .replace(/ ?([(),=<>]) ?/g, '$1')
    .trim()
    .toLowerCase()
  const open = plain.indexOf('(')
  const close = plain.lastIndexOf(')')
  if (open < 0 || close < open || !plain.startsWith('create table')) return plain
  return [plain.slice(0, open), ...partsOf(plain.slice(open + 1, close)).sort(), plain.slice(close + 1)].join('\n')
}

function partsOf(text: string): string[] {
  const parts = ['']
  let depth = 0
  for (const letter of text) {
    if (letter === '(') depth++
    if (letter === ')') depth--
    if (letter === ',' && depth === 0) parts.push('')
    else parts[parts.length - 1] += letter
  }
  return parts.map((part) => part.trim())
}

function shortened(name: string): string {
  return name.replace(/[^\w .-]/g, '?').slice(0, 60)
}
