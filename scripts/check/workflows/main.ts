// Holds what GitHub reads to its schemas: workflows cannot run here.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { inProject } from '../../lib/paths.ts'
import { runMain, say } from '../../lib/say.mjs'
import { problemsOf } from './check-file.ts'

await runMain(async () => {
  const files = readdirSync(inProject('.github'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(inProject('.'), path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
  const problems = await Promise.all(files.map((file) => problemsOf(file, readFileSync(inProject(file), 'utf8'))))
  for (const problem of problems.flat()) say(`  ${problem}`)
  return problems.flat().length > 0 ? 1 : 0
})
