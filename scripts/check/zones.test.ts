import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { inProject } from '../lib/paths.ts'
import { run } from '../lib/run.mjs'

const refused = {
  'shared/node.ts': "import fs from 'node:fs'\nexport const x = fs\n",
  'shared/upward.ts': "import { a } from '../electron/sync/a.ts'\nexport const x = a\n",
  'electron/sync/electron.ts': "import { app } from 'electron'\nexport const x = app\n",
  'electron/warehouse/window.ts': "import { w } from '../main/window.ts'\nexport const x = w\n",
  'electron/sample/electron.ts': "import { app } from 'electron'\nexport const x = app\n",
  'electron/cli/electron.ts': "import { app } from 'electron'\nexport const x = app\n",
  'electron/publish/electron.ts': "import { app } from 'electron'\nexport const x = app\n",
  'electron/publish/load.ts': "import { s } from '../sync/a.ts'\nexport const x = s\n",
  'electron/main/app-window.ts': "import { p } from '../../renderer/pages.ts'\nexport const x = p\n",
  'renderer/node.ts': "import fs from 'node:fs'\nexport const x = fs\n",
  'renderer/engine.ts': "import { s } from '../electron/sync/a.ts'\nexport const x = s\n",
}

const allowed = {
  'shared/own.ts': "import { z } from 'zod'\nimport { b } from './b.ts'\nexport const x = [z, b]\n",
  'electron/sync/shared.ts': "import { b } from '../../shared/b.ts'\nexport const x = b\n",
  'electron/publish/warehouse.ts': "import { w } from '../warehouse/a.ts'\nexport const x = w\n",
  'electron/main/electron.ts': "import { app } from 'electron'\nexport const x = app\n",
  'renderer/shared.ts': "import { b } from '../shared/b.ts'\nexport const x = b\n",
}

/** What Biome says, under the project's rules, about a folder with these files. */
async function lint(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'yts-zones-'))
  try {
    const { vcs: _, ...rules } = JSON.parse(await readFile(inProject('biome.json'), 'utf8'))
    for (const [file, code] of Object.entries({ ...files, 'biome.json': JSON.stringify(rules) })) {
      await mkdir(path.dirname(path.join(folder, file)), { recursive: true })
      await writeFile(path.join(folder, file), code)
    }
    const biome = inProject('node_modules/@biomejs/biome/bin/biome')
    const args = [biome, 'lint', '--reporter=github', '--max-diagnostics=none', '.']
    return (await run(process.execPath, args, { cwd: folder })).stdout
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

test('imports that cross a zone are refused, the others are not', async () => {
  const complaints = (await lint({ ...refused, ...allowed }))
    .split('\n')
    .filter((line) => /RestrictedImports/.test(line))
  const complainedOf = (file: string) => complaints.some((line) => line.includes(file))
  expect(Object.keys(refused).filter((file) => !complainedOf(file))).toEqual([])
  expect(Object.keys(allowed).filter(complainedOf)).toEqual([])
})

test('markup made from text is refused', async () => {
  const code = "export const X = () => <div dangerouslySetInnerHTML={{ __html: '<b>' }} />\n"
  expect(await lint({ 'renderer/markup.tsx': code })).toContain('noDangerouslySetInnerHtml')
})

test('an import circle is refused, also one of types alone', async () => {
  const said = await lint({
    'shared/a.ts': "import type { B } from './b.ts'\nexport interface A {\n  b: B\n}\n",
    'shared/b.ts': "import type { A } from './a.ts'\nexport interface B {\n  a: A\n}\n",
  })
  expect(said.match(/noImportCycles/g)).toHaveLength(2)
})
