import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { inProject } from '../lib/paths.ts'
import { ActionableError } from '../lib/say.mjs'

/**
 * Starts the bundled sample server as a program of its own, as a person would meet a real one: over the loopback
 * interface, on a free port.
 *
 * @param films - how many films it invents
 * @throws ActionableError when it ends before it listens
 */
export function startSampleServer(films: number): Promise<{ url: string; stop(): void }> {
  const args = [inProject('dist/sample/main.js'), '--films', String(films), '--latency', '25']
  const server = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  return new Promise((resolve, reject) => {
    const fail = (reason: string) =>
      reject(new ActionableError(`The sample server did not start: ${reason}.`, 'run `npm run build` and try again.'))
    server.once('error', (error) => fail(error.message))
    server.once('exit', (code) => fail(`it ended with code ${code}`))
    createInterface({ input: server.stdout }).once('line', (line) => {
      const { url } = JSON.parse(line) as { url: string }
      resolve({ url, stop: () => void server.kill() })
    })
  })
}
