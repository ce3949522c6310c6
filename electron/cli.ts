import module from 'node:module'
import { fileURLToPath } from 'node:url'

// Half of a short command's time is stripping types and compiling: from sources, what was compiled is kept beside the packages.
if (import.meta.url.endsWith('.ts')) {
  module.enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url)))
}

const { runCli } = await import('./cli/run-cli.ts')
const { watchOutput } = await import('./cli/output.ts')

watchOutput([process.stdout, process.stderr], () => {
  process.exitCode ||= 1
})
const exitCode = await runCli(process.argv.slice(2))
process.exitCode = exitCode || process.exitCode
