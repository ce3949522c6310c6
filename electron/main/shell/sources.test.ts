import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '..', '..', '..')

function sources(folder: string, endings: readonly string[]): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => endings.some((ending) => name.endsWith(ending)) && !name.includes('.test.'))
    .map((name) => path.join(folder, name))
}

const text = (file: string): string => readFileSync(path.join(root, file), 'utf8')

it('the renderer never turns a text into markup', () => {
  const files = sources('renderer', ['.ts', '.tsx'])
  expect(files.length).toBeGreaterThan(10)
  const markup =
    /\.(innerHTML|outerHTML)\s*=|insertAdjacentHTML|document\.write|dangerouslySetInnerHTML|\bnew Function\(/
  expect(files.filter((file) => markup.test(text(file)))).toEqual([])
})

it('live regions are polite: an alert waits for the sentence being read, and nothing is assertive', () => {
  const alerts = sources('renderer', ['.tsx']).flatMap((file) =>
    [...text(file).matchAll(/<[^<>]*role=(?:"alert"|\{[^}]*'alert'[^}]*\})[^<>]*>/g)].map(([tag]) => ({ file, tag })),
  )
  expect(alerts.length).toBeGreaterThan(5)
  expect(alerts.filter(({ tag }) => !tag.includes('aria-live="polite"'))).toEqual([])
  expect(sources('renderer', ['.tsx']).filter((file) => text(file).includes('assertive'))).toEqual([])
})

it('pages hold no inline script, style or handler', () => {
  for (const file of sources('renderer', ['.html'])) {
    expect(text(file)).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=/)
  }
})

it('the preload holds no schemas, and gives out neither ipcRenderer nor an event', () => {
  const [preload] = sources('electron/preload', ['.ts'])
  const imports = [...text(preload ?? '').matchAll(/^import (?!type).*from '([^']+)'/gm)].map((match) => match[1])
  expect(imports).toEqual(['electron', '../../shared/ipc/channel-names.ts', '../../shared/ipc/channels.ts'])
  for (const file of ['shared/ipc/channel-names.ts', 'shared/ipc/channels.ts'])
    expect(text(file)).not.toMatch(/^import (?!type)/m)
})

it('nothing relaxes the policy, the sandbox or the sender check', () => {
  for (const file of [...sources('electron', ['.ts']), ...sources('shared', ['.ts'])]) {
    expect(text(file), file).not.toMatch(
      /bypassCSP|sandbox: false|contextIsolation: false|webSecurity: false|nodeIntegration: true|enableBlinkFeatures/,
    )
    expect(text(file), file).not.toMatch(/@electron\/remote|ipcRenderer\.sendSync|event\.returnValue/)
  }
})

it('the window opens before anything large is loaded', () => {
  const seen = new Set<string>()
  const packages = new Set<string>()
  const follow = (file: string): void => {
    if (seen.has(file)) return
    seen.add(file)
    for (const [, from = ''] of text(file).matchAll(/^(?:import|export) (?!type)(?:[^']* from )?'([^']+)'/gm)) {
      if (from.startsWith('.')) follow(path.join(path.dirname(file), from))
      else packages.add(from)
    }
  }
  follow('electron/main/main.ts')
  expect(seen).toContain(path.join('electron', 'main', 'shell', 'window.ts'))
  expect([...packages].filter((name) => !name.startsWith('node:')).sort()).toEqual(['electron'])
})
