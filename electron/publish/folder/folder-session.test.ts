import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makePlace, someFilms } from '../testing/warehouses.ts'
import { systemDisk } from './folder-disk.ts'
import { withFolder } from './folder-session.ts'
import { emptyManifest, readManifest, writeManifest } from './manifest.ts'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'yts-session-'))
  for (const name of ['one', 'other', 'star', 'second']) mkdirSync(join(home, name))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const place = (data: string, folder: string) => ({
  dataDir: join(home, data),
  folder: join(home, folder),
  who: data,
  make: true,
})

describe('two publishers on one machine', () => {
  it.each([
    ['from two data folders to one folder', 'other', 'star'],
    ['from one data folder to two folders', 'one', 'second'],
    ['from one data folder to one folder', 'one', 'star'],
  ])('%s exclude each other while one is at work', async (_, data, folder) => {
    const inside = await withFolder(place('one', 'star'), async () => {
      const second = withFolder(place(data, folder), () => 'done')
      await expect(second).rejects.toMatchObject({ kind: 'locked', detail: { who: 'one' } })
      return 'first'
    })
    expect(inside).toBe('first')
    expect(await withFolder(place(data, folder), () => 'second')).toBe('second')
  })

  it('to two folders from two data folders do not', async () => {
    await withFolder(place('one', 'star'), async () => {
      expect(await withFolder(place('other', 'second'), () => 'done')).toBe('done')
    })
  })

  it('give their locks back when the work fails', async () => {
    const failing = withFolder(place('one', 'star'), () => {
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await withFolder(place('one', 'star'), () => 'done')).toBe('done')
  })

  it('on two machines, which no lock excludes, do not show one over the other', async () => {
    const warehouse = makePlace()
    warehouse.load(someFilms(0))
    await warehouse.publish()
    const between = () => {
      // The other machine flips between our reading of the manifest and our own flip.
      writeManifest(systemDisk, warehouse.folder, { ...emptyManifest, nextVersion: 9 })
    }
    const done = warehouse.publish({ full: true, onTable: (table) => table === 'fact_movies' && between() })
    await expect(done).rejects.toMatchObject({ kind: 'destination_busy' })
    expect(readManifest(warehouse.folder)?.nextVersion).toBe(9)
    warehouse.end()
  })
})

describe('a destination folder', () => {
  it('is made when the one above it is there, and never in the data folder or beyond what is missing', async () => {
    expect(await withFolder(place('one', 'new'), () => 'done')).toBe('done')
    expect(existsSync(join(home, 'new'))).toBe(true)
    await expect(withFolder(place('one', 'gone/new'), () => 'done')).rejects.toMatchObject({
      kind: 'destination_unreachable',
    })
    await expect(withFolder(place('one', 'one/new'), () => 'done')).rejects.toMatchObject({
      kind: 'destination_refused',
      message: expect.stringContaining('the data folder must not lie in each other'),
    })
    expect(existsSync(join(home, 'one', 'new'))).toBe(false)
  })

  it('is not made where nothing is published', async () => {
    const absent = { ...place('one', 'new'), make: false }
    await expect(withFolder(absent, () => 'done')).rejects.toMatchObject({ kind: 'destination_unreachable' })
    expect(existsSync(join(home, 'new'))).toBe(false)
  })

  it('of somebody else gets no lock of ours', async () => {
    writeFileSync(join(home, 'star', 'a.txt'), 'mine')
    await expect(withFolder(place('one', 'star'), () => 'done')).rejects.toMatchObject({ kind: 'destination_refused' })
    expect(readdirSync(join(home, 'star'))).toEqual(['a.txt'])
  })

  it.each([
    ['ENOSPC', 'disk_full'],
    ['EDQUOT', 'disk_full'],
    ['EROFS', 'destination_refused'],
    ['EACCES', 'destination_refused'],
    ['ENOENT', 'destination_unreachable'],
    ['EIO', 'destination_unreachable'],
    ['ETIMEDOUT', 'destination_unreachable'],
    ['EBUSY', 'destination_unreachable'],
    ['EFBIG', 'destination_unreachable'],
    ['ENOTEMPTY', 'destination_unreachable'],
    ['ELOOP', 'destination_unreachable'],
    ['EMFILE', 'unavailable'],
  ])('that fails with %s is told as %s', async (code, kind) => {
    const failing = withFolder(place('one', 'star'), () => {
      throw Object.assign(new Error(`${code}: /home/somebody/star`), { code })
    })
    await expect(failing).rejects.toMatchObject({ kind, message: expect.not.stringContaining('/home') })
  })
})
