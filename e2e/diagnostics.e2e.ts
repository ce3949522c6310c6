import { readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import packageJson from '../package.json' with { type: 'json' }
import { expect, type RunningApp, test } from './fixtures.ts'
import { DiagnosticsPage } from './pages/diagnostics.ts'
import { ShellPart } from './pages/shell.ts'
import { axeFindings } from './support/accessibility.ts'
import { clickMenu } from './support/native-menu.ts'

const clipboard = (app: RunningApp) => app.electron.evaluate(({ clipboard: board }) => board.readText())
/** From the first millisecond on everything is slow: there is something to show on any machine. */
const everything = { YTS_SLOW_MS: '0', YTS_TRACE: '1' }

test.describe('when everything counts as slow', () => {
  test.use({ appOptions: { server: { films: 400 }, synced: true, env: everything } })

  test('Help › Diagnostics tells versions, processes, calls and plans; its report names nobody and no place', async ({
    app,
    dataDir,
  }) => {
    await new ShellPart(app.window).visit('Quality')
    await clickMenu(app, 'help.diagnostics')
    const page = new DiagnosticsPage(app.window)
    await page.shown()
    const versions = await app.electron.evaluate(({ app: main }) => ({
      [main.getName()]: main.getVersion(),
      Electron: process.versions.electron ?? '',
      Chromium: process.versions.chrome ?? '',
      Node: process.versions.node,
    }))
    expect(versions).toMatchObject({ [packageJson.productName]: packageJson.version })
    for (const [name, version] of Object.entries(versions)) await expect(page.version(name), name).toHaveText(version)
    for (const name of ['Main', 'Window', 'Reader', 'Loader']) {
      await expect(page.processes.getByRole('row').filter({ hasText: name }).first()).toContainText(/MiB/)
    }
    const call = page.calls.getByRole('row').filter({ hasText: 'quality.summary' }).first()
    await expect(call).toContainText('reader')
    await expect(call).toContainText('slow')
    // By keys alone: to the first statement, open it, read its plan.
    await page.statements.first().locator('summary').focus()
    await app.window.keyboard.press('Enter')
    await expect(page.statements.first().getByRole('heading', { name: 'Plan' })).toBeVisible()
    await expect(page.statements.filter({ hasText: /SCAN|SEARCH/ }).first()).toBeAttached()
    await page.button('Copy report').focus()
    await app.window.keyboard.press('Enter')
    await expect(app.window.getByText('Diagnostics copied')).toBeVisible()
    const text = await clipboard(app)
    for (const [name, version] of Object.entries(versions)) expect(text.split('\n')).toContain(`${name}: ${version}`)
    expect(text).toContain('quality.summary')
    expect(text).toMatch(/SCAN|SEARCH/)
    expect(text).not.toContain(dataDir)
    expect(text).not.toContain(os.tmpdir() + path.sep)
    expect(text).not.toContain(os.homedir() + path.sep)
    expect(text).not.toMatch(new RegExp(`\\b${os.userInfo().username}\\b`))
    // The other processes' lines come by way of main, a moment later.
    const log = () => readFileSync(path.join(dataDir, 'logs', 'app.log'), 'utf8')
    await expect.poll(log).toMatch(/"way":"page → main","channel":"quality.summary".*"msg":"slow call"/)
    await expect.poll(log).toMatch(/"way":"main → reader","channel":"quality.summary".*"msg":"call"/)
    await expect.poll(log).toMatch(/"process":"reader".*"msg":"slow statement"/)
    await expect.poll(log).toMatch(/"process":"loader".*"msg":"slow statement"/)
  })

  for (const theme of ['light', 'dark'] as const) {
    test.describe(`in the ${theme} theme`, () => {
      test.use({ appOptions: { server: { films: 400 }, synced: true, theme, env: everything } })

      test('the page fits the window and axe finds nothing', async ({ app }) => {
        await clickMenu(app, 'help.diagnostics')
        const page = new DiagnosticsPage(app.window)
        await page.shown()
        for (const [width, height] of [
          [1280, 800],
          [900, 600],
          [1920, 1080],
        ] as const) {
          await app.resize(width, height)
          const excess = await app.window.evaluate(() => [
            document.documentElement.scrollWidth - window.innerWidth,
            document.documentElement.scrollHeight - window.innerHeight,
            (document.querySelector('.diagnostics')?.scrollWidth ?? 0) -
              (document.querySelector('.diagnostics')?.clientWidth ?? 0),
          ])
          expect(excess, `${width} × ${height}`).toEqual([0, 0, 0])
          expect(await axeFindings(app.window)).toEqual([])
          await app.screenshot(`diagnostics-${theme}-${width}`)
        }
        await page.statements.first().locator('summary').click()
        expect(await axeFindings(app.window)).toEqual([])
        await app.screenshot(`diagnostics-plan-${theme}`)
        await page.calls.scrollIntoViewIfNeeded()
        await app.screenshot(`diagnostics-calls-${theme}`)
      })
    })
  }
})

test('before anything was loaded it works too, says why a list is empty, and answers when the reader is gone', async ({
  app,
}) => {
  await clickMenu(app, 'help.diagnostics')
  const page = new DiagnosticsPage(app.window)
  await page.shown()
  await page.root.getByRole('button', { name: 'Failed' }).click()
  await expect(page.root.getByText('None of the last calls failed.')).toBeVisible()
  await app.screenshot('diagnostics-empty')
  await app.electron.evaluate(({ app: main }) => {
    const reader = main.getAppMetrics().find((process) => process.name === 'yts reader')
    if (reader) process.kill(reader.pid)
  })
  await page.button('Refresh').click()
  await page.shown()
})
