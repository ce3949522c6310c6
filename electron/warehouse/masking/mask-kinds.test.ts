import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ownTime } from '../../sync/testing/own-time.ts'
import { cleanMovie } from '../silver/cleaning/clean-movie.ts'
import { rawMovie } from '../testing/loads.ts'
import { maskText, maskTorrents, mayIdentifyDownload } from './mask-torrents.ts'

const hex = '0123456789abcdef0123456789abcdef01234567'
const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const secrets: [kind: string, text: string, telling: string][] = [
  ['40 hexadecimal digits', hex, hex],
  ['64 hexadecimal digits', hex + hex.slice(0, 24), hex],
  ['a multihash of version 2', `urn:btmh:1220${hex}${hex.slice(0, 24)}`, hex],
  ['32 of base 32', base32, base32],
  ['a hash behind a word', `btih${hex}`, hex],
  ['a magnet link', `magnet:?xt=urn:btih:${base32}&dn=film`, base32],
  ['an ed2k link', 'ed2k://|file|A_Film.avi|14997504|965c013e991ee246d63d45ea71954c4d|/', '965c013e991ee246'],
  ['a short hash that is named', 'btih:965c013e991ee246', '965c013e991ee246'],
]

/** Ways of writing that a browser, or a person, reads as the same. */
const writings: [way: string, write: (text: string) => string][] = [
  ['as it is', (text) => text],
  ['in capitals', (text) => text.toUpperCase()],
  ['in small letters', (text) => text.toLowerCase()],
  ['in percent escapes', (text) => escaped(text, (code) => `%${code.toString(16).padStart(2, '0')}`)],
  ['in percent escapes of escapes', (text) => escaped(text, (code) => `%2525${code.toString(16).padStart(2, '0')}`)],
  [
    'with one letter escaped',
    (text) => text.replace(/[a-z](?=[^a-z]*$)/i, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
  ],
  ['in entities', (text) => escaped(text, (code) => `&#${code};`)],
  ['in hexadecimal entities without an end', (text) => escaped(text, (code) => `&#x${code.toString(16)};`)],
  ['in entities of entities', (text) => escaped(text, (code) => `&amp;amp;#${code};`)],
  [
    'in named entities',
    (text) =>
      text
        .replaceAll(':', '&colon;')
        .replaceAll('?', '&quest;')
        .replaceAll('|', '&verbar;')
        .replaceAll(/[a-f]/g, (letter) => `&${letter}fr;`),
  ],
  ['in code escapes', (text) => escaped(text, (code) => `\\u${code.toString(16).padStart(4, '0')}`)],
  ['with zero width between', (text) => [...text].join('\u200b')],
  [
    'with joiners, marks and fillers between',
    (text) => [...text].map((letter, at) => letter + ('\u2060\u034f\u00ad\ufeff\u3164\ufe0f'[at % 6] ?? '')).join(''),
  ],
  ['with control characters between', (text) => [...text].join('\u0000')],
  ['in full-width letters', (text) => escaped(text, (code) => String.fromCodePoint(code + 0xfee0))],
]

function escaped(text: string, write: (code: number) => string): string {
  return [...text].map((letter) => write(letter.codePointAt(0) ?? 0)).join('')
}

const places = [
  'title',
  'title_english',
  'summary',
  'synopsis',
  'slug',
  'state',
  'language',
  'mpa_rating',
  'imdb_code',
  'yt_trailer_code',
  'url',
  'large_cover_image',
  'background_image',
  'genres',
] as const

/** What a person, or a program that decodes, reads in a stored value. */
function readings(value: unknown): string {
  const text = JSON.stringify(value)
  const plain = text.replaceAll(/[\p{Default_Ignorable_Code_Point}\p{Cc}]/gu, '').normalize('NFKC')
  return `${text} ${plain} ${plain.replace(/(?:%(?:25)*[0-9a-f]{2})+/gi, (run) => Buffer.from(run.replaceAll(/%(?:25)*/g, ''), 'hex').toString())} ${plain.replace(/&(?:amp;)*#(x?)([0-9a-f]+);?/gi, (_, x, code) => String.fromCodePoint(Number.parseInt(code, x ? 16 : 10)))} ${plain.replace(/\\+u([0-9a-f]{4})/gi, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)))}`.toLowerCase()
}

describe('torrent identity is masked by what it is, not by how it is written', () => {
  describe.each(secrets)('%s', (_, secret, telling) => {
    it.each(writings)('%s', (_way, write) => {
      for (const text of [
        write(secret),
        `See (${write(secret)}), now`,
        `x "${write(secret)}"`,
        `Überall ${write(secret)} – é`,
      ]) {
        expect(mayIdentifyDownload(text)).toBe(true)
        expect(readings(maskText(text))).not.toContain(telling.toLowerCase())
        expect(maskText(maskText(text))).toBe(maskText(text))
        expect(readings(maskTorrents({ [text]: [{ text }] }))).not.toContain(telling.toLowerCase())
      }
    })

    it.each(places)('in %s, however written, it never comes to silver', (place) => {
      for (const [, write] of writings) {
        const written = write(secret)
        const value = {
          genres: [written, 'Drama', `${written}/x`],
          url: `https://films.example/movies/${written}`,
          large_cover_image: `https://img.example/a/${written}.jpg`,
          background_image: `https://img.example/${written}/background.jpg?x=${written}`,
        }
        const row = rawMovie(3, { [place]: place in value ? value[place as keyof typeof value] : `Get ${written}` })
        expect(readings(cleanMovie(row))).not.toContain(telling.toLowerCase())
      }
    })
  })

  it('any mixture of escapes, in any case, wherever it stands', () => {
    const letters = fc.array(fc.nat(writings.length - 1), { minLength: hex.length, maxLength: hex.length })
    fc.assert(
      fc.property(letters, fc.lorem({ maxCount: 20 }), (ways, around) => {
        const written = [...hex].map((letter, at) => writings[ways[at] ?? 0]?.[1](letter) ?? '').join('\u200d')
        const kept = maskText(`${around} ${written} ${around}`)
        expect(kept).toBe(`${around} (masked) ${around}`)
      }),
    )
  })
})

describe('what only looks long is left alone', () => {
  it.each([
    ['an IMDb code', 'tt0112573'],
    ['a slug', 'dr-strangelove-or-how-i-learned-to-stop-worrying-and-love-the-bomb-1964'],
    [
      'an image file',
      'https://img.example/assets/images/movies/the_good_the_bad_and_the_ugly_1966_extended/large-cover.jpg',
    ],
    ['an image named by its MD5', 'https://img.example/a/9e107d9d372bb6826bd81d3542a419d6.jpg'],
    ['a long word of letters', 'Taumatawhakatangihangakoauauotamateaturipukakapiki'],
    ['a long word of just so many letters', 'Uncharacteristicallyunbelievable'],
    ['percent signs', 'Half of it, 50% of 100%, is true'],
    ['ampersands', 'Tom & Jerry & friends &c'],
    ['a word with a colon', 'Magnet: a love story, in turn: a comedy'],
    ['accents and quotes', 'Amélie’s “café” – naïve, 30 °C, ½ l, n° 5'],
    ['joined letters', 'می\u200cخواهم 👩\u200d🚀 हिन्\u200dदी'],
    ['Chinese without spaces', '这是一部关于一个年轻人在城市里寻找自己的道路并最终回到家乡的电影，讲述了他的故事。'],
    ['a film about it', 'Torrent (1926), a magnet for trouble'],
    ['a UUID', '123e4567-e89b-12d3-a456-426614174000'],
  ])('%s', (_, text) => {
    expect(maskText(text)).toBe(text)
  })

  it('and stays as it came in a film', () => {
    const row = rawMovie(1, {
      url: 'https://films.example/movies/dr-strangelove-or-how-i-learned-to-stop-worrying-and-love-the-bomb-1964',
      large_cover_image: 'https://img.example/assets/images/movies/the_good_the_bad_and_the_ugly_1966/large-cover.jpg',
      summary: 'Amélie’s “café” – 50% of 100%',
    })
    expect(cleanMovie(row)).toMatchObject({ rules: [], movie: { url: row.url, summary: row.summary } })
  })

  it('takes linear time whatever is hidden', () => {
    for (const piece of ['%2525', '&amp;', '\u200b', 'a\u0301', '\\u0061', 'ed2k://', '|', 'a%', '\ufdfa', 'magnet:']) {
      const elapsed = ownTime()
      maskText(piece.repeat(65_536 / piece.length))
      expect(elapsed(), JSON.stringify(piece)).toBeLessThan(1500)
    }
  })
})
