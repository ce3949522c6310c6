import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { selfSigned } from '../electron/files/testing/self-signed.ts'
import { localProxy, localTlsServer } from '../electron/sync/testing/local-servers.ts'
import { expect, RunningApp, test } from './fixtures.ts'
import { CockpitPart } from './pages/cockpit.ts'

test("loads go through the proxy of the system's settings, and an untrusted certificate is named with it", async ({
  api,
  dataDir,
}) => {
  const host = 'films.example.org'
  const source = await localTlsServer(selfSigned(host), (_request, response) => response.end('{}'))
  const proxy = await localProxy(source.port)
  writeFileSync(path.join(dataDir, 'config.yaml'), `yts_url: https://${host}/api/v2/list_movies.json\n`)
  // Chromium takes this switch for the system's settings.
  const app = new RunningApp({ dataDir, args: [`--proxy-server=127.0.0.1:${proxy.port}`] }, api)
  try {
    await app.launch()
    await app.window.getByRole('button', { name: 'Sync from YTS' }).click()
    const cockpit = new CockpitPart(app.window)
    await expect(cockpit.error).toContainText('not trusted: a company proxy?')
    await expect(cockpit.error).toContainText(`the proxy 127.0.0.1:${proxy.port} (the system's settings)`)
    expect(proxy.asked.map(({ target }) => target)).toContain(`${host}:443`)
    await app.screenshot('proxy-certificate')
  } finally {
    await app.close()
    await proxy.close()
    await source.close()
  }
})
