import { describe, expect, it } from 'vitest'
import { defaultYtsUrl } from '../../../shared/api-address.ts'
import { createApiClient, type FetchedResponse } from '../fetch/api-client.ts'
import { systemRuntime } from '../fetch/runtime.ts'
import type { ResponseHead, Transport } from '../fetch/transport.ts'
import { readerHere } from '../response/response-reader.ts'

const base = 'https://films.example.org/api/v2/list_movies.json'

async function answerTo(response: ResponseHead, body = '', url = base): Promise<FetchedResponse> {
  const transport: Transport = {
    async get(_url, _headers, _signal, begin) {
      begin(response)(Buffer.from(body))
      return response
    },
    close: async () => {},
  }
  const client = createApiClient({
    url,
    transport,
    responses: readerHere(),
    runtime: systemRuntime,
    userAgent: 'test',
    timeoutMs: 1000,
  })
  return client.read(await client.receive(1, 20, new AbortController().signal))
}

const redirected = (status: number, location: string, url?: string) =>
  answerTo({ status, headers: { location } }, '<html>moved</html>', url)

describe('a redirect to another host', () => {
  // biome-ignore format: a table reads better in rows
  const moves: [status: number, location: string, newUrl: string][] = [
    [301, 'https://new.example.org/api/v2/list_movies.json?page=1', 'https://new.example.org/api/v2/list_movies.json'],
    [308, 'https://new.example.org/other/list_movies.json', 'https://new.example.org/other/list_movies.json'],
    [301, 'https://yts.gg/', 'https://yts.gg/api/v2/list_movies.json'],
    [301, `${new URL(defaultYtsUrl).origin}/`, defaultYtsUrl],
    [301, '//www.films.example.org/api/v2/list_movies.json', 'https://www.films.example.org/api/v2/list_movies.json'],
  ]
  it.each(moves)('%s to %s is a move', async (status, location, newUrl) => {
    expect(await redirected(status, location)).toMatchObject({
      kind: 'fatal',
      error: { kind: 'source_moved', detail: { newUrl } },
    })
  })

  // The window has a button for it and the command line a file, so each says how the address is accepted.
  it('is told without a way that only one of window and command line has', async () => {
    const answer = await redirected(301, 'https://new.example.org/api/v2/list_movies.json')
    const message = 'error' in answer ? answer.error.message : ''
    expect(message).toMatch(/moved from \S+ to https:\/\/new\.example\.org\/api\/v2\/list_movies\.json\.$/)
  })

  // biome-ignore format: a table reads better in rows
  const elsewhere: [status: number, location: string][] = [
    [302, 'https://login.hotel.example/welcome?back=https%3A%2F%2Ffilms.example.org%2Fapi%2Fv2%2Flist_movies.json'],
    [302, 'https://new.example.org/api/v2/list_movies.json'],
    [303, 'https://yts.gg/api/v2/list_movies.json'],
    [307, 'https://yts.gg/'],
    [301, 'https://blocked.provider.example/'],
    [308, 'https://blocked.provider.example/api/v2/'],
    [301, 'http://10.0.0.1:8080/login'],
    [302, 'http://films.example.org/api/v2/list_movies.json'],
    [301, 'https://'],
  ]
  it.each(elsewhere)(
    '%s to %s is a page that is not the API: retried, and nothing is offered',
    async (status, location) => {
      const answer = await redirected(status, location)
      expect(answer).toMatchObject({ kind: 'retry', error: { kind: 'source_unreachable' } })
      expect('error' in answer && answer.error.message).toMatch(/sign-in or block page\?/)
      expect('error' in answer && answer.error.detail?.newUrl).toBeUndefined()
    },
  )

  it.each([
    'http://new.example.org/api/v2/list_movies.json',
    'https://a:b@new.example.org/api/v2/list_movies.json',
    'http://127.0.0.1:9000/api/v2/list_movies.json',
    'https://127.0.0.1/api/v2/list_movies.json',
    'https://localhost/api/v2/list_movies.json',
    'https://2130706433/api/v2/list_movies.json',
    'https://10.0.0.1/api/v2/list_movies.json',
    'https://[fe80::1]/api/v2/list_movies.json',
    'https://router.local/api/v2/list_movies.json',
    'https://new.example.org/%E2%80%AE/list_movies.json',
    'https://new.exam\u200bple.org/api/v2/list_movies.json',
  ])('for good to %s is a move to an address that is not offered', async (location) => {
    const answer = await redirected(301, location)
    expect(answer).toMatchObject({ kind: 'fatal', error: { kind: 'source_moved' } })
    expect('error' in answer && answer.error.detail?.newUrl).toBeUndefined()
  })
})

describe('a challenge page is named and not hammered', () => {
  const html = { 'content-type': 'text/html; charset=UTF-8' }
  const page = (title: string) => `<!DOCTYPE html><html lang="en-US"><head><title>${title}</title></head></html>`
  it.each([
    ['by its header', { status: 403, headers: { 'cf-mitigated': 'challenge', ...html } }, ''],
    ['by its header on a page that says 200', { status: 200, headers: { 'cf-mitigated': 'challenge' } }, '{}'],
    ['by its title', { status: 503, headers: html }, page('Just a moment...')],
    ['by its title with an ellipsis', { status: 403, headers: html }, page('\n  Just a moment…')],
    ['of another maker', { status: 403, headers: html }, page('DDoS-Guard')],
    ['by its title on a page that says 200', { status: 200, headers: html }, page('Checking your browser')],
    ['and not for too many requests', { status: 429, headers: html }, page('Attention Required! | Cloudflare')],
  ])('%s', async (_how, response, body) => {
    expect(await answerTo(response, body)).toMatchObject({
      kind: 'fatal',
      error: { kind: 'source_failed', message: expect.stringContaining('challenge page') },
    })
  })

  it('while any other refusal is asked again', async () => {
    const refused = { status: 403, headers: html }
    expect(await answerTo(refused, page('Forbidden'))).toMatchObject({ kind: 'retry' })
  })
})

it('a network that wants a sign-in is named: by its own status, and by a web page in place of the response', async () => {
  const html = { 'content-type': 'text/html' }
  for (const response of [
    { status: 511, headers: html },
    { status: 200, headers: html },
  ]) {
    const answer = await answerTo(response, '<html><title>Welcome to our hotel</title></html>')
    expect(answer.kind).toBe('retry')
    expect('error' in answer && answer.error.message).toMatch(/sign.in/)
  }
})
