import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

const root = path.join(import.meta.dirname, '..', '..')

/** Calls that take a list apart into arguments: lists of data have any length, the stack has not. */
const spread =
  /\bMath\.(?:min|max)\((?:[^()\n]*, )?\.\.\.|\.(?:push|unshift|splice|concat)\((?:[^()[\]{}\n]*, )?\.\.\.|\bString\.from\w+\(\.\.\./g

it('no list of data is spread into the arguments of a call (shared/extremes.ts; a loop in place of push)', () => {
  const found: string[] = []
  for (const zone of ['electron', 'renderer', 'shared']) {
    for (const name of readdirSync(path.join(root, zone), { recursive: true, encoding: 'utf8' })) {
      if (!/\.tsx?$/.test(name) || /\.test\.tsx?$|(?:^|[\\/])testing[\\/]/.test(name)) continue
      const text = readFileSync(path.join(root, zone, name), 'utf8')
      for (const [match] of text.matchAll(spread)) found.push(`${zone}/${name}: ${match}`)
    }
  }
  expect(found).toEqual([])
})
