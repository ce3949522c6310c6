import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type LocalServer, localServer } from '../sync/testing/local-servers.ts'

// Real processes and a source that means ill: whatever it sends, a signal ends the load and the program.

const timeout = 120_000
let dataDir = ''
let source: LocalServer | null = null
const children: ChildProcess[] = []
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'yts-interrupts-'))
})
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  await source?.close()
  source = null
  rmSync(dataDir, { recursive: true, force: true })
})

/** Nearly as many bytes as an answer may have, of texts that take the longest to clean, each within what a field may hold. */
const hugeMovies = JSON.stringify(
  Array.from({ length: 480 }, (_, id) => ({ id: id + 1, title: 'a', summary: '%2561'.repeat(12_000) })),
)

function envelope(page: number, movies: string): string {
  return `{"status":"ok","data":{"movie_count":100000,"limit":50,"page_number":${page},"movies":${movies}}}`
}

type Hostile = (page: number, response: ServerResponse) => void
const sources: Record<string, Hostile> = {
  'huge pages': (page, response) => response.end(envelope(page, hugeMovies)),
  'a body that never ends': (page, response) => {
    response.write(envelope(page, '[').slice(0, -2))
    const more = (): void => {
      if (!response.destroyed) response.write(' '.repeat(65_536), () => setTimeout(more, 20))
    }
    more()
  },
  'a server that says nothing': () => {},
  'an answer that drips': (page, response) => {
    const text = envelope(page, '[]')
    let at = 0
    const drip = setInterval(() => response.write(text.charAt(at++) || ' '), 50)
    response.once('close', () => clearInterval(drip))
  },
}

/** The source, and when it has begun to answer the second page, or the first where that is all that is asked for. */
async function startSource(name: string): Promise<{ url: string; met: Promise<void> }> {
  let tell = (): void => {}
  const met = new Promise<void>((resolve) => {
    tell = resolve
  })
  source = await localServer((request: IncomingMessage, response: ServerResponse) => {
    const page = Number(new URL(request.url ?? '', 'http://127.0.0.1').searchParams.get('page'))
    sources[name]?.(page, response)
    if (name === 'huge pages') response.once('finish', tell)
    else tell()
  })
  return { url: `http://127.0.0.1:${source.port}/api/v2/list_movies.json`, met }
}

/** Processor seconds that a process has had; null where the system does not tell, or when it is gone. */
function processorSeconds(pid: number): number | null {
  const file = `/proc/${pid}/stat`
  if (!existsSync(file)) return null
  try {
    const fields = readFileSync(file, 'utf8').split(') ')[1]?.split(' ') ?? []
    return (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return null
  }
}

/** Resolves when a process has had so many more processor seconds, or at once where the system does not tell. */
async function hasWorked(pid: number, seconds: number): Promise<void> {
  const from = processorSeconds(pid)
  while (from !== null && (processorSeconds(pid) ?? Number.POSITIVE_INFINITY) < from + seconds)
    await new Promise((resolve) => setTimeout(resolve, 10))
}

// Windows knows no such signals: there a program is ended at once.
const onPosix = describe.skipIf(process.platform === 'win32')

onPosix('a load whose source is hostile', () => {
  const cases = Object.keys(sources).flatMap((name) =>
    (
      [
        ['SIGINT', 130],
        ['SIGTERM', 143],
      ] as const
    ).map(([signal, code]) => [name, signal, code] as const),
  )
  it.each(cases)('%s: %s ends it with %i and a summary', { timeout }, async (name, signal, code) => {
    const { url, met } = await startSource(name)
    const child = spawn(
      process.execPath,
      [join(import.meta.dirname, '../cli.ts'), 'sync', '--json', '--url', url, '--data-dir', dataDir],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    )
    children.push(child)
    let out = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      out += chunk
    })
    const ended = once(child, 'close')
    await met
    const pid = child.pid ?? 0
    // The huge one is being read when the signal comes.
    if (name === 'huge pages') await hasWorked(pid, 0.3)
    const before = processorSeconds(pid)
    let last = before
    const watching = setInterval(() => {
      last = processorSeconds(pid) ?? last
    }, 20)
    child.kill(signal)
    expect(await ended).toEqual([code, null])
    clearInterval(watching)
    const lines = out.trimEnd().split('\n')
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ status: 'cancelled', error: { kind: 'cancelled' } })
    // Two seconds of the process's own time: a busy machine makes no difference.
    if (before !== null && last !== null) expect(last - before).toBeLessThan(2)
  })
})

onPosix('a second signal', () => {
  const script = `
    import { hearInterrupts } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, 'interrupts.ts')).href)}
    setInterval(() => {}, 1000)
    hearInterrupts((signal) => console.log('heard', signal), (text) => {
      console.log(text)
      // From here on it is deaf.
      setImmediate(() => { for (;;); })
    })
    console.log('ready')
  `
  it.each([
    ['SIGINT', 'SIGINT'],
    ['SIGINT', 'SIGTERM'],
    ['SIGTERM', 'SIGHUP'],
  ] as const)('%s and then %s ends the process at once, also one that is deaf', { timeout }, async (first, second) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    children.push(child)
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    const line = async () => (await lines.next()).value as string
    expect(await line()).toBe('ready')
    // npm passes on what the terminal has sent already: that is one signal.
    child.kill(first)
    child.kill(first)
    expect(await line()).toBe(`heard ${first}`)
    expect(await line()).toBe('This is being ended. Another Ctrl-C ends the program at once.')
    const ended = once(child, 'exit')
    child.kill(second)
    expect(await ended).toEqual([null, second])
  })
})
