import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldTitle, readSearch, type Search, searchText } from '../../../../shared/filter/search-fold.ts'
import { bestTitles } from './best-titles.ts'
import { TitleText } from './title-text.ts'
import { indexWords } from './title-words.ts'

const pause = () => Promise.resolve()

async function textOf(rows: readonly string[]): Promise<TitleText> {
  const parts = rows.map((row) => Buffer.from(row))
  const starts = new Uint32Array(rows.length + 1)
  parts.forEach((part, i) => {
    starts[i + 1] = (starts[i] as number) + part.length
  })
  const bytes = Buffer.concat(parts)
  return new TitleText(bytes, starts, await indexWords(bytes, starts, pause))
}

// Few letters, so that texts occur in each other often, in words, across them and in both titles.
const word = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b', 'é'), minLength: 1, maxLength: 3 }),
  fc.constantFrom('東京', '京', '東京物語', '%', '"', "it's", 'a-b', 'a·b', 'b/a', 'ab'),
)
const phrase = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '))
const row = fc
  .tuple(phrase, fc.option(phrase, { nil: null }))
  .map(([title, english]) => searchText(title, english) ?? foldTitle(title))
const rows = fc.array(row, { maxLength: 40 })
const searched = fc
  .array(
    fc.oneof(
      phrase,
      phrase.map((text) => `"${text}"`),
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((terms) => terms.join(' '))

/** 0 = a way to write the title is the text, 1 = begins with it, 2 = every term begins a word, 3 = none of these. */
function rankOf(text: string, { terms, wholes }: Search): number {
  const lines = text.split('\n')
  const begins = (way: string) => lines.some((line) => ` ${line}`.includes(` ${way}`))
  if (!terms.every((ways) => ways.some(begins))) return 3
  if (lines.some((line) => wholes.includes(line))) return 0
  return lines.some((line) => wholes.some((whole) => line.startsWith(whole))) ? 1 : 2
}

describe('title text', () => {
  it('finds the rows that contain every term, and the best of them, as looking at each row does', async () => {
    await fc.assert(
      fc.asyncProperty(rows, searched, fc.integer({ min: 1, max: 12 }), async (texts, text, limit) => {
        const titles = await textOf(texts)
        const search = readSearch(text)
        const { terms } = search
        const expected = texts.map((row) => (terms.every((ways) => ways.some((way) => row.includes(way))) ? 1 : 0))
        const found = titles.scan(terms)
        expect([...found.passes]).toEqual(expected)
        expect(found.total).toBe(expected.filter((pass) => pass === 1).length)

        const ratings = Uint16Array.from(texts.keys(), (i) => (i * 7) % 3)
        const rank = (i: number) => rankOf(texts[i] as string, search)
        const best = [...texts.keys()]
          .filter((i) => expected[i] === 1)
          .sort((a, b) => rank(a) - rank(b) || (ratings[b] as number) - (ratings[a] as number) || b - a)
        expect(bestTitles(titles, ratings, found, search, limit)).toEqual(best.slice(0, limit))
      }),
      { numRuns: 1000 },
    )
  })

  it('numbers more words than its table begins with', async () => {
    const texts = Array.from({ length: 3000 }, (_, i) => `w${i} w${(i * 7) % 3000} the`)
    const titles = await textOf(texts)
    expect(titles.scan([['the']]).total).toBe(3000)
    for (const term of ['w0', 'w1023', 'w1024', 'w2999', '99'])
      expect(titles.scan([[term]]).total).toBe(texts.filter((text) => text.includes(term)).length)
  })
})
