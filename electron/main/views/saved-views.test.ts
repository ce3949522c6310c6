import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { contract } from '../../../shared/contract/index.ts'
import { emptyFilter } from '../../../shared/filter/filter.ts'
import { largestView, mostViews } from '../../../shared/views/bounds.ts'
import type { ViewState } from '../../../shared/views/view-state.ts'
import { copyData, removeData } from '../storage/move-data.ts'
import { SavedViews } from './saved-views.ts'
import { startViewOf } from './start-view.ts'

const plain: ViewState = { page: 'overview', filter: emptyFilter(), count: 'films' }
const found = (search: string): ViewState => ({ ...plain, filter: { ...emptyFilter(), search } })

/** What the first version of the app that kept views wrote, letter by letter. */
const firstFile = `{
 "version": 1,
 "start": "6f1f2f0c-2f7c-4b5e-9d57-0a3f6a0a1b01",
 "views": [
  {
   "id": "6f1f2f0c-2f7c-4b5e-9d57-0a3f6a0a1b01",
   "name": "Drama of the seventies",
   "state": {
    "page": "explore",
    "filter": {
     "where": { "genre": { "any": ["drama"], "all": [], "none": [] }, "year": { "in": [[1970, 1979]], "out": [], "unknown": "auto" } },
     "also": [{ "dimension": "language", "clause": { "any": [], "none": ["en"] } }],
     "search": "",
     "run": null
    },
    "explore": {
     "spec": {
      "rows": [{ "dimension": "genre" }],
      "columns": [{ "dimension": "year", "bucket": "decade" }],
      "measures": ["films", "mean_rating"],
      "sort": { "measure": "films", "dir": "desc", "column": { "key": 1970 } },
      "top": 10
     },
     "view": "table"
    }
   }
  },
  {
   "id": "6f1f2f0c-2f7c-4b5e-9d57-0a3f6a0a1b02",
   "name": "Best first",
   "state": {
    "page": "movies",
    "filter": { "where": {}, "also": [], "search": "the", "run": null },
    "grid": { "order": ["title", "year"], "widths": { "title": 300 }, "hidden": ["movie_id"], "pinned": ["title"], "sort": [{ "key": "rating", "dir": "desc" }] }
   }
  },
  {
   "id": "6f1f2f0c-2f7c-4b5e-9d57-0a3f6a0a1b03",
   "name": "Shared out",
   "state": { "page": "overview", "filter": { "where": {}, "also": [], "search": "", "run": { "runId": 3, "kind": "added" } }, "count": "fractional" }
  }
 ]
}
`

let dataDir: string
let saved: SavedViews
const file = () => path.join(dataDir, 'views.json')
const names = () => saved.list().views.map(({ name }) => name)

beforeEach(() => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'yts-views-'))
  saved = new SavedViews(() => dataDir)
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

describe('saved views', () => {
  it('are there again in another session, in their order, and answer as the contract says', async () => {
    const first = await saved.save(null, 'First', plain)
    await saved.save(null, '  Second ', found('alien'))
    await saved.save(first.id, 'First', found('heat'))
    await saved.rename(first.id, 'Renamed')
    const list = await saved.setStart(first.id)
    const again = new SavedViews(() => dataDir).list()
    expect(again).toEqual(list)
    expect(contract['views.list'].output.parse(again)).toEqual(again)
    expect(again).toMatchObject({ start: first.id, unread: 0, problem: null, isClosed: false })
    expect(again.views).toMatchObject([
      { id: first.id, name: 'Renamed', state: found('heat'), skipped: [] },
      { name: 'Second', state: found('alien') },
    ])
    expect(readdirSync(dataDir)).toEqual(['views.json'])
  })

  it('never take the place of another one: a taken name is refused, in any case of letters', async () => {
    const { id } = await saved.save(null, 'Heat', plain)
    const other = await saved.save(null, 'Alien', plain)
    await expect(saved.save(null, 'HEAT', found('x'))).rejects.toMatchObject({ kind: 'conflict' })
    await expect(saved.rename(other.id, 'heat')).rejects.toMatchObject({ kind: 'conflict' })
    await expect(saved.rename(id, 'HEAT')).resolves.toMatchObject({ views: [{ name: 'HEAT' }, { name: 'Alien' }] })
    await saved.remove(id)
    await expect(saved.save(id, 'HEAT', plain), 'a view that is gone').rejects.toMatchObject({ kind: 'not_found' })
    expect(names()).toEqual(['Alien'])
  })

  it('come back when their deletion is undone: to their place, as the start, and never beside one of their name', async () => {
    await saved.save(null, 'A', plain)
    const { id } = await saved.save(null, 'B', found('b'))
    await saved.save(null, 'C', plain)
    const before = await saved.setStart(id)
    expect(await saved.remove(id)).toMatchObject({ start: null, views: [{ name: 'A' }, { name: 'C' }] })
    expect(await saved.restore(id)).toEqual(before)
    await expect(saved.restore(id)).rejects.toMatchObject({ kind: 'not_found' })
    await saved.remove(id)
    await saved.save(null, 'b', plain)
    await expect(saved.restore(id)).rejects.toMatchObject({ kind: 'conflict' })
  })

  it('are bounded in number and size', async () => {
    const wide = Array.from({ length: 200 }, (_, at) => `${at}`.padEnd(150, 'x'))
    const filter = emptyFilter()
    const where = { ...filter.where, genre: { any: wide, all: wide, none: wide }, language: { any: wide, none: [] } }
    expect(JSON.stringify(where).length).toBeGreaterThan(largestView)
    const large = { ...plain, filter: { ...filter, where } }
    await expect(saved.save(null, 'Wide', large)).rejects.toMatchObject({ kind: 'bad_input' })
    const views = Array.from({ length: mostViews }, (_, at) => ({
      id: `6f1f2f0c-2f7c-4b5e-9d57-${String(at).padStart(12, '0')}`,
      name: `View ${at}`,
      state: plain,
    }))
    writeFileSync(file(), JSON.stringify({ version: 1, start: null, views }))
    await expect(saved.save(null, 'One more', plain)).rejects.toMatchObject({ kind: 'bad_input' })
    expect(names()).toHaveLength(mostViews)
  })

  it('are changed one after the other, however many changes come at once', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, at) => saved.save(null, `View ${at}`, plain)))
    expect(new Set(names()).size).toBe(20)
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toMatchObject({ version: 1 })
  })

  it('hold nothing that identifies a download, in a search or a name', async () => {
    const hash = 'c0ffee1234567890abcdef1234567890deadbeef'
    await expect(saved.save(null, `magnet:?xt=urn:btih:${hash}`, plain)).rejects.toMatchObject({ kind: 'bad_input' })
    await saved.save(null, 'Searched', found(`magnet:?xt=urn:btih:${hash}`))
    await saved.save(null, 'Named', found(hash))
    expect(readFileSync(file(), 'utf8').toLowerCase()).not.toContain('c0ffee')
  })

  it('move with the data, and leave nothing behind', async () => {
    await saved.save(null, 'A', plain)
    const target = path.join(dataDir, '..', `${path.basename(dataDir)}-moved`)
    try {
      await copyData(dataDir, target)
      removeData(dataDir)
      expect(existsSync(file())).toBe(false)
      expect(new SavedViews(() => target).list().views).toMatchObject([{ name: 'A' }])
    } finally {
      rmSync(target, { recursive: true, force: true })
    }
  })
})

describe('the view that the app starts with', () => {
  it('is found without reading the others, and there is none where the file is not what it should be', async () => {
    expect(startViewOf(dataDir)).toBeNull()
    const { id } = await saved.save(null, 'Heat', found('heat'))
    expect(startViewOf(dataDir)).toBeNull()
    await saved.setStart(id)
    expect(startViewOf(dataDir)).toEqual({ id, name: 'Heat', state: found('heat') })
    await saved.remove(id)
    expect(startViewOf(dataDir)).toBeNull()
    for (const text of [
      '',
      '[]',
      '{"version": 2, "start": "a", "views": [{"id": "a"}]}',
      '{"version": 1, "start": 7}',
    ]) {
      writeFileSync(file(), text)
      expect(startViewOf(dataDir), text).toBeNull()
    }
    expect(readdirSync(dataDir), 'nothing is set aside by looking').toEqual(['views.json'])
  })
})

describe('the file of saved views', () => {
  it('of the first version opens with everything that is in it', async () => {
    writeFileSync(file(), firstFile)
    const { views, start, ...rest } = saved.list()
    expect(rest).toEqual({ unread: 0, problem: null, isClosed: false })
    expect(start).toBe(views[0]?.id)
    expect(views.flatMap(({ skipped }) => skipped)).toEqual([])
    expect(views.map(({ name, state }) => [name, state.page])).toEqual([
      ['Drama of the seventies', 'explore'],
      ['Best first', 'movies'],
      ['Shared out', 'overview'],
    ])
    const stored = JSON.parse(firstFile) as { views: { state: { filter: { where: object } } }[] }
    for (const [at, { state }] of views.entries()) expect(state).toMatchObject(stored.views[at]?.state ?? {})
    // Written again it says the same.
    await saved.rename(views[1]?.id ?? '', 'Best')
    expect(saved.list().views.map(({ state }) => state)).toEqual(views.map(({ state }) => state))
  })

  it.each([
    ['no JSON', '{"version": 1, "views": ['],
    ['another shape', '{"version": 1, "views": {}}'],
    ['no version', '[]'],
    ['bytes', Buffer.from([0xff, 0x00, 0xfe, 0x80])],
    ['nothing', ''],
  ])('that is damaged (%s) is set aside and told once, and views can be saved again', async (_what, content) => {
    writeFileSync(file(), content)
    const { problem, views, isClosed } = saved.list()
    expect({ views, isClosed }).toEqual({ views: [], isClosed: false })
    const kept = readdirSync(dataDir)
    expect(kept).toEqual([expect.stringMatching(/^views\.damaged-\d+\.json$/)])
    expect(problem).toContain(kept[0])
    expect(readFileSync(path.join(dataDir, kept[0] ?? ''))).toEqual(Buffer.from(content as string))
    expect(saved.list().problem).toBeNull()
    await saved.save(null, 'New', plain)
    expect(names()).toEqual(['New'])
  })

  it('of a newer version is left alone, and said to be one', async () => {
    const newer = '{"version": 2, "folders": [], "views": [{"anything": true}]}'
    writeFileSync(file(), newer)
    expect(saved.list()).toMatchObject({ views: [], isClosed: true, problem: expect.stringMatching(/newer version/) })
    await expect(saved.save(null, 'New', plain)).rejects.toMatchObject({ kind: 'read_only' })
    expect(readFileSync(file(), 'utf8')).toBe(newer)
    expect(readdirSync(dataDir)).toEqual(['views.json'])
  })

  it('keeps a view that this version cannot show, and names what it does not know of the others', async () => {
    const stored = JSON.parse(firstFile) as { views: { name: string; state: Record<string, unknown> }[] }
    const [first, second] = stored.views
    if (!first || !second) throw new Error('no views')
    first.state = { page: 'map', zoom: 3 }
    second.state = { ...second.state, filter: { where: { mood: { any: ['dark'], none: [] } }, search: 'the' } }
    writeFileSync(file(), JSON.stringify(stored))
    const list = saved.list()
    expect(list).toMatchObject({ unread: 1, problem: null })
    expect(list.views[0]).toMatchObject({ name: 'Best first', skipped: ['the filter by “mood”'] })
    await saved.save(null, 'New', plain)
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toMatchObject({
      views: [{ state: { page: 'map', zoom: 3 } }, { state: { filter: { where: { mood: {} } } } }, {}, { name: 'New' }],
    })
  })

  it('that is a folder or a link is told of, and never written through', async () => {
    rmSync(file(), { force: true })
    mkdirSync(file())
    expect(saved.list()).toMatchObject({ views: [], isClosed: true, problem: 'views.json is a folder, not a file.' })
    await expect(saved.save(null, 'New', plain)).rejects.toMatchObject({ kind: 'read_only' })
  })
})
