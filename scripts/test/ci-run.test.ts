import { execFile } from 'node:child_process'
import { chmod, cp, mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { inProject } from '../lib/paths.ts'

/** Runs `.ci/run` in a folder of its own with an npm that answers for `npm test` and `npm run cluster`, as lines of a shell. */
async function ciRun(ofTest: string, ofCluster: string): Promise<{ code: number; lines: string[] }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'yts-ci-'))
  await mkdir(path.join(folder, '.ci'))
  await mkdir(path.join(folder, 'bin'))
  await cp(inProject('.ci', 'run'), path.join(folder, '.ci', 'run'))
  const npm = path.join(folder, 'bin', 'npm')
  await writeFile(
    npm,
    `#!/bin/bash\ncase "$*" in\ntest) ${ofTest};;\n'run cluster -- --quick '*) ${ofCluster};;\n*) exit 99;;\nesac\n`,
  )
  await chmod(npm, 0o755)
  const env = { ...process.env, PATH: [path.dirname(npm), process.env.PATH ?? ''].join(path.delimiter) }
  const ended = promisify(execFile)('bash', [path.join(folder, '.ci', 'run')], { env })
  const { code, stdout } = await ended.then(
    ({ stdout }) => ({ code: 0, stdout }),
    (error: { code: number; stdout: string }) => error,
  )
  return { code, lines: stdout.trimEnd().split('\n') }
}

const cases = [
  {
    name: 'both green',
    test: 'echo 3 passed, 0 failed',
    cluster: 'echo 2 passed, 0 failed',
    last: '5 passed, 0 failed',
  },
  {
    name: 'a test failed',
    test: 'echo 3 passed, 1 failed; exit 1',
    cluster: 'echo 2 passed, 0 failed',
    last: '5 passed, 1 failed',
  },
  {
    name: 'a row failed',
    test: 'echo 3 passed, 0 failed',
    cluster: 'echo 1 passed, 2 failed; exit 1',
    last: '4 passed, 2 failed',
  },
  {
    name: 'skipped',
    test: 'echo 3 passed, 0 failed',
    cluster: 'echo skipped: no Java; echo 0 passed, 0 failed',
    last: '3 passed, 0 failed',
  },
  {
    name: 'the tests died',
    test: 'echo begun; exit 3',
    cluster: 'echo 2 passed, 0 failed',
    last: '2 passed, 1 failed',
  },
  {
    name: 'an error that no count has',
    test: 'echo 3 passed, 0 failed; exit 1',
    cluster: 'echo 2 passed, 0 failed',
    last: '5 passed, 1 failed',
  },
  {
    name: 'the cluster ended well and counted nothing',
    test: 'echo 3 passed, 0 failed',
    cluster: 'echo hm',
    last: '3 passed, 1 failed',
  },
]

test.each(cases)(
  'the last line of a CI run counts tests and cluster together: $name',
  async ({ test, cluster, last }) => {
    const { code, lines } = await ciRun(test, cluster)
    expect(lines.at(-1)).toBe(last)
    expect(code).toBe(last.endsWith(' 0 failed') ? 0 : 1)
  },
)

test('what either of them says is in the output of a CI run', async () => {
  const { lines } = await ciRun('echo one; echo 1 passed, 0 failed', 'echo why it was skipped; echo 0 passed, 0 failed')
  expect(lines).toEqual(['one', '1 passed, 0 failed', 'why it was skipped', '0 passed, 0 failed', '1 passed, 0 failed'])
})
