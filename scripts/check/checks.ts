import { existsSync } from 'node:fs'
import { inProject, projectRoot } from '../lib/paths.ts'
import { runInTerminal } from '../lib/run.mjs'
import { say } from '../lib/say.mjs'

/** The checks that run nothing of the app: each is one program, quiet when it passes. */
export const checks = [
  { name: 'types', program: 'typescript/bin/tsc', args: ['--noEmit'] },
  {
    name: 'types: no Node in the renderer',
    program: 'typescript/bin/tsc',
    args: ['--noEmit', '-p', 'tsconfig.renderer.json'],
  },
  {
    name: 'types: no Node and no DOM in shared',
    program: 'typescript/bin/tsc',
    args: ['--noEmit', '-p', 'tsconfig.shared.json'],
  },
  { name: 'unused exports, files and dependencies', program: 'knip/bin/knip.js', args: ['--no-progress'] },
  { name: 'lint and format', program: '@biomejs/biome/bin/biome', args: ['check', '--error-on-warnings', '.'] },
] as const

/** Runs one check on the terminal; true when it passed. */
export async function passes(check: (typeof checks)[number]): Promise<boolean> {
  const program = inProject('node_modules', check.program)
  if (!existsSync(program)) {
    say(`  ${check.program} is not installed: run npm install.`)
    return false
  }
  const code = await runInTerminal(process.execPath, [program, ...check.args], { cwd: projectRoot })
  return code === 0
}
