import { equal } from 'node:assert/strict'
import { clusterSpark, golden } from '../../golden/golden.ts'
import { say } from '../../lib/say.mjs'
import { installNotebooks } from '../install.ts'
import { spread } from '../spread.ts'
import type { Row } from './row.ts'

export const transform: Row = {
  name: 'C9',
  title: 'silver and star made by the notebooks on both workers are the local ones, keys included',
  async run({ cluster, python, jars, sizes, note }) {
    await installNotebooks()
    const spark = { ...clusterSpark(python, { ...cluster, jars }), films: sizes.transform }
    const { compared, differences } = await cluster.withoutServer(async () => {
      const outcome = await golden(spark, say)
      note((await spread(await cluster.eventLog())).told)
      return outcome
    })
    equal(differences.join('\n'), '')
    note(`${compared} tables compared`)
  },
}
