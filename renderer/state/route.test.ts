import fc from 'fast-check'
import { expect, it } from 'vitest'
import { detailOf, isKnownRoute, pageOf, paramOf, startRoute } from './route.ts'

const known = ['overview', 'movies', 'tables', 'runs']

it('prefers the address of a reload, then the kept route, then the first page', () => {
  expect(startRoute('#/runs/12', '/movies', known)).toBe('/runs/12')
  expect(startRoute('', '/movies', known)).toBe('/movies')
  expect(startRoute('#/gone', '/gone/too', known)).toBe('/overview')
})

it('never starts at an unknown page, whatever was kept', () => {
  fc.assert(
    fc.property(fc.string(), fc.anything(), (hash, kept) => {
      expect(isKnownRoute(startRoute(hash, kept, known), known)).toBe(true)
    }),
  )
})

it('takes page and parameter apart', () => {
  expect(pageOf('/tables/dim_genre')).toBe('tables')
  expect(paramOf('/tables/dim_genre')).toBe('dim_genre')
  expect(paramOf('/tables/dim_genre/3')).toBe('dim_genre')
  expect(detailOf('/tables/dim_genre/3?x=1')).toBe('3')
  expect(detailOf('/tables/dim_genre')).toBeNull()
  expect(detailOf('/tables/dim_genre/%E0%A4%A')).toBeNull()
  expect(paramOf('/tables')).toBeNull()
  expect(paramOf('/tables/%E0%A4%A')).toBeNull()
})
