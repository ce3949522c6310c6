import { equal } from 'node:assert/strict'
import { golden, localSpark } from '../../golden/golden.ts'
import { say } from '../../lib/say.mjs'
import { installNotebooks } from '../install.ts'
import type { Row } from './row.ts'

export const transform: Row = {
  name: 'C9',
  title: 'silver and star made by the notebooks from exported bronze are the local ones, keys included',
  async run(ground) {
    const python = await installNotebooks()
    // The Thrift server has every core of the two workers: the notebooks have a Spark of their own, with tables in Parquet.
    const { compared, differences } = await golden({ ...localSpark(python, []), films: 1_000 }, say)
    equal(differences.join('\n'), '')
    ground.note(`${compared} tables compared`)
  },
}
