import { describe, expect, it } from 'vitest'
import { foldTitle, searchText } from '../../../shared/filter/search-fold.ts'
import { parseResponse } from '../../sync/response/response.ts'
import { ownTime } from '../../sync/testing/own-time.ts'
import { maskText } from '../masking/mask-torrents.ts'
import { rawMovie } from '../testing/loads.ts'
import { prepareRow, prepareRows } from './prepare-row.ts'

/** What hostile texts are made of: whatever a pattern, a decoder or a Unicode form may go back over. */
const units = [
  ' ', '\n ', '\u00a0', 'a ', 'é ', '&', '&#', '&amp;', '&amp;amp;', '&#38;', '&#x26;', '&zwnj;', '%', '%2', '%25', '%41 ',
  '[', ']', '{', '}', '(', '<', '"', '\\', '\\u{', '\\u0041', '\u200b', '\u0301', '\u0301\u0323', 'a\u0301', '\u0f71\u0f74', '\uff9e',
  '\ufeff', '\ud800', '\r\n', '\u4e00', '\uff21 ', '\u{1d400}', '\ufdfa', '\u0000', 'magnet:?', 'ed2k://', 'ed2k://|', '|', 'urn:btih:',
  '.torrent ', '0123456789abcdef', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567 ', '-', ',', ' & ', ' and ', '1', '(2009)', 'pg ', '://', '?',
] // biome-ignore format: a list of short texts.

const fields = Object.keys(rawMovie(1)).filter((name) => name !== 'id' && name !== 'torrents')

/** Everything that reads arriving text, by what it is given. */
const readers: [what: string, read: (text: string) => unknown][] = [
  [
    'a film whose fields all hold it',
    (text) => prepareRow(rawMovie(1, Object.fromEntries(fields.map((name) => [name, text])))),
  ],
  ['a film with an unknown field', (text) => prepareRows([rawMovie(1, { unheard_of: text, [text]: 1 })])],
  ['a refused row', (text) => prepareRow({ id: 0, title: text, [text]: text })],
  ['a body', (text) => parseResponse(text, { page: 1, limit: 50 })],
  ['a body behind a warning', (text) => parseResponse(`Warning: ${text} {"status":"ok"}`, { page: 1, limit: 50 })],
  [
    'a message',
    (text) => parseResponse(JSON.stringify({ status: 'error', status_message: text }), { page: 1, limit: 50 }),
  ],
  ['masking', (text) => maskText(text)],
  ['a title folded for the search', (text) => [foldTitle(text), searchText('a', text)]],
]

const shapes: ((text: string) => string)[] = [(text) => text, (text) => `a${text}é`, (text) => `é\n${text}z`]

function processorMs(work: () => void): number {
  const elapsed = ownTime()
  work()
  return elapsed()
}

describe('reading a text takes time in proportion to its length, whatever it is made of', () => {
  it.each(readers)('%s', (_, read) => {
    const slow: string[] = []
    for (const unit of units) {
      for (const [at, shape] of shapes.entries()) {
        const longest = 16_000
        const reading = (length: number) => processorMs(() => void read(shape(unit.repeat(length / unit.length))))
        reading(100)
        // Quadratic work is 64 times as much for a text eight times as long; what takes no time at all proves nothing.
        const isSlow = () => {
          const long = reading(longest)
          return long > 60 && long > 24 * reading(longest / 8)
        }
        if (isSlow() && isSlow()) slow.push(`${JSON.stringify(unit)} in shape ${at}`)
      }
    }
    expect(slow).toEqual([])
  })
})
