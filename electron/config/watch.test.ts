import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { watchConfig } from './watch.ts'

let dataDir: string
let closeWatch = (): void => {}
beforeEach(() => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'yts-watch-'))
  writeFileSync(path.join(dataDir, 'config.yaml'), 'limit: 20\n')
})
afterEach(() => {
  closeWatch()
  rmSync(dataDir, { recursive: true, force: true })
})

/** Watches with a timer that is let off by hand, so that a burst ends when the test says so. */
function watchByHand() {
  const changes: number[] = []
  const timer: { run: (() => void) | null; set: number } = { run: null, set: 0 }
  const watch = watchConfig(
    dataDir,
    () => changes.push(1),
    (_ms, run) => {
      timer.run = run
      timer.set++
      return () => {
        timer.run = null
      }
    },
  )
  closeWatch = watch.close
  const settle = async (): Promise<void> => {
    await vi.waitFor(() => expect(timer.run).not.toBeNull(), { timeout: 120_000 })
    timer.run?.()
    timer.run = null
  }
  return { changes, watch, settle }
}

it('tells of a change once a burst, also when an editor replaces the file', async () => {
  const { changes, settle } = watchByHand()
  for (const limit of [1, 2, 3]) writeFileSync(path.join(dataDir, 'config.yaml'), `limit: ${limit}\n`)
  await settle()
  expect(changes).toHaveLength(1)
  writeFileSync(path.join(dataDir, 'config.yaml.swp'), 'limit: 9\n')
  renameSync(path.join(dataDir, 'config.yaml.swp'), path.join(dataDir, 'config.yaml'))
  await settle()
  expect(changes).toHaveLength(2)
})

it('is silent about what was seen already and about other files', async () => {
  const { changes, watch, settle } = watchByHand()
  writeFileSync(path.join(dataDir, 'config.yaml'), 'limit: 7\n')
  watch.seen()
  await settle()
  writeFileSync(path.join(dataDir, 'other.txt'), 'x')
  writeFileSync(path.join(dataDir, 'config.yaml'), 'limit: 7\n')
  await settle()
  expect(changes).toEqual([])
})

it('does without a folder that is not there', () => {
  rmSync(dataDir, { recursive: true })
  expect(() => watchByHand()).not.toThrow()
})
