import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { run } from '../lib/run.mjs'
import { ActionableError } from '../lib/say.mjs'

/** A program in the background, whose output goes to a file. */
export interface Background {
  readonly name: string
  readonly pid: number
  readonly isRunning: boolean
  /** What it has written, and the end of that for a message. */
  output(): Promise<string>
  /** Ends it and waits until it is gone; by force where it does not go. */
  stop(): Promise<void>
}

/** How often a condition is looked at, in milliseconds. */
const lookEvery = 250
/** After which something that is waited for counts as hung, in milliseconds: no measure of how fast it should be. */
const hung = 15 * 60_000
/** What a program is given to end by itself, in milliseconds. */
const lastRites = 60_000

/** Starts one. It dies with this process. */
export function background(
  name: string,
  command: string,
  args: readonly string[],
  { log, env, cwd }: { log: string; env: NodeJS.ProcessEnv; cwd: string },
): Background {
  const file = openSync(log, 'w')
  const child: ChildProcess = spawn(command, args, { stdio: ['ignore', file, file], env, cwd })
  closeSync(file)
  const gone = once(child, 'close').catch(() => {})
  const kill = (): void => void child.kill('SIGKILL')
  process.once('exit', kill)
  return {
    name,
    pid: child.pid ?? 0,
    get isRunning() {
      return child.exitCode === null && child.signalCode === null && child.pid !== undefined
    },
    output: () => readFile(log, 'utf8'),
    async stop() {
      process.off('exit', kill)
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGTERM')
      const force = setTimeout(kill, lastRites)
      await gone
      clearTimeout(force)
    },
  }
}

/**
 * Waits until something is so.
 *
 * @param while_ has to run as long as that takes
 * @throws ActionableError when it ends, or hangs, with the end of what it wrote
 */
export async function until(
  what: string,
  isSo: () => Promise<boolean> | boolean,
  while_: readonly Background[] = [],
): Promise<void> {
  const since = performance.now()
  for (;;) {
    if (await isSo()) return
    const dead = while_.find(({ isRunning }) => !isRunning)
    if (dead || performance.now() - since > hung) {
      const about = dead ?? while_[0]
      const said = (await about?.output())?.trim().split('\n').slice(-15).join('\n')
      throw new ActionableError(
        `${what}: ${dead ? `${dead.name} has ended` : 'it did not come to that'}.\n${said ?? ''}`,
        'read what was written above.',
      )
    }
    await pause(lookEvery)
  }
}

/** Whether something listens on a port of this machine. */
export function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port })
    const end = (is: boolean) => () => {
      socket.destroy()
      resolve(is)
    }
    socket.once('connect', end(true)).once('error', end(false))
  })
}

/** Processes that a process has started, with their command lines. */
export async function childrenOf(parent: number): Promise<{ pid: number; command: string }[]> {
  const { stdout } = await run('ps', ['-e', '-o', 'pid=,ppid=,args='])
  return stdout.split('\n').flatMap((line) => {
    const [, pid, ppid, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? []
    return Number(ppid) === parent && command !== undefined ? [{ pid: Number(pid), command }] : []
  })
}
