import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type KeptAnswer, keepAnswers, recallAnswers, stampOf } from './kept-answers.ts'

let folder: string
let program: string
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'yts-kept-'))
  program = path.join(folder, 'reader-entry.js')
  writeFileSync(program, '// version 1')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const at = (...parts: string[]): string => path.join(folder, ...parts)

/** A warehouse in a folder of its own, with a connection that writes to it. */
function warehouse(name: string): { dataDir: string; db: Database.Database } {
  mkdirSync(at(name))
  const db = new Database(at(name, 'warehouse.sqlite'))
  db.pragma('journal_mode = WAL')
  db.exec('CREATE TABLE film (id INTEGER PRIMARY KEY)')
  db.pragma('wal_checkpoint(TRUNCATE)')
  return { dataDir: at(name), db }
}

function stamp(dataDir: string): string {
  const found = stampOf(dataDir, program)
  if (found === null) throw new Error('there is no warehouse')
  return found
}

const answers: KeptAnswer[] = [
  { channel: 'warehouse.status', input: null, value: { goldVersion: 3 } },
  { channel: 'overview.query', input: { filter: { search: 'line\nbreak' } }, value: { total: 7 } },
]

describe('kept answers', () => {
  it('are there in the next session, reading and closing in between', async () => {
    const { dataDir, db } = warehouse('a')
    await keepAnswers(folder, stamp(dataDir), answers)
    const reader = new Database(at('a', 'warehouse.sqlite'), { readonly: true })
    reader.prepare('SELECT count(*) FROM film').get()
    reader.close()
    db.close()
    expect(recallAnswers(folder, stamp(dataDir))).toEqual(answers)
  })

  it('hold no longer once anything was committed, in the log or in the database', async () => {
    const { dataDir, db } = warehouse('a')
    const before = stamp(dataDir)
    await keepAnswers(folder, before, answers)
    db.exec('INSERT INTO film VALUES (1)')
    const inLog = stamp(dataDir)
    expect(recallAnswers(folder, inLog)).toBeNull()
    db.pragma('wal_checkpoint(TRUNCATE)')
    const inDatabase = stamp(dataDir)
    expect(recallAnswers(folder, inDatabase)).toBeNull()
    db.close()
    expect(new Set([before, inLog, inDatabase]).size).toBe(3)
  })

  it('are not those of another folder, of a copy, or of another version of the program', async () => {
    const { dataDir, db } = warehouse('a')
    db.close()
    await keepAnswers(folder, stamp(dataDir), answers)
    const other = warehouse('b')
    other.db.close()
    expect(recallAnswers(folder, stamp(other.dataDir))).toBeNull()
    cpSync(dataDir, at('c'), { recursive: true, preserveTimestamps: true })
    expect(recallAnswers(folder, stamp(at('c')))).toBeNull()
    expect(recallAnswers(folder, stamp(dataDir))).toEqual(answers)
    writeFileSync(program, '// version two')
    expect(recallAnswers(folder, stamp(dataDir))).toBeNull()
  })

  it('are none without a warehouse, or without a file', async () => {
    mkdirSync(at('empty'))
    expect(stampOf(at('empty'), program)).toBeNull()
    const { dataDir, db } = warehouse('a')
    db.close()
    expect(recallAnswers(folder, stamp(dataDir))).toBeNull()
  })

  it('are none after any damage to the file', async () => {
    const { dataDir, db } = warehouse('a')
    db.close()
    const known = stamp(dataDir)
    await keepAnswers(folder, known, answers)
    const sound = readFileSync(at('first-page.json'), 'utf8')
    fc.assert(
      fc.property(fc.nat(sound.length - 1), fc.constantFrom('', 'x', '\n', '}'), (place, piece) => {
        const damaged = sound.slice(0, place) + piece + sound.slice(place + 1)
        fc.pre(damaged !== sound)
        writeFileSync(at('first-page.json'), damaged)
        expect(recallAnswers(folder, known)).toBeNull()
      }),
    )
    writeFileSync(at('first-page.json'), sound)
    appendFileSync(at('first-page.json'), ' ')
    expect(recallAnswers(folder, known)).toBeNull()
  })
})
