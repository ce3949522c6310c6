import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { inProject } from '../lib/paths.ts'
import { releaseNotes } from './notes.ts'

const changelog = '# Changelog\n\n## Unreleased\n\n- next\n\n## 1.2.0\n\n- a\n- b\n\n## 1.1.0\n\n- old\n\n## 1.0.0\n'

it('prints the section of the version, and nothing of the others', () => {
  expect(releaseNotes('v1.2.0', '1.2.0', changelog)).toBe('- a\n- b\n')
  expect(releaseNotes('v1.1.0', '1.1.0', changelog)).toBe('- old\n')
})

it.each([
  ['another tag', 'v1.2.1', '1.2.0', /not the version/],
  ['no tag', '', '1.2.0', /not the version/],
  ['a version nothing is said of', 'v1.3.0', '1.3.0', /no section/],
  ['an empty section', 'v1.0.0', '1.0.0', /empty/],
])('refuses %s', (_, tag, version, said) => {
  expect(() => releaseNotes(tag, version, changelog)).toThrow(said)
})

it('finds the notes of the version that is in package.json now', () => {
  const { version } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'))
  expect(releaseNotes(`v${version}`, version, readFileSync(inProject('CHANGELOG.md'), 'utf8'))).not.toBe('')
})
