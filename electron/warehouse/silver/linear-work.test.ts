import { describe, expect, it } from 'vitest'
import { ownTime } from '../../sync/testing/own-time.ts'
import { rawMovie } from '../testing/loads.ts'
import { cleanMovie } from './cleaning/clean-movie.ts'
import { cleanMpa } from './cleaning/fields.ts'
import { cleanText } from './cleaning/text.ts'

const spaces = ' '.repeat(65_000)

/** What one film may cost at most, in milliseconds of the process's own time: a film of usual size takes a hundredth of one. */
const most = 300

describe('a text as long as a field may be takes linear time', () => {
  it.each([
    ['spaces in a title', { title: `a${spaces}é` }],
    ['breaks and spaces by turns', { title: `é${'\n '.repeat(30_000)}a` }],
    ['spaces before what is no year', { title: '', title_english: '', title_long: `a${spaces}(19x)` }],
    ['spaces within an MPA rating', { mpa_rating: `pg${spaces}x` }],
    ['spaces within the other one', { mpa_rating: `nc${spaces}x` }],
    ['spaces within a language', { language: `a${spaces}é` }],
    ['spaces within a code', { imdb_code: `tt${spaces}é` }],
    ['spaces within a date', { date_uploaded: `2${spaces}x`, date_uploaded_unix: `1${spaces}x` }],
    ['spaces within numbers', { year: `1${spaces}x`, rating: `1.5${spaces}x`, runtime: `${spaces}x` }],
  ])('%s', (_, fields) => {
    const row = rawMovie(1, fields)
    const elapsed = ownTime()
    cleanMovie(row)
    expect(elapsed()).toBeLessThan(most)
  })
})

describe('and what it means stays', () => {
  it.each([
    ['é \n\t b', 'é b'],
    ['é  b', 'é  b'],
    ['é\u00a0\u2028 b\u3000', 'é b'],
    ['é\r\n\r\nb  c', 'é b  c'],
  ])('%j is %j', (text, clean) => {
    expect(cleanText(text, new Set())).toBe(clean)
  })

  it.each(['pg13', 'PG - 13', 'pg  -13 on appeal', 'PG\u00a0-\u00a013'])('%j is PG-13', (text) => {
    expect(cleanMpa(text, new Set())).toBe('PG-13')
  })

  it('takes the year and the spaces before it from a long title', () => {
    const film = { title: '', title_english: '', title_long: 'Up  (2009)' }
    expect(cleanMovie(rawMovie(1, film))).toMatchObject({ movie: { title: 'Up' } })
  })
})
