import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openWarehouse } from '../open/recovery.ts'
import { inFolder } from '../testing/loads.ts'
import { databaseFile } from './database-file.ts'
import { knownSqliteError } from './sqlite-errors.ts'

it('too many open files are told as what they are', () => {
  for (const code of ['EMFILE', 'ENFILE']) {
    expect(knownSqliteError(Object.assign(new Error(code), { code }))).toMatchObject({
      kind: 'unavailable',
      message: expect.stringContaining('Too many files'),
    })
  }
})

// By a process of its own, which uses up what it may open: SQLite says no more than that it cannot open the file.
it.skipIf(process.platform === 'win32')('a warehouse that cannot be opened for it says so', () =>
  inFolder((folder) => {
    openWarehouse(folder).db.close()
    const script = `
      import { openSync } from 'node:fs'
      import { openReadable } from ${JSON.stringify(join(import.meta.dirname, 'connection.ts'))}
      openReadable(process.argv[1]).close()
      try { for (;;) openSync('/dev/null') } catch {}
      try { openReadable(process.argv[1]); console.log('opened') } catch (error) { console.log(error.kind + ': ' + error.message) }`
    const file = join(folder, databaseFile)
    const said = execFileSync(
      'sh',
      ['-c', 'ulimit -n 100; exec "$0" --input-type=module -e "$1" "$2"', process.execPath, script, file],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    )
    expect(said).toContain('unavailable: Too many files are open')
  }),
)
