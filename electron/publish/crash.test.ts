import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemDisk } from './folder/folder-disk.ts'
import { readManifest } from './folder/manifest.ts'
import { rollBackFolder } from './folder/show-version.ts'
import { verifyFolder } from './folder/verify-folder.ts'
import { Killed, makePlace, type Place, quickDisk, someFilms, stoppingDisk } from './testing/warehouses.ts'

let place: Place
beforeEach(() => {
  place = makePlace()
})
afterEach(() => place.end())

/** What a reader of the folder sees: the version in force, all of it held against its digests; null before the first. */
async function seen(): Promise<number | null> {
  const manifest = readManifest(place.folder)
  if (manifest?.current == null) return null
  const { current, differences } = await verifyFolder(place.folder, place.dataDir)
  expect(differences).toEqual([])
  return current
}

/** How many steps a whole publish takes, and the one with which readers see it. */
async function stepsOfPublish() {
  const { disk, seen: steps } = stoppingDisk(quickDisk, Number.POSITIVE_INFINITY)
  await place.publish({ keepVersions: 2 }, { disk })
  return steps
}

describe('a publish that is stopped', () => {
  it('at any step of the first one leaves nothing half made, and the next one publishes', async () => {
    place.load(someFilms(0))
    const rehearsal = makePlace()
    rehearsal.load(someFilms(0))
    const { disk, seen: steps } = stoppingDisk(quickDisk, Number.POSITIVE_INFINITY)
    await rehearsal.publish({}, { disk })
    rehearsal.end()
    expect(steps.length).toBeGreaterThan(40)
    for (let at = 1; at <= steps.length; at++) {
      const stopping = stoppingDisk(quickDisk, at)
      await expect(place.publish({}, { disk: stopping.disk }), `step ${at}`).rejects.toThrow(Killed)
      const shown = await seen()
      // The last step syncs the name of the manifest, which readers have found by then.
      expect(shown, `step ${at}, ${steps[at - 1]}`).toBe(at === steps.length ? 1 : null)
      expect(await place.publish()).toMatchObject({ status: shown === null ? 'published' : 'unchanged', version: 1 })
      expect(readdirSync(place.folder).sort()).toEqual(['manifest.json', 'v000001'])
      for (const name of readdirSync(place.folder)) systemDisk.remove(join(place.folder, name))
    }
  })

  it('at any step of a later one leaves the version before, whole, and the next one publishes', async () => {
    for (let round = 0; round < 2; round++) {
      place.load(someFilms(round))
      await place.publish({ keepVersions: 2 })
    }
    place.load(someFilms(2))
    const steps = await stepsOfPublish()
    const flip = steps.lastIndexOf('rename') + 1
    expect(steps.slice(flip)).toEqual(['syncFolder', 'remove'])
    for (let at = 1; at <= steps.length; at++) {
      place.load(someFilms(2 + at))
      const before = await seen()
      const stopping = stoppingDisk(quickDisk, at)
      const done = place.publish({ keepVersions: 2 }, { disk: stopping.disk })
      // A version too many that cannot be removed is no failure.
      if (at === steps.length) await done
      else await expect(done, `step ${at}`).rejects.toThrow(Killed)
      const after = await seen()
      if (at <= flip) expect(after, `step ${at}, ${steps[at - 1]}`).toBe(before)
      else expect(after).toBeGreaterThan(before ?? 0)
      expect(await place.publish({ keepVersions: 2 })).toMatchObject({ status: at <= flip ? 'published' : 'unchanged' })
      const { versions = [] } = readManifest(place.folder) ?? {}
      expect(versions).toHaveLength(2)
      expect(readdirSync(place.folder)).toHaveLength(3)
    }
  })

  it('by a full disk leaves the version before and no litter, and says so', async () => {
    place.load(someFilms(0))
    const { withFolder } = await import('./folder/folder-session.ts')
    await place.publish()
    place.load(someFilms(1))
    const names = readdirSync(place.folder).sort()
    for (const at of [1, 2, 3, 4, 5, 20]) {
      const { disk } = stoppingDisk(quickDisk, at, 'full')
      const where = { folder: place.folder, dataDir: place.dataDir, who: 'a test', disk }
      await expect(withFolder(where, () => place.publish({}, { disk }))).rejects.toMatchObject({ kind: 'disk_full' })
      expect(await seen()).toBe(1)
      expect(
        readdirSync(place.folder)
          .filter((name) => name !== '.publish.lock')
          .sort(),
      ).toEqual(names)
    }
  })

  it('when what was written does not read back equal shows nothing of it', async () => {
    place.load(someFilms(0))
    await place.publish()
    place.load(someFilms(1))
    let files = 0
    const lying = {
      ...quickDisk,
      createFile: (path: string) => {
        const file = quickDisk.createFile(path)
        return { ...file, write: (bytes: Uint8Array) => (++files === 9 ? undefined : file.write(bytes)) }
      },
    }
    await expect(place.publish({}, { disk: lying })).rejects.toMatchObject({ kind: 'destination_differs' })
    expect(await seen()).toBe(1)
    expect(readdirSync(place.folder).sort()).toEqual(['manifest.json', 'v000001'])
  })

  it('at any step of a rollback shows the one version or the other', async () => {
    place.load(someFilms(0))
    await place.publish()
    place.load(someFilms(1))
    await place.publish()
    for (let at = 1; at <= 5; at++) {
      const { disk } = stoppingDisk(quickDisk, at)
      expect(() => rollBackFolder(place.folder, place.dataDir, 1, disk)).toThrow(Killed)
      expect(await seen()).toBe(at <= 4 ? 2 : 1)
    }
    expect(rollBackFolder(place.folder, place.dataDir, 1)).toMatchObject({ version: 1 })
  })

  it('is seen by a reader beside it as the old version or the new one, wherever its process is killed', async () => {
    place.load(someFilms(0))
    await place.publish()
    place.load(someFilms(1))
    place.db.pragma('wal_checkpoint(TRUNCATE)')
    const program = join(import.meta.dirname, 'testing', 'killed-publisher.ts')
    for (const at of ['createFile:1', 'write:7', 'createFile:10', 'rename:1', 'write:21', 'rename:2']) {
      const child = spawn(process.execPath, [program, place.dataDir, place.folder, at], { stdio: 'ignore' })
      const [code, signal] = await once(child, 'exit')
      expect([code, signal]).toEqual([null, 'SIGKILL'])
      expect(await seen()).toBe(1)
    }
    expect(await place.publish()).toMatchObject({ status: 'published', version: 2 })
    expect(
      readdirSync(place.folder)
        .filter((name) => !name.startsWith('.publish.lock'))
        .sort(),
    ).toEqual(['manifest.json', 'v000001', 'v000002'])
  })
})
