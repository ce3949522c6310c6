import { createGzip } from 'node:zlib'
import { MOVED_TO } from './fault-data.ts'
import { type FaultName, type FaultRule, numberValue, textValue } from './faults.ts'

/** Faults that replace the whole response: other status codes, redirects, pages of other sites, bombs. */

/** A response before it is put on the wire. */
export interface PlainResponse {
  status: number
  headers: Record<string, string>
  body: Buffer
}

type Replace = (
  rule: FaultRule,
  context: { url: URL; json: string; now: () => number },
) => PlainResponse | Promise<PlainResponse>

const JSON_TYPE = 'application/json'

const PHP_WARNING =
  '<br />\n<b>Warning</b>:  Undefined array key "{seeds}" in <b>/srv/api/list_movies.php</b> on line <b>112</b><br />\n'

const REPLACEMENTS: Partial<Record<FaultName, Replace>> = {
  status: (rule) => page(numberValue(rule, 503), 'The service is not available'),
  '429': (rule, { now }) => {
    const retryAfter = retryAfterHeader(textValue(rule, '1'), now())
    return page(429, 'Too many requests', retryAfter === undefined ? {} : { 'retry-after': retryAfter })
  },
  html: () => page(200, 'Down for maintenance'),
  challenge: () => page(403, 'Just a moment...', { 'cf-mitigated': 'challenge' }),
  'empty-body': () => ({ status: 200, headers: { 'content-type': JSON_TYPE }, body: Buffer.alloc(0) }),
  'invalid-json': (_rule, { json }) => jsonResponse(json.slice(0, Math.floor(json.length / 2))),
  'text-before': (_rule, { json }) => jsonResponse(PHP_WARNING + json),
  'text-after': (_rule, { json }) => jsonResponse(`${json}\n${PHP_WARNING}`),
  clone: (rule) => ({
    ...jsonResponse(`{"message":"Cannot read property 'moviesPerPage' of undefined"}`),
    status: numberValue(rule, 200),
  }),
  deep: (rule, { json }) => {
    const depth = numberValue(rule, 100_000)
    return jsonResponse(json.replace('"data":{', `"deep":${'['.repeat(depth)}${']'.repeat(depth)},"data":{`))
  },
  redirect: (rule, { url }) => {
    const location = redirectTarget(textValue(rule, 'other'), url)
    return page(302, 'Found', { location })
  },
  moved: (rule) => page(301, 'Moved permanently', { location: textValue(rule, `${MOVED_TO}list_movies.json`) }),
  'gzip-bomb': async (rule) => ({
    status: 200,
    headers: { 'content-type': JSON_TYPE, 'content-encoding': 'gzip' },
    body: await gzipBomb(numberValue(rule, 200)),
  }),
}

/** The replacement that the first such rule asks for, or undefined when none does. */
export async function replaceResponse(
  rules: readonly FaultRule[],
  context: { url: URL; json: () => string; now: () => number },
): Promise<PlainResponse | undefined> {
  for (const rule of rules) {
    const replacement = REPLACEMENTS[rule.fault]
    if (!replacement || wasFollowed(rule, context.url)) continue
    return await replacement(rule, { url: context.url, now: context.now, json: context.json() })
  }
  return undefined
}

/** A 429 of the rate limiter. */
export function tooMany(): PlainResponse {
  return page(429, 'Too many requests', { 'retry-after': '1' })
}

/** A JSON answer with status 200. */
export function jsonResponse(json: string): PlainResponse {
  return { status: 200, headers: { 'content-type': JSON_TYPE }, body: Buffer.from(json) }
}

/** A small HTML page. */
export function page(status: number, text: string, headers: Record<string, string> = {}): PlainResponse {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
    body: Buffer.from(`<!doctype html><html><head><title>${text}</title></head><body><h1>${text}</h1></body></html>`),
  }
}

/** A client that followed a `same` redirect gets the real response. */
function wasFollowed(rule: FaultRule, requested: URL): boolean {
  return rule.fault === 'redirect' && textValue(rule, 'other') === 'same' && requested.searchParams.has('redirected')
}

function redirectTarget(value: string, requested: URL): string {
  if (value === 'loop') return requested.href
  if (value === 'other') return 'https://other-host.invalid/api/v2/list_movies.json'
  if (value === 'http') return 'http://other-host.invalid/api/v2/list_movies.json'
  if (value !== 'same') return value
  const target = new URL(requested)
  target.searchParams.set('redirected', '1')
  return target.href
}

/** `Retry-After` as RFC 9110 allows it (seconds or a date) or as broken servers send it. */
function retryAfterHeader(value: string, now: number): string | undefined {
  if (value === 'none') return undefined
  if (value === 'past') return new Date(now - 3_600_000).toUTCString()
  const ahead = /^date:(-?\d+)$/.exec(value)
  return ahead ? new Date(now + Number(ahead[1]) * 1000).toUTCString() : value
}

const bombs = new Map<number, Promise<Buffer>>()

/** A gzip stream that unpacks to so many MiB of white space after an empty, valid response. */
function gzipBomb(mebibytes: number): Promise<Buffer> {
  const known = bombs.get(mebibytes)
  if (known) return known
  const made = (async () => {
    const gzip = createGzip({ level: 9 })
    const chunks: Buffer[] = []
    gzip.on('data', (chunk: Buffer) => chunks.push(chunk))
    const done = new Promise<void>((resolve, reject) => gzip.once('end', resolve).once('error', reject))
    gzip.write(
      '{"status":"ok","status_message":"Query was successful","data":{"movie_count":0,"limit":20,"page_number":1}}',
    )
    const blank = Buffer.alloc(2 ** 20, ' ')
    for (let i = 0; i < mebibytes; i++) {
      if (!gzip.write(blank)) await new Promise((resolve) => gzip.once('drain', resolve))
    }
    gzip.end()
    await done
    return Buffer.concat(chunks)
  })()
  bombs.set(mebibytes, made)
  return made
}
