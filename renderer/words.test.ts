import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it } from 'vitest'
import { menuTemplate } from '../electron/main/shell/menu-template.ts'
import { qualityChecks } from '../electron/warehouse/quality/checks.ts'
import { commands } from '../shared/commands.ts'
import { cleaningRules } from '../shared/model/rules.ts'

const root = join(import.meta.dirname, '..')

/** Where words for people stand. SQL and identifiers of the warehouse keep their own. */
const rooms = ['renderer', 'shared', 'electron/main', 'electron/cli', 'electron/sync']

/** What these say reaches people as errors, and beside it they hold much that does not. */
const roomsOfSql = ['electron/warehouse', 'electron/config', 'electron/files', 'electron/publish']

/** One word for one thing on the screen; on the right the words it has been called by as well. */
const oneWord: [word: string, others: RegExp][] = [
  ['added', /\b(inserted|newly found)\b/],
  ['changed', /^Updated\b|\bupdated\b/i],
  ['removed', /\bvanish(ed|es)?\b|\bno longer listed\b/i],
  ['refused', /\bquarantined\b|\bin quarantine\b|^Quarantine$/i],
  ['duplicate', /\bseen twice\b/i],
  ['partition', /\bstripe\b/i],
  [
    'load',
    /\b(the|a|this|last|next|no|paused|pause|resume|cancel) sync\b|\bsync (did|complete|cancelled|failed|finished|has)\b/i,
  ],
  ['drop', /\blet (the values )?go\b/i],
  ['plain English', /\bone row a\b|\bupkeep\b|^unknown: /i],
]

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return entry.name === 'testing' ? [] : sources(path)
    return /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name) ? [path] : []
  })
}

/** Texts of a source that may be shown: literals with a space or a capital, and what stands between tags. */
function texts(source: string): string[] {
  const code = source.replaceAll(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, '')
  const literals = [...code.matchAll(/'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g)].map((found) =>
    (found[1] ?? found[2] ?? found[3] ?? '').replaceAll(/\$\{[^}]*\}/g, '').trim(),
  )
  const between = [...code.matchAll(/>\s*([A-Z][^<>{}]*)|\}\s+([A-Za-z][\w ,.:]*)(?=\s*[<{])/g)].map(
    (found) => (found[1] ?? found[2])?.trim() ?? '',
  )
  return [...literals.filter((text) => /\s|^[A-Z]/.test(text)), ...between]
}

/** The native menu in each state that words it differently, on each system. */
function menuTexts(): string[] {
  const texts: string[] = []
  const read = (items: readonly MenuItemConstructorOptions[]): void => {
    for (const { label, submenu } of items) {
      if (label !== undefined) texts.push(label.replace('&', ''))
      if (Array.isArray(submenu)) read(submenu)
    }
  }
  for (const platform of ['linux', 'darwin'] as const) {
    for (const syncing of [true, false]) {
      for (const paused of [true, false]) {
        const filter = { undo: syncing, redo: syncing, clear: syncing }
        read(
          menuTemplate(
            platform,
            { syncing, paused, filter },
            () => {},
            () => {},
          ),
        )
      }
    }
  }
  return texts
}

describe('words on the screen', () => {
  it.each(oneWord)('also in the menu and of commands: %s', (_, others) => {
    const shown = [...menuTexts(), ...Object.values(commands).map(({ label }) => label)]
    expect(shown).toContain('Pause Load')
    expect(shown).toContain('Pause or Resume Load')
    expect(shown.filter((text) => others.test(text))).toEqual([])
  })

  it('reads literals and the text between tags, and no comments', () => {
    expect(
      texts("// the sync\nconst a = 'Two words'; const b = 'key'\n<p>Some text</p>\n{count} seen twice\n</p>"),
    ).toEqual(['Two words', 'Some text', 'seen twice'])
  })

  it.each(oneWord)('also in the titles and descriptions of the checks: %s', (_, others) => {
    expect(qualityChecks.map(({ title }) => title)).toContain('Refused rows')
    const shown = qualityChecks.flatMap(({ title, description, offendersSql }) => [
      title,
      description,
      // What a check says of a row stands in its SQL, between single quotes.
      ...[...offendersSql.matchAll(/\|\| '([^']*)'/g)].map(([, text = '']) => text.trim()),
    ])
    expect(shown.filter((text) => others.test(text))).toEqual([])
  })

  it.each(oneWord)('also in the titles and descriptions of the cleaning rules: %s', (_, others) => {
    const shown = cleaningRules.flatMap(({ title, description }) => [title, description])
    expect(shown).toContain('Bytes that are no text')
    expect(shown.filter((text) => others.test(text))).toEqual([])
  })

  it.each(oneWord)('also in the sentences of rooms whose other texts are SQL, names and keys: %s', (_, others) => {
    const shown = roomsOfSql
      .flatMap((room) => sources(join(root, room)))
      .flatMap((path) => texts(readFileSync(path, 'utf8')))
      .filter((text) => /^[A-Z](?![A-Z])[\s\S]*[.?!]$/.test(text))
    expect(shown.length).toBeGreaterThan(80)
    expect(shown.filter((text) => others.test(text))).toEqual([])
  })

  it.each(oneWord)('one thing has one word: %s', (_, others) => {
    const found = rooms
      .flatMap((room) => sources(join(root, room)))
      .flatMap((path) =>
        texts(readFileSync(path, 'utf8'))
          .filter((text) => others.test(text))
          .map((text) => `${relative(root, path)}: ${text}`),
      )
    expect(found).toEqual([])
  })
})
