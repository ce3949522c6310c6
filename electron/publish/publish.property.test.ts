import { readdirSync } from 'node:fs'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readManifest, versionFolder } from './folder/manifest.ts'
import { rollBackFolder } from './folder/show-version.ts'
import { verifyFolder } from './folder/verify-folder.ts'
import { publishedTables } from './star-columns.ts'
import { starDigests } from './star-rows.ts'
import { Killed, makePlace, quickDisk, someFilms, stoppingDisk } from './testing/warehouses.ts'

const step = fc.oneof(
  fc.record({ what: fc.constant('load' as const), round: fc.integer({ min: 0, max: 9 }) }),
  fc.record({ what: fc.constant('publish' as const), full: fc.boolean() }),
  fc.record({ what: fc.constant('crash' as const), at: fc.integer({ min: 1, max: 70 }) }),
  fc.record({ what: fc.constant('rollback' as const), back: fc.nat({ max: 3 }) }),
)

it('any sequence of loads, publishes, crashes and rollbacks shows whole versions only, and a publish ends equal to the warehouse', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 12 }), async (steps) => {
      const place = makePlace()
      try {
        place.load(someFilms(0))
        const here = async () =>
          [...(await starDigests(place.db, publishedTables(['gold'])))].map(([name, d]) => [name, String(d)])
        /** What each version held when it was first seen: it never becomes anything else. */
        const held = new Map<number, unknown>()
        for (const next of [...steps, { what: 'publish' as const, full: false }]) {
          if (next.what === 'load') place.load(someFilms(next.round))
          if (next.what === 'publish') await place.publish({ full: next.full, keepVersions: 3 })
          if (next.what === 'crash') {
            const { disk } = stoppingDisk(quickDisk, next.at)
            await place
              .publish({ keepVersions: 3 }, { disk })
              .catch((error: unknown) => expect(error).toBeInstanceOf(Killed))
          }
          const manifest = readManifest(place.folder)
          if (next.what === 'rollback' && manifest?.current) {
            const kept = manifest.versions.at(-1 - (next.back % manifest.versions.length))?.version ?? 0
            expect(rollBackFolder(place.folder, place.dataDir, kept).version).toBe(kept)
          }
          const after = readManifest(place.folder)
          if (!after?.current) continue
          expect((await verifyFolder(place.folder, place.dataDir)).differences).toEqual([])
          for (const { version, tables } of after.versions) {
            const digests = tables.map(({ name, digest }) => [name, digest])
            expect(held.get(version) ?? digests).toEqual(digests)
            held.set(version, digests)
          }
        }
        const { current, versions = [] } = readManifest(place.folder) ?? {}
        expect(held.get(current ?? 0)).toEqual(await here())
        expect(versions.length).toBeLessThanOrEqual(3)
        expect(readdirSync(place.folder).sort()).toEqual(
          ['manifest.json', ...versions.map(({ version }) => versionFolder(version))].sort(),
        )
      } finally {
        place.end()
      }
    }),
    { numRuns: 25 },
  )
})
