import { createHash } from 'node:crypto'
import { rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { readSmallText, replaceFile } from '../../files/small-file.ts'
import { identifiesDownload } from '../../warehouse/masking/mask-torrents.ts'

/** What the Overview asks of the reader before anything else. */
const channels = ['warehouse.status', 'facets.members', 'overview.query'] as const
export type KeptChannel = (typeof channels)[number]

export interface KeptAnswer {
  channel: KeptChannel
  input: unknown
  value: unknown
}

/** What answers hold for: equal text as long as the warehouse of a folder, and the program that read it, are the same. */
export type Stamp = string

const maxBytes = 4_000_000
const fileIn = (home: string): string => path.join(home, 'first-page.json')

/** Whether a channel is one whose answers are kept. */
export function isKeptChannel(channel: string): channel is KeptChannel {
  return (channels as readonly string[]).includes(channel)
}

/**
 * Tells one content of a warehouse from another without opening it: whoever writes changes the database file or its
 * write-ahead log, and with it a time that no program can set back (`ctime`). An empty log is as good as none.
 *
 * @param program file of the built program that answers, so that another version's answers do not count
 * @returns null where there is no warehouse
 */
export function stampOf(dataDir: string, program: string): Stamp | null {
  const database = path.join(dataDir, 'warehouse.sqlite')
  const main = identityOf(database)
  return main && JSON.stringify([database, main, identityOf(`${database}-wal`), identityOf(program)])
}

function identityOf(file: string): string | null {
  const stats = statSync(file, { bigint: true, throwIfNoEntry: false })
  if (!stats || stats.size === 0n) return null
  return [stats.dev, stats.ino, stats.size, stats.mtimeNs, stats.ctimeNs].join(' ')
}

/**
 * The answers of the last session, if they still hold. A file that is missing, damaged or of another warehouse is none.
 *
 * @param home folder of the app's own state
 */
export function recallAnswers(home: string, stamp: Stamp): KeptAnswer[] | null {
  try {
    const text = readSmallText(fileIn(home), 4 * maxBytes) ?? ''
    const [sum, known, ...rest] = text.split('\n')
    if (text.length > maxBytes || known !== stamp || sum !== checksum(text.slice(text.indexOf('\n') + 1))) return null
    return JSON.parse(rest.join('\n')) as KeptAnswer[]
  } catch {
    return null
  }
}

/** Keeps answers for the next start. They must have been read while the stamp was this one. */
export async function keepAnswers(home: string, stamp: Stamp, answers: readonly KeptAnswer[]): Promise<void> {
  // A magnet link typed into the search is part of a question, and is not kept.
  if (identifiesDownload(JSON.stringify(answers.map(({ input }) => input)))) return forgetAnswers(home)
  const body = `${stamp}\n${JSON.stringify(answers)}`
  try {
    await replaceFile(fileIn(home), `${checksum(body)}\n${body}`)
  } catch {
    forgetAnswers(home)
  }
}

/** Without them the next start waits for the reader. */
function forgetAnswers(home: string): void {
  try {
    rmSync(fileIn(home), { force: true })
  } catch {
    // A folder has the name: it is no answers either.
  }
}

function checksum(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
