// `npm run dev`: the app with hot reload. The renderer comes from a Vite server behind app:// (YTS_DEV_SERVER names it
// to the main process); a change to main, preload or a utility process restarts the app. With YTS_INSPECT=1 every process
// can be debugged (docs/debugging.md).
import { type ChildProcess, spawn } from 'node:child_process'
import { context, type Plugin } from 'esbuild'
import { createServer } from 'vite'
import { nodeBuildOptions, preloadBuildOptions } from '../build/bundle.ts'
import { withoutGaps } from '../electron-runtime/index.ts'
import { requirePerson } from '../lib/display.ts'
import { freePort } from '../lib/free-port.ts'
import { inProject, projectRoot } from '../lib/paths.ts'
import { prepareElectron } from '../lib/prepare.ts'
import { runMain, say } from '../lib/say.mjs'

await runMain(async () => {
  const args = process.argv.slice(2)
  requirePerson(args)
  const runtime = await prepareElectron()
  const port = await freePort()
  const server = await createServer({
    configFile: inProject('vite.config.ts'),
    logLevel: 'warn',
    // The page's own address is app://, from which Vite's client could not guess where its server is.
    server: { port, strictPort: true, ws: { protocol: 'ws', host: '127.0.0.1', clientPort: port } },
  })
  await server.listen()
  const address = `http://127.0.0.1:${port}/`
  const env = withoutGaps({ ...process.env, ...runtime.env, YTS_DEV_SERVER: address })

  const inspect = process.env.YTS_INSPECT === '1' ? ['--inspect=127.0.0.1:9229', '--remote-debugging-port=9222'] : []

  let app: ChildProcess | undefined
  let ended = (_code: number): void => undefined
  const end = new Promise<number>((resolve) => {
    ended = resolve
  })
  const open = () => {
    const previous = app
    const next = () => {
      app = spawn(runtime.path, [...inspect, projectRoot, ...args], {
        cwd: projectRoot,
        env,
        stdio: 'inherit',
      })
      const opened = app
      // Closing the window ends the session; closing it to make room for the next one does not.
      opened.once('close', (code) => opened === app && ended(code ?? 0))
    }
    if (!previous || previous.exitCode !== null) return next()
    app = undefined
    previous.once('close', next)
    previous.kill('SIGTERM')
  }

  // Ctrl+C reaches the app too, and its end ends the session; a request to end is handed on.
  process.on('SIGINT', () => undefined)
  process.on('SIGTERM', () => app?.kill('SIGTERM'))

  // Two bundles report one after the other: the app opens when both have been built and again after each change.
  const built = new Set<string>()
  const restart = (name: string): Plugin => ({
    name: 'restart',
    setup(build) {
      build.onEnd((result) => {
        if (result.errors.length > 0) return
        const again = built.has(name)
        built.add(name)
        if (built.size < 2) return
        if (again) say('main changed: the app opens again')
        open()
      })
    },
  })
  const contexts = await Promise.all([
    context({ ...nodeBuildOptions(true), plugins: [restart('main')] }),
    context({ ...preloadBuildOptions(true), plugins: [restart('preload')] }),
  ])
  await Promise.all(contexts.map((each) => each.watch()))
  const code = await end
  await Promise.all(contexts.map((each) => each.dispose()))
  await server.close()
  return code
})
