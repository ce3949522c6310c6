import { stripVTControlCharacters } from 'node:util'

/** What a row, or the whole table, needs and this machine cannot have now: said, and no failure. */
export class Unavailable extends Error {
  override name = 'Unavailable'
}

/**
 * Whether pip or Maven says that an index was reached and does not have what was named: that is a wrong name or version, and ours to
 * mend. Everything else is the machine's: no network, no index, no room.
 */
export function isLacking(output: string): boolean {
  return /from versions: (?!none)|Could not find artifact/.test(output)
}

/** The first line that tells of an error, in plain letters, or else the last line. */
export function firstError(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '')
  const line = lines.find((one) => /error/i.test(one)) ?? lines.at(-1) ?? 'it took too long'
  return stripVTControlCharacters(line).trim().slice(0, 300)
}
