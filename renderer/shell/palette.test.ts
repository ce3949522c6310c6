import { expect, it } from 'vitest'
import type { MenuCommand } from '../../shared/events.ts'
import { matchesWords, paletteGroups } from './palette-items.ts'

const everyPage = new Set<MenuCommand>(['go.overview', 'go.movies', 'go.tables', 'go.settings'])

it('matches words in any order, without accents or case', () => {
  expect(matchesWords('Refresh the Café list', 'cafe REFRESH')).toBe(true)
  expect(matchesWords('Refresh', 'refund')).toBe(false)
  expect(matchesWords('Anything', '   ')).toBe(true)
})

it('offers no page that is not on the rail, and not itself', () => {
  const ids = paletteGroups('', [], new Set<MenuCommand>(['go.movies'])).flatMap((group) =>
    group.items.map((item) => item.id),
  )
  expect(ids).toContain('go.movies')
  expect(ids).not.toContain('go.overview')
  expect(ids).not.toContain('palette.open')
  expect(ids).not.toContain('dim_genre')
})

it('finds tables by name and by key', () => {
  for (const typed of ['genre', 'dim_genre']) {
    const tables = paletteGroups(typed, [], everyPage).find((group) => group.value === 'Tables')
    expect(tables?.items.map((item) => item.id)).toContain('dim_genre')
  }
})

it('keeps hostile titles as they are: they are text', () => {
  const title = '<img src=x onerror=alert(1)>'
  const [films] = paletteGroups('img src', [{ movieId: 1, title, year: null }], everyPage)
  expect(films?.items[0]).toMatchObject({ label: title, detail: '' })
})
