import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import * as tls from 'node:tls'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { databricksStub } from '../../publish/testing/databricks-stub.ts'
import { tunnelTo } from '../../publish/testing/oauth-stub.ts'
import type { DatabricksStub } from '../../publish/testing/stub-types.ts'
import { someFilms } from '../../publish/testing/warehouses.ts'
import { databricksGround } from '../testing/databricks-ground.ts'
import { runForTest } from '../testing/run-for-test.ts'

const ground = databricksGround()
const host = 'adb-1.cloud.databricks.com'
let stub: DatabricksStub
let proxy: Awaited<ReturnType<typeof tunnelTo>>
beforeEach(async () => {
  stub = await databricksStub(host)
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), stub.certificate])
  proxy = await tunnelTo(stub.port)
  ground.configure({ host, port: stub.port, auth: 'service_principal', client_id: stub.oauth.clientId })
})
afterEach(async () => {
  proxy.close()
  await stub.close()
})

const cli = (env: Record<string, string>, ...argv: string[]) =>
  runForTest([...argv, '--data-dir', ground.place.dataDir], {
    engine: { ...ground.databricks(), proxy, surroundings: { home: ground.home, env } },
  })

describe('cli publish as a service principal', () => {
  it('publishes with the secret of the environment, files and all, and is asked for nothing else', async () => {
    ground.place.load(someFilms(0))
    const env = { DATABRICKS_CLIENT_SECRET: stub.oauth.secret }
    const done = await cli(env, 'publish', '--json')
    expect(done.code, done.err + done.out).toBe(0)
    expect(done.json()).toMatchObject({ status: 'published', tables: { fact_movies: { added: 7 } } })
    expect((await cli(env, 'publish', '--verify')).code).toBe(0)
    expect(new Set(stub.oauth.grants)).toEqual(new Set(['client_credentials all-apis']))
  })

  it('tells secret and tokens nobody but the workspace: no file, no line, no error has them', async () => {
    ground.place.load(someFilms(0))
    const env = { DATABRICKS_CLIENT_SECRET: stub.oauth.secret }
    const outputs: string[] = []
    const note = async (of: Record<string, string>, ...argv: string[]) => {
      const { out, err } = await cli(of, ...argv)
      outputs.push(out, err)
    }
    stub.fault = () => ({
      kind: 'error',
      message: `${stub.oauth.secret} is not liked; Bearer ${[...stub.oauth.tokens].join()}`,
    })
    await note(env, 'publish')
    stub.fault = () => null
    const wrong = 'dose-of-somebody-else'
    await note({ DATABRICKS_CLIENT_SECRET: wrong }, 'publish', '--json')
    for (const options of [[], ['--json'], ['--verify'], ['--dry-run'], ['--print-setup'], ['--setup']])
      await note(env, 'publish', ...options)
    await note(env, 'destinations', '--json')
    ground.place.db.pragma('wal_checkpoint(TRUNCATE)')
    expect(outputs.join('\n')).toContain('"status":"unchanged"')
    expect(outputs.join('\n')).toContain('does not let you sign in')
    const files = readdirSync(ground.place.dataDir, { recursive: true, encoding: 'utf8' }).map((name) =>
      join(ground.place.dataDir, name),
    )
    const texts = files.filter((path) => statSync(path).isFile()).map((path) => readFileSync(path, 'latin1'))
    expect(texts.length).toBeGreaterThan(1)
    expect(stub.oauth.tokens.size).toBeGreaterThan(3)
    for (const text of [...outputs, ...texts, ...stub.statements, ...stub.agents])
      for (const secret of [stub.oauth.secret, wrong, ...stub.oauth.tokens]) expect(text).not.toContain(secret)
  })
})
