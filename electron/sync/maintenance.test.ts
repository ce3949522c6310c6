import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { createLoaderService } from './loader-service.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

it('runs one maintenance after another: the first leaves nothing locked behind', async () => {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'yts-maintenance-'))
  folders.push(dataDir)
  const service = createLoaderService({ dataDir, emit: () => {} })
  const first = await service['maintenance.verify'](undefined)
  const second = await service['maintenance.verify'](undefined)
  expect(second).toEqual(first)
  await expect(service['maintenance.rebuild'](undefined)).resolves.toMatchObject({ films: 0 })
  await service.close()
})
