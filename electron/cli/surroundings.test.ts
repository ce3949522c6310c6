import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openWritable } from '../warehouse/file/connection.ts'
import { cliGround } from './testing/cli-ground.ts'
import { runForTest } from './testing/run-for-test.ts'

const ground = cliGround()
const { cli } = ground

describe('cli in odd surroundings', () => {
  it('makes nothing in a dry run, and takes nothing up', async () => {
    const nowhere = join(ground.dataDir, 'not there')
    const dry = ['sync', '--dry-run', '--url', ground.api.url, '--json']
    for (const args of [dry, ['status'], ['runs'], ['verify'], ['rebuild'], ['query', 'SELECT 1']]) {
      await runForTest([...args, '--data-dir', nowhere])
      expect(existsSync(nowhere), args[0]).toBe(false)
    }
    expect((await cli(...dry)).json()).toMatchObject({ status: 'complete', inserted: 200 })
    expect(readdirSync(ground.dataDir)).toEqual([])
    await cli('sync', '--url', ground.api.url)
    const db = openWritable(join(ground.dataDir, 'warehouse.sqlite'))
    db.exec("UPDATE run SET status = 'running'")
    db.close()
    const before = readFileSync(join(ground.dataDir, 'warehouse.sqlite'))
    expect((await cli(...dry)).code).toBe(0)
    expect(readFileSync(join(ground.dataDir, 'warehouse.sqlite')).equals(before)).toBe(true)
  })

  it('says in a sentence that a data folder cannot be one', async () => {
    writeFileSync(join(ground.dataDir, 'file'), '')
    for (const args of [['sync', '--url', ground.api.url], ['status'], ['rebuild']]) {
      const { code, err } = await runForTest([...args, '--data-dir', join(ground.dataDir, 'file', 'below')])
      expect(code, args[0]).toBe({ sync: 1, status: 2, rebuild: 2 }[args[0] ?? ''])
      expect(err).not.toMatch(/Something went wrong|^ {4}at /m)
    }
  })

  it.skipIf(!existsSync('/proc/self'))('gives up at once on a data folder that cannot be made', async () => {
    for (const folder of ['/proc/nope', '/proc/nope/deeper']) {
      const { code, err } = await runForTest(['sync', '--url', ground.api.url, '--data-dir', folder])
      expect(code).toBe(1)
      expect(err).toMatch(/cannot be written to/)
    }
  })

  it('names a data folder that is away, and makes none in its place', async () => {
    const away = join(ground.dataDir, 'drive', 'films')
    writeFileSync(join(ground.dataDir, 'location.json'), JSON.stringify({ dataFolder: away }))
    for (const args of [['sync', '--url', ground.api.url], ['status'], ['verify'], ['rebuild']]) {
      const { code, err } = await cli(...args)
      expect(code, args[0]).toBe(2)
      expect(err).toContain(away)
    }
    writeFileSync(join(ground.dataDir, 'location.json'), '{"dataFo')
    expect((await cli('sync', '--url', ground.api.url)).code).toBe(2)
    expect(readdirSync(ground.dataDir)).toEqual(['location.json'])
  })

  it('answers wrong usage with one JSON line too', async () => {
    for (const args of [['sync', '--nonsense'], ['nonsense'], ['export', 'run'], ['sync', '--limit', '0'], ['query']]) {
      const wrong = await cli(...args, '--json')
      expect(wrong.code).toBe(2)
      expect(wrong.json(), args.join(' ')).toMatchObject({ status: 'failed', error: { kind: 'bad_input' } })
    }
  })

  it('does not mind a reader that stops listening', async () => {
    await cli('sync', '--url', ground.api.url)
    const child = spawn(process.execPath, [
      join(import.meta.dirname, '../cli.ts'),
      ...['query', 'SELECT a.* FROM silver_movie a, silver_movie b', '--data-dir', ground.dataDir],
    ])
    let err = ''
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk
    })
    child.stdout.once('data', () => child.stdout.destroy())
    expect(await once(child, 'exit')).toEqual([0, null])
    expect(err).not.toContain('EPIPE')
  })

  it.skipIf(!existsSync('/dev/full'))('fails when what it says cannot be written', async () => {
    await cli('sync', '--url', ground.api.url)
    const full = openSync('/dev/full', 'w')
    const script = join(import.meta.dirname, '../cli.ts')
    const child = spawn(process.execPath, [script, 'status', '--data-dir', ground.dataDir], {
      stdio: ['ignore', full, 'ignore'],
    })
    expect(await once(child, 'exit')).toEqual([1, null])
    closeSync(full)
  })

  it('tells that a damaged warehouse was set aside', async () => {
    await cli('sync', '--url', ground.api.url)
    writeFileSync(join(ground.dataDir, 'warehouse.sqlite'), 'no database '.repeat(2000))
    const { code, err } = await cli('sync', '--url', ground.api.url)
    expect(code).toBe(0)
    expect(err).toMatch(/damaged and has been set aside as warehouse\.sqlite\.corrupt-/)
  })
})
