import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dataFolderOf } from '../../config/index.ts'
import { copyData, noteLocation, removeData } from './move-data.ts'
import { safeFileName, saveFile } from './save-file.ts'
import { openUiStore } from './ui-store.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'yts-storage-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const at = (...parts: string[]): string => path.join(folder, ...parts)

describe('what the interface remembers', () => {
  const open = () => openUiStore(folder, () => {})

  it('is there after a restart, apart for each workspace', async () => {
    const first = open()
    first.set('theme', 'dark')
    first.set('window', { x: 1, y: 2, width: 800, height: 600, maximized: true, zoom: 1 })
    first.setView('catalogue', 'route', '/movies')
    first.setView('sample', 'route', '/runs')
    await first.flush()
    expect(open().get()).toMatchObject({
      theme: 'dark',
      window: { width: 800, maximized: true },
      views: { catalogue: { route: '/movies' }, sample: { route: '/runs' } },
    })
  })

  it.each(['', '{', '5', 'null', '[]', '{"theme": "pink", "window": {"width": -1}, "views": 3}'])(
    'starts anew from a damaged file: %s',
    (text) => {
      writeFileSync(at('ui-state.json'), text)
      expect(open().get()).toMatchObject({ theme: 'system', workspace: 'catalogue', window: null })
    },
  )

  it('keeps what is sound in a file that is partly damaged', () => {
    writeFileSync(at('ui-state.json'), '{"theme": "dark", "window": "wide"}')
    expect(open().get()).toMatchObject({ theme: 'dark', window: null })
  })

  it('has a bound, and stays as it was beyond it', () => {
    const store = open()
    store.setView('catalogue', 'grid', 'small')
    expect(() => store.setView('catalogue', 'grid', 'x'.repeat(1_100_000))).toThrow('more to remember')
    expect(store.get().views.catalogue.grid).toBe('small')
    for (let key = 0; key < 199; key++) store.setView('catalogue', `k${key}`, 1)
    expect(() => store.setView('catalogue', 'one too many', 1)).toThrow('more to remember')
  })

  it('is not fooled by the names of built-in properties', async () => {
    const store = open()
    store.setView('catalogue', '__proto__', { polluted: true })
    store.setView('catalogue', 'constructor', 'mine')
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
    await store.flush()
    expect(readFileSync(at('ui-state.json'), 'utf8')).toContain('"constructor":"mine"')
  })
})

describe('a suggested file name', () => {
  it.each([
    ['Films by genre', 'png', 'Films by genre.png'],
    ['chart.png', 'png', 'chart.png'],
    ['../../etc/passwd', 'csv', '-..-etc-passwd.csv'],
    ['CON', 'csv', 'export-CON.csv'],
    ['lpt1.x', 'csv', 'export-lpt1.x.csv'],
    ['a\u0000b\u202Ec', 'csv', 'a-b-c.csv'],
    ['   ', 'svg', 'export.svg'],
    ['*', 'csv', 'export.csv'],
    ['con*', 'csv', 'export-con.csv'],
    ['why?.', 'csv', 'why.csv'],
  ])('%j becomes a safe one', (suggested, extension, name) => {
    expect(safeFileName(suggested, extension)).toBe(name)
  })

  it('is safe for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }), (suggested) => {
        const name = safeFileName(suggested, 'csv')
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200)
        expect(name).toMatch(/^[^<>:"/\\|?*\p{Cc}\p{Cf}]+\.csv$/u)
        expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)\./i)
        expect(path.basename(name)).toBe(name)
      }),
    )
  })
})

describe('saving a file', () => {
  it('writes text and bytes, over an older file too', async () => {
    await saveFile(at('a.csv'), 'one', at('data'))
    await saveFile(at('a.csv'), new Uint8Array([1, 2]), at('data'))
    expect([...readFileSync(at('a.csv'))]).toEqual([1, 2])
    expect(readdirSync(folder)).toEqual(['a.csv'])
  })

  it('refuses the data folder and links', async () => {
    mkdirSync(at('data'))
    writeFileSync(at('target'), 'safe')
    symlinkSync(at('target'), at('link.csv'))
    await expect(saveFile(at('data', 'x.csv'), 'x', at('data'))).rejects.toMatchObject({ kind: 'bad_input' })
    await expect(saveFile(at('data', '..', 'data', 'x.csv'), 'x', at('data'))).rejects.toMatchObject({
      kind: 'bad_input',
    })
    await expect(saveFile(at('link.csv'), 'x', at('data'))).rejects.toMatchObject({ kind: 'bad_input' })
    expect(readFileSync(at('target'), 'utf8')).toBe('safe')
  })

  it('says so when the folder is not there', async () => {
    await expect(saveFile(at('none', 'x.csv'), 'x', at('data'))).rejects.toMatchObject({ kind: 'read_only' })
  })
})

describe('moving the data', () => {
  beforeEach(() => {
    mkdirSync(at('old', 'backups'), { recursive: true })
    mkdirSync(at('old', 'browser'))
    mkdirSync(at('old', 'sample'))
    writeFileSync(at('old', 'warehouse.sqlite'), 'films')
    writeFileSync(at('old', 'warehouse.sqlite-journal'), 'what a killed process left')
    writeFileSync(at('old', 'warehouse.sqlite.first-load'), 'what a killed first load stored')
    writeFileSync(at('old', 'sample', 'warehouse.sqlite'), 'sample films')
    writeFileSync(at('old', 'config.yaml'), 'limit: 20\n')
    writeFileSync(at('old', 'backups', 'config.yaml.0001'), 'limit: 10\n')
  })

  it('copies everything that is data, notes the place, then clears the old one', async () => {
    await copyData(at('old'), at('new'))
    expect(readFileSync(at('new', 'sample', 'warehouse.sqlite'), 'utf8')).toBe('sample films')
    expect(readFileSync(at('new', 'backups', 'config.yaml.0001'), 'utf8')).toBe('limit: 10\n')
    expect(existsSync(at('new', 'warehouse.sqlite-journal'))).toBe(true)
    expect(existsSync(at('new', 'warehouse.sqlite.first-load'))).toBe(true)
    expect(existsSync(at('new', 'browser'))).toBe(false)
    await noteLocation(at('old'), at('new'))
    expect(dataFolderOf(at('old'))).toBe(at('new'))
    removeData(at('old'))
    expect(readdirSync(at('old')).sort()).toEqual(['browser', 'location.json'])
    await noteLocation(at('old'), at('old'))
    expect(dataFolderOf(at('old'))).toBe(at('old'))
  })

  it('takes the posters along, and leaves what else lies with them', async () => {
    const poster = `ab${'0'.repeat(62)}.bin`
    mkdirSync(at('old', 'posters', 'ab'), { recursive: true })
    mkdirSync(at('old', 'posters', 'cd'))
    mkdirSync(at('old', 'posters', 'mine'))
    writeFileSync(at('old', 'posters', 'ab', poster), 'image')
    writeFileSync(at('old', 'posters', 'cd', 'mine.txt'), 'mine')
    writeFileSync(at('old', 'posters', 'mine', poster), 'mine')
    await copyData(at('old'), at('new'))
    expect(readFileSync(at('new', 'posters', 'ab', poster), 'utf8')).toBe('image')
    removeData(at('old'))
    expect(readdirSync(at('old', 'posters')).sort()).toEqual(['cd', 'mine'])
    expect(readdirSync(at('old', 'posters', 'mine'))).toEqual([poster])
  })

  it('removes nothing of anybody else from the folder it leaves', async () => {
    writeFileSync(at('old', 'backups', 'letters.zip'), 'mine')
    mkdirSync(at('old', 'sample', 'photos'))
    await copyData(at('old'), at('new'))
    removeData(at('old'))
    expect(readdirSync(at('old')).sort()).toEqual(['backups', 'browser', 'sample'])
    expect(readdirSync(at('old', 'backups'))).toEqual(['letters.zip'])
    expect(readdirSync(at('old', 'sample'))).toEqual(['photos'])
  })

  it.each([
    ['warehouse-mine.sqlite', true],
    ['warehouse-20240102.sqlite', true],
    ['warehouse-20240102T030405678Z.sqlite.mine', true],
    ['warehouse-20240102T030405678Z.sqlite', false],
    ['warehouse-20240102T030405678Z.sqlite.part', false],
    ['config.json.0012', false],
    ['config.json.mine', true],
  ])('knows its own backups from those of anybody else: %s stays: %s', (name, stays) => {
    writeFileSync(at('old', 'backups', name), 'x')
    removeData(at('old'))
    expect(existsSync(at('old', 'backups', name))).toBe(stays)
    expect(existsSync(at('old', 'backups'))).toBe(stays)
  })

  it.each(['backups', 'sample'])('does not clear what a link in place of %s leads to', (name) => {
    rmSync(at('old', name), { recursive: true })
    mkdirSync(at('elsewhere'))
    writeFileSync(at('elsewhere', 'config.yaml'), 'mine')
    writeFileSync(at('elsewhere', 'config.yaml.0001'), 'mine')
    symlinkSync(at('elsewhere'), at('old', name))
    removeData(at('old'))
    expect(readdirSync(at('elsewhere'))).toEqual(['config.yaml', 'config.yaml.0001'])
    expect(lstatSync(at('old', name)).isSymbolicLink()).toBe(true)
  })

  it('refuses a folder with something in it, and one inside the data', async () => {
    mkdirSync(at('full'))
    writeFileSync(at('full', 'mine'), 'x')
    await expect(copyData(at('old'), at('full'))).rejects.toMatchObject({ kind: 'bad_input' })
    await expect(copyData(at('old'), at('old', 'inside'))).rejects.toMatchObject({ kind: 'bad_input' })
    await expect(copyData(at('old'), at('old'))).rejects.toMatchObject({ kind: 'bad_input' })
    expect(readdirSync(at('full'))).toEqual(['mine'])
  })

  it('leaves nothing behind when the copy fails', async () => {
    writeFileSync(at('file'), 'not a folder')
    await expect(copyData(at('old'), at('file', 'below'))).rejects.toMatchObject({ kind: 'read_only' })
    expect(readFileSync(at('old', 'warehouse.sqlite'), 'utf8')).toBe('films')
  })
})
