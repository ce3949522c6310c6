// Somebody who reads the whole star by one statement, again and again, while others publish. Not used by the app.
import { openSpark } from '../../electron/publish/spark/spark-engine.ts'
import { digestsOf, wholeStar } from './site.ts'

const [port = '', schema = ''] = process.argv.slice(2)
const engine = await openSpark({ host: '127.0.0.1', port: Number(port), stage: '' })
const seen = new Set<string>()
let count = 0
/** How many reads are wanted before the end; nobody has said so yet. */
let least: number | null = null
process.once('message', (message: { least: number }) => {
  least = message.least
})
while (least === null || count < least) {
  seen.add(JSON.stringify(digestsOf(await engine.rows(wholeStar(schema)))))
  count++
  if (count === 1) process.send?.('reading')
}
await engine.close()
process.send?.({ count, seen: [...seen] })
