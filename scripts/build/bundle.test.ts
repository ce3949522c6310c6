import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { build } from 'esbuild'
import { expect, it } from 'vitest'
import { databricksStub } from '../../electron/publish/testing/databricks-stub.ts'
import { sparkStub } from '../../electron/publish/testing/spark-stub.ts'
import { makePlace, someFilms } from '../../electron/publish/testing/warehouses.ts'
import { inProject } from '../lib/paths.ts'
import { nodeBuildOptions } from './bundle.ts'

it('the command line as it is packaged publishes to Databricks and to Spark: their drivers are in the bundle', {
  timeout: 120_000,
}, async () => {
  mkdirSync(inProject('out'), { recursive: true })
  // Inside the project: the addon that no bundle holds is found from here.
  const folder = mkdtempSync(inProject('out/bundle-'))
  const [stub, spark] = [await databricksStub(), await sparkStub()]
  const place = makePlace()
  try {
    const { metafile } = await build({
      ...nodeBuildOptions(),
      entryPoints: [{ in: 'electron/cli.ts', out: 'main/cli' }],
      outdir: folder,
      metafile: true,
      logLevel: 'silent',
    })
    const outputs = Object.entries(metafile.outputs)
    for (const driver of ['@databricks/sql/', 'hive-driver/']) {
      const withDriver = outputs.filter(([, { inputs }]) => Object.keys(inputs).some((path) => path.includes(driver)))
      // A chunk of its own, which nothing imports but what publishes there.
      expect(withDriver, driver).toHaveLength(1)
      const [name = ''] = withDriver[0] ?? []
      const importing = outputs.flatMap(([, { imports }]) =>
        imports.filter(({ path }) => path === name).map(({ kind }) => kind),
      )
      expect(new Set(importing), driver).toEqual(new Set(['dynamic-import']))
    }

    place.load(someFilms(0))
    const staging = join(spark.warehouse.stage, 'file:', 'stage')
    mkdirSync(staging, { recursive: true })
    const { host, port } = stub
    const destinations = {
      lake: { kind: 'databricks', host, port, http_path: '/sql/1.0/warehouses/abc', catalog: 'films', schema: 'gold' },
      own: {
        kind: 'spark',
        host: spark.host,
        port: spark.port,
        schema: 'gold',
        staging_dir: staging,
        staging_uri: 'file:/stage',
      },
    }
    writeFileSync(join(place.dataDir, 'config.json'), JSON.stringify({ destinations }))
    const certificates = join(folder, 'certificates.pem')
    writeFileSync(certificates, stub.certificate)
    for (const name of Object.keys(destinations)) {
      const program = [join(folder, 'main', 'cli.js'), 'publish', name, '--data-dir', place.dataDir]
      const child = spawn(process.execPath, program, {
        env: { ...process.env, NODE_EXTRA_CA_CERTS: certificates, DATABRICKS_TOKEN: stub.token },
      })
      const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
      expect([code, err], name).toEqual([0, ''])
      expect(out).toMatch(new RegExp(`^Version 1 published to ${name}`))
    }
  } finally {
    place.end()
    await stub.close()
    await spark.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
