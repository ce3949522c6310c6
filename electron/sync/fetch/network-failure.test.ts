import { describe, expect, it } from 'vitest'
import { BodyError } from './body.ts'
import { DeadlineError, networkFailure } from './network-failure.ts'

// What each way in which the network fails is told as: every code has its own row, so that none falls to another's sentence unseen.

const base = new URL('https://films.example.org/api/v2/list_movies.json')
const via = 'the proxy proxy.example:3128 (HTTPS_PROXY)'

function coded(code: string, message = 'no'): Error {
  return Object.assign(new Error(message), { code })
}

const untrusted =
  /^The certificate of films\.example\.org is not trusted: a company proxy\? \(CODE\)\. Nothing was loaded\.$/
const outOfDate =
  /^The certificate of films\.example\.org is not valid today\. Check the date of this machine \(CODE\)\. Nothing was loaded\.$/
const otherName =
  /^The certificate of films\.example\.org is for another name: a sign-in page or a company proxy\? \(CODE\)\. Nothing was loaded\.$/
const noTls = /^What answers as films\.example\.org does not speak https \(CODE\): a sign-in page or a proxy\?$/
const unreachable = /^films\.example\.org cannot be reached \(CODE\)\. Check the connection\.$/
const broken = /^The connection to films\.example\.org broke off \(CODE\)\.$/

const rows: [says: RegExp, kind: 'fatal' | 'retry', codes: string[]][] = [
  [
    untrusted,
    'fatal',
    [
      'UNABLE_TO_GET_ISSUER_CERT',
      'UNABLE_TO_GET_CRL',
      'UNABLE_TO_DECRYPT_CERT_SIGNATURE',
      'UNABLE_TO_DECRYPT_CRL_SIGNATURE',
      'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY',
      'CERT_SIGNATURE_FAILURE',
      'CRL_SIGNATURE_FAILURE',
      'CRL_NOT_YET_VALID',
      'CRL_HAS_EXPIRED',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'SELF_SIGNED_CERT_IN_CHAIN',
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'CERT_CHAIN_TOO_LONG',
      'CERT_REVOKED',
      'INVALID_CA',
      'PATH_LENGTH_EXCEEDED',
      'INVALID_PURPOSE',
      'CERT_UNTRUSTED',
      'CERT_REJECTED',
    ],
  ],
  [
    outOfDate,
    'fatal',
    ['CERT_NOT_YET_VALID', 'CERT_HAS_EXPIRED', 'ERROR_IN_CERT_NOT_BEFORE_FIELD', 'ERROR_IN_CERT_NOT_AFTER_FIELD'],
  ],
  [otherName, 'fatal', ['ERR_TLS_CERT_ALTNAME_INVALID', 'ERR_TLS_CERT_ALTNAME_FORMAT', 'HOSTNAME_MISMATCH']],
  [noTls, 'retry', ['EPROTO', 'ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_PACKET_LENGTH_TOO_LONG']],
  [
    unreachable,
    'retry',
    ['EAI_AGAIN', 'ECONNREFUSED', 'ENETUNREACH', 'EHOSTUNREACH', 'ENETDOWN', 'UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT'],
  ],
  [broken, 'retry', ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'HPE_INVALID_CONSTANT']],
]
const table = rows.flatMap(([says, kind, codes]) => codes.map((code) => [code, kind, says] as const))

const sentence = (error: unknown, through = ''): string => networkFailure(error, base, through).error.message

describe('a code of the network, of TLS or of the certificate', () => {
  it.each(table)('%s is %s', (code, kind, says) => {
    const expected = new RegExp(says.source.replace('CODE', code))
    for (const error of [
      coded(code),
      new Error('fetch failed', { cause: coded(code) }),
      new AggregateError([coded(code)]),
    ]) {
      expect(networkFailure(error, base)).toMatchObject({ kind, error: { kind: 'source_unreachable' } })
      expect(sentence(error)).toMatch(expected)
      // Through a proxy the same, and the proxy is named.
      expect(networkFailure(error, base, via).kind).toBe(kind)
      expect(sentence(error, via).replace(` through ${via}`, '')).toMatch(expected)
      expect(sentence(error, via)).toContain(via)
    }
  })

  it('ENOTFOUND is the dead name of the source, or of the proxy', () => {
    expect(networkFailure(coded('ENOTFOUND'), base)).toMatchObject({ kind: 'retry', error: { kind: 'source_moved' } })
    expect(sentence(coded('ENOTFOUND'))).toContain('The name films.example.org does not exist')
    expect(networkFailure(coded('ENOTFOUND'), base, via).error.kind).toBe('source_unreachable')
    expect(sentence(coded('ENOTFOUND'), via)).toContain(`cannot be reached through ${via} (ENOTFOUND)`)
  })
})

it.each([
  ['ERR_TLS_CERT_ALTNAME_INVALID', coded('ERR_TLS_CERT_ALTNAME_INVALID')],
  ['UND_ERR_PRX_TLS', undefined],
])('a proxy whose own certificate is for another name is told of the proxy, not of the source: %s', (shown, cause) => {
  const error = Object.assign(new Error('Secure Proxy Connection failed', { cause }), { code: 'UND_ERR_PRX_TLS' })
  for (const thrown of [error, new Error('fetch failed', { cause: error })]) {
    expect(networkFailure(thrown, base, via)).toMatchObject({ kind: 'fatal', error: { kind: 'source_unreachable' } })
    expect(sentence(thrown, via)).toBe(
      `The certificate of ${via} is for another name (${shown}). Check the proxy's address. Nothing was loaded.`,
    )
  }
})

it('every sentence begins with a capital letter or a host, and ends as one', () => {
  const errors = [
    ...table.map(([code]) => coded(code)),
    coded('UND_ERR_PRX_TLS'),
    coded('ENOTFOUND'),
    coded(''),
    new Error('Proxy response (407) !== 200 when HTTP Tunneling'),
    new Error('Proxy response (403) !== 200 when HTTP Tunneling'),
    new Error('Proxy response (502) !== 200 when HTTP Tunneling'),
    new DeadlineError(),
    new BodyError('The response is too large.'),
    'thrown text',
  ]
  for (const through of ['', via])
    for (const error of errors) expect(sentence(error, through)).toMatch(/^([A-Z]|films\.example\.org).*[.?]$/)
})
