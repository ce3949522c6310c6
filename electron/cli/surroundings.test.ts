import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type SampleApi, startSampleApi } from '../sample/server.ts'
import { openWritable } from '../warehouse/file/connection.ts'
import { runForTest } from './testing/run-for-test.ts'

let dataDir = ''
let api: SampleApi
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'yts-cli-'))
  api = await startSampleApi({ films: 200, seed: 4 })
})
afterEach(async () => {
  await api.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const cli = (...argv: string[]) => runForTest([...argv, '--data-dir', dataDir])

describe('cli in odd surroundings', () => {
  it('makes nothing in a dry run, and takes nothing up', async () => {
    const nowhere = join(dataDir, 'not there')
    const dry = ['sync', '--dry-run', '--url', api.url, '--json']
    for (const args of [dry, ['status'], ['runs'], ['verify'], ['rebuild'], ['query', 'SELECT 1']]) {
      await runForTest([...args, '--data-dir', nowhere])
      expect(existsSync(nowhere), args[0]).toBe(false)
    }
    expect((await cli(...dry)).json()).toMatchObject({ status: 'complete', inserted: 200 })
    expect(readdirSync(dataDir)).toEqual([])
    await cli('sync', '--url', api.url)
    const db = openWritable(join(dataDir, 'warehouse.sqlite'))
    db.exec("UPDATE run SET status = 'running'")
    db.close()
    const before = readFileSync(join(dataDir, 'warehouse.sqlite'))
    expect((await cli(...dry)).code).toBe(0)
    expect(readFileSync(join(dataDir, 'warehouse.sqlite')).equals(before)).toBe(true)
  })

  it('says in a sentence that a data folder cannot be one', async () => {
    writeFileSync(join(dataDir, 'file'), '')
    for (const args of [['sync', '--url', api.url], ['status'], ['rebuild']]) {
      const { code, err } = await runForTest([...args, '--data-dir', join(dataDir, 'file', 'below')])
      expect(code, args[0]).toBe({ sync: 1, status: 2, rebuild: 2 }[args[0] ?? ''])
      expect(err).not.toMatch(/Something went wrong|^ {4}at /m)
    }
  })

  it.skipIf(!existsSync('/proc/self'))('gives up at once on a data folder that cannot be made', async () => {
    for (const folder of ['/proc/nope', '/proc/nope/deeper']) {
      const { code, err } = await runForTest(['sync', '--url', api.url, '--data-dir', folder])
      expect(code).toBe(1)
      expect(err).toMatch(/cannot be written to/)
    }
  })

  it('names a data folder that is away, and makes none in its place', async () => {
    const away = join(dataDir, 'drive', 'films')
    writeFileSync(join(dataDir, 'location.json'), JSON.stringify({ dataFolder: away }))
    for (const args of [['sync', '--url', api.url], ['status'], ['verify'], ['rebuild']]) {
      const { code, err } = await cli(...args)
      expect(code, args[0]).toBe(2)
      expect(err).toContain(away)
    }
    writeFileSync(join(dataDir, 'location.json'), '{"dataFo')
    expect((await cli('sync', '--url', api.url)).code).toBe(2)
    expect(readdirSync(dataDir)).toEqual(['location.json'])
  })

  it('answers wrong usage with one JSON line too', async () => {
    for (const args of [['sync', '--nonsense'], ['nonsense'], ['export', 'run'], ['sync', '--limit', '0'], ['query']]) {
      const wrong = await cli(...args, '--json')
      expect(wrong.code).toBe(2)
      expect(wrong.json(), args.join(' ')).toMatchObject({ status: 'failed', error: { kind: 'bad_input' } })
    }
  })

  it('does not mind a reader that stops listening', async () => {
    await cli('sync', '--url', api.url)
    const child = spawn(process.execPath, [
      join(import.meta.dirname, '../cli.ts'),
      ...['query', 'SELECT a.* FROM silver_movie a, silver_movie b', '--data-dir', dataDir],
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
    await cli('sync', '--url', api.url)
    const full = openSync('/dev/full', 'w')
    const script = join(import.meta.dirname, '../cli.ts')
    const child = spawn(process.execPath, [script, 'status', '--data-dir', dataDir], {
      stdio: ['ignore', full, 'ignore'],
    })
    expect(await once(child, 'exit')).toEqual([1, null])
    closeSync(full)
  })

  it('tells that a damaged warehouse was set aside', async () => {
    await cli('sync', '--url', api.url)
    writeFileSync(join(dataDir, 'warehouse.sqlite'), 'no database '.repeat(2000))
    const { code, err } = await cli('sync', '--url', api.url)
    expect(code).toBe(0)
    expect(err).toMatch(/damaged and has been set aside as warehouse\.sqlite\.corrupt-/)
  })
})
