// The entry of `npm run demo`, `npm test`, `npm start`, `npm run dev` and `npm run package`: needs nothing installed
// before it but Node 20 and npm. Installs what is missing, then hands over to the Node 24 the lockfile pins.
import path from 'node:path'
import { runInTerminal } from '../lib/run.mjs'
import { ActionableError, runMain } from '../lib/say.mjs'
import { ensureDependencies, projectNode, projectRoot } from './install.mjs'

const tasks = ['demo', 'test', 'start', 'dev', 'package']

await runMain(async () => {
  const [task = '', ...rest] = process.argv.slice(2)
  if (!tasks.includes(task)) {
    throw new ActionableError(`There is no task "${task}".`, `name one of: ${tasks.join(', ')}`)
  }
  if (Number.parseInt(process.versions.node, 10) < 20) {
    throw new ActionableError(
      `This is Node ${process.versions.node}; installing needs Node 20 or newer.`,
      'install a current Node from nodejs.org or your package manager, then run the command again.',
    )
  }
  await ensureDependencies()
  const node = projectNode()
  const bin = path.join(projectRoot, 'node_modules', '.bin')
  return runInTerminal(node, [path.join(projectRoot, 'scripts', task, 'main.ts'), ...rest], {
    cwd: projectRoot,
    env: { ...process.env, PATH: [bin, process.env.PATH ?? ''].join(path.delimiter) },
  })
})
