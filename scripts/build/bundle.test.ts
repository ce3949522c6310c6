import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { build } from 'esbuild'
import { expect, it } from 'vitest'
import { databricksStub } from '../../electron/publish/testing/databricks-stub.ts'
import { makePlace, someFilms } from '../../electron/publish/testing/warehouses.ts'
import { inProject } from '../lib/paths.ts'
import { nodeBuildOptions } from './bundle.ts'

it('the command line as it is packaged publishes to Databricks: its driver is in the bundle', {
  timeout: 120_000,
}, async () => {
  mkdirSync(inProject('out'), { recursive: true })
  // Inside the project: the addon that no bundle holds is found from here.
  const folder = mkdtempSync(inProject('out/bundle-'))
  const stub = await databricksStub()
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
    const withDriver = outputs.filter(([, { inputs }]) =>
      Object.keys(inputs).some((path) => path.includes('@databricks/sql/')),
    )
    // A chunk of its own, which nothing imports but what publishes there.
    expect(withDriver).toHaveLength(1)
    const [name = ''] = withDriver[0] ?? []
    const importing = outputs.flatMap(([, { imports }]) =>
      imports.filter(({ path }) => path === name).map(({ kind }) => kind),
    )
    expect(new Set(importing)).toEqual(new Set(['dynamic-import']))

    place.load(someFilms(0))
    const lake = {
      kind: 'databricks',
      host: stub.host,
      port: stub.port,
      http_path: '/sql/1.0/warehouses/abc',
      catalog: 'films',
      schema: 'gold',
    }
    writeFileSync(join(place.dataDir, 'config.json'), JSON.stringify({ destinations: { lake } }))
    const certificates = join(folder, 'certificates.pem')
    writeFileSync(certificates, stub.certificate)
    const child = spawn(process.execPath, [join(folder, 'main', 'cli.js'), 'publish', '--data-dir', place.dataDir], {
      env: { ...process.env, NODE_EXTRA_CA_CERTS: certificates, DATABRICKS_TOKEN: stub.token },
    })
    const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
    expect(out).toMatch(/^Version 1 published to lake/)
    expect([code, err]).toEqual([0, ''])
  } finally {
    place.end()
    await stub.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
