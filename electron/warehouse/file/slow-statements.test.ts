import Database from 'better-sqlite3'
import { beforeEach, expect, it } from 'vitest'
import type { SlowStatement } from '../../../shared/slow.ts'
import { nativeBindingOption } from './native-binding.ts'
import { measureStatements, reportSlowStatements, watchStatements } from './slow-statements.ts'

let db: Database.Database
let clock: number
let told: SlowStatement[]

/** A connection whose function `wait(ms)` lets time pass. */
beforeEach(() => {
  db = new Database(':memory:', nativeBindingOption())
  clock = 0
  told = []
  db.function('wait', { deterministic: false }, (ms: unknown) => {
    clock += Number(ms)
    return 1
  })
  db.exec('CREATE TABLE film (id INTEGER PRIMARY KEY, title TEXT) STRICT')
  db.exec("INSERT INTO film VALUES (1, 'a'), (2, 'b'), (3, 'c')")
  measureStatements(
    db,
    (statement) => told.push(statement),
    () => clock,
    40,
  )
})

it('tells of a slow statement with its rows and its plan, and of no other', () => {
  expect(db.prepare('SELECT id, wait(?) FROM film').all(20)).toHaveLength(3)
  expect(db.prepare('SELECT wait(40)').get()).toBeDefined()
  expect(told).toEqual([
    { sql: 'SELECT id, wait(?) FROM film', ms: 60, rows: 3, plan: [expect.stringMatching(/^SCAN film/)] },
  ])
})

it('knows the rows of every way to run a statement', () => {
  db.prepare('SELECT wait(41)').get()
  db.prepare('SELECT id FROM film WHERE id = 9 AND wait(1)').get()
  db.prepare('UPDATE film SET title = upper(title) WHERE wait(30)').run()
  db.exec('DELETE FROM film WHERE wait(50)')
  expect(told.map(({ ms, rows }) => [ms, rows])).toEqual([
    [41, 1],
    [90, 3],
    [150, null],
  ])
})

it('does not count the time of whoever reads the rows one by one', () => {
  for (const _ of db.prepare('SELECT id, wait(5) FROM film').iterate()) clock += 1000
  expect(told).toEqual([])
  const [first] = db.prepare('SELECT id, wait(50) AS w FROM film').iterate()
  expect(first).toEqual({ id: 1, w: 1 })
  for (const row of db.prepare('SELECT wait(21) FROM film').pluck().iterate()) expect(row).toBe(1)
  expect(told.map(({ ms, rows }) => [ms, rows])).toEqual([
    [50, 1],
    [63, 3],
  ])
})

it('gives the plan of a join step by step, and none where there is none', () => {
  db.prepare('SELECT count(*) FROM film a JOIN film b ON b.id = a.id WHERE wait(50) AND a.id IN (SELECT 1)').get()
  db.exec('SELECT wait(41); SELECT 1')
  expect(told[0]?.plan.length).toBeGreaterThan(2)
  expect(told[0]?.plan.some((line) => line.startsWith('  '))).toBe(true)
  expect(told.map(({ sql }) => sql)).toHaveLength(2)
})

it('throws what the statement throws', () => {
  expect(() => db.prepare('INSERT INTO film VALUES (1, ?)').run('again')).toThrow(/UNIQUE/)
  expect(() => db.prepare('SELECT')).toThrow(/incomplete|syntax/)
})

it('measures a statement no more that was fast 64 times: the inner loop of a load pays nothing', () => {
  const statement = db.prepare('SELECT wait(?)')
  for (let run = 0; run < 63; run++) statement.get(0)
  statement.get(41)
  for (let run = 0; run < 64; run++) statement.get(0)
  statement.get(41)
  expect(told).toHaveLength(1)
  expect(Object.keys(statement)).not.toEqual(expect.arrayContaining([expect.stringMatching(/^(get|all|run|iterate)$/)]))
})

it('leaves connections alone that nobody listens to', () => {
  const plain = new Database(':memory:', nativeBindingOption())
  watchStatements(plain)
  expect(Object.keys(plain)).not.toContain('prepare')
  reportSlowStatements(() => undefined)
  watchStatements(plain)
  expect(Object.keys(plain)).toContain('prepare')
  plain.close()
})
