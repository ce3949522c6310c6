import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { verifyFolder } from './folder/verify-folder.ts'
import { makePlace, type Place, quickDisk, someFilms } from './testing/warehouses.ts'

let place: Place
beforeEach(async () => {
  place = makePlace()
  place.load(someFilms(0))
  await place.publish()
  place.load(someFilms(1))
})
afterEach(() => place.end())

const names = () => readdirSync(place.folder).sort()
const isOurs = (name: string) => name.startsWith('.publish-')
/** Nobody keeps another machine off a network drive. */
const unlocked = { isLocked: false }

async function isAsBefore(): Promise<void> {
  const { versions, differences } = await verifyFolder(place.folder, place.dataDir)
  expect([versions, differences]).toEqual([[1], []])
}

describe('on a drive without a lock, another machine', () => {
  it('that removes the version before it is shown makes the publish fail, and readers keep the one before', async () => {
    const disk = {
      ...quickDisk,
      syncFolder: (path: string) => {
        quickDisk.syncFolder(path)
        if (path === place.folder) rmSync(join(place.folder, 'v000002'), { recursive: true, force: true })
      },
    }
    await expect(place.publish(unlocked, { disk })).rejects.toMatchObject({ kind: 'destination_busy' })
    await isAsBefore()
  })

  it.each(['dim_date', 'fact_movies'])('that removes what is being written, at %s, makes it fail too', async (at) => {
    const remove = (table: string) => {
      if (table !== at) return
      for (const name of names().filter(isOurs)) rmSync(join(place.folder, name), { recursive: true })
    }
    await expect(place.publish({ ...unlocked, onTable: remove })).rejects.toMatchObject({ kind: 'destination_busy' })
    await isAsBefore()
  })

  it('that takes the number of the version meanwhile keeps it', async () => {
    const taken = join(place.folder, 'v000002')
    const take = (table: string) => {
      if (table !== 'fact_movies') return
      mkdirSync(taken)
      writeFileSync(join(taken, 'theirs'), '')
    }
    await expect(place.publish({ ...unlocked, onTable: take })).rejects.toMatchObject({ kind: 'destination_busy' })
    expect(readdirSync(taken)).toEqual(['theirs'])
    expect(names()).toEqual(['manifest.json', 'v000001', 'v000002'])
    await isAsBefore()
  })

  it('may be at work still: what it has not finished is left alone, under its own number', async () => {
    const theirs = '.publish-01234567-89ab-cdef-0123-456789abcdef'
    mkdirSync(join(place.folder, theirs))
    mkdirSync(join(place.folder, 'v000002'))
    expect(await place.publish(unlocked)).toMatchObject({ status: 'published', version: 3 })
    expect(await place.publish(unlocked)).toMatchObject({ status: 'unchanged', version: 3 })
    expect(names()).toEqual([theirs, 'manifest.json', 'v000001', 'v000002', 'v000003'])
    expect(await place.publish()).toMatchObject({ status: 'unchanged', version: 3 })
    expect(names()).toEqual(['manifest.json', 'v000001', 'v000003'])
  })
})
