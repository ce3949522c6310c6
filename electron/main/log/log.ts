import path from 'node:path'
import { type Logger, pino } from 'pino'
import { openRotatingFile } from './rotating-file.ts'
import { scrub } from './scrub.ts'

const maxBytes = 2_000_000
const keptFiles = 4

/**
 * The app's log: JSON lines in `logs/app.log` of the data folder, scrubbed before they touch the disk.
 *
 * @param echo whether each line goes to standard error too (development)
 */
export function openLog(dataDir: string, echo: boolean): Logger {
  const file = openRotatingFile(path.join(dataDir, 'logs', 'app.log'), maxBytes, keptFiles)
  return pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime, level: 'info' },
    {
      write: (line: string) => {
        const clean = scrub(line)
        file.write(clean)
        if (echo) process.stderr.write(clean)
      },
    },
  )
}
