import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chartIds } from '../../shared/model/charts.ts'
import { electronLaunchOptions } from '../electron-runtime/index.ts'
import { rootArguments } from '../electron-runtime/launch.ts'
import { type Figure, median } from './measure.ts'

/** What runs in the page: resolves to the moment (epoch ms) at which the text of the empty window was painted. */
const painted = `new Promise((resolve) => {
  const look = () => {
    const entry = performance.getEntriesByName('first-contentful-paint')[0]
    if (entry) resolve(performance.timeOrigin + entry.startTime)
    else requestAnimationFrame(look)
  }
  look()
})`

/** The moment at which every chart of the overview has its marks and the Sync button can be clicked; looks once a frame. */
const interactive = `new Promise((resolve) => {
  const look = () => {
    const drawn = document.querySelectorAll('.chart').length === ${chartIds.length} && !document.querySelector('.chart-loading')
    const sync = [...document.querySelectorAll('button')].find((button) => /^Sync/.test(button.textContent ?? ''))
    const box = sync?.getBoundingClientRect()
    const top = box && document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)
    if (drawn && sync && !sync.disabled && sync.contains(top)) resolve(performance.timeOrigin + performance.now())
    else requestAnimationFrame(look)
  }
  look()
})`

/**
 * Start of the app on a warehouse, and of an Electron with an empty window, in turn. Both are started alike, without a test
 * tool in between, and timed from the start of the program to a moment that the page itself takes. One start of each comes
 * before: files are read, and V8 has compiled the code of this version, as on every start of a person but the first.
 */
export async function benchColdStart(options: {
  dataDir: string
  films: number
  scratch: string
  rounds: number
  env: NodeJS.ProcessEnv
  say: (line: string) => void
}): Promise<Figure[]> {
  const { dataDir, films, scratch, rounds, env, say } = options
  const base = await electronLaunchOptions({ dataDir, env })
  const empty = emptyApp(scratch)
  const startOurs = () => timedStart(base, base.args, interactive)
  const startBare = () =>
    timedStart(base, [...rootArguments(), `--user-data-dir=${join(scratch, 'empty-profile')}`, empty], painted)
  const ours: number[] = []
  const bare: number[] = []
  for (let round = 0; round <= rounds; round++) {
    say(round === 0 ? 'cold start, once to warm up' : `cold start, round ${round} of ${rounds}`)
    const times = { bare: await startBare(), ours: await startOurs() }
    if (round === 0) continue
    bare.push(times.bare)
    ours.push(times.ours)
  }
  const range = (values: number[]) => `${Math.round(Math.min(...values))}–${Math.round(Math.max(...values))} ms`
  return [
    { what: 'empty Electron window', value: median(bare), unit: 'ms', note: range(bare) },
    {
      what: `cold start to interactive, ${films.toLocaleString('en-US')} films`,
      value: median(ours),
      unit: 'ms',
      note: range(ours),
    },
    {
      what: 'cold start / empty window',
      value: median(ours) / median(bare),
      unit: '×',
      budget: { at: 'most', value: 1.5 },
    },
  ]
}

/** The smallest app there is: one window, one line of text. */
function emptyApp(folder: string): string {
  const app = join(folder, 'empty')
  mkdirSync(app)
  writeFileSync(join(app, 'package.json'), JSON.stringify({ name: 'empty', version: '1.0.0', main: 'main.cjs' }))
  writeFileSync(join(app, 'page.html'), '<!doctype html><title>empty</title><h1>empty</h1>')
  writeFileSync(
    join(app, 'main.cjs'),
    "const { app, BrowserWindow } = require('electron')\napp.whenReady().then(() => new BrowserWindow({ width: 1280, height: 800 }).loadFile(require('node:path').join(__dirname, 'page.html')))\n",
  )
  return app
}

/** Starts Electron, lets its page tell when it is there, ends it. Milliseconds from the start of the program. */
async function timedStart(
  base: { executablePath: string; cwd: string; env: Record<string, string> },
  args: readonly string[],
  moment: string,
): Promise<number> {
  const started = Date.now()
  const child = spawn(base.executablePath, ['--remote-debugging-port=0', ...args], {
    cwd: base.cwd,
    env: base.env,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = once(child, 'exit')
  try {
    const page = await pageOf(await debuggingPort(child))
    return (await askPage(page, moment)) - started
  } finally {
    child.kill('SIGTERM')
    await ended
  }
}

/** The port of the developer tools, which Chromium prints when it listens. */
function debuggingPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let printed = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      printed += text
      const port = /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)\//.exec(printed)?.[1]
      if (port) resolve(Number(port))
    })
    child.once('exit', (code) => reject(new Error(`Electron ended with code ${code}:\n${printed}`)))
  })
}

/** Address of the first page's developer tools, as soon as there is one. */
async function pageOf(port: number): Promise<string> {
  for (let attempt = 0; attempt < 2_000; attempt++) {
    const answer = await fetch(`http://127.0.0.1:${port}/json/list`)
    const targets = (await answer.json()) as { type: string; url: string; webSocketDebuggerUrl?: string }[]
    const page = targets.find(({ type, url }) => type === 'page' && /^(app|file):/.test(url))
    if (page?.webSocketDebuggerUrl) return page.webSocketDebuggerUrl
    await new Promise((resolve) => setTimeout(resolve, 15))
  }
  throw new Error('no window opened')
}

/**
 * Evaluates one promise of a number in the page (https://chromedevtools.github.io/devtools-protocol/tot/Runtime/), again while
 * the document is not there yet or gives way to another.
 */
function askPage(address: string, expression: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(address)
    let attempt = 0
    const ask = () => {
      attempt += 1
      const params = { expression, awaitPromise: true, returnByValue: true }
      socket.send(JSON.stringify({ id: attempt, method: 'Runtime.evaluate', params }))
    }
    socket.onopen = ask
    socket.onerror = () => reject(new Error('the page cannot be asked'))
    socket.onmessage = ({ data }) => {
      const { result, error } = JSON.parse(String(data)) as {
        result?: { result?: { value?: unknown } }
        error?: unknown
      }
      const value = result?.result?.value
      if (typeof value === 'number') resolve(value)
      else if (attempt < 500) return void setTimeout(ask, 15)
      else reject(new Error(`the page did not tell: ${JSON.stringify(error ?? result)}`))
      socket.close()
    }
  })
}
