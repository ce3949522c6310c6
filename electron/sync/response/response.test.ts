import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { endpointUrl, parseResponse, sameEndpoint } from './response.ts'

const asked = { page: 3, limit: 50 }
const envelope = (data: object, rest: object = {}): string =>
  JSON.stringify({
    status: 'ok',
    status_message: 'Query was successful',
    data: { movie_count: 9, limit: 50, page_number: 3, ...data },
    ...rest,
  })

describe('the envelope of a response', () => {
  it('is read, with `movies` a list or absent', () => {
    expect(parseResponse(envelope({ movies: [{ id: 1, title: 'One' }] }), asked)).toMatchObject({
      kind: 'ok',
      response: { rows: [{ ok: true, movieId: 1 }], movieCount: 9, limit: 50 },
    })
    expect(parseResponse(envelope({}), asked)).toMatchObject({ kind: 'ok', response: { rows: [] } })
    expect(parseResponse(envelope({ movies: null, limit: '20', page_number: '3' }), asked)).toMatchObject({
      kind: 'ok',
      response: { limit: 20 },
    })
  })

  it('is refused, never taken for the end, when anything is wrong', () => {
    const wrong = [
      '',
      'null',
      '[]',
      '"ok"',
      '{}',
      '<html></html>',
      '{"status":"ok"}',
      envelope({ page_number: 4 }),
      envelope({ page_number: null }),
      envelope({ movies: { first: { id: 1 } } }),
      envelope({ movies: true }),
      envelope({ movies: 'x' }),
      envelope({ limit: 0 }),
      JSON.stringify({ status: 'error', data: {} }),
    ]
    for (const text of wrong) expect(parseResponse(text, asked).kind, text).toBe('bad')
  })

  it.each([
    envelope({ movies: false }),
    envelope({ movies: '' }),
    envelope({ movies: {} }),
    JSON.stringify({ status: 'ok', data: [] }),
    JSON.stringify({ status: 'ok', data: null }),
    JSON.stringify({ status: 'ok', data: false }),
  ])('that says in the way of PHP that there is nothing has no films: %s', (text) => {
    expect(parseResponse(text, asked)).toMatchObject({ kind: 'ok', response: { rows: [], limit: 50 } })
  })

  it('may hold its films in an object whose keys are numbers', () => {
    const movies = { 10: { id: 3, title: 'Three' }, 0: { id: 1, title: 'One' }, 2: { id: 2, title: 'Two' } }
    expect(parseResponse(envelope({ movies }), asked)).toMatchObject({
      kind: 'ok',
      response: { rows: [{ movieId: 1 }, { movieId: 2 }, { movieId: 3 }] },
    })
  })

  it('is found among the text of a warning, which is counted as drift', () => {
    const json = envelope({ movies: [{ id: 1, title: 'A } in "it' }] })
    const warning = '<br />\n<b>Warning</b>: Undefined key "{seeds}" in <b>/srv/list.php</b> on line <b>1</b><br />\n'
    for (const text of [warning + json, json + warning, `${warning}${json}${warning}{`, `\ufeff${json}`]) {
      const read = parseResponse(text, asked)
      expect(read).toMatchObject({ kind: 'ok', response: { rows: [{ ok: true, movieId: 1 }] } })
      const drift = read.kind === 'ok' ? read.response.drift.filter(({ field }) => field.startsWith('(text')) : []
      expect(drift).toMatchObject([{ kind: 'new_field', count: 1 }])
    }
    // What is cut off, or a page for people, is still no response.
    for (const text of [warning + json.slice(0, -9), `<!doctype html><p>${json}`, '{'.repeat(100_000), warning])
      expect(parseResponse(text, asked).kind, text.slice(0, 50)).toBe('bad')
  })

  it('that holds more than any page is refused, before it takes the memory that it asks for', () => {
    const many = (text: string, count: number) => `${text},`.repeat(count).slice(0, -1)
    const withMovies = (movies: string) => envelope({ movies: [] }).replace('[]', `[${movies}]`)
    expect(parseResponse(withMovies(many('{"id":1,"title":"a"}', 1000)), asked)).toMatchObject({ kind: 'ok' })
    for (const text of [
      withMovies(many('{"id":1,"title":"a"}', 1001)),
      withMovies(many('{}', 5_000_000)),
      `Warning: "${withMovies(many('{}', 2_000_000))}`,
      withMovies(`${'['.repeat(2_000_000)}${']'.repeat(2_000_000)}`),
    ]) {
      const before = process.memoryUsage().heapUsed
      expect(parseResponse(text, asked)).toMatchObject({ kind: 'bad', came: 'far more than a page of films' })
      expect(process.memoryUsage().heapUsed - before).toBeLessThan(60e6)
    }
    const long = { id: 1, title: 'a', summary: '{},'.repeat(600_000) }
    expect(parseResponse(envelope({ movies: [long] }), asked)).toMatchObject({
      kind: 'ok',
      response: { rows: [{ rule: 'field_too_long' }] },
    })
  })

  it('of a clone site is recognised', () => {
    expect(parseResponse(`{"message":"Cannot read property 'moviesPerPage' of undefined"}`, asked).kind).toBe('not_yts')
  })

  it('may announce a new address', () => {
    const notice = (text: string) => {
      const read = parseResponse(
        envelope({}, { status_message: `Query was successful. NOTICE: Base URL moving to ${text}` }),
        asked,
      )
      return read.kind === 'ok' ? read.response.notice : undefined
    }
    expect(notice('https://films.example.org/api/v2/.')?.newUrl).toBe(
      'https://films.example.org/api/v2/list_movies.json',
    )
    expect(notice('https://films.example.org')?.newUrl).toBe('https://films.example.org/api/v2/list_movies.json')
    for (const unsafe of [
      'http://films.example.org/',
      'javascript:alert(1)',
      'https://u:p@films.example.org/',
      'https://films.example.org/\u202eapi',
      'https://films.exam\u200bple.org/',
      'nowhere',
    ]) {
      expect(notice(unsafe)).toMatchObject({ newUrl: null })
    }
  })

  it('never throws, whatever comes (10,000 responses)', () => {
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 3 },
        fc.jsonValue(),
        fc.array(tie('any'), { maxLength: 3 }),
        fc.dictionary(
          fc.constantFrom('status', 'data', 'movies', 'limit', 'page_number', 'message', '__proto__'),
          tie('any'),
        ),
      ),
    })).any
    fc.assert(
      fc.property(
        fc.oneof(
          value.map((json) => JSON.stringify(json) ?? ''),
          fc.string(),
          fc.string({ unit: 'binary' }),
        ),
        (text) => {
          expect(['ok', 'bad', 'not_yts']).toContain(parseResponse(text, asked).kind)
        },
      ),
      { numRuns: 10_000 },
    )
    for (const bracket of ['[', '{"a":']) expect(parseResponse(bracket.repeat(1_000_000), asked).kind).toBe('bad')
    expect(parseResponse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`, asked).kind).toBe('bad')
  })
})

const responses = fileURLToPath(new URL('../../../../shared/fixtures/yts/responses/', import.meta.url))
describe.skipIf(!existsSync(responses))('recorded responses (skipped where the shared fixtures are absent)', () => {
  it('all pass the envelope', () => {
    for (const file of readdirSync(responses)) {
      const text = readFileSync(`${responses}${file}`, 'utf8')
      const read = parseResponse(text, { page: JSON.parse(text).data.page_number, limit: 20 })
      expect(read.kind, file).toBe('ok')
    }
  })
})

describe('addresses', () => {
  it('are made whole', () => {
    expect(endpointUrl('/api/v2/list_movies.json?page=2', new URL('https://films.example.org/x'))).toBe(
      'https://films.example.org/api/v2/list_movies.json',
    )
    expect(
      sameEndpoint(
        'https://a.example.org/api/v2/list_movies.json?x=1',
        'https://a.example.org/api/v2/list_movies.json',
      ),
    ).toBe(true)
    expect(sameEndpoint('https://a.example.org/list_movies.json', 'https://b.example.org/list_movies.json')).toBe(false)
  })
})

it('tells the API’s own sentence about an error, in one short line', () => {
  const read = (status_message: unknown) =>
    parseResponse(JSON.stringify({ status: 'error', status_message, data: {} }), { page: 1, limit: 50 })
  expect(read('Query too\n  slow\u0000, try\u202e later')).toMatchObject({
    kind: 'bad',
    came: 'an error: “Query too slow , try later”',
  })
  for (const odd of [undefined, null, 7, {}, '', ' \n'])
    expect(read(odd)).toMatchObject({ kind: 'bad', came: 'an error' })
  const magnet = read(`See magnet:?xt=urn:btih:${'a1'.repeat(20)}`)
  expect(JSON.stringify(magnet)).not.toMatch(/a1a1|btih/)
  const long = read('x '.repeat(2500))
  expect(long.kind === 'bad' && long.came.length).toBeLessThan(260)
})
