// `npm run package`: the unpacked program in release/, around the Electron of this machine.
// `npm run package -- --release`: the installers of electron-builder.yml, around the pinned Electron.
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { buildNodeSide, buildRenderer } from '../build/bundle.ts'
import { resolveElectron, withoutGaps } from '../electron-runtime/index.ts'
import { inProject, projectRoot } from '../lib/paths.ts'
import { run } from '../lib/run.mjs'
import { ActionableError, runMain, say, step } from '../lib/say.mjs'
import { packagedProgram } from './program.ts'

await runMain(async () => {
  const release = process.argv.includes('--release')
  const runtime = await resolveElectron()
  if (release && runtime.kind !== 'pinned') {
    throw new ActionableError(
      `Installers are made around the pinned Electron only, and this machine has ${runtime.version} (${runtime.kind}).`,
      'make them where Electron’s release host can be reached, with ELECTRON_OVERRIDE_DIST_PATH unset.',
    )
  }
  await step('building the app', async () => {
    await buildNodeSide()
    await buildRenderer()
  })
  await step(`packaging around Electron ${runtime.version}`, async () => {
    await rm(inProject('release'), { recursive: true, force: true })
    const target = release ? [] : ['--dir', `-c.electronDist=${runtime.dist}`, `-c.electronVersion=${runtime.version}`]
    const result = await run(
      process.execPath,
      [inProject('node_modules/electron-builder/cli.js'), '--publish=never', ...target],
      { cwd: projectRoot, env: withoutGaps({ ...process.env, ...runtime.env }) },
    )
    if (result.code !== 0) {
      const said = `${result.stdout}\n${result.stderr}`.trim().split('\n').slice(-15).join('\n')
      throw new ActionableError(
        `electron-builder ended with ${result.code}:\n${said}`,
        'read its last lines above; a download that failed can be tried again.',
      )
    }
  })
  const program = packagedProgram()
  if (!release && !existsSync(program)) throw new Error(`The packaged program is missing: ${program}`)
  say(release ? 'The installers are in release/.' : `The program is ${program}`)
  return 0
})
