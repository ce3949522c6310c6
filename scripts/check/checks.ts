import { inProject, projectRoot } from '../lib/paths.ts'
import { runInTerminal } from '../lib/run.mjs'

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
  { name: 'lint and format', program: '@biomejs/biome/bin/biome', args: ['check', '--error-on-warnings', '.'] },
] as const

/** Runs one check on the terminal; true when it passed. */
export async function passes(check: (typeof checks)[number]): Promise<boolean> {
  const code = await runInTerminal(process.execPath, [inProject('node_modules', check.program), ...check.args], {
    cwd: projectRoot,
  })
  return code === 0
}
