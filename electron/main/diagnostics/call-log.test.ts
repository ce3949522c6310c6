import { beforeEach, expect, it } from 'vitest'
import { fail, ok } from '../../../shared/ipc/result.ts'
import { CallLog } from './call-log.ts'

let lines: { level: string; message: string; fields: Record<string, unknown> }[]
let now: number

function open(trace = false): CallLog {
  const write = (level: string) => (fields: object, message: string) =>
    void lines.push({ level, message, fields: { ...fields } })
  return new CallLog({ log: { info: write('info'), warn: write('warn') }, trace, now: () => now++, slowMs: 40 })
}

beforeEach(() => {
  lines = []
  now = 1000
})

it('remembers the last hundred calls of the page, newest first, with rows and outcome', () => {
  const log = open()
  for (let call = 0; call < 120; call++)
    log.fromPage('movies.page', 'reader', call / 10, ok({ total: 9, rows: [1, 2] }))
  log.fromPage('config.read', 'main', 3.06, fail('not_found', 'no'))
  log.fromPage('facets.members', 'reader', 1, ok({ genres: [1], languages: [1, 2, 3], goldVersion: 2 }))
  log.fromPage('app.info', 'main', 1, ok({ name: 'x' }))
  const calls = log.calls()
  expect(calls).toHaveLength(100)
  expect(calls.slice(0, 4)).toEqual([
    { at: 1122, channel: 'app.info', from: 'page', to: 'main', ms: 1, rows: null, outcome: 'ok', slow: false },
    { at: 1121, channel: 'facets.members', from: 'page', to: 'reader', ms: 1, rows: 3, outcome: 'ok', slow: false },
    {
      at: 1120,
      channel: 'config.read',
      from: 'page',
      to: 'main',
      ms: 3.1,
      rows: null,
      outcome: 'not_found',
      slow: false,
    },
    { at: 1119, channel: 'movies.page', from: 'page', to: 'reader', ms: 11.9, rows: 2, outcome: 'ok', slow: false },
  ])
  expect(lines).toEqual([])
})

it('writes a slow call to the log with channel, time and rows; one that waits for a person or a load is none', () => {
  const log = open()
  log.fromPage('overview.query', 'reader', 40, ok({}))
  log.fromPage('movies.page', 'reader', 40.1, ok({ rows: [1, 2, 3] }))
  log.fromPage('file.save', 'main', 60_000, ok({ saved: true, fileName: 'x' }))
  expect(lines).toEqual([
    {
      level: 'warn',
      message: 'slow call',
      fields: { way: 'page → main', channel: 'movies.page', to: 'reader', ms: 40.1, rows: 3, outcome: 'ok' },
    },
  ])
  expect(log.calls().map(({ slow }) => slow)).toEqual([false, true, false])
})

it('remembers what main asks by itself, and what it asks for the page once', () => {
  const log = open()
  const call = { owner: 'reader', ms: 90, result: ok({ goldVersion: 1 }) } as const
  log.toProcess({ ...call, origin: 'page', channel: 'overview.query' })
  log.toProcess({ ...call, origin: 'diagnostics', channel: 'warehouse.status' })
  log.toProcess({ ...call, origin: 'main', channel: 'reader.refresh' })
  expect(log.calls().map(({ channel, from }) => [channel, from])).toEqual([['reader.refresh', 'main']])
  expect(lines.map(({ message, fields }) => [message, fields.way, fields.channel])).toEqual([
    ['slow call', 'main → reader', 'reader.refresh'],
  ])
})

it('does not fill the list with the questions for it', () => {
  const log = open()
  log.fromPage('diagnostics.read', 'main', 50, ok({ calls: [1] }))
  log.fromPage('diagnostics.text', 'main', 1, ok({ text: '' }))
  expect(log.calls()).toEqual([])
})

it('with trace writes every call that crosses a process, on either side of main', () => {
  const log = open(true)
  log.toProcess({ origin: 'page', owner: 'reader', channel: 'movies.page', ms: 2, result: ok({ rows: [] }) })
  log.fromPage('movies.page', 'reader', 3, ok({ rows: [] }))
  log.fromPage('diagnostics.read', 'main', 1, ok({}))
  log.toProcess({ origin: 'main', owner: 'loader', channel: 'loader.start', ms: 1, result: fail('busy', 'b') })
  expect(
    lines.map(({ level, message, fields }) => [level, message, fields.way, fields.channel, fields.outcome]),
  ).toEqual([
    ['info', 'call', 'main → reader', 'movies.page', 'ok'],
    ['info', 'call', 'page → main', 'movies.page', 'ok'],
    ['info', 'call', 'page → main', 'diagnostics.read', 'ok'],
    ['info', 'call', 'main → loader', 'loader.start', 'busy'],
  ])
})

it('remembers the twenty slowest statements, each once with its slowest time', () => {
  const log = open()
  const plan = ['SCAN fact_movies']
  for (let at = 0; at < 25; at++) log.statement('reader', { sql: `SELECT ${at}`, ms: 50 + at, rows: at, plan })
  log.statement('reader', { sql: 'SELECT 24', ms: 41, rows: 7, plan: [] })
  log.statement('reader', { sql: 'SELECT 23', ms: 900, rows: 8, plan })
  log.statement('loader', { sql: 'SELECT 23', ms: 100, rows: null, plan })
  const statements = log.statements()
  expect(statements).toHaveLength(20)
  expect(statements.slice(0, 3)).toEqual([
    { process: 'reader', sql: 'SELECT 23', times: 2, ms: 900, rows: 8, at: 1026, plan },
    { process: 'loader', sql: 'SELECT 23', times: 1, ms: 100, rows: null, at: 1027, plan },
    { process: 'reader', sql: 'SELECT 24', times: 2, ms: 74, rows: 24, at: 1024, plan },
  ])
  expect(lines.at(-1)).toEqual({
    level: 'warn',
    message: 'slow statement',
    fields: { process: 'loader', ms: 100, rows: null, sql: 'SELECT 23' },
  })
})
