import { join } from 'node:path'
import { KnownError } from '../../../shared/ipc/result.ts'
import type { Row } from '../canonical.ts'
import type { PublishedTable } from '../star-columns.ts'
import { type VersionTable, versionFolder } from './manifest.ts'
import { fileRows } from './read-files.ts'
import { isLink, oddKindAt, sameForm } from './verify-folder.ts'

/**
 * The rows of a table as a version of a folder has them, in the order of their keys; null where its columns are not today's. They are
 * not held against the digests.
 *
 * @throws KnownError `destination_differs` while they are read, where a file is missing, no file, or no Parquet of these columns
 */
export function publishedRows(
  folder: string,
  version: number,
  said: VersionTable,
  table: PublishedTable,
): AsyncIterable<Row> | null {
  return sameForm(said) === null ? null : rowsOf(join(folder, versionFolder(version), said.name), said, table)
}

async function* rowsOf(at: string, { name, files }: VersionTable, table: PublishedTable): AsyncGenerator<Row> {
  const differs = (why: string) =>
    new KnownError(
      'destination_differs',
      `The files of ${name} are not as they were published: ${why}. Verify says more.`,
    )
  if (isLink(at)) throw differs('their folder is a link')
  for (const { file } of files) {
    const path = join(at, file)
    // Before it is opened: a pipe would be waited for, and a link followed.
    const odd = oddKindAt(path)
    if (odd !== null) throw differs(`${file} is ${odd}`)
    try {
      yield* fileRows(path, table)
    } catch (error) {
      if (!(error instanceof KnownError) || error.kind !== 'destination_differs') throw error
      throw differs(`${file} ${error.message}`)
    }
  }
}
