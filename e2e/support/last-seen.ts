import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { RunningApp } from './running-app.ts'

/** A page that is gone or hangs must not keep a failed test from ending. */
const patienceMs = 10_000
const logLines = 15

/** What the window shows after a failure, and the end of the app's log: often all that is left of a rare one. */
export async function lastSeen(app: RunningApp): Promise<string> {
  const failed = (error: unknown) =>
    `(nothing: ${error instanceof Error ? error.message.split('\n')[0] : String(error)})`
  const shown = await Promise.resolve()
    .then(() => app.window.locator('body').ariaSnapshot({ timeout: patienceMs }))
    .catch(failed)
  return `\`\`\`yaml\n${shown}\n# log\n${logEnd(app.dataDir)}\n\`\`\`\n`
}

function logEnd(dataDir: string): string {
  try {
    const lines = readFileSync(path.join(dataDir, 'logs', 'app.log'), 'utf8')
      .trimEnd()
      .split('\n')
    return lines.slice(-logLines).join('\n')
  } catch {
    return '(no log)'
  }
}
