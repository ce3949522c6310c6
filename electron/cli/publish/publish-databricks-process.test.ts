import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { someFilms } from '../../publish/testing/warehouses.ts'
import { databricksGround } from '../testing/databricks-ground.ts'

const ground = databricksGround()
const { cli, seen, here } = ground

describe('a process that publishes to Databricks', () => {
  const program = join(import.meta.dirname, '..', '..', 'cli.ts')

  /** Runs the command line in a process of its own; `env`: beside what this one has. */
  function start(argv: readonly string[], nodeOptions: readonly string[] = []) {
    const certificates = join(ground.home, 'certificates.pem')
    writeFileSync(certificates, ground.stub.certificate)
    return spawn(process.execPath, [...nodeOptions, program, ...argv, '--data-dir', ground.place.dataDir], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_EXTRA_CA_CERTS: certificates, DATABRICKS_TOKEN: ground.stub.token },
    })
  }

  it('loads the driver when it publishes, and not before', async () => {
    const hook = `data:text/javascript,${encodeURIComponent(
      "import { registerHooks } from 'node:module'; registerHooks({ resolve(name, context, next) { if (name.startsWith('@databricks/')) process.stderr.write('LOADED '); return next(name, context) } })",
    )}`
    ground.place.load(someFilms(0))
    for (const [argv, isLoaded] of [
      [['publish', '--print-setup'], false],
      [['destinations'], false],
      [['publish'], true],
    ] as const) {
      const child = start(argv, ['--import', hook])
      let err = ''
      child.stderr.on('data', (text) => {
        err += text
      })
      const [code] = await once(child, 'close')
      expect(code, err).toBe(0)
      expect(err.includes('LOADED'), argv.join(' ')).toBe(isLoaded)
    }
  })

  it('killed at a statement of each kind, before or after it is done, leaves the old star or the new one, and the next one ends equal', async () => {
    ground.place.load(someFilms(0))
    await cli('publish')
    let round = 1
    for (const [pattern, isDone] of [
      [/^UPDATE .*next_version = CASE/, true],
      [/^PUT .*dim_movie/, false],
      [/^MERGE INTO .*fact_movies_versions/, false],
      [/^MERGE INTO .*genre_junction_versions/, true],
      [/^SELECT concat.*dim_movie_versions/, true],
      [/^REMOVE /, true],
      [/^UPDATE .*SET version = /, false],
      [/^UPDATE .*SET version = /, true],
      [/^MERGE INTO .*yts_publish/, true],
    ] as const) {
      ground.place.load(someFilms(round++))
      const [before, after] = [await seen(), await here()]
      ground.stub.statements.length = 0
      const child = start(['publish'])
      child.stdout.resume()
      child.stderr.resume()
      let isHit = false
      ground.stub.fault = (sql) => {
        // The first note in the history is of the version before.
        const isFlip =
          !String(pattern).includes('yts_publish') || ground.stub.statements.some((sent) => /SET version = /.test(sent))
        if (isHit || !isFlip || !pattern.test(sql)) return null
        isHit = true
        if (!isDone) child.kill('SIGKILL')
        else setImmediate(() => child.kill('SIGKILL'))
        return { kind: 'reset', isDone }
      }
      const [, signal] = await once(child, 'close')
      expect([String(pattern), isHit, signal]).toEqual([String(pattern), true, 'SIGKILL'])
      ground.stub.fault = () => null
      const shown = await seen()
      expect([before, after], String(pattern)).toContain(shown)
      const done = await cli('publish')
      expect(done.code, done.err).toBe(0)
      expect(await seen(), String(pattern)).toBe(after)
    }
  })
})
