import { inProject, projectRoot } from '../lib/paths.ts'
import { runInTerminal } from '../lib/run.mjs'

const tsc = 'node_modules/typescript/bin/tsc'

/** The checks that run nothing of the app: each is one program of the project or its packages, quiet when it passes. */
export const checks = [
  { name: 'types', program: tsc, args: ['--noEmit'] },
  { name: 'types: no Node in the renderer', program: tsc, args: ['--noEmit', '-p', 'tsconfig.renderer.json'] },
  { name: 'types: no Node and no DOM in shared', program: tsc, args: ['--noEmit', '-p', 'tsconfig.shared.json'] },
  {
    name: 'unused exports, files and dependencies',
    program: 'node_modules/knip/bin/knip.js',
    args: ['--no-progress'],
  },
  { name: 'workflows, forms and updates as GitHub reads them', program: 'scripts/check/workflows/main.ts', args: [] },
  {
    name: 'lint and format',
    program: 'node_modules/@biomejs/biome/bin/biome',
    args: ['check', '--error-on-warnings', '.'],
  },
] as const

/** Runs one check on the terminal; true when it passed. */
export async function passes(check: (typeof checks)[number]): Promise<boolean> {
  return (await runInTerminal(process.execPath, [inProject(check.program), ...check.args], { cwd: projectRoot })) === 0
}
