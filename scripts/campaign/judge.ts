import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SampleService } from '../../electron/sample/service.ts'
import { load, memoryWarehouse } from '../../electron/sync/testing/harness.ts'
import type { ReadableDb } from '../../electron/warehouse/file/connection.ts'
import { databaseFile } from '../../electron/warehouse/file/database-file.ts'
import { contentDigest } from '../../electron/warehouse/gold/digest.ts'
import { openReady } from '../../electron/warehouse/read/queries/reader-connection.ts'
import { verifyWarehouse } from '../../electron/warehouse/write/verify.ts'

/**
 * What must hold after every fault (pipeline notes, §3 "Base"): SQLite's integrity and foreign keys, every error check (the
 * conservation of rows among them), every stored page against its hash. Returns what is broken; empty = sound.
 */
export function breachesOf(db: ReadableDb): string[] {
  const found = verifyWarehouse(db)
  const breaches = [...found.failedChecks]
  if (found.integrity !== 'ok') breaches.push(`integrity: ${found.integrity}`)
  if (found.foreignKeyViolations > 0) breaches.push(`${found.foreignKeyViolations} broken foreign keys`)
  return breaches
}

/** Opens the warehouse of a data folder; null = none. */
export function openLeft(dataDir: string): ReadableDb | null {
  return openReady(join(dataDir, databaseFile))
}

/** Breaches and content digest of the warehouse in a data folder. A folder without one is sound and has no content. */
export function judge(dataDir: string): { breaches: string[]; digest: string | null } {
  const db = openLeft(dataDir)
  if (!db) return { breaches: [], digest: null }
  try {
    return { breaches: breachesOf(db), digest: contentDigest(db) }
  } finally {
    db.close()
  }
}

/** The digest that one undisturbed full load of a catalogue has. The service must have no faults set. */
export async function freshDigest(service: SampleService): Promise<string> {
  const db = memoryWarehouse()
  try {
    const summary = await load(db, service, { mode: 'full', settings: { limit: 50 } })
    if (summary.status !== 'complete') throw new Error(`The clean load to compare with ended as ${summary.status}.`)
    return contentDigest(db)
  } finally {
    db.close()
  }
}

/** Runs some work with a data folder of its own, which is removed after. */
export async function withDataDir<T>(work: (dataDir: string) => Promise<T>): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), 'yts-campaign-'))
  try {
    return await work(dataDir)
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}
