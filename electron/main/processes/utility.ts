import path from 'node:path'
import { app, type UtilityProcess, utilityProcess } from 'electron'
import { type Stamp, stampOf } from '../warm-start/kept-answers.ts'
import { inspectArguments } from './inspect.ts'
import type { ChildLike } from './process-host.ts'

/** Folder of the built main process, where the entries of the utility processes lie too. */
const here = import.meta.dirname

/** Entry, name and arguments of the process that serves a workspace's folder. */
export function processOf(
  name: 'loader' | 'reader' | 'publisher' | 'exporter',
  dataDir: string,
): [entry: string, service: string, args: string[]] {
  return [`${name}-entry.js`, `yts ${name}`, [`--workspace=${dataDir}`]]
}

/** What the reader's answers about a folder hold for; see `stampOf`. */
export function readerStamp(dataDir: string): Stamp | null {
  return stampOf(dataDir, path.join(here, processOf('reader', dataDir)[0]))
}

interface Ahead {
  key: string
  child: UtilityProcess
  messages: unknown[]
  keep: (message: unknown) => void
}
let ahead: Ahead | null = null

const keyOf = (entry: string, args: readonly string[]): string => JSON.stringify([entry, ...args])

/** The exporter makes and drops a million rows: with little room for young objects it keeps to a third less memory, at the same speed. */
function memoryArguments(serviceName: string): string[] {
  return serviceName === processOf('exporter', '')[1] ? ['--js-flags=--max-semi-space-size=2'] : []
}

function fork(entry: string, serviceName: string, args: readonly string[]): UtilityProcess {
  const execArgv = [...inspectArguments(serviceName, app.isPackaged), ...memoryArguments(serviceName)]
  return utilityProcess.fork(path.join(here, entry), [...args], { serviceName, stdio: 'pipe', execArgv })
}

/** Starts a process before its host is there; the first `spawnUtility` of the same entry and arguments takes it over. */
export function spawnAhead(entry: string, serviceName: string, args: readonly string[]): void {
  const child = fork(entry, serviceName, args)
  const messages: unknown[] = []
  const keep = (message: unknown): void => void messages.push(message)
  const mine: Ahead = { key: keyOf(entry, args), child, messages, keep }
  ahead = mine
  child.on('message', keep)
  // One that dies meanwhile is nobody's: the host starts its own.
  child.once('exit', () => {
    if (ahead === mine) ahead = null
  })
}

function takeAhead(key: string): Ahead | null {
  if (ahead?.key !== key) return null
  const taken = ahead
  ahead = null
  return taken
}

/**
 * Starts one of the app's own entries as a utility process.
 *
 * @param entry file name beside main's own, such as `loader-entry.js`
 * @param onOutput gets what the process prints, line by line or in larger pieces
 */
export function spawnUtility(
  entry: string,
  serviceName: string,
  args: readonly string[],
  onOutput: (text: string) => void,
): ChildLike & { process: UtilityProcess } {
  const started = takeAhead(keyOf(entry, args))
  const child = started?.child ?? fork(entry, serviceName, args)
  child.stdout?.on('data', (chunk: Buffer) => onOutput(chunk.toString('utf8')))
  child.stderr?.on('data', (chunk: Buffer) => onOutput(chunk.toString('utf8')))
  return {
    process: child,
    postMessage: (message) => child.postMessage(message),
    onMessage: (listener) => {
      child.on('message', listener)
      if (!started) return
      child.off('message', started.keep)
      // As later ones come: not before the caller is done.
      for (const message of started.messages.splice(0)) queueMicrotask(() => listener(message))
    },
    onExit: (listener) => child.once('exit', listener),
    kill: () => {
      child.kill()
    },
  }
}
