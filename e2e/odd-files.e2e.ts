import { execFileSync } from 'node:child_process'
import { lstatSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from './fixtures.ts'
import { SettingsPage } from './pages/settings.ts'
import { ShellPart } from './pages/shell.ts'

// A pipe where the app has a file of its own: whoever waits for it waits for ever.

test.skip(process.platform === 'win32', 'pipes are not in folders there')

const putPipe = (file: string) => (dataDir: string) => {
  rmSync(path.join(dataDir, file), { force: true })
  execFileSync('sh', ['-c', 'mkfifo "$0"', path.join(dataDir, file)])
}
const isPipe = (dataDir: string, file: string) => lstatSync(path.join(dataDir, file)).isFIFO()

test.describe('in place of config.yaml', () => {
  test.use({ appOptions: { seed: putPipe('config.yaml') } })

  test('a window opens, says what it refused, and asks no address', async ({ app, api, dataDir }) => {
    const shell = new ShellPart(app.window)
    await shell.firstLaunch.getByRole('button', { name: 'Sync from YTS' }).click()
    await expect(
      app.window.getByText(/config\.yaml is a pipe, not a file\. Nothing was loaded\./).first(),
    ).toBeVisible()
    await app.screenshot('odd-files-config-sync')
    await new SettingsPage(app.window).open('config.yaml')
    await expect(
      app.window
        .getByRole('main')
        .getByText(/is a pipe, not a file/)
        .first(),
    ).toBeVisible()
    await app.screenshot('odd-files-config-settings')
    expect(api.service.counters.requests).toBe(0)
    expect(isPipe(dataDir, 'config.yaml')).toBe(true)
  })
})

for (const file of ['ui-state.json', 'first-page.json']) {
  test.describe(`in place of ${file}`, () => {
    test.use({ appOptions: { seed: putPipe(file) } })

    test('a window opens with what a first start has, loads, and the log says what was refused', async ({
      app,
      api,
      dataDir,
    }) => {
      const log = () => readFileSync(path.join(dataDir, 'logs', 'app.log'), 'utf8')
      await expect(new ShellPart(app.window).firstLaunch).toBeVisible()
      await expect.poll(log).toContain(`${file} is a pipe, not a file`)
      expect(isPipe(dataDir, file)).toBe(true)
      expect(await app.sync()).toMatchObject({ status: 'complete' })
      // Ending it writes what is to be remembered, and does not wait for the pipe either.
      await app.restart()
      await expect(new ShellPart(app.window).statusBar).toContainText(`${api.catalogue.size} films`)
    })
  })
}
