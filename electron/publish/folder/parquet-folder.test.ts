import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { publishedTables } from '../star-columns.ts'
import { starDigests } from '../star-rows.ts'
import { makePlace, type Place, someFilms } from '../testing/warehouses.ts'
import { readManifest, versionFolder } from './manifest.ts'
import { planFolder } from './parquet-folder.ts'
import { rollBackFolder } from './show-version.ts'
import { verifyFolder } from './verify-folder.ts'

let place: Place
beforeEach(() => {
  place = makePlace()
})
afterEach(() => place.end())

const files = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((e) => e.isFile())
const manifestText = () => readFileSync(join(place.folder, 'manifest.json'), 'utf8')

describe('publishing to a folder', () => {
  it('publishes the star of the model, equal row for row, and says of what it is', async () => {
    place.load(someFilms(0))
    const outcome = await place.publish({}, { now: () => new Date('2026-01-02T03:04:05Z') })
    const here = await starDigests(place.db, publishedTables(['gold']))
    expect(outcome).toMatchObject({ status: 'published', version: 1, star: { goldVersion: 1, publishedRun: 1 } })
    const manifest = readManifest(place.folder)
    expect(manifest?.versions[0]).toMatchObject({
      version: 1,
      goldVersion: 1,
      producer: 'a test',
      publishedAt: '2026-01-02T03:04:05.000Z',
      layers: ['gold'],
    })
    const told = manifest?.versions[0]?.tables.map(({ name, digest }) => [name, digest])
    expect(told).toEqual([...here].map(([name, digest]) => [name, String(digest)]))
    const fact = manifest?.versions[0]?.tables.find(({ name }) => name === 'fact_movies')
    expect(fact?.rows).toBe(place.db.prepare('SELECT count(*) FROM fact_movies').pluck().get())
    expect(fact?.columns).toContainEqual({ name: 'date_key', type: 'INT', leadsTo: 'dim_date.date_key' })
    expect(await verifyFolder(place.folder, place.dataDir)).toMatchObject({ current: 1, differences: [] })
  })

  it('writes nothing the second time, and all of it where that is asked for or a file has gone', async () => {
    place.load(someFilms(0))
    await place.publish()
    const before = manifestText()
    expect(await place.publish()).toMatchObject({ status: 'unchanged', version: 1, bytes: 0, changedTables: [] })
    expect(manifestText()).toBe(before)
    // A load that changes nothing of the star changes nothing there.
    place.load(someFilms(0))
    expect(await place.publish()).toMatchObject({ status: 'unchanged', version: 1 })
    expect(await place.publish({ full: true })).toMatchObject({ status: 'published', version: 2, changedTables: [] })
    const [file] = files(join(place.folder, 'v000002', 'dim_movie'))
    rmSync(join(place.folder, 'v000002', 'dim_movie', file?.name ?? ''))
    expect(await place.publish()).toMatchObject({ status: 'published', version: 3 })
  })

  it('tells which tables are not what they were', async () => {
    place.load(someFilms(0))
    await place.publish()
    place.load(someFilms(0).map((film) => ({ ...film, ...(film.id === 1 ? { summary: 'Another one.' } : {}) })))
    const plan = await planFolder(place.db, {
      folder: place.folder,
      dataDir: place.dataDir,
      layers: ['gold'],
      keepVersions: 7,
      producer: 'a test',
    })
    expect(plan.need).toMatchObject({ isNeeded: true, changedTables: ['dim_movie', 'fact_movies'], removedTables: [] })
    expect(plan.current?.version).toBe(1)
    expect(await place.publish()).toMatchObject({ version: 2, changedTables: ['dim_movie', 'fact_movies'] })
  })

  it('publishes further layers on request, and their going is a change', async () => {
    place.load(someFilms(0))
    place.load(someFilms(1))
    const outcome = await place.publish({ layers: ['gold', 'silver', 'history'] })
    expect(outcome.tables.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['silver_movie', 'silver_movie_genre', 'movie_change', 'run']),
    )
    expect((await verifyFolder(place.folder, place.dataDir)).differences).toEqual([])
    expect(await place.publish({ layers: ['gold', 'silver', 'history'] })).toMatchObject({ status: 'unchanged' })
    expect(await place.publish()).toMatchObject({ status: 'published', version: 2 })
    expect(existsSync(join(place.folder, 'v000002', 'silver_movie'))).toBe(false)
  })

  it('keeps so many versions, and shows an older one again on request', async () => {
    for (let round = 0; round < 5; round++) {
      place.load(someFilms(round))
      await place.publish({ keepVersions: 3 })
    }
    expect(readdirSync(place.folder).sort()).toEqual(['manifest.json', 'v000003', 'v000004', 'v000005'])
    expect(() => rollBackFolder(place.folder, place.dataDir, 2)).toThrow('Version 2 is not kept. Kept: 3, 4, 5.')
    expect(rollBackFolder(place.folder, place.dataDir, 3)).toMatchObject({ version: 3, goldVersion: 3 })
    expect(readManifest(place.folder)).toMatchObject({ current: 3, nextVersion: 6 })
    expect(await verifyFolder(place.folder, place.dataDir)).toMatchObject({ current: 3, differences: [] })
    // What was loaded since is another content than what is shown, and no number is used twice.
    expect(await place.publish({ keepVersions: 3 })).toMatchObject({ status: 'published', version: 6 })
    expect(readManifest(place.folder)).toMatchObject({ current: 6 })
  })

  it('does not show a version of which a file is missing', async () => {
    place.load(someFilms(0))
    await place.publish()
    await place.publish({ full: true })
    rmSync(join(place.folder, versionFolder(1), 'dim_date', 'part-00000.parquet'))
    expect(() => rollBackFolder(place.folder, place.dataDir, 1)).toThrow(
      expect.objectContaining({ kind: 'destination_differs' }),
    )
    expect(readManifest(place.folder)?.current).toBe(2)
  })

  it('says of invented films that they are invented', async () => {
    place.load(someFilms(0))
    await place.publish()
    expect(readManifest(place.folder)?.versions[0]?.isSample).toBe(false)
    place.db.exec('UPDATE run SET is_sample = 1')
    await place.publish({ full: true })
    expect(readManifest(place.folder)?.versions[1]?.isSample).toBe(true)
  })

  it('publishes nothing where nothing was loaded', async () => {
    await expect(place.publish()).rejects.toMatchObject({ kind: 'not_found' })
    expect(readdirSync(place.folder)).toEqual([])
  })

  it('is of one gold version, whatever a load publishes meanwhile', async () => {
    place.load(someFilms(0))
    const before = await starDigests(place.db, publishedTables(['gold']))
    const { openReadable } = await import('../../warehouse/file/connection.ts')
    const reader = openReadable(join(place.dataDir, 'warehouse.sqlite'))
    const { publishToFolder } = await import('./parquet-folder.ts')
    let loads = 0
    const outcome = await publishToFolder(reader, {
      ...{ folder: place.folder, dataDir: place.dataDir, layers: ['gold'], keepVersions: 7, producer: 'a test' },
      onTable: () => {
        if (loads++ < 2) place.load(someFilms(loads))
      },
    })
    reader.close()
    expect(loads).toBeGreaterThan(2)
    expect(outcome.star.goldVersion).toBe(1)
    expect(outcome.tables.map(({ digest }) => digest)).toEqual([...before.values()].map(String))
  })
})

describe('a folder that is not ours', () => {
  const refuses = async (kind: string) => {
    place.load(someFilms(0))
    const before = readdirSync(place.folder).sort()
    await expect(place.publish()).rejects.toMatchObject({ kind })
    expect(readdirSync(place.folder).sort()).toEqual(before)
  }

  it.each([
    ['a file', (folder: string) => writeFileSync(join(folder, 'holiday.jpg'), 'x')],
    ['a folder', (folder: string) => mkdirSync(join(folder, 'photos'))],
    ['a folder with the name of a version, and no manifest', (folder: string) => mkdirSync(join(folder, 'v000001'))],
    ['a link', (folder: string) => symlinkSync('/', join(folder, 'v000001'))],
    ['another manifest', (folder: string) => writeFileSync(join(folder, 'manifest.json'), '{"name": "an app"}')],
    ['a manifest that is cut', (folder: string) => writeFileSync(join(folder, 'manifest.json'), '{"format": "yts-ex')],
    ['a link for a manifest', (folder: string) => symlinkSync('/etc/hostname', join(folder, 'manifest.json'))],
    ['a folder for a manifest', (folder: string) => mkdirSync(join(folder, 'manifest.json'))],
  ])('with %s is refused and left alone', async (_, make) => {
    make(place.folder)
    await refuses('destination_refused')
  })

  it('is refused after the first publish too', async () => {
    place.load(someFilms(0))
    await place.publish()
    mkdirSync(join(place.folder, 'mine'))
    await expect(place.publish({ full: true })).rejects.toMatchObject({ kind: 'destination_refused' })
    rmSync(join(place.folder, 'mine'), { recursive: true })
    symlinkSync('/', join(place.folder, 'v000009'))
    await expect(place.publish({ full: true })).rejects.toMatchObject({ kind: 'destination_refused' })
  })

  it('is refused as a link, in the data folder and around it, by whichever way', async () => {
    place.load(someFilms(0))
    const link = join(place.folder, '..', 'link')
    symlinkSync(place.folder, link)
    await expect(place.publish({ folder: link })).rejects.toMatchObject({ kind: 'destination_refused' })
    const inside = mkdtempSync(join(place.dataDir, 'in-'))
    for (const folder of [inside, place.dataDir, join(place.dataDir, '..')])
      await expect(place.publish({ folder })).rejects.toMatchObject({ kind: 'destination_refused' })
    expect(readdirSync(inside)).toEqual([])
    await expect(place.publish({ folder: join(place.folder, 'gone') })).rejects.toMatchObject({
      kind: 'destination_unreachable',
    })
  })

  it('is ours all the same with what systems leave in folders, which stays', async () => {
    const left = ['.DS_Store', '._manifest.json', 'Thumbs.db', 'Desktop.ini', '.Trash-1000']
    const folders = ['lost+found', '.Trashes', '.Spotlight-V100', 'System Volume Information', '$RECYCLE.BIN', '@eaDir']
    for (const name of left) writeFileSync(join(place.folder, name), 'x')
    for (const name of folders) mkdirSync(join(place.folder, name))
    place.load(someFilms(0))
    await place.publish()
    for (const name of left) writeFileSync(join(place.folder, 'v000001', 'dim_date', name), 'x')
    expect((await verifyFolder(place.folder, place.dataDir)).differences).toEqual([])
    expect(await place.publish({ full: true })).toMatchObject({ status: 'published', version: 2 })
    const ours = ['manifest.json', 'v000001', 'v000002']
    expect(readdirSync(place.folder).sort()).toEqual([...left, ...folders, ...ours].sort())
    for (const name of ['.DS_Store.txt', 'lost+found.zip', '.Trash-', 'thumbs']) {
      writeFileSync(join(place.folder, name), 'x')
      await expect(place.publish(), name).rejects.toMatchObject({ kind: 'destination_refused' })
      rmSync(join(place.folder, name))
    }
  })

  it('is not ours with a link by such a name', async () => {
    symlinkSync('/', join(place.folder, '.DS_Store'))
    await refuses('destination_refused')
  })

  it('of a newer program is left to it', async () => {
    place.load(someFilms(0))
    await place.publish()
    writeFileSync(
      join(place.folder, 'manifest.json'),
      JSON.stringify({ format: 'yts-explorer-star', formatVersion: 2 }),
    )
    await refuses('destination_newer')
  })
})
