import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { readManifest } from '../../publish/folder/manifest.ts'
import { cliGround } from '../testing/cli-ground.ts'

const ground = cliGround()
const starOf = () => `${ground.dataDir}-star`
afterEach(() => rmSync(starOf(), { recursive: true, force: true }))
const configure = (...names: string[]) => {
  const destinations = Object.fromEntries(names.map((name) => [name, { kind: 'parquet', dir: starOf() }]))
  writeFileSync(join(ground.dataDir, 'config.json'), JSON.stringify({ destinations }))
}
const sync = (...argv: string[]) => ground.cli('sync', '--url', ground.api.url, '--json', ...argv)

it('sync --publish publishes what it loaded, and answers with both in one line', async () => {
  configure('star')
  const first = await sync('--publish')
  expect(first.code, first.err).toBe(0)
  expect(first.out.trim().split('\n')).toHaveLength(1)
  expect(first.json()).toMatchObject({
    status: 'complete',
    runId: 1,
    publication: { status: 'published', destination: 'star', version: 1, goldVersion: 1 },
  })
  expect((await sync('--publish', 'star')).json()).toMatchObject({ publication: { status: 'unchanged', version: 1 } })
  ground.api.catalogue.append(3)
  const people = await ground.cli('sync', '--url', ground.api.url, '--publish', 'star')
  expect(people.out).toMatch(/^Run 3 .*complete[\s\S]*^Version 2 published to star/m)
  expect(readManifest(starOf())?.current).toBe(2)
})

it('sync --publish begins no load for a destination that is not there, and none where several are and none is named', async () => {
  configure('star', 'other')
  expect(await sync('--publish', 'gone')).toMatchObject({ code: 2 })
  expect(await sync('--publish')).toMatchObject({ code: 2 })
  expect(await sync('--publish', 'star', '--dry-run')).toMatchObject({ code: 2 })
  expect((await ground.cli('runs', '--json')).json()).toMatchObject({ total: 0 })
})

it('sync --publish publishes nothing of a load that is not complete', async () => {
  configure('star')
  ground.api.setFaults(['status=500@pages:2'])
  writeFileSync(join(ground.dataDir, 'config.yaml'), 'limit: 50\nmax_attempts: 1\n')
  const partial = await sync('--publish')
  expect(partial).toMatchObject({ code: 4 })
  expect(partial.json()).toMatchObject({ status: 'partial' })
  expect(partial.json()).not.toHaveProperty('publication')
  expect(existsSync(starOf())).toBe(false)
})

it('sync --publish says of a publish that fails that the load is complete', async () => {
  configure('star')
  mkdirSync(join(starOf(), 'of somebody'), { recursive: true })
  const failed = await sync('--publish')
  expect(failed).toMatchObject({ code: 5, err: expect.stringContaining('The load is complete; publishing to star') })
  expect(failed.json()).toMatchObject({
    status: 'complete',
    publication: { status: 'failed', destination: 'star', error: { kind: 'destination_refused' } },
  })
})
