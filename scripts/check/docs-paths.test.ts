import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { inProject } from '../lib/paths.ts'
import { namedPaths, resolvePath } from './docs-paths.ts'

const skipped = new Set(['node_modules', 'dist', 'out', 'release', '.git'])

/** Every file of the project, by its path with slashes. */
function projectFiles(folder = ''): string[] {
  return readdirSync(inProject(folder), { withFileTypes: true }).flatMap((entry) => {
    const file = path.posix.join(folder, entry.name)
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : projectFiles(file)
    return [file]
  })
}

const files = projectFiles()
const documents = files.filter((file) => file.endsWith('.md'))

it('there are documents to look at, and they name many files', () => {
  expect(documents).toEqual(expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'docs/architecture.md']))
  expect(documents.flatMap((file) => namedPaths(readFileSync(inProject(file), 'utf8'))).length).toBeGreaterThan(100)
})

it.each(documents)('every path and link that %s names exists', (document) => {
  const text = readFileSync(inProject(document), 'utf8')
  const lost = namedPaths(text).filter(
    (named) => !resolvePath(named, document, files, (place) => existsSync(inProject(place))),
  )
  expect(lost).toEqual([])
})

it.each([
  ['a file', '`scripts/check/main.ts`', true],
  ['a folder', '`electron/warehouse/`', true],
  ['a file by its name alone', '`lockfile.test.ts`', true],
  ['the end of a path', '`check/main.ts`', true],
  ['a pattern', '`e2e/*.e2e.ts`', true],
  ['a link', '[x](docs/security.md#top)', true],
  ['a file that is not there', '`scripts/check/mian.ts`', false],
  ['a name that is not there', '`lockfiles.test.ts`', false],
  ['a folder that is not there', '`electron/werehouse/`', false],
  ['a pattern that fits nothing', '`e2e/*.e3e.ts`', false],
  ['a link to nowhere', '[x](docs/securities.md)', false],
])('tells %s', (_, markdown, there) => {
  const [named = ''] = namedPaths(markdown)
  expect(named).not.toBe('')
  expect(resolvePath(named, 'README.md', files, (place) => existsSync(inProject(place)))).toBe(there)
})
