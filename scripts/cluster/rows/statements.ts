import { equal, ok } from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '../../lib/run.mjs'
import { everyStatement } from './every-statement.ts'
import type { Row } from './row.ts'

interface Parsed {
  parsed: number
  refused: { statement: string; why: string }[]
}

export const statements: Row = {
  name: 'C0',
  title: 'Spark’s own parser reads every statement that is sent, those of Databricks with them',
  async run({ python, jars, home, note }) {
    // One that is none: the parser is asked in earnest.
    const all = [...everyStatement(), 'SELEKT 1']
    const file = join(home, 'statements.json')
    writeFileSync(file, JSON.stringify(all))
    const program = join(import.meta.dirname, '..', 'parse.py')
    const ended = await run(python, [program, file, jars.join(',')], {
      env: { ...process.env, PYSPARK_PYTHON: python, SPARK_LOCAL_IP: '127.0.0.1', PYTHONDONTWRITEBYTECODE: '1' },
    })
    equal(ended.code, 0, ended.stderr.slice(-2_000))
    const { parsed, refused } = JSON.parse(ended.stdout.trim().split('\n').at(-1) ?? '') as Parsed
    const [first, ...others] = refused
    equal(others.length, 0, JSON.stringify(others.slice(0, 3)))
    ok(first?.statement === 'SELEKT 1')
    equal(parsed, all.length - 1)
    note(`${parsed} statements`)
  },
}
