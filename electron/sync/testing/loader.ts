import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'
import { SampleService } from '../../sample/service.ts'
import { openReadable } from '../../warehouse/file/connection.ts'
import { databaseFile } from '../../warehouse/file/database-file.ts'
import type { EngineHooks } from '../fetch/page-source.ts'
import { systemRuntime } from '../fetch/runtime.ts'
import { createLoaderService, type LoaderEvent, type LoadStart } from '../loader-service.ts'
import { settings } from './harness.ts'
import { sampleTransport } from './sample-transport.ts'

/** What ends after a test, last first. */
export const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** A loader of its own data folder and its own source; both end with the test. */
export function make(films = 300, faults: string[] = [], more: { prepare?: boolean; hooks?: EngineHooks } = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'yts-loader-'))
  const service = new SampleService({ films, seed: 2, quirks: 0, faults })
  const events: LoaderEvent[] = []
  const loader = createLoaderService({
    dataDir,
    emit: (event) => events.push(event),
    transport: () => sampleTransport(service, systemRuntime),
    ...more,
  })
  closing.push(
    () => rmSync(dataDir, { recursive: true, force: true }),
    () => loader.close(),
  )
  return { dataDir, service, events, loader }
}

/** A start as the app makes it. */
export const start = (overrides: Partial<LoadStart> = {}): LoadStart => ({
  settings: settings(),
  mode: null,
  dryRun: false,
  trigger: 'manual',
  ...overrides,
})
/** How many films the folder's warehouse has published. */
export const films = (dataDir: string): unknown => {
  const db = openReadable(join(dataDir, databaseFile))
  const count = db.prepare('SELECT count(*) FROM fact_movies').pluck().get()
  db.close()
  return count
}

/** Holds the source at its nth request, until told to go on. */
export function heldAt(service: SampleService, request: number): { reached: Promise<void>; goOn: () => void } {
  let goOn = (): void => {}
  const gate = new Promise<void>((resolve) => {
    goOn = resolve
  })
  const reached = new Promise<void>((resolve) => {
    service.onRequest = async (seen) => {
      if (seen.request < request) return
      resolve()
      await gate
    }
  })
  return { reached, goOn }
}
