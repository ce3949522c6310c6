import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { inProject } from '../lib/paths.ts'

const source = /\.(ts|tsx|mjs|c|yml|json)$/
const folders = ['electron', 'shared', 'renderer', 'e2e', 'scripts', 'packaging', '.github', '.vscode']

/** Every file of the project that may read a variable, tests included. */
function sources(): string[] {
  const inFolders = folders.flatMap((folder) => {
    try {
      return readdirSync(inProject(folder), { recursive: true, encoding: 'utf8' }).map((name) =>
        path.join(folder, name),
      )
    } catch {
      return []
    }
  })
  const atTop = readdirSync(inProject('.')).filter((name) => name !== 'package-lock.json')
  return [...inFolders, ...atTop].filter((file) => source.test(file))
}

test('docs/debugging.md lists exactly the YTS_ variables that the sources name', () => {
  const named = new Set(
    sources().flatMap((file) => readFileSync(inProject(file), 'utf8').match(/\bYTS_[A-Z][A-Z_]*[A-Z]\b/g) ?? []),
  )
  const rows = readFileSync(inProject('docs/debugging.md'), 'utf8').matchAll(
    /^\| `(YTS_[A-Z_]+)` \| [^|]+ \| [^|]+ \|$/gm,
  )
  expect([...rows].map((row) => row[1]).sort()).toEqual([...named].sort())
  expect(named.size).toBeGreaterThan(6)
})
