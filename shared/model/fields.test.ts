import { describe, expect, it } from 'vitest'
import { dimensionIds, dimensions } from './dimensions.ts'
import { fieldNames, fieldOf, hashedFields } from './fields.ts'
import { cleaningRules } from './rules.ts'
import { subjectsOfRule } from './subjects.ts'

describe('the fields of a film', () => {
  it('have their places in the content hash, each once and without a gap', () => {
    expect(hashedFields.map((name) => fieldOf(name).hash)).toEqual(hashedFields.map((_, index) => index + 1))
    for (const name of fieldNames) expect(fieldOf(name).hash !== undefined, name).toBe(fieldOf(name).type !== undefined)
  })

  it('name every cleaning rule that is not one of any row, text or number', () => {
    const own = new Set(fieldNames.flatMap((name) => [...fieldOf(name).rules]))
    const general = /^(row|field|text|number|torrent_text)_/
    expect(cleaningRules.map(({ name }) => name).filter((name) => !own.has(name) && !general.test(name))).toEqual([])
    expect([...own].filter((name) => general.test(name))).toEqual([])
  })

  it('feed every dimension, and give each its rules', () => {
    const sources = fieldNames.map((name) => fieldOf(name).table ?? name)
    for (const id of dimensionIds) expect(sources, id).toContain(dimensions[id].silver)
    expect(subjectsOfRule('runtime_zero')).toEqual(['runtime'])
    expect(subjectsOfRule('date_unknown')).toEqual(['uploaded'])
    expect(subjectsOfRule('genre_respelled')).toEqual(['genre'])
    expect(subjectsOfRule('imdb_invalid')).toEqual(['imdb_code'])
    expect(subjectsOfRule('text_trimmed')).toEqual([])
  })
})
