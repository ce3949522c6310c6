import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { databaseFile, hasFirstLoad } from '../../warehouse/file/database-file.ts'
import { films, heldAt, make, start } from '../testing/loader.ts'

it('fills a file of its own in a first load that no reader follows, and takes up one that was cancelled', async () => {
  const { loader, service, dataDir } = make(300, [], { prepare: false })
  const held = heldAt(service, 20)
  const first = loader.runToEnd(start())
  await held.reached
  expect([hasFirstLoad(dataDir), existsSync(join(dataDir, databaseFile))]).toEqual([true, false])
  await loader['sync.cancel'](null)
  expect(await first).toMatchObject({ status: 'cancelled', runId: 1 })
  expect([hasFirstLoad(dataDir), existsSync(join(dataDir, databaseFile))]).toEqual([false, true])
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
