import { expect, it } from 'vitest'
import { createApiClient } from '../fetch/api-client.ts'
import { systemRuntime } from '../fetch/runtime.ts'
import type { Transport } from '../fetch/transport.ts'
import { readerHere } from '../response/response-reader.ts'

// Whatever stands at a wrong address, a person is told in the same way what came and what to do.

async function errorOf(status: number, body: string, type = 'application/json') {
  const response = { status, headers: { 'content-type': type } }
  const transport: Transport = {
    async get(_url, _headers, _signal, begin) {
      begin(response)(Buffer.from(body))
      return response
    },
    close: async () => {},
  }
  const client = createApiClient({
    url: 'https://films.example.org/list.json',
    transport,
    responses: readerHere(),
    runtime: systemRuntime,
    userAgent: 'test',
    timeoutMs: 1000,
  })
  const read = await client.read(await client.receive(1, 20, new AbortController().signal))
  if (read.kind === 'page') throw new Error('a response of a wrong address was taken for films')
  return read.error
}

const page = '<!doctype html><html><title>Welcome</title></html>'
const html = 'text/html; charset=utf-8'

it.each([
  ['a 404', [404, page, html], 'HTTP 404 (Not Found)'],
  ['a 404 in JSON', [404, '{"error":"no such thing"}'], 'HTTP 404 (Not Found)'],
  ['a 403', [403, page, html], 'HTTP 403 (Forbidden)'],
  ['a 401', [401, ''], 'HTTP 401 (Unauthorized)'],
  ['a 410', [410, ''], 'HTTP 410 (Gone)'],
  ['a 418', [418, ''], "HTTP 418 (I'm a Teapot)"],
  ['a status that nobody knows', [499, ''], 'HTTP 499'],
  ['HTML', [200, page, html], 'a web page (a sign-in or block page?)'],
  ['HTML that says it is JSON', [200, page], 'a web page (a sign-in or block page?)'],
  ['other JSON', [200, '{"films":[1,2]}'], 'JSON of another kind'],
  ['other JSON with a status of its own', [200, '{"status":200,"result":[]}'], 'JSON of another kind'],
  ['a list', [200, '[1,2]'], 'JSON of another kind'],
  ['a word', [200, '"ok"'], 'JSON of another kind'],
  ['another message', [200, '{"message":"Hello"}'], 'JSON of another kind'],
  ['nothing', [200, ''], 'nothing'],
  ['text', [200, 'It works!', 'text/plain'], 'text that is not valid JSON'],
  ['an error', [200, '{"status":"error","data":{}}'], 'an error'],
  [
    'an error with the API’s own sentence',
    [200, '{"status":"error","status_message":"No such method."}'],
    'an error: “No such method.”',
  ],
] as const)('%s is told as what came and what to do', async (_what, answer, came) => {
  const [status, body, type] = answer
  expect(await errorOf(status, body, type)).toMatchObject({
    kind: expect.stringMatching(/^source_(failed|not_yts)$/),
    message: `films.example.org answers with ${came}. Check yts_url in the settings.`,
    detail: { field: 'yts_url' },
  })
})

it('trouble that says nothing of the address sends nobody to the settings', async () => {
  for (const status of [429, 500, 503, 511]) {
    const { message, detail } = await errorOf(status, page, html)
    expect(message).not.toContain('yts_url')
    expect(detail?.field).toBeUndefined()
  }
})
