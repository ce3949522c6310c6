import { KnownError } from '../../../shared/ipc/result.ts'
import type { FolderDestination } from '../destination-config.ts'
import { isNewFolder, lookAtFolder } from '../folder/folder-contents.ts'
import { systemDisk } from '../folder/folder-disk.ts'
import { withFolder } from '../folder/folder-session.ts'
import { publishToFolder } from '../folder/parquet-folder.ts'
import { rollBackFolder } from '../folder/show-version.ts'
import { verifyFolder } from '../folder/verify-folder.ts'
import { publishedTables } from '../star-columns.ts'
import { compareFolder } from './compare.ts'
import { observedDisk } from './observed.ts'
import type { Place, Work } from './place.ts'
import { planOfFolder } from './plan.ts'

/** A folder of Parquet files. */
export function folderPlace({ dir, layers, keepVersions }: FolderDestination, work: Work): Place {
  const { dataDir, who, signal, picture } = work
  const place = { folder: dir, dataDir, who }
  const manifest = () => (isNewFolder(dir, dataDir) ? null : lookAtFolder(dir, dataDir).manifest)
  return {
    async publish(db, full) {
      const disk = picture ? observedDisk(systemDisk, picture) : systemDisk
      const names = publishedTables(layers).map(({ name }) => name as string)
      picture?.change({ step: 'comparing', tables: names.length })
      const onTable = (table: string): void =>
        picture?.change({ step: 'sending', table, tableNumber: names.indexOf(table) + 1 })
      const publish = { folder: dir, dataDir, layers, keepVersions, producer: who, full, signal, onTable }
      const outcome = await withFolder({ ...place, make: true }, (isLocked) =>
        publishToFolder(db, { ...publish, isLocked }, { disk }),
      )
      const { status, version, star, bytes } = outcome
      const tables = outcome.tables.map(({ name, rows, digest }) => ({ name, sent: rows, digest }))
      const { goldVersion, publishedRun } = star
      return { status, mode: 'full', version, goldVersion, publishedRun, bytes, tables }
    },
    async show(version) {
      const { goldVersion, publishedRun } = await withFolder(place, () => rollBackFolder(dir, dataDir, version))
      return { version, goldVersion, publishedRun }
    },
    async verify() {
      const { current, differences } = await verifyFolder(dir, dataDir, signal)
      return {
        version: current,
        differences: differences.map(({ version, table, what }) => `Version ${version}, ${table}: ${what}.`),
      }
    },
    async versions() {
      const found = manifest()
      const kept = (found?.versions ?? []).map(({ version, goldVersion, publishedAt, producer }) => {
        return { version, goldVersion, publishedAt, producer }
      })
      return { current: found?.current ?? 0, kept: kept.reverse() }
    },
    async test() {
      const say = (message: string) => ({ message, checks: [] })
      if (isNewFolder(dir, dataDir)) return say('The folder is not there yet: the first publish makes it.')
      const { manifest: found } = lookAtFolder(dir, dataDir)
      return say(
        found?.current ? `The folder can be used: version ${found.current} is there.` : 'The folder can be used.',
      )
    },
    plan: (db) => planOfFolder(db, { folder: dir, dataDir, layers, keepVersions, producer: who, signal }),
    compare: (db, version) => compareFolder(db, { dir }, { dataDir, tables: publishedTables(layers), version, signal }),
    async setUp() {
      throw new KnownError('bad_input', 'A folder needs no setting up: publish to it.')
    },
  }
}
