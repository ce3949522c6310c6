import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as tls from 'node:tls'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { databricksStub } from '../testing/databricks-stub.ts'
import { tunnelTo } from '../testing/oauth-stub.ts'
import type { DatabricksStub } from '../testing/stub-types.ts'
import { callbackPort } from './callback-server.ts'
import type { OAuth } from './credentials.ts'
import { openDatabricks } from './databricks-engine.ts'

// A name under which the driver knows OAuth to be had; all that is sent to it goes to the stub.
const host = 'adb-1.cloud.databricks.com'
let stub: DatabricksStub
let proxy: Awaited<ReturnType<typeof tunnelTo>>
const trusted = tls.getCACertificates('default')
beforeAll(async () => {
  stub = await databricksStub(host)
  tls.setDefaultCACertificates([...trusted, stub.certificate])
  proxy = await tunnelTo(stub.port)
})
afterAll(async () => {
  tls.setDefaultCACertificates(trusted)
  proxy.close()
  await stub.close()
})
beforeEach(() => {
  stub.fault = () => null
  stub.statements.length = 0
  Object.assign(stub.oauth, { lasts: 3600, failures: [], grants: [] })
  stub.oauth.tokens.clear()
})

const said: string[] = []
const open = (oauth: Partial<OAuth>, deps: { signInMs?: number } = {}, signal = new AbortController().signal) =>
  openDatabricks(
    {
      host,
      port: stub.port,
      httpPath: '/sql/1.0/warehouses/abc',
      oauth: { clientId: null, secret: null, ...oauth },
      stage: '/Volumes/films/gold_store/stage',
    },
    { say: (text) => said.push(text), signal, deps: { wait: async () => {}, random: () => 0.5, proxy, ...deps } },
  )
const principal = () => open({ clientId: stub.oauth.clientId, secret: stub.oauth.secret })

describe('a service principal', () => {
  it('is asked for a token once, however often it has to connect', async () => {
    let refused = 3
    stub.fault = (sql) => (sql.startsWith('SET ') && refused-- > 0 ? { kind: 'http', status: 503 } : null)
    const engine = await principal()
    expect(await engine.rows("SELECT 'in' AS x")).toEqual([{ x: 'in' }])
    await engine.close()
    expect(stub.oauth.grants).toEqual(['client_credentials all-apis'])
  })

  it('has another token when the one before has run out', async () => {
    stub.oauth.lasts = -1
    const engine = await principal()
    stub.oauth.lasts = 3600
    const before = stub.oauth.grants.length
    expect(await engine.rows("SELECT 'in' AS x")).toEqual([{ x: 'in' }])
    expect(stub.oauth.grants.length).toBe(before + 1)
    await engine.close()
  })

  it('whose secret is not taken is told so, without it', async () => {
    const secret = 'dose-of-somebody-else'
    const failure = open({ clientId: stub.oauth.clientId, secret })
    await expect(failure).rejects.toMatchObject({
      kind: 'destination_refused',
      message: expect.stringContaining('Is it the right client id, and its secret?'),
    })
    await expect(failure).rejects.not.toMatchObject({ message: expect.stringContaining(secret) })
    expect(stub.statements).toEqual([])
  })

  it('waits for a sign-in that is busy', async () => {
    stub.oauth.failures = [503, 429]
    const engine = await principal()
    expect(await engine.rows("SELECT 'in' AS x")).toEqual([{ x: 'in' }])
    await engine.close()
  })

  it('tells its token nobody', async () => {
    const engine = await principal()
    const [token = ''] = stub.oauth.tokens
    stub.fault = () => ({ kind: 'error', message: `Bearer ${token} and ${stub.oauth.secret} are not liked` })
    const failure = engine.rows("SELECT 'in' AS x")
    for (const secret of [token, stub.oauth.secret])
      await expect(failure).rejects.not.toMatchObject({ message: expect.stringContaining(secret) })
    await engine.close()
  })
})

/** Whether somebody listens where the browser comes back to. */
const isListening = () =>
  new Promise<boolean>((resolve) => {
    const socket = connect(callbackPort, 'localhost')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })

// The driver opens the browser by a script of the system's, which goes by the environment on Linux alone.
describe.runIf(process.platform === 'linux')('a person, by the browser', () => {
  let home: string
  const before = { BROWSER: process.env.BROWSER, DISPLAY: process.env.DISPLAY, PATH: process.env.PATH }
  /** Has the browser be a program: it is given the address that is opened. */
  const browser = (program: string): void => {
    writeFileSync(join(home, 'browser.mjs'), program)
    writeFileSync(join(home, 'browser'), `#!/bin/sh\nexec "${process.execPath}" "${home}/browser.mjs" "$1"\n`, {
      mode: 0o755,
    })
  }
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'yts-browser-'))
    process.env.BROWSER = join(home, 'browser')
    said.length = 0
  })
  afterEach(() => {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
    rmSync(home, { recursive: true, force: true })
  })

  it('signs in once, and is told to', async () => {
    browser(`const url = new URL(process.argv[2])
      const get = (name) => url.searchParams.get(name)
      if (url.origin !== 'https://${host}') throw new Error(url.origin)
      await fetch(get('redirect_uri') + '/?' + new URLSearchParams({ state: get('state'), code: 'code-' + get('code_challenge') }))`)
    const engine = await open({})
    expect(await engine.rows("SELECT 'in' AS x")).toEqual([{ x: 'in' }])
    await engine.close()
    expect(said).toEqual([`Sign in to ${host} in the browser, which opens now.`])
    expect(stub.oauth.grants).toEqual(['authorization_code databricks-sql-connector'])
    expect(await isListening()).toBe(false)
  })

  it('who refuses is believed', async () => {
    browser(`const url = new URL(process.argv[2])
      const get = (name) => url.searchParams.get(name)
      await fetch(get('redirect_uri') + '/?' + new URLSearchParams({ state: get('state'), error: 'access_denied', error_description: 'no' }))`)
    await expect(open({})).rejects.toMatchObject({
      kind: 'destination_refused',
      message: expect.stringContaining('does not let you sign in'),
    })
  })

  it('who never comes back is not waited for without an end, and nothing of it stays', async () => {
    browser('')
    await expect(open({}, { signInMs: 300 })).rejects.toMatchObject({
      kind: 'destination_refused',
      message: expect.stringContaining('Nobody signed in'),
    })
    await expect.poll(isListening).toBe(false)
  })

  it('may give up', async () => {
    browser('')
    const controller = new AbortController()
    const opening = open({}, {}, controller.signal)
    await expect.poll(isListening).toBe(true)
    controller.abort()
    await expect(opening).rejects.toMatchObject({ kind: 'cancelled' })
    await expect.poll(isListening).toBe(false)
  })

  it('is told where the port is taken that the browser comes back to', async () => {
    browser('')
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(callbackPort, 'localhost', resolve))
    await expect(open({})).rejects.toMatchObject({
      kind: 'destination_refused',
      message: expect.stringContaining(`Port ${callbackPort}`),
    })
    await new Promise((resolve) => taken.close(resolve))
  })
})
