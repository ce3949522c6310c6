import { expect, it } from 'vitest'
import { countError } from './load-outcome.ts'

it('a first load that read too few films tells no count that the source did not give', () => {
  const message = countError({ claimed: null, films: 1200 }, 1).message
  expect(message).toContain('1,200')
  expect(message).not.toMatch(/\b0 films|null/)
  expect(countError({ claimed: 1230, films: 1200 }, 1).message).toContain('1,230 films, but answered only 1,200')
})
