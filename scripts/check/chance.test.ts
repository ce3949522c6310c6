import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

const root = path.join(import.meta.dirname, '..', '..')

/** Draws that nobody can repeat; fast-check names its seed, and the sample's films have one. */
const chance = /\bMath\.random\b|\brandomInt\b|\bgetRandomValues\b/

/** A slow machine is played by chance (e2e/support/slow-machine.ts), only when somebody asks for one. */
const drawsOnPurpose = ['e2e/support/slow-machine.ts']

it('no test draws by chance: one in a hundred runs fails then, and cannot be repeated', () => {
  const found: string[] = []
  for (const zone of ['electron', 'renderer', 'shared', 'scripts', 'e2e']) {
    for (const entry of readdirSync(path.join(root, zone), { recursive: true, encoding: 'utf8' })) {
      const name = `${zone}/${entry.replaceAll('\\', '/')}`
      if (!/\.tsx?$/.test(name) || name.endsWith('/chance.test.ts') || drawsOnPurpose.includes(name)) continue
      if (!/\.test\.tsx?$|\/testing\/|^e2e\//.test(name)) continue
      if (chance.test(readFileSync(path.join(root, name), 'utf8'))) found.push(name)
    }
  }
  expect(found).toEqual([])
})
