import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { inProject } from '../lib/paths.ts'

type Entry = { version?: string; integrity?: string; resolved?: string }

test('the lockfile pins every package by its checksum and names no registry', async () => {
  const lock = JSON.parse(await readFile(inProject('package-lock.json'), 'utf8')) as { packages: Record<string, Entry> }
  const packages = Object.entries(lock.packages).filter(([place]) => place !== '')
  expect(packages.length).toBeGreaterThan(100)
  expect(packages.filter(([, entry]) => entry.resolved !== undefined)).toEqual([])
  expect(packages.filter(([, entry]) => !entry.integrity?.startsWith('sha512-'))).toEqual([])
})

test('every direct dependency is pinned to one version', async () => {
  const about = JSON.parse(await readFile(inProject('package.json'), 'utf8'))
  const ranges = { ...about.dependencies, ...about.devDependencies, ...about.optionalDependencies }
  const loose = Object.entries(ranges).filter(([, range]) => !/^\d+\.\d+\.\d+(?:-[a-z]+\.\d+)?$/.test(String(range)))
  expect(loose).toEqual([])
})
