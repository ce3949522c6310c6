import { describe, expect, it } from 'vitest'
import { differencesOf } from './differences.ts'

const stored = {
  rules: 'text_entities,text_trimmed,language_missing',
  title: 'A & B',
  mpa_rating: null,
  synopsis: 'x',
  language: null,
}

describe('differences between received and stored', () => {
  it('names only the rules that can have changed the field', () => {
    const received = { title: 'A &amp; B', mpa_rating: '', synopsis: ' x', language: '', genres: [] }
    const rules = Object.fromEntries(differencesOf(received, stored, []).map(({ field, rule }) => [field, rule]))
    expect(rules).toEqual({
      title: 'text_entities',
      synopsis: 'text_trimmed',
      language: 'language_missing',
      mpa_rating: 'empty_is_unknown',
    })
  })
})
