import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openWritable, type WritableDb } from '../../warehouse/file/connection.ts'
import { databaseFile } from '../../warehouse/file/database-file.ts'
import { migrate } from '../../warehouse/migrations/index.ts'
import { loadAll, pagesOf, type RawMovie, rawMovie } from '../../warehouse/testing/loads.ts'
import { createLoadStore } from '../../warehouse/write/store.ts'
import { type FolderDisk, systemDisk } from '../folder/folder-disk.ts'
import { type FolderPublish, type FolderPublishDeps, publishToFolder } from '../folder/parquet-folder.ts'
import type { Layer } from '../star-columns.ts'

/** Helpers of the tests of publishing. Not used by the app. */

/**
 * The system's disk without waiting for it: what a killed process has written is there for the next one, synced or not, and
 * hundreds of publishes are waited for otherwise.
 */
export const quickDisk: FolderDisk = {
  ...systemDisk,
  createFile: (path) => ({ ...systemDisk.createFile(path), sync: () => {} }),
  syncFolder: () => {},
}

/** A data folder with a warehouse, and the folder beside it that is published to. */
export interface Place {
  dataDir: string
  folder: string
  db: WritableDb
  load(movies: readonly RawMovie[]): void
  publish(changes?: Partial<FolderPublish>, deps?: FolderPublishDeps): ReturnType<typeof publishToFolder>
  end(): void
}

/** Makes one, without a film. */
export function makePlace(layers: readonly Layer[] = ['gold']): Place {
  const home = mkdtempSync(join(tmpdir(), 'yts-publish-'))
  const dataDir = mkdtempSync(join(home, 'data-'))
  const folder = mkdtempSync(join(home, 'star-'))
  const db = openWritable(join(dataDir, databaseFile))
  migrate(db)
  const store = createLoadStore(db)
  return {
    dataDir,
    folder,
    db,
    load: (movies) => void loadAll(store, pagesOf(movies)),
    publish: (changes, deps) =>
      publishToFolder(
        db,
        { folder, dataDir, layers, keepVersions: 7, producer: 'a test', isLocked: true, ...changes },
        { disk: quickDisk, ...deps },
      ),
    end() {
      db.close()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

/** A few films; `round` changes some of them, and takes one away. */
export function someFilms(round: number): RawMovie[] {
  return Array.from({ length: 8 + round }, (_, index) =>
    rawMovie(index + 1, {
      ...(index % 3 === round % 3 ? { rating: 5 + (round % 5) / 2, title: `Round ${round}, film ${index}` } : {}),
      ...(index % 4 === 0 ? { year: 0, genres: [], language: 'ja', title_english: '電影 🎬 “the” film' } : {}),
    }),
  ).filter(({ id }) => id !== 3 + round)
}

/** What a process that was killed says no more. */
export class Killed extends Error {}

/**
 * A disk on which the work stops at its nth step, counted from 1, and nothing is done any more: neither that step nor what would clean
 * up after it. `stop` is what is thrown at it; a full disk lets removing go on.
 */
export function stoppingDisk(disk: FolderDisk, at: number, stop: 'killed' | 'full' = 'killed') {
  const seen: string[] = []
  const step = (name: string): void => {
    seen.push(name)
    if (stop === 'killed' && seen.length >= at) throw new Killed(name)
    if (stop === 'full' && seen.length >= at && !name.startsWith('remove'))
      throw Object.assign(new Error('no space left'), { code: 'ENOSPC' })
  }
  const stopping: FolderDisk = {
    makeFolder(path) {
      step('makeFolder')
      disk.makeFolder(path)
    },
    createFile(path) {
      step('createFile')
      const file = disk.createFile(path)
      return {
        write(bytes) {
          // A kill may leave any part of it.
          if (seen.length + 1 === at) file.write(bytes.subarray(0, bytes.length >> 1))
          step('write')
          file.write(bytes)
        },
        sync() {
          step('sync')
          file.sync()
        },
        close: () => file.close(),
      }
    },
    rename(from, to) {
      step('rename')
      disk.rename(from, to)
    },
    syncFolder(path) {
      step('syncFolder')
      disk.syncFolder(path)
    },
    remove(path) {
      step('remove')
      disk.remove(path)
    },
  }
  return { disk: stopping, seen }
}
