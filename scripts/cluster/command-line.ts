import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { type Stop, writeStop } from './stop.ts'

/** What `--json` says last, as far as it is looked at here. */
interface Said {
  status?: string
  mode?: string
  version?: number
  changedRows?: number
  tables?: Record<string, { digest: string; rows: number; sent: number; added: number; closed: number }>
  differences?: { table: string; what: string }[]
  error?: { kind: string; message: string }
}

/** How a run of the command line ended. */
export interface CommandEnd {
  code: number | null
  signal: NodeJS.Signals | null
  said: Said
  err: string
  ms: number
  /** Peak resident memory in MiB; null for one that was killed. */
  peakMiB: number | null
}

/** The command line at work. */
export interface Command {
  kill(): void
  /** Resolves when it waits at its stop, or has ended. */
  held: Promise<void>
  /** Lets it go on from there. */
  release(): void
  end: Promise<CommandEnd>
}

/** Starts the product's command line in a process of its own, with `--json`. */
export function startCommand(argv: readonly string[], stop?: Stop): Command {
  const started = performance.now()
  const program = join(import.meta.dirname, 'child.ts')
  const child = spawn(process.execPath, [program, writeStop(stop), ...argv, '--json'], {
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let out = ''
  let err = ''
  let onHeld = (): void => {}
  const held = new Promise<void>((resolve) => {
    onHeld = resolve
  })
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text
    if (err.includes('\nheld\n')) onHeld()
  })
  child.stdin.on('error', () => {})
  const kill = (): void => void child.kill('SIGKILL')
  process.once('exit', kill)
  const ended = async (): Promise<CommandEnd> => {
    const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null]
    process.off('exit', kill)
    onHeld()
    const [, peak] = /\npeak (\d+)\n/.exec(err) ?? []
    return {
      code,
      signal,
      said: lastJson(out),
      err: err.replace(/\npeak \d+\n/, ''),
      ms: performance.now() - started,
      peakMiB: peak === undefined ? null : Math.round(Number(peak) / 1024),
    }
  }
  return { kill, held, release: () => void child.stdin.write('\n'), end: ended() }
}

function lastJson(text: string): Said {
  try {
    return JSON.parse(text.trimEnd().split('\n').at(-1) ?? '') as Said
  } catch {
    return {}
  }
}
