import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const withoutComments = (text: string) => text.replaceAll(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, '')
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
  .map((file) => ({ file, text: withoutComments(readFileSync(join(root, file), 'utf8')) }))

it('every age on the screen is told from the one clock', () => {
  const told = sources.filter(({ file, text }) => /\bformatAgo\(/.test(text) && !file.endsWith('format.ts'))
  expect(told.length).toBeGreaterThan(1)
  const own = told.filter(
    ({ text }) => !text.includes('useAgoClock()') || /formatAgo\([^)]*(Date\.now|new Date)/.test(text),
  )
  expect(own.map(({ file }) => file)).toEqual([])
})

it('nothing but the one formatter writes an age', () => {
  const writers = sources.filter(({ text }) =>
    /[`'"][^`'"\n]*\b(min|h|days?|hours?|minutes?|seconds?) ago\b/.test(text),
  )
  expect(writers.map(({ file }) => file)).toEqual(['format.ts'])
})
