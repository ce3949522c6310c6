import { execFileSync } from 'node:child_process'
import {
  copyFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeTableFiles } from '../stage-files.ts'
import { publishedTables } from '../star-columns.ts'
import { starRows } from '../star-rows.ts'
import { makePlace, type Place, someFilms } from '../testing/warehouses.ts'
import { systemDisk } from './folder-disk.ts'
import { readManifest, writeManifest } from './manifest.ts'
import { verifyFolder } from './verify-folder.ts'

let place: Place
beforeEach(async () => {
  place = makePlace()
  place.load(someFilms(0))
  await place.publish()
  place.load(someFilms(1))
  await place.publish()
})
afterEach(() => place.end())

const fileOf = (table: string, version = 2) => join(place.folder, `v00000${version}`, table, 'part-00000.parquet')
const found = async () => (await verifyFolder(place.folder, place.dataDir)).differences

describe('verifying a folder finds', () => {
  it('nothing where nobody has changed anything, and counts the rows', async () => {
    const rows = readManifest(place.folder)?.versions[1]?.tables.reduce((sum, table) => sum + table.rows, 0)
    expect(await verifyFolder(place.folder, place.dataDir)).toEqual({
      current: 2,
      versions: [1, 2],
      rows,
      differences: [],
    })
  })

  it('nothing in a table of a form that this program does not know, and counts only the rows that it read', async () => {
    const manifest = readManifest(place.folder)
    const said = manifest?.versions[1]?.tables.find(({ name }) => name === 'dim_movie')
    if (!manifest || !said) throw new Error('nothing was published')
    const { rows } = await verifyFolder(place.folder, place.dataDir)
    Object.assign(said.columns[0] ?? {}, { type: 'BINARY' })
    writeManifest(systemDisk, place.folder, manifest)
    expect(await verifyFolder(place.folder, place.dataDir)).toMatchObject({ rows: rows - said.rows, differences: [] })
  })

  it('an edit, by the table', async () => {
    const bytes = readFileSync(fileOf('dim_movie'))
    bytes[40] = (bytes[40] ?? 0) ^ 1
    writeFileSync(fileOf('dim_movie'), bytes)
    const differences = await found()
    expect(differences.map(({ version, table }) => [version, table])).toContainEqual([2, 'dim_movie'])
    expect(differences[0]?.what).toContain('part-00000.parquet was changed')
  })

  it('an edit by which the rows differ, even where the manifest was made to say that of the file', async () => {
    const [table] = publishedTables(['gold']).filter(({ name }) => name === 'dim_genre')
    if (!table) throw new Error('no such table')
    rmSync(fileOf('dim_genre'))
    const rows = [...starRows(place.db, table)].map((row) => [row[0] ?? null, `${row[1]}!`])
    const [made] = await writeTableFiles(systemDisk, join(place.folder, 'v000002', 'dim_genre'), table, rows)
    const manifest = readManifest(place.folder)
    if (!manifest || !made) throw new Error('nothing was published')
    const said = manifest.versions[1]?.tables.find(({ name }) => name === 'dim_genre')
    Object.assign(said?.files[0] ?? {}, { bytes: made.bytes, sha256: made.sha256 })
    writeManifest(systemDisk, place.folder, manifest)
    expect(await found()).toEqual([
      { version: 2, table: 'dim_genre', what: expect.stringContaining('its rows are not those that were published') },
    ])
  })

  it('a missing file', async () => {
    rmSync(fileOf('dim_date'))
    expect(await found()).toContainEqual({
      version: 2,
      table: 'dim_date',
      what: 'part-00000.parquet is missing or cannot be read',
    })
  })

  it('a truncated file, at any length', async () => {
    const { length } = readFileSync(fileOf('dim_language'))
    for (const cut of [length - 1, length - 9, length >> 1, 4, 0]) {
      truncateSync(fileOf('dim_language'), cut)
      const whats = (await found()).filter(({ table }) => table === 'dim_language').map(({ what }) => what)
      expect(whats.join()).toContain(`has ${cut} bytes instead of ${length}`)
      expect(whats.join()).toContain('its rows are not those that were published')
    }
  })

  it('a swapped file: that of another table, and that of another version', async () => {
    copyFileSync(fileOf('dim_language'), fileOf('dim_rating'))
    copyFileSync(fileOf('dim_movie', 1), fileOf('dim_movie'))
    const differences = await found()
    expect(differences.map(({ table }) => table)).toEqual(expect.arrayContaining(['dim_rating', 'dim_movie']))
    expect(differences.find(({ what }) => what.includes('has other columns'))?.table).toBe('dim_rating')
    expect(differences.every(({ version }) => version === 2)).toBe(true)
  })

  it.skipIf(process.platform === 'win32')(
    'what is no file in the place of one, without waiting for it or following it',
    async () => {
      const elsewhere = join(place.dataDir, 'elsewhere')
      renameSync(fileOf('dim_date'), elsewhere)
      symlinkSync(elsewhere, fileOf('dim_date'))
      rmSync(fileOf('dim_rating'))
      execFileSync('sh', ['-c', 'mkfifo "$0"', fileOf('dim_rating')])
      rmSync(fileOf('dim_genre', 1))
      mkdirSync(fileOf('dim_genre', 1))
      renameSync(dirname(fileOf('dim_language')), `${elsewhere}-folder`)
      symlinkSync(`${elsewhere}-folder`, dirname(fileOf('dim_language')))
      const differences = await found()
      for (const difference of [
        { version: 2, table: 'dim_date', what: 'part-00000.parquet is a link, not a file' },
        { version: 2, table: 'dim_rating', what: 'part-00000.parquet is a pipe, not a file' },
        { version: 1, table: 'dim_genre', what: 'part-00000.parquet is a folder, not a file' },
        { version: 2, table: 'dim_language', what: 'its folder is a link' },
      ])
        expect(differences).toContainEqual(difference)
    },
  )

  it('a file that was put among those of a table', async () => {
    copyFileSync(fileOf('dim_movie'), fileOf('dim_movie').replace('part-00000', 'part-00001'))
    expect(await found()).toEqual([{ version: 2, table: 'dim_movie', what: 'part-00001.parquet was not published' }])
  })

  it('a change in an older version that is kept', async () => {
    writeFileSync(fileOf('fact_movies', 1), 'PAR1')
    expect((await found()).map(({ version, table }) => [version, table])).toEqual([[1, 'fact_movies']])
  })
})

it('a publish that takes an old version away while it is read is no difference', async () => {
  const controller = new AbortController()
  let reads = 0
  // The signal is asked between tables: the moment at which another process may publish.
  Object.defineProperty(controller.signal, 'aborted', {
    get: () => {
      if (++reads === 3) {
        const manifest = readManifest(place.folder)
        if (!manifest) throw new Error('nothing was published')
        writeManifest(systemDisk, place.folder, { ...manifest, versions: manifest.versions.slice(1) })
        rmSync(join(place.folder, 'v000001'), { recursive: true })
      }
      return false
    },
  })
  await expect(verifyFolder(place.folder, place.dataDir, controller.signal)).rejects.toMatchObject({
    kind: 'destination_busy',
  })
})

it('a full publish mends what verify found', async () => {
  rmSync(fileOf('dim_date'))
  truncateSync(fileOf('dim_movie'), 10)
  await place.publish({ full: true, keepVersions: 1 })
  expect(await verifyFolder(place.folder, place.dataDir)).toMatchObject({ current: 3, versions: [3], differences: [] })
})
