import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { dimensions } from '../../shared/model/dimensions.ts'
import { inProject } from '../lib/paths.ts'

/** Sources of the program in a folder itself, in the order of their names: no tests. */
function sources(folder: string): string[] {
  return readdirSync(inProject(folder)).filter((name) => /\.(tsx?|mjs|css)$/.test(name) && !/\.test\.tsx?$/.test(name))
}

/** Folders that hold sources of the program themselves: no tests, and no helpers of tests. */
function rooms(folder: string): string[] {
  const entries = readdirSync(inProject(folder), { withFileTypes: true })
  const below = entries.filter((entry) => entry.isDirectory() && entry.name !== 'testing')
  return [
    ...(sources(folder).length > 0 ? [`${folder}/`] : []),
    ...below.flatMap(({ name }) => rooms(`${folder}/${name}`)),
  ]
}

/** The first cell of each line of a section's table. */
function firstCells(document: string, heading: string): string[] {
  const section = readFileSync(inProject(document), 'utf8').split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''
  return [...section.matchAll(/^\| `([^`]+)` \|/gm)].map(([, cell = '']) => cell)
}

it('every folder of sources has its one line under “Rooms”, and no line is of anything else', () => {
  const there = ['shared', 'electron', 'renderer'].flatMap(rooms)
  expect(there.length).toBeGreaterThan(50)
  expect(there).toEqual(expect.arrayContaining(['electron/warehouse/read/queries/', 'renderer/styles/']))
  expect(firstCells('docs/architecture.md', 'Rooms').sort()).toEqual(there.sort())
})

it('a room holds at most a dozen files, its tests not counted', () => {
  const crowded = ['shared', 'electron', 'renderer', 'scripts']
    .flatMap(rooms)
    .filter((room) => sources(room).length > 12)
  expect(crowded).toEqual([])
})

it('the glossary names every dimension of the model', () => {
  const line = /^\| dimension \|.*$/m.exec(readFileSync(inProject('docs/glossary.md'), 'utf8'))?.[0] ?? ''
  const words = line.toLowerCase()
  expect(
    Object.values(dimensions)
      .map(({ label }) => label)
      .filter((label) => !words.includes(label.toLowerCase())),
  ).toEqual([])
})
