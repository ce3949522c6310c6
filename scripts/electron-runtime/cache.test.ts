import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { cachedFolder } from './cache.ts'

async function newFolder(): Promise<string> {
  return path.join(await mkdtemp(path.join(os.tmpdir(), 'yts-cache-')), 'thing')
}

test('callers that want the same folder fill it once', async () => {
  const folder = await newFolder()
  let filled = 0
  const fill = async (temporary: string) => {
    filled += 1
    await writeFile(path.join(temporary, 'a'), 'whole')
  }
  await Promise.all([cachedFolder(folder, fill), cachedFolder(folder, fill), cachedFolder(folder, fill)])
  expect(filled).toBe(1)
  expect(await readFile(path.join(folder, 'a'), 'utf8')).toBe('whole')
})

test('a fill that fails leaves nothing behind, and the next one starts afresh', async () => {
  const folder = await newFolder()
  const cut = cachedFolder(folder, async (temporary) => {
    await writeFile(path.join(temporary, 'half'), 'x')
    throw new Error('connection lost')
  })
  await expect(cut).rejects.toThrow('connection lost')
  expect(await readdir(path.dirname(folder))).toEqual([])
  await cachedFolder(folder, (temporary) => writeFile(path.join(temporary, 'whole'), 'x'))
  expect(await readdir(folder)).toEqual(['whole'])
})

test('what a killed process left behind is taken over', async () => {
  const folder = await newFolder()
  const dead = spawn(process.execPath, ['-e', ''])
  await new Promise((resolve) => dead.once('exit', resolve))
  await writeFile(`${folder}.lock`, String(dead.pid))
  await cachedFolder(folder, (temporary) => writeFile(path.join(temporary, 'whole'), 'x'))
  expect(existsSync(path.join(folder, 'whole'))).toBe(true)
  expect(existsSync(`${folder}.lock`)).toBe(false)
})
