// `node scripts/golden/main.ts --python PROGRAM [--jars FILE,FILE] [--films N]`: the golden test C9 by itself, on a Spark of this process's own. The Python needs
// pyspark 4.2.0, pyarrow and mini-racer; with the jars of Delta Lake tables are of it, else Parquet.
import { parseArgs } from 'node:util'
import { runMain, say } from '../lib/say.mjs'
import { golden, localSpark } from './golden.ts'

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      python: { type: 'string', default: 'python3' },
      jars: { type: 'string', default: '' },
      films: { type: 'string', default: '1000' },
    },
  })
  const spark = localSpark(values.python, values.jars === '' ? [] : values.jars.split(','))
  const { compared, differences } = await golden({ ...spark, films: Number(values.films) }, say)
  for (const difference of differences) say(difference)
  process.stdout.write(`${compared - differences.length} passed, ${differences.length} failed\n`)
  return differences.length === 0 ? 0 : 1
})
