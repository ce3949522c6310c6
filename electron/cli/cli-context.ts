import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { KnownError } from '../../shared/ipc/result.ts'
import { resolveDataDir } from '../config/data-dir.ts'
import type { EngineDeps } from '../publish/open-engine.ts'
import type { LoaderServiceOptions } from '../sync/loader-service.ts'
import type { ReadableDb } from '../warehouse/file/connection.ts'
import { databaseFile } from '../warehouse/file/database-file.ts'
import { hearInterrupts, type Interrupt } from './interrupts.ts'

/** What others are told who find the writer lock taken. */
export const who = 'the command line'

/** What the commands need of the process; tests and the fault campaign replace parts. */
export interface CliDeps {
  /** Writes text, or the bytes of a file, to standard output as they are. */
  out: (text: string | Uint8Array) => void
  /** Writes text to standard error as it is. */
  err: (text: string) => void
  /** Pending while standard output has not taken what was written: waiting for it keeps that out of memory. Never rejects. */
  room: () => Promise<void>
  /** Whether nobody reads standard output any more. */
  isClosed: () => boolean
  /** All of standard input, as text. */
  input: () => Promise<string>
  /** Whether a person watches standard error, and may see a bar. */
  isTerminal: boolean
  /** Whether a person watches standard output, and sees an aligned table. */
  isTable: boolean
  /** Calls back on Ctrl-C and the like, once; returns the way to stop listening. */
  onInterrupt: (listener: (signal: Interrupt) => void) => () => void
  /** Parts of the loader to replace. */
  loader: Partial<Omit<LoaderServiceOptions, 'dataDir' | 'emit'>>
  /** Parts of a session on an SQL engine to replace, and where its secrets are looked for. */
  engine: EngineDeps
}

/** The real process. */
export const processDeps: CliDeps = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  room: async () => {
    const { stdout } = process
    if (!stdout.writableNeedDrain || stdout.destroyed) return
    const over = new AbortController()
    const events = ['drain', 'close'].map((event) => once(stdout, event, { signal: over.signal }))
    await Promise.race(events).catch(() => {})
    over.abort()
  },
  isClosed: () => process.stdout.destroyed || process.stdout.errored !== null,
  input: () => text(process.stdin),
  isTerminal: process.stderr.isTTY === true,
  isTable: process.stdout.isTTY === true,
  onInterrupt: (listener) => hearInterrupts(listener, (text) => process.stderr.write(text)),
  loader: {},
  engine: {},
}

/** Options that every command has. */
export interface CommonOptions {
  dataDir?: string
  json?: boolean
}

/** One command at work: where the data is, and how to answer. */
export interface CliContext {
  deps: CliDeps
  dataDir: string
  json: boolean
  /** Prints lines for people; nothing with `--json`. */
  say: (text: string) => void
  /** Prints the one object that is the last line of standard output with `--json`. */
  result: (value: unknown) => void
}

export function cliContext(deps: CliDeps, options: CommonOptions): CliContext {
  const json = options.json === true
  return {
    deps,
    json,
    dataDir: resolveDataDir(options.dataDir),
    say: (line) => {
      if (!json) deps.out(`${line}\n`)
    },
    result: (value) => {
      if (json) deps.out(`${JSON.stringify(value)}\n`)
    },
  }
}

export function databasePath(context: CliContext): string {
  return join(context.dataDir, databaseFile)
}

/** Loaded when it is needed: what every command loads, every command waits for. */
async function openIfReady(context: CliContext): Promise<ReadableDb | null> {
  const { openReady } = await import('../warehouse/read/queries/reader-connection.ts')
  return openReady(databasePath(context))
}

/** Reads the warehouse and closes it again; gives `none` where there is none. Throws as `openReady`. */
export async function withReaderOr<T>(
  context: CliContext,
  none: T,
  work: (db: ReadableDb) => T | Promise<T>,
): Promise<T> {
  const db = await openIfReady(context)
  if (!db) return none
  try {
    return await work(db)
  } finally {
    db.close()
  }
}

/** Reads the warehouse and closes it again. Throws KnownError `not_found` where there is none, and as `openReady`. */
export async function withReader<T>(context: CliContext, work: (db: ReadableDb) => T | Promise<T>): Promise<T> {
  const db = await openIfReady(context)
  if (!db) throw new KnownError('not_found', 'There is no warehouse yet: run sync first.')
  try {
    return await work(db)
  } finally {
    db.close()
  }
}
