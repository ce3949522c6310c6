import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { descriptionWords, readDescriptionSearch, snippetOf } from './description-words.ts'

const search = (text: string) => {
  const read = readDescriptionSearch(text)
  if (!read) throw new Error(`nothing to look for in ${text}`)
  return read
}
const plainOf = (parts: readonly { text: string }[] | null) => parts?.map(({ text }) => text).join('')

describe('a search of descriptions', () => {
  it('is of whole words, the last one open until it is ended', () => {
    expect(readDescriptionSearch("Élan's  bridge")).toEqual({ words: ['elan', 's', 'bridge'], isOpen: true })
    expect(readDescriptionSearch('bridge ')).toEqual({ words: ['bridge'], isOpen: false })
    expect(readDescriptionSearch('bridge of')).toEqual({ words: ['bridge', 'of'], isOpen: false })
    expect(readDescriptionSearch('a of 12')).toBeNull()
    expect(readDescriptionSearch(' "?!" ')).toBeNull()
  })

  it('has no sign of any search language in its words', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        for (const word of readDescriptionSearch(text)?.words ?? []) expect(word).toMatch(/^[\p{L}\p{N}]+$/u)
      }),
    )
  })
})

describe('a snippet', () => {
  const long = `${'Before that nothing happened. '.repeat(10)}Then the old Bridge fell.${' After that it rained.'.repeat(10)}`

  it('is the text around the first hit, cut between words, with every hit in it marked', () => {
    const parts = snippetOf(long, search('brid'))
    expect(parts?.filter(({ hit }) => hit)).toEqual([{ text: 'Bridge', hit: true }])
    const plain = plainOf(parts) ?? ''
    expect(plain).toMatch(/^… \S/)
    expect(plain).toMatch(/\S …$/)
    expect(plain.length).toBeLessThan(220)
    expect(long).toContain(plain.replace(/^… | …$/g, ''))
  })

  it('of a short text is the whole of it, white space as one space', () => {
    expect(snippetOf('The\n Bridge  fell.', search('bridge'))).toEqual([
      { text: 'The ', hit: false },
      { text: 'Bridge', hit: true },
      { text: ' fell.', hit: false },
    ])
  })

  it('is none of a text that lacks a word', () => {
    expect(snippetOf(long, search('bridge rose'))).toBeNull()
    expect(snippetOf('A bridgehead.', search('bridge '))).toBeNull()
    expect(snippetOf('', search('bridge'))).toBeNull()
  })

  it('is there exactly where every word is, and only what was looked for is marked', () => {
    const anyText = fc.array(fc.constantFrom('bridge', 'Brücke', 'a', 'of', 'x½y', '東京', '–', 'long'.repeat(40)), {
      minLength: 1,
      maxLength: 60,
    })
    fc.assert(
      fc.property(anyText, fc.constantFrom('bridge', 'brucke a', 'bri', 'of brid', 'longlong'), (parts, typed) => {
        const text = parts.join(' ')
        const { words, isOpen } = search(typed)
        const have = descriptionWords(text)
        const last = words.length - 1
        const isThere = words.every((word, at) =>
          have.some((one) => one === word || (isOpen && at === last && one.startsWith(word))),
        )
        const snippet = snippetOf(text, search(typed))
        expect(snippet !== null).toBe(isThere)
        expect(snippet === null || snippet.some(({ hit }) => hit)).toBe(true)
        if (snippet) expect(text).toContain((plainOf(snippet) ?? '').replace(/^… | …$/g, ''))
      }),
    )
  })
})
