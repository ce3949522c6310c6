import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FAULTS, FaultBook, FaultError, type FaultName, parseFault } from './faults.ts'
import { type SampleResponse, SampleService } from './service.ts'

const BASE = 'http://sample.test/api/v2/list_movies.json'
const NOW = Date.UTC(2026, 0, 1)

type Json = {
  status: string
  status_message: string
  data: { movies: Row[]; movie_count: number; page_number: number }
}
type Row = Record<string, unknown> & { id: number; title: string; language: string }

const service = (...faults: string[]): SampleService => new SampleService({ films: 95, faults, now: () => NOW })
const get = (from: SampleService, query = 'limit=10&page=2'): Promise<SampleResponse> =>
  from.handle(new URL(`${BASE}?${query}`))
const json = (response: SampleResponse): Json => JSON.parse(response.body.toString('utf8')) as Json
const wellBefore = json(await get(service()))

/** For each fault: how it is asked for, and what must be seen. A fault without a line here does not compile. */
const OBSERVED: Record<FaultName, [string, (response: SampleResponse, from: SampleService) => void | Promise<void>][]> =
  {
    latency: [['latency=70', (a) => expect(a.delayMs).toBe(70)]],
    status: [
      ['status', (a) => expect(a.status).toBe(503)],
      ['status=500', (a) => expect(a.status).toBe(500)],
    ],
    '429': [
      ['429=2', (a) => expect([a.status, a.headers['retry-after']]).toEqual([429, '2'])],
      ['429=date:5', (a) => expect(a.headers['retry-after']).toBe('Thu, 01 Jan 2026 00:00:05 GMT')],
      ['429=past', (a) => expect(a.headers['retry-after']).toBe('Wed, 31 Dec 2025 23:00:00 GMT')],
      ['429=1e9', (a) => expect(a.headers['retry-after']).toBe('1e9')],
      ['429=abc', (a) => expect(a.headers['retry-after']).toBe('abc')],
      ['429=none', (a) => expect(a.headers['retry-after']).toBeUndefined()],
    ],
    'rate-limit': [
      [
        'rate-limit=3',
        async (a, from) => {
          const rest = [await get(from), await get(from), await get(from)]
          expect([a, ...rest].map(({ status }) => status)).toEqual([200, 200, 200, 429])
          expect(from.counters.byFault).toEqual({ 'rate-limit': 1 })
        },
      ],
    ],
    random: [
      ['random=1', (a) => expect(a.status !== 200 || a.wire !== undefined || a.body.includes('<html>')).toBe(true)],
    ],
    reset: [['reset', (a) => expect(a.wire).toEqual({ kind: 'reset' })]],
    'reset-body': [['reset-body', (a) => expect(a.wire).toEqual({ kind: 'reset-body' })]],
    truncate: [['truncate', (a) => expect(a.wire).toEqual({ kind: 'truncate' })]],
    'cut-chunk': [['cut-chunk', (a) => expect(a.wire).toEqual({ kind: 'cut-chunk' })]],
    drip: [['drip=5', (a) => expect(a.wire).toEqual({ kind: 'drip', ms: 5 })]],
    hang: [['hang', (a) => expect(a.wire).toEqual({ kind: 'hang' })]],
    'gzip-bomb': [
      [
        'gzip-bomb=8',
        (a) => {
          expect(a.body.length).toBeLessThan(20_000)
          expect(gunzipSync(a.body).length).toBeGreaterThan(8 * 2 ** 20)
        },
      ],
    ],
    redirect: [
      [
        'redirect',
        (a) => expect([a.status, new URL(a.headers.location ?? '').host]).toEqual([302, 'other-host.invalid']),
      ],
      ['redirect=http', (a) => expect(a.headers.location).toMatch(/^http:/)],
      ['redirect=loop', (a) => expect(a.headers.location).toBe(`${BASE}?limit=10&page=2`)],
      ['redirect=https://x.invalid/y', (a) => expect(a.headers.location).toBe('https://x.invalid/y')],
      [
        'redirect=same',
        async (a, from) => {
          const followed = await from.handle(new URL(a.headers.location ?? ''))
          expect(json(followed)).toEqual(wellBefore)
        },
      ],
    ],
    moved: [
      [
        'moved=https://new.invalid/z',
        (a) => expect([a.status, a.headers.location]).toEqual([301, 'https://new.invalid/z']),
      ],
    ],
    'moved-notice': [
      [
        'moved-notice=https://new.invalid/api/v2/',
        (a) => expect(json(a).status_message).toMatch(/NOTICE: Base URL moving to https:\/\/new\.invalid\/api\/v2\/$/),
      ],
    ],
    clone: [
      ['clone', (a) => expect(json(a)).toEqual({ message: "Cannot read property 'moviesPerPage' of undefined" })],
    ],
    challenge: [['challenge', (a) => expect([a.status, a.headers['cf-mitigated']]).toEqual([403, 'challenge'])]],
    html: [['html', (a) => expect([a.status, a.body.toString().startsWith('<!doctype html>')]).toEqual([200, true])]],
    'invalid-json': [['invalid-json', (a) => expect(() => json(a)).toThrow(SyntaxError)]],
    'empty-body': [['empty-body', (a) => expect([a.status, a.body.length]).toEqual([200, 0])]],
    'error-status': [['error-status', (a) => expect(json(a).status).toBe('error')]],
    deep: [['deep=100000', (a) => expect(a.body.includes('['.repeat(100_000))).toBe(true)]],
    huge: [['huge=10000000', (a) => expect(json(a).data.movies[0]?.title).toHaveLength(10_000_000)]],
    'wrong-types': [
      ['wrong-types=2', (a) => expect(json(a).data.movies.filter((r) => typeof r.title === 'number')).toHaveLength(2)],
    ],
    'movies-object': [['movies-object', (a) => expect(Array.isArray(json(a).data.movies)).toBe(false)]],
    'wrong-page': [
      ['wrong-page=3', async (a) => expect(json(a)).toEqual(json(await get(service(), 'limit=10&page=5')))],
    ],
    hostile: [
      [
        'hostile',
        (a) => {
          const titles = json(a).data.movies.map((row) => row.title)
          expect(titles).toContain('nul\u0000inside')
          expect(titles).toContain('lone \ud800 surrogate')
          expect(titles.some((title) => title.includes('<img src=x onerror'))).toBe(true)
          expect(a.body.includes('"__proto__":{"polluted":true}')).toBe(true)
        },
      ],
    ],
    'duplicate-ids': [['duplicate-ids', (a) => expect(json(a).data.movies[0]?.id).toBe(json(a).data.movies[1]?.id)]],
    'negative-ids': [
      ['negative-ids=2', (a) => expect(json(a).data.movies.filter((row) => row.id < 0)).toHaveLength(2)],
    ],
    'huge-ids': [['huge-ids', (a) => expect(a.body.includes('"id":9007199254740993,')).toBe(true)]],
    'repeated-rows': [
      [
        'repeated-rows=4',
        (a) => expect(new Set(json(a).data.movies.map((r) => r.id)).size).toBe(json(a).data.movies.length - 4),
      ],
    ],
    'absent-movies': [['absent-movies', (a) => expect('movies' in json(a).data).toBe(false)]],
    'empty-movies': [['empty-movies', (a) => expect(json(a).data.movies).toEqual([])]],
    'movie-count': [
      ['movie-count=0', (a) => expect(json(a).data.movie_count).toBe(0)],
      ['movie-count=-1', (a) => expect(json(a).data.movie_count).toBe(-1)],
      ['movie-count=1e9', (a) => expect(json(a).data.movie_count).toBe(1e9)],
    ],
    'movie-count-by': [['movie-count-by=-40', (a) => expect(json(a).data.movie_count).toBe(55)]],
    'no-movie-count': [['no-movie-count', (a) => expect('movie_count' in json(a).data).toBe(false)]],
    'new-field': [['new-field', (a) => expect(json(a).data.movies[0]).toHaveProperty('letterboxd_score')]],
    'missing-field': [
      ['missing-field=imdb_code', (a) => expect(json(a).data.movies[0]).not.toHaveProperty('imdb_code')],
    ],
    'null-field': [['null-field=rating', (a) => expect(json(a).data.movies[0]?.rating).toBeNull()]],
    short: [['short=3', (a) => expect(json(a).data.movies.length).toBe(3)]],
    'end-shape': [
      ['end-shape=data-list', async (_, from) => expect(json(await get(from, 'page=99')).data).toEqual([])],
      ['end-shape=data-null', async (_, from) => expect(json(await get(from, 'page=99')).data).toBeNull()],
      ['end-shape=false', async (_, from) => expect(json(await get(from, 'page=99')).data.movies).toBe(false)],
      ['end-shape=text', async (_, from) => expect(json(await get(from, 'page=99')).data.movies).toBe('')],
      ['end-shape=null', async (_, from) => expect(json(await get(from, 'page=99')).data.movies).toBeNull()],
    ],
    'address-tokens': [
      [
        'address-tokens',
        async (a, from) => {
          const [first, second] = [json(a).data.movies[0]?.url, json(await get(from)).data.movies[0]?.url]
          expect(first).toContain('?token=')
          expect(first).not.toBe(second)
        },
      ],
    ],
    'mirror-host': [
      ['mirror-host=m.invalid', (a) => expect(json(a).data.movies[0]?.url).toMatch(/^https:\/\/m\.invalid\//)],
    ],
    'text-before': [['text-before', (a) => expect(a.body.toString()).toMatch(/^<br \/>[\s\S]*\{"status":"ok"/)]],
    'text-after': [['text-after', (a) => expect(a.body.toString()).toMatch(/^\{"status":"ok"[\s\S]*<br \/>\n$/)]],
    'newest-first': [
      [
        'newest-first',
        async (_, from) =>
          expect(json(await get(from, 'order_by=asc')).data.movies[0]?.id).toBe(from.catalogue.ids().at(-1)),
      ],
    ],
    twice: [
      [
        'twice=2:11',
        async (a, from) => {
          const ids = from.catalogue.ids()
          const page = async (number: number) =>
            json(await get(from, `order_by=asc&limit=10&page=${number}`)).data.movies.map((row) => row.id)
          expect(await page(1)).toEqual(ids.slice(0, 10))
          expect(await page(2)).toEqual([ids[10], ids[2], ...ids.slice(11, 19)])
          expect(await page(10)).toEqual(ids.slice(89))
          expect(json(a).data.movie_count).toBe(95)
        },
      ],
    ],
    'language-words': [
      ['language-words', (a) => expect(json(a).data.movies.map((r) => r.language)).toContain('English')],
    ],
    'string-numbers': [
      ['string-numbers', (a) => expect(json(a).data.movies[0]?.id).toBe(String(wellBefore.data.movies[0]?.id))],
    ],
    'schema-drift': [['schema-drift', (a) => expect(typeof json(a).data.movies[0]?.year).toBe('string')]],
    unordered: [
      [
        'unordered',
        async (a, from) => {
          const all = async (): Promise<string> => {
            const pages = [1, 2].map((page) => get(from, `limit=50&page=${page}`))
            return JSON.stringify((await Promise.all(pages)).flatMap((p) => json(p).data.movies.map((row) => row.id)))
          }
          expect(a.status).toBe(200)
          expect(await all()).not.toBe(await all())
        },
      ],
    ],
  }

describe('each fault is seen', () => {
  const cases = Object.values(OBSERVED).flat()
  it.each(cases)('%s', async (text, check) => {
    const from = service(text)
    await check(await get(from), from)
  })

  it('and gone when the rules are taken back', async () => {
    for (const name of Object.keys(FAULTS)) {
      const from = service()
      from.setFaults([name])
      await get(from)
      from.setFaults([])
      expect(json(await get(from))).toEqual(wellBefore)
    }
  })
})

describe('fault rules', () => {
  it('strike together', async () => {
    const response = await get(service('latency=5', 'movie-count=7', 'new-field', 'reset-body'))
    expect(response).toMatchObject({ delayMs: 5, wire: { kind: 'reset-body' } })
    expect(json(response).data.movie_count).toBe(7)
  })

  it('are read from their notation', () => {
    expect(parseFault('429=date:9@pages:1,4-6;attempts:1;times:3;p:0.5')).toEqual({
      fault: '429',
      value: 'date:9',
      pages: [1, 4, 5, 6],
      attempts: 1,
      times: 3,
      p: 0.5,
    })
    for (const bad of ['teapot', 'reset@when:1', 'reset@p:often', 'reset@pages:', '__proto__']) {
      expect(() => parseFault(bad)).toThrow(FaultError)
    }
    expect(() => service('latency=soon')).toThrow(FaultError)
  })

  it('strike only on the occasions named', () => {
    const strikes = (text: string, request: number, page: number, attempt: number): boolean =>
      new FaultBook(1, [text]).strike({ request, page, attempt }).length === 1
    expect([strikes('reset@pages:2', 1, 2, 1), strikes('reset@pages:2', 2, 1, 1)]).toEqual([true, false])
    expect([strikes('reset@requests:3', 3, 1, 1), strikes('reset@requests:3', 2, 1, 1)]).toEqual([true, false])
    expect([strikes('reset@attempts:2', 9, 1, 2), strikes('reset@attempts:2', 9, 1, 3)]).toEqual([true, false])
    const book = new FaultBook(1, ['reset@times:2'])
    expect([1, 2, 3].map((n) => book.strike({ request: n, page: n, attempt: 1 }).length)).toEqual([1, 1, 0])
  })

  it('with a probability strike by seed, page and attempt, about as often as they say', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const struck = (): number[] => {
          const book = new FaultBook(seed, ['reset@p:0.3'])
          return Array.from({ length: 1000 }, (_, page) => book.strike({ request: 1, page, attempt: 1 }).length)
        }
        const first = struck()
        expect(struck()).toEqual(first)
        const share = first.reduce((sum, n) => sum + n, 0) / 1000
        expect(share).toBeGreaterThan(0.2)
        expect(share).toBeLessThan(0.4)
      }),
      { numRuns: 20 },
    )
  })
})
