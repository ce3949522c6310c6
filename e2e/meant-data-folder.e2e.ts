import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { electronLaunchOptions } from '../scripts/electron-runtime/index.ts'

// The app on folders that are no data folder. It asks in native dialogs, so it is watched from outside.

let root = ''
const started: ChildProcess[] = []
test.beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'yts-e2e-folder-'))
})
test.afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
  rmSync(root, { recursive: true, force: true, maxRetries: 5 })
})

/** Starts the app; what it prints is gathered. */
async function launch(dataDir: string): Promise<{ child: ChildProcess; printed: () => string }> {
  const { executablePath, args, cwd, env } = await electronLaunchOptions({ dataDir })
  const child = spawn(executablePath, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  started.push(child)
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      text += chunk
    })
  }
  return { child, printed: () => text }
}

// Only Linux has a folder in which nothing can be made, whoever asks: the tests run as root too.
test.skip(process.platform !== 'linux', 'needs /proc')

test('a folder that cannot be made is refused in a sentence, and so is one that cannot be written to', async () => {
  for (const [folder, says] of [
    ['/proc/nope', 'The data folder cannot be made: /proc/nope'],
    ['/proc', 'Nothing can be written to the data folder: /proc'],
  ] as const) {
    const { child, printed } = await launch(folder)
    await expect.poll(printed).toContain(says)
    // It waits for the person to have read that, and for nothing else.
    expect(child.exitCode).toBeNull()
    child.kill()
  }
})

test('a data folder that is away is asked about, and none is made in its place', async () => {
  const home = path.join(root, 'home')
  const away = path.join(root, 'drive', 'films')
  mkdirSync(home)
  writeFileSync(path.join(home, 'location.json'), JSON.stringify({ dataFolder: away }))
  const { child, printed } = await launch(home)
  await expect.poll(printed).toContain(away)
  expect(child.exitCode).toBeNull()
  expect(existsSync(path.dirname(away))).toBe(false)
  expect(readdirSync(home)).not.toContain('config.yaml')
  expect(readdirSync(home)).not.toContain('warehouse.sqlite')
})
