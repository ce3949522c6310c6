import { describe, expect, it } from 'vitest'
import { routeTo } from './route.ts'

const address = 'https://films.example.org/api/v2/list_movies.json'

describe('a proxy that is set is used, or it is said why not', () => {
  // biome-ignore format: a table reads better in rows
  const ways: [what: string, env: Record<string, string>, system: string | null, proxy: string | null][] = [
    ['none', {}, null, null],
    ['the environment', { HTTPS_PROXY: 'http://proxy.example:3128' }, null, 'http://proxy.example:3128'],
    ['its lower case', { https_proxy: 'http://proxy.example:3128' }, null, 'http://proxy.example:3128'],
    ['without a scheme', { HTTPS_PROXY: 'proxy.example:3128' }, null, 'http://proxy.example:3128'],
    ['with an escaped %', { HTTPS_PROXY: 'http://me:50%25off@p.example:1' }, null, 'http://me:50%25off@p.example:1'],
    ['for all protocols', { ALL_PROXY: 'socks5://proxy.example:1080' }, null, 'socks5://proxy.example:1080'],
    ['names resolved by the proxy', { all_proxy: 'socks5h://proxy.example:1080' }, null, 'socks5://proxy.example:1080'],
    ['set and empty', { HTTPS_PROXY: ' ' }, 'PROXY a.example:80', 'http://a.example:80'],
    ['before the system', { HTTPS_PROXY: 'http://env.example:1' }, 'PROXY system.example:2', 'http://env.example:1'],
    ['the host itself excepted', { HTTPS_PROXY: 'http://p.example:1', NO_PROXY: 'films.example.org' }, null, null],
    ['its domain excepted', { HTTPS_PROXY: 'http://p.example:1', no_proxy: 'a.example, .example.org' }, null, null],
    ['by a star and a dot', { HTTPS_PROXY: 'http://p.example:1', NO_PROXY: '*.example.org' }, null, null],
    ['all hosts excepted', { HTTPS_PROXY: 'http://p.example:1', NO_PROXY: '*' }, 'PROXY s.example:2', null],
    ['the port excepted', { HTTPS_PROXY: 'http://p.example:1', NO_PROXY: 'example.org:443' }, null, null],
    ['another port excepted', { HTTPS_PROXY: 'http://p.example:1', NO_PROXY: 'example.org:8443' }, null, 'http://p.example:1'],
    ['another domain with the same end', { HTTPS_PROXY: 'http://p.example:1', NO_PROXY: 'ample.org' }, null, 'http://p.example:1'],
    ['the system: directly', {}, 'DIRECT', null],
    ['the system: a proxy', {}, 'PROXY s.example:8080; DIRECT', 'http://s.example:8080'],
    ['the system: over TLS', {}, 'HTTPS s.example:8443', 'https://s.example:8443'],
    ['the system: SOCKS 5', {}, 'SOCKS5 s.example:1080', 'socks5://s.example:1080'],
    ['the system: the first that can be used', {}, 'SOCKS4 a.example:1; PROXY s.example:2', 'http://s.example:2'],
  ]
  it.each(ways)('%s', (_what, env, system, proxy) => {
    const route = routeTo(address, env, system)
    expect(route.proxy).toBe(proxy)
    expect(route.note).toBeNull()
    expect(route.via === '').toBe(proxy === null)
  })

  it.each([
    [{ HTTPS_PROXY: 'ftp://proxy.example:21' }, null, /HTTPS_PROXY .* cannot be used/],
    [
      { HTTPS_PROXY: 'http://me:50%off@proxy.example:3128' },
      null,
      /HTTPS_PROXY has a % .* written as %25, .* not used/,
    ],
    [{ ALL_PROXY: 'me%:pass@proxy.example:3128' }, null, /ALL_PROXY has a % .* written as %25, .* not used/],
    [{ HTTPS_PROXY: 'socks5://me:%E0%A4@proxy.example:1080' }, null, /HTTPS_PROXY has a % .* written as %25/],
    [{ HTTPS_PROXY: 'http://' }, null, /HTTPS_PROXY is set, but/],
    [{}, 'SOCKS proxy.example:1080', /system's settings .* cannot be used/],
    [{}, 'QUIC proxy.example:443; DIRECT', /system's settings .* cannot be used/],
  ])('one that cannot be used: %j %s', (env, system, note) => {
    expect(routeTo(address, env, system)).toMatchObject({ proxy: null, via: '', note: expect.stringMatching(note) })
  })

  it('never leads to this machine', () => {
    for (const host of ['127.0.0.1:1', 'localhost', '[::1]:80']) {
      expect(
        routeTo(`http://${host}/x.json`, { HTTPS_PROXY: 'http://p.example:1' }, 'PROXY s.example:2').proxy,
      ).toBeNull()
    }
  })

  it('is named without what it wants to know of who asks', () => {
    const { via } = routeTo(address, { HTTPS_PROXY: 'http://me:secret@p.example:1' }, null)
    expect(via).toBe('the proxy p.example:1 (HTTPS_PROXY)')
  })
})
