import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { freePort } from '../lib/free-port.ts'
import { inProject } from '../lib/paths.ts'

const run = promisify(execFile)

/** The peer to beat lies beside the project on developers' and CI's machines only. */
export const peerFolder = inProject('..', 'shared', 'bench')

/** Debian's own interpreter first: its pandas and requests come with the system's packages. */
const pythons = ['/usr/bin/python3', 'python3']

export interface PeerServer {
  url: string
  /** The interpreter that can run the script. */
  python: string
  stop(): Promise<void>
}

/**
 * Static pages of a generated catalogue behind nginx, so that the client alone is measured: gzipped, as the live API sends them, or
 * plain. A sentence instead where something is missing.
 */
export async function peerServer(
  options: { films: number; scratch: string },
  coding: 'gzip' | 'plain' = 'gzip',
): Promise<PeerServer | string> {
  if (!existsSync(peerFolder)) return 'there is no ../shared/bench beside the project'
  const python = await firstThatWorks()
  if (!python) return 'no python3 with requests and pandas (Debian: python3-requests python3-pandas)'
  try {
    await run('nginx', ['-v'])
  } catch {
    return 'no nginx (Debian: nginx-light)'
  }
  const pages = join(options.scratch, `pages-${options.films}`)
  if (!existsSync(join(pages, 'empty.json'))) {
    await run(process.execPath, [join(peerFolder, 'make-pages.mjs'), pages, String(options.films)])
  }
  const port = await freePort()
  const { stdout } = await run(join(peerFolder, 'serve-pages.sh'), [pages, String(port), coding])
  const pidFile = stdout.trim().split('\n').at(-1) ?? ''
  return {
    url: `http://127.0.0.1:${port}/api/v2/list_movies.json`,
    python,
    stop: async () => {
      process.kill(Number(readFileSync(pidFile, 'utf8')))
    },
  }
}

async function firstThatWorks(): Promise<string | null> {
  for (const python of pythons) {
    try {
      await run(python, ['-c', 'import pandas, requests'])
      return python
    } catch {
      // The next one may have them.
    }
  }
  return null
}
