import { cpSync, existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { databaseCompanions, databaseFile } from '../../warehouse/file/database-file.ts'
import type { HookPoint } from '../fetch/page-source.ts'
import { films, make, start } from '../testing/loader.ts'

/** A whole warehouse of 120 films, made elsewhere. */
async function otherWarehouse(): Promise<string> {
  const { dataDir, loader } = make(120)
  expect(await loader.runToEnd(start())).toMatchObject({ status: 'complete' })
  await loader.close()
  return join(dataDir, databaseFile)
}

/** What may happen to a warehouse while it is written to. */
const events: [what: string, does: (dataDir: string, file: string, other: string) => void][] = [
  [
    'deleted',
    (_, file) => {
      for (const companion of ['', ...databaseCompanions]) rmSync(file + companion, { force: true })
    },
  ],
  ['deleted alone, its log left', (_, file) => rmSync(file)],
  ['deleted with its folder', (dataDir) => rmSync(dataDir, { recursive: true })],
  [
    'replaced by another one',
    (_, file, other) => {
      cpSync(other, `${file}.new`)
      renameSync(`${file}.new`, file)
    },
  ],
]

/** When: which occasion of which hook. */
const moments: [when: string, point: HookPoint, nth: number][] = [
  ['after the plan', 'plan-saved', 1],
  ['mid load', 'fetch-after', 12],
  ['before it is published', 'promote-before', 1],
]

describe.each([
  ['the app', true],
  ['the command line, in a first load,', false],
])('a warehouse that %s writes', (_, prepare) => {
  describe.each(events)('and that is %s', (what, does) => {
    it.each(moments)('%s ends the load as failed', async (_when, point, nth) => {
      const other = await otherWarehouse()
      let met = 0
      const at = (seen: HookPoint): void => {
        if (seen === point && ++met === nth) does(dataDir, join(dataDir, databaseFile), other)
      }
      const { dataDir, loader, events: told } = make(300, [], { prepare, hooks: { at } })
      const summary = await loader.runToEnd(start())
      expect(met).toBeGreaterThanOrEqual(nth)
      expect(summary).toMatchObject({ status: 'failed', error: { kind: 'unavailable' } })
      expect(summary.error?.message).toMatch(/deleted, moved or replaced/)
      expect(told.filter(({ type }) => type === 'published')).toEqual([])

      if (what === 'deleted with its folder') {
        expect(existsSync(dataDir)).toBe(false)
        return
      }
      if (what.startsWith('replaced')) expect(films(dataDir)).toBe(120)
      // What was replaced is another warehouse, and is loaded into as such.
      expect(await loader.runToEnd(start({ mode: 'full' }))).toMatchObject({ status: 'complete' })
      expect(films(dataDir)).toBe(300)
    })
  })
})
