import { describe, expect, it } from 'vitest'
import { failureOf } from './driver-errors.ts'

const host = 'adb-1.azuredatabricks.net'
const told = (thrown: unknown) => {
  const { error, isTransient } = failureOf(thrown, host, ['s3cr3t-t0ken'])
  return { kind: error.kind, message: error.message, isTransient }
}

describe('what the driver throws', () => {
  it.each<[string, unknown, string, boolean]>([
    ['a status of HTTP', Object.assign(new Error('bad'), { statusCode: 503 }), 'destination_unreachable', true],
    ['a token that is not taken', Object.assign(new Error('bad'), { statusCode: 401 }), 'destination_refused', false],
    [
      'retries of the driver',
      new Error('Hive driver: 429 when connecting to resource. Max retry count exceeded.'),
      'destination_unreachable',
      true,
    ],
    ['an upload', { message: 'HTTP error 503 Service Unavailable' }, 'destination_unreachable', true],
    ['an upload that is refused', { message: 'HTTP error 403 Forbidden' }, 'destination_refused', false],
    [
      'a socket',
      Object.assign(new Error('request failed, reason: read ECONNRESET'), { code: 'ECONNRESET' }),
      'destination_unreachable',
      true,
    ],
    [
      'a name that is not known',
      Object.assign(new Error('x'), { code: 'ENOTFOUND' }),
      'destination_unreachable',
      false,
    ],
    [
      'an error that is no Error',
      { name: 'Status Error', message: '[DELTA_CONCURRENT_DELETE_READ] x', code: -1 },
      'destination_busy',
      true,
    ],
    [
      'an answer',
      { message: 'x', response: { errorMessage: 'ConcurrentAppendException: x' } },
      'destination_busy',
      true,
    ],
    [
      'a table that another one has made just now',
      { message: '[TABLE_OR_VIEW_ALREADY_EXISTS] Cannot create table or view `a`.`b` because it already exists.' },
      'destination_busy',
      true,
    ],
    [
      'a secret that is not taken',
      Object.assign(new Error('invalid_client (Client authentication failed)'), { error: 'invalid_client' }),
      'destination_refused',
      false,
    ],
    [
      'a sign-in that is busy',
      new Error('expected 200 OK, got: 503 Service Unavailable'),
      'destination_unreachable',
      true,
    ],
    ['a host without OAuth', new Error('OAuth is not supported for localhost'), 'destination_refused', false],
    ['a port that is taken', new Error('Failed to start server: all ports are in use'), 'destination_refused', false],
    [
      'a column that is there',
      { message: '[FIELD_ALREADY_EXISTS] Cannot add column, because `x` already exists.' },
      'destination_refused',
      false,
    ],
    [
      'a table',
      { message: '[TABLE_OR_VIEW_NOT_FOUND] The table or view `a`.`b` cannot be found. SQLSTATE: 42P01' },
      'not_found',
      false,
    ],
    [
      'a catalog',
      { message: "[NO_SUCH_CATALOG_EXCEPTION] Catalog 'films' was not found." },
      'destination_refused',
      false,
    ],
    ['nothing', undefined, 'destination_refused', false],
    ['a text', 'oops', 'destination_refused', false],
  ])('is understood: %s', (_, thrown, kind, isTransient) => {
    expect(told(thrown)).toMatchObject({ kind, isTransient })
  })

  it.each([
    [
      "User does not have USE SCHEMA on Schema 'films.gold_store'.",
      'GRANT USE SCHEMA ON SCHEMA `films`.`gold_store` TO …',
    ],
    [
      "User does not have READ VOLUME on Volume 'films.gold_store.stage'.",
      'GRANT READ VOLUME ON VOLUME `films`.`gold_store`.`stage` TO …',
    ],
    [
      "User does not have MODIFY on Table 'films.gold_store.yts_state'.",
      'GRANT MODIFY ON TABLE `films`.`gold_store`.`yts_state` TO …',
    ],
    ['no words that are known', 'publish --print-setup has all that is needed'],
  ])('names the right that is missing: %s', (words, sentence) => {
    const { kind, message } = told({
      message: `[INSUFFICIENT_PERMISSIONS] Insufficient privileges:\n${words} SQLSTATE: 42501`,
    })
    expect(kind).toBe('destination_refused')
    expect(message).toContain(sentence)
  })

  it('is told in one line, without secrets, queries of addresses and paths of this machine', () => {
    const { message } = told({
      message:
        'cannot PUT /home/somebody/.cache/x.parquet with s3cr3t-t0ken or dapi0123456789abcdef to https://cloud.example.org/a/b?sig=abc&x=1 from C:\\Users\\me\\x into /Volumes/films/gold_store/stage/1\nat Object.<anonymous>',
    })
    for (const hidden of ['somebody', 's3cr3t', 'dapi0', 'sig=', 'Users', 'anonymous'])
      expect(message).not.toContain(hidden)
    expect(message).toContain('https://cloud.example.org/a/b')
    expect(message).toContain('/Volumes/films')
  })
})
