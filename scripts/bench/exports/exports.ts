import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import { join } from 'node:path'
import { inProject } from '../../lib/paths.ts'
import type { Figure } from '../measure.ts'
import { createSyntheticWarehouse } from '../synthetic/synthetic-warehouse.ts'

/** Seconds that an export of a million films may take, where the design has a bound. */
const budgets: Readonly<Record<string, number | undefined>> = { csv: 10, xlsx: 30 }
/** MiB that the process of an export may have at most. */
const mostMiB = 300

/** Exports all films in each format, each in a process with the exporter's own bounds: seconds, and memory at most. */
export function benchExports(films: number, isBudgeted: boolean): Figure[] {
  const dataDir = mkdtempSync(join(os.tmpdir(), 'yts-bench-exports-'))
  try {
    createSyntheticWarehouse(join(dataDir, 'warehouse.sqlite'), { films })
    return ['csv', 'xlsx', 'parquet', 'ndjson'].flatMap((format): Figure[] => {
      const child = inProject('scripts', 'bench', 'exports', 'export-child.ts')
      const file = join(dataDir, `films.${format}`)
      const flags = ['--max-semi-space-size=2']
      const said = execFileSync(process.execPath, [...flags, child, dataDir, format, file], { encoding: 'utf8' })
      const { rows, ms, cpuMs, bytes, peak } = JSON.parse(said) as Record<
        'rows' | 'ms' | 'cpuMs' | 'bytes' | 'peak',
        number
      >
      if (rows !== films) throw new Error(`${rows} of ${films} films were exported`)
      rmSync(file)
      const what = `${films.toLocaleString('en-US')} films as ${format}`
      const seconds = budgets[format]
      const at = 'most' as const
      return [
        {
          what: `${what}: time`,
          value: ms / 1000,
          unit: 's',
          ...(isBudgeted && seconds !== undefined ? { budget: { at, value: seconds } } : {}),
          note: `processor ${(cpuMs / 1000).toFixed(1)} s, file ${(bytes / 2 ** 20).toFixed(0)} MiB`,
        },
        {
          what: `${what}: memory at most`,
          value: peak / 2 ** 20,
          unit: 'MiB',
          ...(isBudgeted ? { budget: { at, value: mostMiB } } : {}),
        },
      ]
    })
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}
