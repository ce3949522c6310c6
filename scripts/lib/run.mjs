// Running other programs. Plain JavaScript without dependencies: the bootstrap runs before anything is installed.
import { spawn } from 'node:child_process'

/** @typedef {{ code: number, stdout: string, stderr: string }} RunResult */

/**
 * Runs a program to its end and collects what it said. Code 127: it could not be started; 124: it took longer than
 * `timeoutMs` and was killed.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions & { timeoutMs?: number }} [options]
 * @returns {Promise<RunResult>}
 */
export function run(command, args, options = {}) {
  const { timeoutMs, ...spawnOptions } = options
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...spawnOptions, stdio: ['ignore', 'pipe', 'pipe'] })
    let stdout = ''
    let stderr = ''
    let timedOut = false
    const onTimeout = () => {
      timedOut = true
      child.kill('SIGKILL')
    }
    const timer = timeoutMs ? setTimeout(onTimeout, timeoutMs) : undefined
    child.stdout?.on('data', (/** @type {Buffer} */ chunk) => {
      stdout += chunk.toString()
    })
    child.stderr?.on('data', (/** @type {Buffer} */ chunk) => {
      stderr += chunk.toString()
    })
    const finish = (/** @type {number} */ code) => {
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

/**
 * Runs a program on the person's own terminal and resolves with its exit code (127: could not be started).
 * An interrupt (Ctrl+C) is left to the program, which gets it too; a request to end is handed on.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>}
 */
export function runInTerminal(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...options, stdio: 'inherit' })
    const ignore = () => undefined
    const handOn = () => child.kill('SIGTERM')
    process.on('SIGINT', ignore)
    process.on('SIGTERM', handOn)
    const finish = (/** @type {number} */ code) => {
      process.off('SIGINT', ignore)
      process.off('SIGTERM', handOn)
      resolve(code)
    }
    child.on('error', () => finish(127))
    child.on('close', (code, signal) => finish(code ?? (signal === 'SIGINT' ? 130 : 1)))
  })
}

/**
 * npm as a program and its first arguments: the npm that runs us where there is one, so that its settings apply.
 *
 * @returns {{ command: string, args: string[], shell: boolean }}
 */
export function npmCommand() {
  const cli = process.env.npm_execpath
  if (cli?.endsWith('.js')) return { command: process.execPath, args: [cli], shell: false }
  const windows = process.platform === 'win32'
  return { command: windows ? 'npm.cmd' : 'npm', args: [], shell: windows }
}
