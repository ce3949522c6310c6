import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { databaseFile } from '../../warehouse/file/database-file.ts'
import { films, heldAt, make, start } from '../testing/loader.ts'

it('makes the warehouse for a first load, and takes up one that was cancelled', async () => {
  const { loader, service, dataDir } = make(300, [], { prepare: false })
  const held = heldAt(service, 20)
  expect(existsSync(join(dataDir, databaseFile))).toBe(false)
  const first = loader.runToEnd(start())
  await held.reached
  expect(films(dataDir)).toBe(0)
  await loader['sync.cancel'](null)
  expect(await first).toMatchObject({ status: 'cancelled', runId: 1 })
  expect(films(dataDir)).toBe(0)
  held.goOn()
  const requests = service.counters.requests
  expect(await loader.runToEnd(start())).toMatchObject({ status: 'complete', runId: 1 })
  expect(service.counters.requests - requests).toBeLessThan(30)
  expect(films(dataDir)).toBe(300)
})

it('compares a dry run with nothing while there is nothing, and leaves no file', async () => {
  const { loader, dataDir } = make(300, [], { prepare: false })
  expect(await loader.runToEnd(start({ dryRun: true }))).toMatchObject({ status: 'complete', inserted: 300 })
  expect(readdirSync(dataDir)).toEqual([])
})
