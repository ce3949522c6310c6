import './compile-cache.mjs'

const { runCli } = await import('./cli/run-cli.ts')
const { watchOutput } = await import('./cli/output.ts')

watchOutput([process.stdout, process.stderr], () => {
  process.exitCode ||= 1
})
const exitCode = await runCli(process.argv.slice(2))
process.exitCode = exitCode || process.exitCode
