import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { Agent, request } from 'undici'
import { afterEach, describe, expect, it } from 'vitest'
import { type SampleApi, type SampleApiOptions, startSampleApi } from './server.ts'

const opened: { close(): Promise<unknown> }[] = []
afterEach(async () => {
  for (const thing of opened.splice(0)) await thing.close()
})

async function start(options: SampleApiOptions = {}): Promise<SampleApi> {
  const api = await startSampleApi({ films: 120, ...options })
  opened.push(api)
  return api
}

function agent(connections = 4): Agent {
  const made = new Agent({ connections })
  opened.push({ close: () => made.destroy() })
  return made
}

describe('startSampleApi', () => {
  it('serves pages over kept connections, gzipped when accepted', async () => {
    const api = await start()
    const dispatcher = agent(1)
    const plain = await request(`${api.url}?limit=50`, { dispatcher })
    const body = Buffer.from(await plain.body.arrayBuffer())
    expect(Number(plain.headers['content-length'])).toBe(body.length)
    const zipped = await request(`${api.url}?limit=50`, { dispatcher, headers: { 'accept-encoding': 'gzip, br' } })
    expect(zipped.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(Buffer.from(await zipped.body.arrayBuffer())).equals(body)).toBe(true)
    expect(api.counters).toMatchObject({ requests: 2, connections: 1, mostAtOnce: 1 })
    expect(api.log).toHaveLength(2)
  })

  it.each([
    ['reset', 'headers'],
    ['reset-body', 'body'],
    ['truncate', 'body'],
    ['cut-chunk', 'body'],
  ])('%s breaks off in the %s, and the next request is well', async (fault, where) => {
    const api = await start({ faults: [`${fault}@times:1`] })
    const dispatcher = agent()
    const response = request(`${api.url}?limit=50`, { dispatcher })
    if (where === 'headers') await expect(response).rejects.toThrow()
    else await expect((await response).body.arrayBuffer()).rejects.toThrow()
    const again = await request(api.url, { dispatcher })
    expect(await again.body.json()).toMatchObject({ status: 'ok' })
  })

  it('takes the port it prefers, and another when that is taken; a port it must have it fails without', async () => {
    const first = await start()
    const second = await start({ preferredPort: first.port })
    expect(second.port).not.toBe(first.port)
    await expect(startSampleApi({ films: 1, port: first.port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
    await first.close()
    opened.splice(opened.indexOf(first), 1)
    expect((await start({ preferredPort: first.port })).port).toBe(first.port)
  })

  it('drips byte by byte', async () => {
    const api = await start({ faults: ['drip=1'] })
    const { body, headers } = await request(`${api.url}?limit=1`, { dispatcher: agent() })
    expect(Number(headers['content-length'])).toBeGreaterThan(500)
    const sizes: number[] = []
    for await (const chunk of body) {
      sizes.push((chunk as Buffer).length)
      if (sizes.length === 3) break
    }
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(100)
  })

  it('closes at once, whoever hangs', async () => {
    let arrived: () => void = () => {}
    const asked = new Promise<void>((resolve) => {
      arrived = resolve
    })
    const api = await startSampleApi({ films: 1, faults: ['hang'], onRequest: () => arrived() })
    const hanging = expect(request(api.url, { dispatcher: agent() })).rejects.toThrow()
    await asked
    await api.close()
    await hanging
  })

  it('prepares pages without counting them', async () => {
    const api = await start()
    await api.warm(50)
    expect(api.counters.requests).toBe(0)
  })

  it('answers 500 rather than fall over when a hook fails', async () => {
    const api = await start({
      onRequest: () => {
        throw new Error('the hook broke')
      },
    })
    const { statusCode, body } = await request(api.url, { dispatcher: agent() })
    expect(statusCode).toBe(500)
    expect(await body.text()).toContain('the hook broke')
  })

  it('rejects a port that is taken', async () => {
    const api = await start()
    await expect(startSampleApi({ port: api.port })).rejects.toThrow(/EADDRINUSE/)
  })
})

describe('command line', () => {
  const main = fileURLToPath(new URL('./main.ts', import.meta.url))

  it('prints its address as one JSON line and ends when told to', async () => {
    const child = spawn(process.execPath, [main, '--films', '7', '--fault', 'movie-count=3'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [line] = (await once(child.stdout, 'data')) as [Buffer]
    const ready = JSON.parse(line.toString()) as { url: string; films: number }
    expect(ready.films).toBe(7)
    const { body } = await request(ready.url, { dispatcher: agent() })
    expect(await body.json()).toMatchObject({ data: { movie_count: 3 } })
    child.kill('SIGTERM')
    expect((await once(child, 'exit'))[0]).toBe(0)
  })

  it('refuses what it does not understand', async () => {
    const child = spawn(process.execPath, [main, '--fault', 'teapot'], { stdio: ['ignore', 'ignore', 'pipe'] })
    const closed = once(child, 'close')
    const [message] = (await once(child.stderr, 'data')) as [Buffer]
    expect(message.toString()).toContain('No fault is called "teapot"')
    expect((await closed)[0]).toBe(2)
  })
})
