import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as tls from 'node:tls'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { digestSql } from '../../publish/canonical.ts'
import { databricksNames } from '../../publish/databricks/databricks-names.ts'
import { publishedTables } from '../../publish/star-columns.ts'
import { starDigests } from '../../publish/star-rows.ts'
import { databricksStub } from '../../publish/testing/databricks-stub.ts'
import type { DatabricksStub } from '../../publish/testing/stub-types.ts'
import { makePlace, type Place } from '../../publish/testing/warehouses.ts'
import type { CliDeps } from '../cli-context.ts'
import { runForTest } from './run-for-test.ts'

const trusted = tls.getCACertificates('default')
const tables = publishedTables(['gold'])

/** Of the schema that readers see, and of the store behind it. */
export const names = databricksNames({ catalog: 'films', schema: 'gold' })

/** What the tests of publishing to Databricks work on: anew for each test but for `home`, and gone after it. */
export interface DatabricksGround {
  /** The stand-in for a SQL warehouse; its certificate is trusted in this process. */
  stub: DatabricksStub
  /** A data folder whose configuration has the stand-in as the one destination, `lake`. */
  place: Place
  /** An empty home folder, of all tests of the file. */
  home: string
  /** Writes the configuration of the destination anew, with these changes. */
  configure: (changes: Record<string, unknown>) => void
  /** What the command line has of the world around it: no waits, the home folder, the token of the stand-in. */
  databricks: () => CliDeps['engine']
  /** Runs the command line on the data folder. */
  cli: (...argv: string[]) => ReturnType<typeof runForTest>
  /** What readers of the views see. */
  seen: () => Promise<string>
  /** What they see once all that is here is published. */
  here: () => Promise<string>
  /** What is noted here of each publication, oldest first. */
  ledger: () => Promise<unknown>
}

/** A stand-in for Databricks and an empty data folder that publishes to it, for each test of the file that calls it. */
export function databricksGround(): DatabricksGround {
  const ground = {
    configure(changes) {
      const lake = {
        kind: 'databricks',
        host: ground.stub.host,
        port: ground.stub.port,
        http_path: '/sql/1.0/warehouses/abc',
        catalog: 'films',
        schema: 'gold',
        ...changes,
      }
      writeFileSync(join(ground.place.dataDir, 'config.json'), JSON.stringify({ destinations: { lake } }))
    },
    databricks: (): CliDeps['engine'] => ({
      wait: async () => {},
      surroundings: { home: ground.home, env: { DATABRICKS_TOKEN: ground.stub.token } },
    }),
    cli: (...argv) =>
      runForTest([...argv, '--data-dir', ground.place.dataDir], {
        engine: ground.databricks(),
      }),
    async seen() {
      const digests: unknown[] = []
      for (const { name, columns } of tables) {
        const [row] = await ground.stub.warehouse.rows(digestSql(`${names.schema}.\`${name}\``, columns))
        digests.push([name, row?.digest])
      }
      return JSON.stringify(digests)
    },
    here: async () =>
      JSON.stringify([...(await starDigests(ground.place.db, tables))].map(([name, digest]) => [name, String(digest)])),
    ledger: async () =>
      (
        await ground.cli(
          'query',
          'SELECT kind, mode, status, version, error_kind FROM publication ORDER BY publication_id',
          '--json',
        )
      ).json().rows,
  } as DatabricksGround
  beforeAll(() => {
    ground.home = mkdtempSync(join(tmpdir(), 'yts-home-'))
  })
  afterAll(() => {
    tls.setDefaultCACertificates(trusted)
    rmSync(ground.home, { recursive: true, force: true })
  })
  beforeEach(async () => {
    ground.stub = await databricksStub()
    tls.setDefaultCACertificates([...trusted, ground.stub.certificate])
    ground.place = makePlace()
    ground.configure({})
  })
  afterEach(async () => {
    ground.place.end()
    await ground.stub.close()
  })
  return ground
}
