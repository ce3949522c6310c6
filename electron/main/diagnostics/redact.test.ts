import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Diagnostics } from '../../../shared/contract/diagnostics.ts'
import { type Private, redact } from './redact.ts'
import { diagnosticsText } from './report.ts'

const linux: Private = { home: '/home/ada', user: 'ada', folders: ['/srv/films of ada', '/srv/films of ada/sample'] }
const windows: Private = { home: 'C:\\Users\\Ada L', user: 'Ada L', folders: ['D:\\films'] }

it.each([
  ['/home/ada/.config/yts', linux, '[path]'],
  ['in /srv/films of ada/sample/warehouse.sqlite', linux, 'in [path]'],
  ['in /var/tmp/x-1/y.db: gone', linux, 'in [path]: gone'],
  ['C:\\Users\\Ada L\\x and D:\\films\\y', windows, '[path] and [path]'],
  ['E:\\else\\where.txt', windows, '[path]'],
  ['\\\\server\\share\\a', windows, '[path]'],
  ['written by ada, not by adam', linux, 'written by [user], not by adam'],
  ['https://ada:pw@example.org/api/list?token=abc', linux, 'https://example.org/api/list'],
  ['Authorization: Bearer abc.def', linux, 'Authorization: Bearer [hidden]'],
])('%s', (text, hidden, clean) => {
  expect(redact(text, hidden)).toBe(clean)
})

it.each([
  'page to reader movies.page 40.1 ms, 3 rows, slow',
  'SELECT count(*) / 2 FROM fact_movies WHERE rating/10 > 0.5 AND x = :genre',
  'SEARCH fact_movies USING INTEGER PRIMARY KEY (rowid=?)',
  '2026-11-30T08:00:00.000Z',
  'main → reader',
])('leaves alone: %s', (text) => {
  expect(redact(text, { ...linux, user: '' })).toBe(text)
})

it('leaves no path, token or user name in a report, wherever they stand', () => {
  const secret = fc.constantFrom(
    '/home/ada/films/a.db',
    '/srv/films of ada/warehouse.sqlite',
    'token=s3cr3tvalue',
    'Bearer s3cr3tvalue',
    'https://x.example/api?key=s3cr3tvalue',
    'magnet:?xt=urn:btih:s3cr3tvalue',
    'by ada.',
  )
  const around = fc.constantFrom('', ' ', "'", '"', '(', ', ', '\n')
  const text = fc.tuple(around, secret, around).map((parts) => parts.join(''))
  fc.assert(
    fc.property(text, text, text, text, (version, sql, plan, process) => {
      const diagnostics: Diagnostics = {
        takenAt: 0,
        slowMs: 40,
        versions: [{ name: 'Platform', value: version }],
        processes: [{ name: process, pid: 1, memoryBytes: 1, processor: 0 }],
        calls: [
          { at: 0, channel: 'movies.page', from: 'page', to: 'reader', ms: 1, rows: 1, outcome: 'ok', slow: false },
        ],
        statements: [{ process: 'reader', sql, times: 1, ms: 50, rows: 1, at: 0, plan: [plan] }],
      }
      const clean = redact(diagnosticsText(diagnostics), linux)
      expect(clean).not.toMatch(/s3cr3t|\bada\b|films\/|warehouse\.sqlite.*ada/)
      expect(clean).toContain('page to reader movies.page 1 ms, 1 rows')
    }),
  )
})
