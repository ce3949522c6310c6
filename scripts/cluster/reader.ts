// Somebody who reads the whole star by one statement, again and again, while others publish. Not used by the app.
import { digestSql } from '../../electron/publish/canonical.ts'
import { openSpark } from '../../electron/publish/spark/spark-engine.ts'
import { tables } from './site.ts'

const [port = '', schema = ''] = process.argv.slice(2)
const engine = await openSpark({ host: '127.0.0.1', port: Number(port), stage: '' })
const all = tables
  .map(({ name, columns }) => `SELECT '${name}' AS name, digest FROM (${digestSql(`${schema}.\`${name}\``, columns)})`)
  .join(' UNION ALL ')
const seen = new Set<string>()
let count = 0
/** How many reads are wanted before the end; nobody has said so yet. */
let least: number | null = null
process.once('message', (message: { least: number }) => {
  least = message.least
})
while (least === null || count < least) {
  const rows = await engine.rows(all)
  const digests = new Map(rows.map(({ name, digest }) => [name, digest]))
  seen.add(JSON.stringify(Object.fromEntries(tables.map(({ name }) => [name, digests.get(name)]))))
  count++
  if (count === 1) process.send?.('reading')
}
await engine.close()
process.send?.({ count, seen: [...seen] })
