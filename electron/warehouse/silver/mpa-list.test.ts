import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanMpa } from './cleaning/fields.ts'
import type { RuleSet } from './cleaning/text.ts'

const list = ['G', 'PG', 'PG-13', 'R', 'NC-17', 'TV-Y', 'TV-Y7', 'TV-G', 'TV-PG', 'TV-14', 'TV-MA']

function cleaned(value: unknown): [rating: string | null, rules: string[]] {
  const rules: RuleSet = new Set()
  return [cleanMpa(value, rules), [...rules].sort()]
}

describe('an MPA rating is one of the list, or unknown', () => {
  it.each(list)('%s stays as it is', (rating) => {
    expect(cleaned(rating)).toEqual([rating, []])
  })

  it('in any spelling that names it', () => {
    const joint = fc.constantFrom('', '-', ' ', ' - ', '- ', '_', '\u2011', '\u2013')
    const around = fc.constantFrom(
      ['', ''],
      ['', ' on appea'],
      ['', ' (for violence)'],
      ['', ' for 2 scenes'],
      ['Rated ', ''],
      ['MPAA: ', '.'],
    )
    fc.assert(
      fc.property(fc.constantFrom(...list), joint, around, fc.boolean(), (rating, mark, [before, after], small) => {
        const written = rating.replaceAll('-', mark)
        const word = `${before}${small ? written.toLowerCase() : written}${after}`
        return cleaned(word)[0] === rating && cleaned(word)[1].join() === (word === rating ? '' : 'mpa_repaired')
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    ['Not Rated'],
    ['NR'],
    ['N/R'],
    ['Unrated'],
    ['UR'],
    ['Approved'],
    ['Passed'],
    ['X'],
    ['M'],
    ['GP'],
    ['12'],
    ['12A'],
    ['15'],
    ['18'],
    ['MA15+'],
    ['MA 15+'],
    ['M/PG'],
    ['R18'],
    ['R-18'],
    ['R 18+'],
    ['R15+'],
    ['PG12'],
    ['PG-12'],
    ['PG 12'],
    ['PG-130'],
    ['PG-13A'],
    ['NC-16'],
    ['NC 16'],
    ['NC-170'],
    ['TV'],
    ['TV-'],
    ['TV-Y8'],
    ['TV-M'],
    ['TV-MA17'],
    ['TV-13'],
    ['Restricted'],
    ['Great'],
    ['Rated'],
    ['U'],
    ['FSK 16'],
    ['-'],
    ['?'],
    ['R'.repeat(300)],
    [`R${' on'.repeat(100)}`],
  ])('%s is unknown, and counted', (word) => {
    expect(cleaned(word)).toEqual([null, ['mpa_unrecognised']])
  })

  it('and nothing else, whatever comes', () => {
    const near = fc.array(
      fc.constantFrom(...list, 'r', 'pg', 'tv', '-', ' ', '1', '13', '17', 'on', '+', 'Rated ', '\u200b'),
      { maxLength: 5 },
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.anything(),
          fc.string({ unit: 'binary' }),
          near.map((parts) => parts.join('')),
        ),
        (value) => {
          const [rating] = cleaned(value)
          return rating === null || list.includes(rating)
        },
      ),
      { numRuns: 3000 },
    )
  })

  it.each([[''], [null], [undefined], ['  ']])('nothing is unknown without a word: %j', (value) => {
    expect(cleaned(value)[0]).toBeNull()
    expect(cleaned(value)[1]).not.toContain('mpa_unrecognised')
  })
})
