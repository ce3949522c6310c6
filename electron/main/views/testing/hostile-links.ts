import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib'

interface HostileLink {
  what: string
  link: string
}

const before = 'yts-explorer://view/1/'
const good = {
  name: 'x',
  state: { page: 'overview', filter: { where: {}, also: [], search: '', run: null }, count: 'films' },
}

/** A link that holds a value, packed as ours are. */
export function linkOf(value: unknown): string {
  return packed(JSON.stringify(value))
}

function packed(text: string): string {
  return `${before}${deflateRawSync(text, { level: 9 }).toString('base64url')}`
}

/** Links that must do nothing but be refused in a sentence. */
export function hostileLinks(): HostileLink[] {
  const whole = linkOf(good)
  const body = whole.slice(before.length)
  const list = (what: string, links: readonly string[]): HostileLink[] =>
    links.map((link, at) => ({ what: links.length > 1 ? `${what} (${at + 1})` : what, link }))
  return [
    ...list(
      'a zip bomb',
      [65_000, 100_000, 1_000_000, 1_500_000].map((size) => packed(' '.repeat(size))),
    ),
    ...list(
      'a state behind a zip bomb',
      [70_000, 500_000].map((size) => packed(`${JSON.stringify(good)}${' '.repeat(size)}`)),
    ),
    ...list(
      'too long',
      [2_001, 5_000, 50_000, 1_000_000].map((size) => `${before}${'A'.repeat(size)}`),
    ),
    ...list(
      'nested deeply',
      [25, 100, 1_000, 20_000].flatMap((depth) => [
        packed(`{"name":"x","state":${'['.repeat(depth)}${']'.repeat(depth)}}`),
        packed(`{"name":"x","state":{"page":"overview","filter":${'{"where":'.repeat(depth)}1${'}'.repeat(depth)}}}`),
      ]),
    ),
    ...list(
      'prototype of objects',
      ['__proto__', 'constructor', 'prototype', 'toString', '__defineGetter__'].flatMap((key) => [
        packed(`{"${key}":{"polluted":true,"state":{"page":"overview"}}}`),
        packed(`{"name":"x","state":{"${key}":{"page":"overview","polluted":true}}}`),
        packed(`{"name":"x","state":{"page":"${key}"}}`),
        packed(`{"${key}":{"page":"movies"},"state":"${key}"}`),
      ]),
    ),
    ...list(
      'a page that is none',
      [
        'settings',
        'runs',
        'tables',
        'diagnostics',
        '../movies',
        '/movies',
        'movies/1',
        'movies?x',
        'javascript:alert(1)',
        'file:///etc/passwd',
        'C:\\Windows',
        '\\\\server\\share',
        'Overview',
        ' overview',
        'overview\u0000',
        '',
      ].map((page) => linkOf({ ...good, state: { ...good.state, page } })),
    ),
    ...list(
      'a state of another kind',
      [
        null,
        1,
        true,
        'overview',
        [],
        [good.state],
        {},
        { page: null },
        { page: ['overview'] },
        { page: { page: 'overview' } },
      ].map((state) => linkOf({ name: 'x', state })),
    ),
    ...list('something else than an object', [null, 0, -1, 1e308, true, '', 'x', [], [good], [[]]].map(linkOf)),
    ...list(
      'only what is not a view',
      [
        { sql: 'DROP TABLE fact_movies' },
        { path: '/etc/passwd' },
        { sync: true },
        { settings: { yts_url: 'https://evil.example' } },
        { command: 'sync.full' },
        { route: '/settings' },
        { channel: 'config.save', input: {} },
        { view: good.state },
      ].map(linkOf),
    ),
    ...list(
      'no JSON',
      [
        '',
        ' ',
        '{',
        '}',
        '{"name":',
        "{'name':'x'}",
        '{"name":"x",}',
        'undefined',
        'NaN',
        '<script>alert(1)</script>',
        'SELECT * FROM fact_movies',
        '%7B%7D',
        '\uFEFFx',
        '{"a":1}{"b":2}',
      ].map(packed),
    ),
    ...list('bytes that are no text', [
      `${before}${deflateRawSync(Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28])).toString('base64url')}`,
      `${before}${deflateRawSync(Buffer.from('{"name":"\xff"}', 'latin1')).toString('base64url')}`,
    ]),
    ...list('packed in another way', [
      `${before}${deflateSync(JSON.stringify(good)).toString('base64url')}`,
      `${before}${gzipSync(JSON.stringify(good)).toString('base64url')}`,
      `${before}${Buffer.from(JSON.stringify(good)).toString('base64url')}`,
      `${before}${JSON.stringify(good)}`,
      `${before}${encodeURIComponent(JSON.stringify(good))}`,
      `${before}${Buffer.from('UEsDBBQAAAAIAA', 'base64').toString('base64url')}`,
    ]),
    ...list(
      'cut short',
      Array.from({ length: 20 }, (_, at) => `${before}${body.slice(0, Math.floor((body.length * (at + 1)) / 22))}`),
    ),
    ...list(
      'a letter that is none of base64url',
      [
        '+',
        '/x',
        '=',
        '%',
        '.',
        '..',
        ' ',
        '\n',
        '\u0000',
        '\u202E',
        'é',
        '#',
        '?',
        '&',
        "'",
        '"',
        '<',
        '`',
        '$(id)',
        ';id',
        '|id',
        '\\',
      ].map((sign) => `${before}${body.slice(0, 10)}${sign}${body.slice(10)}`),
    ),
    ...list(
      'another version',
      ['0', '2', '3', '99', '999999', '01', '-1', '1.0', '1e0', 'x', ''].map(
        (version) => `yts-explorer://view/${version}/${body}`,
      ),
    ),
    ...list('another address', [
      'yts-explorer:',
      'yts-explorer://',
      'yts-explorer:///',
      'yts-explorer://view',
      'yts-explorer://view/',
      'yts-explorer://view/1',
      'yts-explorer://view/1/',
      `yts-explorer:view/1/${body}`,
      `yts-explorer:///view/1/${body}`,
      `yts-explorer://view//1/${body}`,
      `yts-explorer://views/1/${body}`,
      `yts-explorer://VIEW/1/${body}`,
      `yts-explorer://user:pass@view/1/${body}`,
      `yts-explorer://view:80/1/${body}`,
      `yts-explorer://view/1/../1/${body}`,
      `yts-explorer://view/1/${body}/more`,
      `yts-explorer://view/1/${body}?sync=1`,
      `yts-explorer://view/1/${body}#/settings`,
      `yts-explorer://view/1/${body} --no-sandbox`,
      `yts-explorer://sync/start`,
      `yts-explorer://settings/yts_url/https://evil.example`,
      `yts-explorer://open/file:///etc/passwd`,
      `yts-explorer://view/1/javascript:alert(1)`,
      `yts-explorer://view/1/..%2f..%2fetc%2fpasswd`,
      `yts-explorer://view/1/%00`,
      `yts-explorer://view/1/${'../'.repeat(50)}etc/passwd`,
      'yts-explorer:javascript:alert(1)',
      'yts-explorer:file:///etc/passwd',
      'yts-explorer:data:text/html,<script>alert(1)</script>',
      'yts-explorer:\\\\server\\share',
    ]),
    ...list(
      'a name in place of a state',
      ['overview', 'movies', 'explore', '{"page":"overview"}'].map((state) => linkOf({ name: good.state, state })),
    ),
    ...list(
      'a command of the shell',
      ['`id`', '$(id)', '| id', '&& id', '; id', '> /tmp/x', '%COMSPEC%', '--inspect=9229'].map(
        (command) => `yts-explorer://view/1/${command}`,
      ),
    ),
    ...list('another scheme', [
      `javascript:alert('${body}')`,
      'javascript:alert(1)//yts-explorer://view/1/',
      'file:///etc/passwd',
      'data:text/html,yts-explorer://view/1/',
      `https://example.org/view/1/${body}`,
      `yts-explorerx://view/1/${body}`,
      ` ${whole}`,
      `"${whole}"`,
      `--link=${whole}`,
    ]),
  ]
}
