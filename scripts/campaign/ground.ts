import { readFileSync, writeFileSync } from 'node:fs'
import type { SampleApi } from '../../electron/sample/server.ts'
import { bewildered, runChild } from './child.ts'
import { judge } from './judge.ts'

/** What the faults of storage share: a catalogue that does not change, and what a fresh load of it gives. */
export interface Ground {
  api: SampleApi
  digest: string
  seed: number
}

/** The arguments of a load of 10 films a page by four workers. */
export function syncArgs(api: SampleApi, dataDir: string, ...more: string[]): string[] {
  return ['sync', '--url', api.url, '--data-dir', dataDir, '--json', '--limit', '10', '--max-workers', '4', ...more]
}

/** Sound, and after one more load equal to a fresh one. */
export async function endsWell({ api, digest }: Ground, dataDir: string, ...more: string[]): Promise<string[]> {
  const load = await runChild(syncArgs(api, dataDir, ...more))
  if (load.exitCode !== 0) return [`the load after it ended with ${load.exitCode}: ${load.stderr.trim().slice(-200)}`]
  const now = judge(dataDir)
  const broken = [...now.breaches, ...bewildered(load)]
  return now.digest === digest ? broken : [...broken, 'content differs from a fresh load']
}

/** Overwrites bytes of a file. */
export function overwrite(file: string, from: number, length: number): void {
  const bytes = readFileSync(file)
  bytes.fill(0xa5, from, from + length)
  writeFileSync(file, bytes)
}
