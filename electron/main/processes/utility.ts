import path from 'node:path'
import { type UtilityProcess, utilityProcess } from 'electron'
import type { ChildLike } from './process-host.ts'

/** Folder of the built main process, where the entries of the utility processes lie too. */
const here = import.meta.dirname

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
  const child = utilityProcess.fork(path.join(here, entry), [...args], { serviceName, stdio: 'pipe' })
  child.stdout?.on('data', (chunk: Buffer) => onOutput(chunk.toString('utf8')))
  child.stderr?.on('data', (chunk: Buffer) => onOutput(chunk.toString('utf8')))
  return {
    process: child,
    postMessage: (message) => child.postMessage(message),
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => child.once('exit', listener),
    kill: () => {
      child.kill()
    },
  }
}
