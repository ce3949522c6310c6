import { expect, it } from 'vitest'
import { posterFilm } from './poster-address.ts'

it('an address of a poster names a film and nothing else', () => {
  expect(posterFilm('app://explorer/poster/17')).toBe(17)
})

it.each([
  'app://explorer/poster/',
  'app://explorer/poster/0',
  'app://explorer/poster/-1',
  'app://explorer/poster/017',
  'app://explorer/poster/1.5',
  'app://explorer/poster/1e3',
  'app://explorer/poster/99999999999',
  'app://explorer/poster/1/2',
  'app://explorer/poster/../1',
  'app://explorer/poster/1?url=https://evil.example',
  'app://explorer/poster/1#x',
  'app://explorer/poster/%31',
  'app://other/poster/1',
  'https://explorer/poster/1',
])('%s asks for none', (address) => {
  expect(posterFilm(address)).toBeNull()
})
