import fc from 'fast-check'
import { expect, it } from 'vitest'
import { emptyFilter } from '../../../../shared/filter/filter.ts'
import { foldTitle } from '../../../../shared/filter/search-fold.ts'
import { engineOver } from '../../testing/small-engine.ts'
import { smallWarehouse } from '../../testing/small-warehouse.ts'
import { explainSql } from '../queries/explain.ts'

it('title search finds what a plain look at each title finds, and nothing else', async () => {
  // A model of its own: letters and digits alone, by Unicode's properties, character by character.
  const letters = (text: string, sign: string) =>
    [...foldTitle(text)]
      .map((sound) => (/[\p{L}\p{N}\p{M} ]/u.test(sound) ? sound : /['`]/.test(sound) ? '' : sign))
      .join('')
      .replace(/ +/g, ' ')
      .trim()
  const piece = fc.constantFrom(
    'a',
    'b',
    'É',
    'ss',
    'ß',
    '京',
    '東',
    '7',
    'ii',
    '2',
    ' ',
    ' ',
    '-',
    '/',
    '·',
    "'",
    '’',
    '.',
    '!',
    '%',
    '—',
  )
  const some = fc.array(piece, { minLength: 1, maxLength: 8 }).map((parts) => parts.join(''))
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(some, fc.option(some, { nil: null })), { maxLength: 12 }),
      some,
      async (films, text) => {
        const small = smallWarehouse(
          ':memory:',
          films.map(([title, titleEnglish]) => ({ title, titleEnglish })),
        )
        const other = await engineOver(small)
        const typed = foldTitle(text).split(' ').filter(Boolean)
        // Signs that stand alone count only where nothing else was typed.
        const spoken = typed.filter((word) => letters(word, '') !== '')
        const words = spoken.length > 0 ? spoken : typed
        const holds = (title: string, word: string) => {
          const ways = spoken.length > 0 ? [letters(word, ''), letters(word, ' ')] : [word]
          const forms = [letters(title, ''), letters(title, ' '), foldTitle(title)]
          return ways.some((way) => forms.some((form) => form.includes(way)))
        }
        const expected = films.flatMap(([title, english], index) =>
          words.length > 0 && words.every((word) => holds(title, word) || (english !== null && holds(english, word)))
            ? [1 + index * 3]
            : [],
        )
        const { rows, total } = other.searchTitles(text, 50)
        expect(rows.map((row) => other.columns.ids[row]).sort((a, b) => Number(a) - Number(b))).toEqual(expected)
        expect(total).toBe(expected.length)
        const filter = { ...emptyFilter(), search: text }
        const shown = small.prepare<[], { movie_id: number }>(explainSql(filter, 'none')).all()
        expect(shown.map(({ movie_id }) => movie_id).sort((a, b) => a - b)).toEqual(
          words.length > 0 ? expected : films.map((_, index) => 1 + index * 3),
        )
        small.close()
      },
    ),
    { numRuns: 150 },
  )
})
