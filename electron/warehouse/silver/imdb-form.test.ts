import fc from 'fast-check'
import { expect, it } from 'vitest'
import { contract } from '../../../shared/contract/index.ts'
import { qualityChecks } from '../quality/checks.ts'
import { memoryWarehouse } from '../testing/loads.ts'
import { cleanImdb } from './cleaning/fields.ts'

const { input } = contract['app.openExternal']
const check = qualityChecks.find(({ name }) => name === 'imdb_form')
const db = memoryWarehouse()
const offends = db
  .prepare(`WITH fact_movies (movie_id, imdb_code) AS (SELECT 1, ?) SELECT count(*) FROM (${check?.offendersSql})`)
  .pluck()

it('what cleaning lets through passes the check, and its page can be opened; anything else neither', () => {
  const digits = fc.integer({ min: 1, max: 13 }).chain((length) => fc.stringMatching(new RegExp(`^\\d{${length}}$`)))
  const code = fc.oneof(
    digits.map((text) => `tt${text}`),
    digits,
    fc.string(),
  )
  fc.assert(
    fc.property(code, (received) => {
      const stored = cleanImdb(received, new Set())
      if (stored !== null) {
        expect(offends.get(stored)).toBe(0)
        expect(input.safeParse({ kind: 'imdb', code: stored }).success, stored).toBe(true)
      }
      if (received === stored) return
      expect(input.safeParse({ kind: 'imdb', code: received }).success, received).toBe(false)
      expect(offends.get(received), received).toBe(1)
    }),
    { numRuns: 500 },
  )
})
