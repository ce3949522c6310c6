import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { masked, maskText, maskTorrents, mayIdentifyDownload } from './mask-torrents.ts'

const hash = '0123456789ABCDEF0123456789abcdef01234567'

describe('maskTorrents', () => {
  it('masks what leads to a download and keeps the facts', () => {
    const row = {
      id: 7,
      url: 'https://example.org/movies/7',
      torrents: [
        {
          url: `https://example.org/torrent/download/${hash}`,
          hash,
          quality: '1080p',
          size: '1.9 GB',
          seeds: 12,
          date_uploaded: '2015-10-31 20:50:16',
        },
      ],
    }
    expect(JSON.parse(JSON.stringify(maskTorrents(row)))).toEqual({
      id: 7,
      url: 'https://example.org/movies/7',
      torrents: [
        {
          url: '(masked)',
          hash: '(masked)',
          quality: '1080p',
          size: '1.9 GB',
          seeds: 12,
          date_uploaded: '2015-10-31 20:50:16',
        },
      ],
    })
  })

  it.each([
    ['a key of another name', { torrents: [{ link: 'https://example.org/x' }] }],
    ['another spelling of torrents', { Torrent_List: { a: { Hash: 'short' } } }],
    ['a magnet link in a text', { summary: `see magnet:?xt=urn:btih:${hash}&dn=x now` }],
    ['a bare hash in a text', { summary: `(${hash})` }],
    ['a hash as a key', { [hash]: 1 }],
    ['a base 32 hash', { summary: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567' }],
    ['a torrent file', { summary: 'https://example.org/a.torrent?x=1' }],
    ['numbers in place of texts', { torrents: [{ hash: 12345 }] }],
  ])('masks %s', (_, row) => {
    const text = JSON.stringify(maskTorrents(row))
    expect(text).toContain('(masked)')
    expect(text).not.toMatch(/magnet:|\.torrent|[0-9a-f]{40}|ABCDEFGHIJ|example\.org\/x|short|12345/i)
  })

  it('copes with hostile shapes', () => {
    const row = JSON.parse('{"__proto__": {"polluted": true}, "torrents": [null, 3, [["x"]]], "constructor": "c"}')
    const copy = maskTorrents(row) as Record<string, unknown>
    expect(JSON.stringify(copy)).toBe('{"__proto__":{"polluted":true},"torrents":[null,3,[["x"]]],"constructor":"c"}')
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    let deep: unknown = 1
    for (let i = 0; i < 5000; i++) deep = [deep]
    expect(JSON.stringify(maskTorrents(deep))).toContain('nested too deeply')
  })

  it('lets no hash through, wherever it stands', () => {
    const json = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom(hash, `x ${hash}`, 'plain', 5, null),
        fc.array(tie('value')),
        fc.dictionary(fc.string(), tie('value')),
      ),
    })).value
    fc.assert(
      fc.property(json, (value) => {
        expect(JSON.stringify(maskTorrents(value))).not.toContain(hash)
      }),
    )
  })

  it('leaves ordinary texts alone', () => {
    for (const text of [
      'A film of 1984',
      'https://img.example.org/assets/images/movies/x/large-cover.jpg',
      'tt0112573',
    ])
      expect(maskText(text)).toBe(text)
  })
})

describe('the quick look', () => {
  const secrets = [
    hash,
    hash.toLowerCase(),
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
    'magnet:?xt=urn:btih:x',
    'a.torrent',
    'https://x/torrent/download/y',
  ]

  it('never overlooks what is masked, wherever it stands', () => {
    fc.assert(
      fc.property(fc.lorem({ maxCount: 30 }), fc.nat(300), fc.constantFrom(...secrets), (text, at, secret) => {
        const whole = `${text.slice(0, at)} ${secret} ${text.slice(at)}`
        expect(maskText(whole)).toContain(masked)
        expect(mayIdentifyDownload(whole)).toBe(true)
      }),
    )
  })

  it('never overlooks it in whatever mixture of small and capital letters', () => {
    const words = fc.mixedCase(fc.constantFrom('magnet:?dn=film', 'a.torrent', 'https://x/torrent/download/y'))
    fc.assert(
      fc.property(words, (secret) => {
        expect(maskText(`Get ${secret} here`)).toContain(masked)
        expect(mayIdentifyDownload(`Get ${secret} here`)).toBe(true)
      }),
    )
  })

  it('lets ordinary sentences through', () => {
    expect(mayIdentifyDownload('A storm of rain falls on the uncharacteristically quiet town. '.repeat(40))).toBe(false)
  })

  it('takes linear time on ten megabytes without a space', () => {
    const text = 'x'.repeat(10_000_000)
    expect(maskText(`${text}.torren`)).toHaveLength(10_000_007)
    expect(maskText(`${text}.torrent`)).toBe(masked)
  })
})
