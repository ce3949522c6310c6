import { expect, it } from 'vitest'
import { ordinal, placeText } from './place-text.ts'

const among = (place: { genre?: string; rated: number; unrated?: number; higher?: number; equal?: number }) => ({
  genre: null,
  unrated: 0,
  higher: 0,
  equal: 0,
  ...place,
})

it.each([
  [among({ genre: 'drama', rated: 340, higher: 11 }), '12th of 340 rated Drama films of 1994, top 4%'],
  [among({ rated: 2000, unrated: 5 }), '1st of 2,000 rated films of 1994, top 1%'],
  [among({ rated: 10, higher: 1, equal: 1 }), '2nd, shared with 1 other, of 10 rated films of 1994, top 30%'],
  [among({ rated: 10, higher: 1, equal: 5 }), '2nd, shared with 5 others, of 10 rated films of 1994'],
  [among({ rated: 2, higher: 1 }), '2nd of 2 rated films of 1994'],
  [among({ genre: 'sci-fi', rated: 1, unrated: 3 }), 'The only rated one of the Sci-Fi films of 1994'],
])('%o', (place, text) => {
  expect(placeText(place, 1994, true)).toBe(text)
})

it('a film without a rating has no place: how many have one is said', () => {
  expect(placeText(among({ genre: 'drama', rated: 340, unrated: 40 }), 1994, false)).toBe(
    '340 of 380 Drama films of 1994 are rated',
  )
})

it('places have the endings of English', () => {
  const places = [1, 2, 3, 4, 10, 11, 12, 13, 21, 22, 23, 101, 111, 112, 1001, 1012]
  expect(places.map(ordinal)).toEqual(
    '1st 2nd 3rd 4th 10th 11th 12th 13th 21st 22nd 23rd 101st 111th 112th 1,001st 1,012th'.split(' '),
  )
})
