import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { inProject } from '../lib/paths.ts'
import { run } from '../lib/run.mjs'

test('exports, files and dependencies that nothing uses are reported, under the rules of the project', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'yts-unused-'))
  try {
    await copyFile(inProject('knip.jsonc'), path.join(folder, 'knip.jsonc'))
    const files = {
      'package.json': JSON.stringify({ name: 'x', type: 'module', dependencies: { zod: '4.0.0' } }),
      'electron/main/main.ts': "import { used } from '../../shared/a.ts'\nused()\n",
      'shared/a.ts':
        'export const used = () => inside\nexport const inside = 1\nexport interface Spare {\n  a: number\n}\n',
      'shared/b.ts': 'export const lonely = 1\n',
    }
    for (const [file, text] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(folder, file)), { recursive: true })
      await writeFile(path.join(folder, file), text)
    }
    const knip = [inProject('node_modules/knip/bin/knip.js'), '--no-progress', '--reporter', 'compact']
    const { code, stdout } = await run(process.execPath, knip, { cwd: folder })
    expect(code).not.toBe(0)
    expect(stdout).toMatch(/shared\/b\.ts/)
    expect(stdout).toMatch(/inside/)
    expect(stdout).toMatch(/Spare/)
    expect(stdout).toMatch(/zod/)
    expect(stdout).not.toMatch(/\bused\b/)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
