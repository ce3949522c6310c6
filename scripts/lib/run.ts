import { type SpawnOptions, spawn } from 'node:child_process'

export type RunResult = { code: number; stdout: string; stderr: string }

/**
 * Runs a program to its end and collects what it said. A program that could not be started has code 127.
 *
 * @param timeoutMs - after this long the program is killed and the code is 124
 */
export function run(
  command: string,
  args: readonly string[],
  options: SpawnOptions & { timeoutMs?: number } = {},
): Promise<RunResult> {
  const { timeoutMs, ...spawnOptions } = options
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...spawnOptions, stdio: ['ignore', 'pipe', 'pipe'] })
    let stdout = ''
    let stderr = ''
    let timedOut = false
    const timer = timeoutMs
      ? setTimeout(() => {
          timedOut = true
          child.kill('SIGKILL')
        }, timeoutMs)
      : undefined
    child.stdout?.on('data', (chunk: Buffer) => {
      stdout += chunk.toString()
    })
    child.stderr?.on('data', (chunk: Buffer) => {
      stderr += chunk.toString()
    })
    const finish = (code: number) => {
      clearTimeout(timer)
      resolve({ code, stdout, stderr })
    }
    child.on('error', (error) => {
      stderr += error.message
      finish(127)
    })
    child.on('close', (code) => finish(timedOut ? 124 : (code ?? 1)))
  })
}

/** Runs a program on the person's own terminal and resolves with its exit code (127: could not be started). */
export function runInTerminal(command: string, args: readonly string[], options: SpawnOptions = {}): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...options, stdio: 'inherit' })
    child.on('error', () => resolve(127))
    child.on('close', (code) => resolve(code ?? 1))
  })
}

/** npm as a program and its first arguments: the npm that runs us where there is one, so that its settings apply. */
export function npmCommand(): { command: string; args: string[] } {
  const cli = process.env.npm_execpath
  if (cli?.endsWith('.js')) return { command: process.execPath, args: [cli] }
  return { command: process.platform === 'win32' ? 'npm.cmd' : 'npm', args: [] }
}
