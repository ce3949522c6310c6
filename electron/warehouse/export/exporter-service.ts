import { join } from 'node:path'
import type { ChannelsOf, Handlers } from '../../../shared/contract/index.ts'
import type { ExportProgress } from '../../../shared/export/export-spec.ts'
import { openReadable, type ReadableDb } from '../file/connection.ts'
import { databaseFile } from '../file/database-file.ts'
import { createReaderService, type ReaderService } from '../read/reader-service.ts'
import { type ExportInput, exportText, writeExport } from './write-export.ts'

/** What the exporter does over one data folder. Each piece of work has a connection of its own, closed after it. */
export function createExporterService(
  dataDir: string,
  { onProgress, now }: { onProgress: (progress: ExportProgress) => void; now: () => number },
): Handlers<ChannelsOf<'exporter'>> {
  const withInput = async <T>(kind: string, work: (input: ExportInput) => Promise<T>): Promise<T> => {
    // Rows that are given are written all the same where there is no database, or none that can be opened.
    const db = openIfThere(join(dataDir, databaseFile), kind === 'rows')
    let reader: ReaderService | null = null
    try {
      return await work({
        db,
        reader: () => {
          reader ??= createReaderService(dataDir)
          return reader
        },
      })
    } finally {
      db?.close()
      ;(reader as ReaderService | null)?.close()
    }
  }
  return {
    'exporter.write': ({ spec, target, program }) =>
      withInput(spec.source.kind, (input) => writeExport(input, spec, target, { onProgress, now, program })),
    'exporter.text': ({ spec }) => withInput(spec.source.kind, (input) => exportText(input, spec)),
  }
}

function openIfThere(path: string, canDoWithout: boolean): ReadableDb | null {
  try {
    const db = openReadable(path)
    // A million films in an order of a person's own are sorted beside the memory, not in it: nobody waits for the first row of a file.
    db.pragma('temp_store = FILE')
    return db
  } catch (error) {
    if (canDoWithout) return null
    throw error
  }
}
