import fc from 'fast-check'
import { expect, it } from 'vitest'
import { foldTitle, readSearch, searchText } from '../../../shared/filter/search-fold.ts'
import type { MenuCommand } from '../../../shared/ipc/events.ts'
import {
  type CommandStates,
  hitParts,
  matchesWords,
  type PaletteItem,
  paletteGroups,
  recentSchema,
  withRecent,
} from './palette-items.ts'

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

it('greys a command that cannot be done now, with the reason, and finds it all the same', () => {
  const items = (states: CommandStates) =>
    paletteGroups('dry run new', [], everyPage, [], states).flatMap((group) => group.items)
  expect(items({})).toMatchObject([{ id: 'sync.dryRun' }])
  expect(items({})[0]).not.toHaveProperty('reason')
  expect(items({ 'sync.dryRun': { reason: 'a load is running' } })).toMatchObject([
    { id: 'sync.dryRun', reason: 'a load is running' },
  ])
})

it.each([
  ['theme dark', 'theme.dark'],
  ['theme light', 'theme.light'],
  ['theme system', 'theme.system'],
  ['export', 'page.export'],
  ['dry run catalogue', 'sync.dryRunFull'],
  ['verify', 'data.verify'],
  ['open data folder', 'data.openFolder'],
] as const)('has a command for “%s”', (typed, command) => {
  const [found] = paletteGroups(typed, [], everyPage)
  expect(found?.items[0]).toMatchObject({ kind: 'command', command })
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

it('marks what was typed, whatever its case and accents, and loses no letter', () => {
  const hits = (label: string, typed: string) => hitParts(label, typed).flatMap(({ text, hit }) => (hit ? [text] : []))
  expect(hits('Amélie of Montmartre', 'MONT ame')).toEqual(['Amé', 'Mont'])
  expect(hits('七人の侍', '人の')).toEqual(['人の'])
  expect(hits('"Quoted" (2)', '"')).toEqual(['"', '"'])
  expect(hits('Straße İstanbul', 'istan')).toEqual(['İstan'])
  expect(hits('WALL·E (2008)', 'walle')).toEqual(['WALL·E'])
  expect(hits('Ocean’s Eleven', 'oceans elev')).toEqual(['Ocean’s', 'Elev'])
  expect(hits('Face/Off', '"face off"')).toEqual(['Face/Off'])
  expect(hits('Face/Off', 'off')).toEqual(['Off'])
  expect(hits('Alien  –  Covenant', '"alien covenant"')).toEqual(['Alien  –  Covenant'])
  expect(hits('The Matrix', 'tt0133093')).toEqual([])
  for (const typed of ['', '   ', '.*', '(', 'é']) {
    expect(
      hitParts('Amélie (.*)', typed)
        .map(({ text }) => text)
        .join(''),
    ).toBe('Amélie (.*)')
  }
})

it('marks every term in every title that the search finds by it, and nothing where it finds none', () => {
  const piece = fc.constantFrom(
    'a',
    'b',
    'É',
    'ß',
    'Æ',
    '½',
    '京',
    'ガ',
    '한',
    '7',
    ' ',
    '  ',
    '-',
    '/',
    '·',
    "'",
    '’',
    '.',
    '…',
    '%',
    '—',
  )
  const text = fc.array(piece, { minLength: 1, maxLength: 9 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(text, text, (title, typed) => {
      const lines = (searchText(title, null) ?? foldTitle(title)).split('\n')
      for (const way of readSearch(typed).terms.flat()) {
        const parts = hitParts(title, `"${way}"`)
        expect(parts.some(({ hit }) => hit)).toBe(lines.some((line) => line.includes(way)))
        expect(parts.map((part) => part.text).join('')).toBe(title.normalize('NFC'))
      }
    }),
    { numRuns: 2000 },
  )
})

it('offers what was chosen lately while nothing is typed, and drops what is no longer there', () => {
  const film: PaletteItem = { kind: 'film', id: 'film-7', label: 'Seven', movieId: 7, detail: '1995' }
  const [command] = paletteGroups('keyboard', [], everyPage)[0]?.items ?? []
  if (!command) throw new Error('no command')
  const recent = withRecent(withRecent(withRecent([], film), command), film)
  expect(recent.map(({ id }) => id)).toEqual(['film-7', 'help.shortcuts'])
  const gone = [...recent, { kind: 'command' as const, id: 'go.nowhere' }]
  expect(paletteGroups('', [], everyPage, gone)[0]).toMatchObject({
    value: 'Recent',
    items: [{ label: 'Seven' }, { label: 'Keyboard Shortcuts' }],
  })
  expect(paletteGroups('seven', [], everyPage, gone).map(({ value }) => value)).not.toContain('Recent')
  expect(recentSchema.parse([{ kind: 'film' }])).toEqual([])
  expect(recentSchema.parse(recent)).toEqual(recent)
})

it('films found by their descriptions come last, with the piece of it that says why', () => {
  const snippet = [{ text: 'bridge', hit: true }]
  const described = [{ movieId: 7, title: 'Calm', year: null, snippet }]
  const groups = paletteGroups(
    'bridge',
    [{ movieId: 1, title: 'Bridge', year: 2001 }],
    everyPage,
    [],
    {},
    [],
    described,
  )
  expect(groups.map(({ value }) => value)).toEqual(['Films', 'Descriptions'])
  expect(groups.at(-1)?.items).toEqual([{ kind: 'film', id: 'told-7', label: 'Calm', movieId: 7, detail: '', snippet }])
  const [item] = groups.at(-1)?.items ?? []
  if (!item) throw new Error('no item')
  expect(withRecent([], item)).toEqual([{ kind: 'film', id: 'told-7', label: 'Calm', movieId: 7, detail: '' }])
})
