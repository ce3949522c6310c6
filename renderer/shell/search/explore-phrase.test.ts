import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { axisTitle, exploreSpecSchema } from '../../../shared/explore-spec.ts'
import { measureIds, measureOf } from '../../../shared/model/measures.ts'
import { allAxes } from '../../explore/question/spec-changes.ts'
import { readPhrase } from './explore-phrase.ts'

describe('a question that is typed', () => {
  it('is read with its measure and its dimensions', () => {
    expect(readPhrase('Explore mean rating by decade')).toEqual({
      label: 'Explore mean rating by released decade',
      spec: expect.objectContaining({
        rows: [{ dimension: 'year', bucket: 'decade' }],
        columns: [],
        measures: ['mean_rating'],
      }),
    })
    expect(readPhrase('median runtime by genre by decade')?.spec).toMatchObject({
      rows: [{ dimension: 'genre' }],
      columns: [{ dimension: 'year', bucket: 'decade' }],
      measures: ['median_runtime'],
    })
    expect(readPhrase('films by genres')?.spec.rows).toEqual([{ dimension: 'genre' }])
    expect(readPhrase('films by year')?.spec.rows).toEqual([{ dimension: 'year', bucket: 'year' }])
  })

  it('finds every measure and every dimension by its own name', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...measureIds),
        fc.subarray([...allAxes], { minLength: 1, maxLength: 3 }),
        (id, axes) => {
          const read = readPhrase(`explore ${measureOf(id).label} by ${axes.map(axisTitle).join(' by ')}`)
          expect(read?.spec.measures).toEqual([id])
          const [first, second, third] = axes
          expect(read?.spec.rows).toEqual(third ? [first, third] : [first])
          expect(read?.spec.columns).toEqual(second ? [second] : [])
        },
      ),
    )
  })

  it('is never a question that the reader refuses, and other words are none', () => {
    const word = fc.constantFrom('by', 'and', 'explore', 'mean', 'rating', 'genre', 'year', 'decade', 'films', 'x', '')
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(word, { maxLength: 9 }).map((words) => words.join(' ')),
          fc.string(),
        ),
        (typed) => {
          const read = readPhrase(typed)
          if (read) expect(exploreSpecSchema.safeParse(read.spec).success).toBe(true)
        },
      ),
    )
    for (const typed of [
      '',
      'by',
      'films by',
      'death by hanging',
      'explore',
      'mean rating',
      'films by genre by genre',
    ]) {
      expect(readPhrase(typed), typed).toBeNull()
    }
  })
})
