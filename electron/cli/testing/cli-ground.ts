import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { type SampleApi, startSampleApi } from '../../sample/server.ts'
import { runForTest } from './run-for-test.ts'

/** What the tests of a file work on: anew for each test, and gone after it. */
export interface CliGround {
  dataDir: string
  /** A sample server of 200 films. */
  api: SampleApi
  /** Runs the command line on the data folder. */
  cli(...argv: string[]): ReturnType<typeof runForTest>
}

/** An empty data folder and a sample server for each test of the file that calls it. */
export function cliGround(): CliGround {
  const ground = {
    dataDir: '',
    cli: (...argv: string[]) => runForTest([...argv, '--data-dir', ground.dataDir]),
  } as CliGround
  beforeEach(async () => {
    ground.dataDir = mkdtempSync(join(tmpdir(), 'yts-cli-'))
    ground.api = await startSampleApi({ films: 200, seed: 4 })
  })
  afterEach(async () => {
    await ground.api.close()
    rmSync(ground.dataDir, { recursive: true, force: true })
  })
  return ground
}
