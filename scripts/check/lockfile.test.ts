import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { inProject } from '../lib/paths.ts'

type Entry = {
  version?: string
  integrity?: string
  resolved?: string
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
}

test('the lockfile pins every package by its checksum and names no registry', async () => {
  const lock = JSON.parse(await readFile(inProject('package-lock.json'), 'utf8')) as { packages: Record<string, Entry> }
  const packages = Object.entries(lock.packages).filter(([place]) => place !== '')
  expect(packages.length).toBeGreaterThan(100)
  expect(packages.filter(([, entry]) => entry.resolved !== undefined)).toEqual([])
  expect(packages.filter(([, entry]) => !entry.integrity?.startsWith('sha512-'))).toEqual([])
})

// npm leaves out an optional package that the registry does not have, and `npm ci` then refuses the lockfile.
test('the lockfile holds every package that another asks for, those of other systems too', async () => {
  const lock = JSON.parse(await readFile(inProject('package-lock.json'), 'utf8')) as { packages: Record<string, Entry> }
  const lost = Object.entries(lock.packages).flatMap(([place, { dependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...optionalDependencies })
      .filter((name) => !places(place).some((folder) => `${folder}node_modules/${name}` in lock.packages))
      .map((name) => `${name}, for ${place}`),
  )
  expect(lost).toEqual([])
})

/** Where Node looks for what a package imports: in its own folder, then in each above it. */
function places(place: string): string[] {
  const parts = place === '' ? [] : place.split(/\/?node_modules\//).slice(1)
  return parts.map((_, index) => `node_modules/${parts.slice(0, index + 1).join('/node_modules/')}/`).concat('')
}

test('every direct dependency is pinned to one version', async () => {
  const about = JSON.parse(await readFile(inProject('package.json'), 'utf8'))
  const ranges = { ...about.dependencies, ...about.devDependencies, ...about.optionalDependencies }
  const loose = Object.entries(ranges).filter(([, range]) => !/^\d+\.\d+\.\d+(?:-[a-z]+\.\d+)?$/.test(String(range)))
  expect(loose).toEqual([])
})
