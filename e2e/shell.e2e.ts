import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { electronLaunchOptions } from '../scripts/electron-runtime/index.ts'
import { expect, type RunningApp, test } from './fixtures.ts'
import { ShellPart } from './pages/shell.ts'
import { holdPages } from './support/held-pages.ts'
import { clickMenu, menuItem } from './support/native-menu.ts'

/** Process id of a utility process. */
async function pidOf(app: RunningApp, name: 'loader' | 'reader'): Promise<number> {
  const pid = await app.electron.evaluate(
    ({ app: main }, service) => main.getAppMetrics().find((process) => process.name === service)?.pid,
    `yts ${name}`,
  )
  if (!pid) throw new Error(`there is no ${name} process`)
  return pid
}

test('a load fills the warehouse, tells its end after the data is there, and writes progress to both files', async ({
  app,
  api,
  dataDir,
}) => {
  const summary = await app.sync()
  expect(summary).toMatchObject({ status: 'complete', fetched: api.catalogue.size, inserted: api.catalogue.size })
  expect((await app.ask('warehouse.status')).films).toBe(api.catalogue.size)
  expect((await app.events()).map((event) => event.type).filter((type) => type !== 'process')).toEqual([
    'published',
    'config',
    'finished',
  ])
  const progress = (await app.ask('warehouse.status')).progress
  const yaml = readFileSync(path.join(dataDir, 'config.yaml'), 'utf8')
  expect(yaml).toContain(`last_page_processed: ${progress.lastPageProcessed}`)
  expect(yaml).toContain(`yts_url: ${api.url}`)
  expect(JSON.parse(readFileSync(path.join(dataDir, 'config.json'), 'utf8')).last_date).toBe(progress.lastDate)
})

test('window, theme and view come back after a restart', async ({ app }) => {
  await app.ask('ui.setTheme', { theme: 'dark' })
  await app.ask('ui.set', { key: 'e2e', value: { kept: [1, 2, 3] } })
  await app.electron.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    window?.setBounds({ x: 30, y: 40, width: 900, height: 600 })
    window?.webContents.setZoomLevel(1)
  })
  await app.restart()
  const found = await app.electron.evaluate(({ BrowserWindow, nativeTheme }) => {
    const [window] = BrowserWindow.getAllWindows()
    return {
      size: window?.getSize(),
      background: window?.getBackgroundColor(),
      zoom: window?.webContents.getZoomLevel(),
      source: nativeTheme.themeSource,
    }
  })
  expect(found).toEqual({ size: [900, 600], background: '#161718', zoom: 1, source: 'dark' })
  expect(await app.window.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true)
  expect((await app.ask('ui.get')).state).toMatchObject({ e2e: { kept: [1, 2, 3] } })
})

test.describe('with a slow source', () => {
  test.use({ appOptions: { server: { films: 400, latencyMs: 150 }, limit: 20, config: 'requests_per_second: 4' } })

  test('the menu follows the load, and Ctrl+R syncs instead of reloading', async ({ app, api }) => {
    holdPages(api, 10)
    expect(await menuItem(app, 'sync.cancel')).toEqual({ label: 'Cancel Load (no load is running)', enabled: false })
    await app.window.evaluate(() => Object.assign(window, { notReloaded: true }))
    await clickMenu(app, 'sync.start')
    await expect.poll(() => menuItem(app, 'sync.cancel')).toEqual({ label: 'Cancel Load', enabled: true })
    expect(await menuItem(app, 'sync.start')).toEqual({ label: 'Sync (a load is running)', enabled: false })
    await clickMenu(app, 'sync.pauseOrResume')
    await expect.poll(async () => (await menuItem(app, 'sync.pauseOrResume'))?.label).toBe('Resume Load')
    await clickMenu(app, 'sync.pauseOrResume')
    await expect.poll(async () => (await menuItem(app, 'sync.pauseOrResume'))?.label).toBe('Pause Load')
    await clickMenu(app, 'sync.cancel')
    await expect.poll(async () => (await menuItem(app, 'sync.start'))?.enabled).toBe(true)
    expect(await app.window.evaluate(() => 'notReloaded' in window)).toBe(true)
    const accelerator = await app.electron.evaluate(
      ({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('sync.start')?.accelerator,
    )
    expect(accelerator).toBe('CmdOrCtrl+R')
  })

  test('quitting while it loads asks; pausing keeps the load for the next start', async ({ app, api }) => {
    const release = holdPages(api, 10)
    await app.ask('sync.start', { mode: 'full' })
    await expect.poll(async () => (await app.ask('sync.progress')).pages.done).toBeGreaterThan(1)
    await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
    await expect.poll(async () => (await app.events()).some((event) => event.type === 'quitRequested')).toBe(true)
    await app.ask('app.quit', { decision: 'stay' })
    expect((await app.ask('sync.progress')).status).toBe('running')
    const before = (await app.ask('sync.progress')).pages.done
    await app.restart()
    const { runs } = await app.ask('runs.list', { offset: 0, limit: 5 })
    expect(runs).toHaveLength(1)
    expect(runs[0]).toMatchObject({ resumable: true })
    expect(runs[0]?.pagesDone).toBeGreaterThanOrEqual(before)
    release()
    const summary = await app.sync()
    expect(summary).toMatchObject({ status: 'complete', runId: runs[0]?.runId, fetched: 400 })
  })

  test('quitting may wait for the load to finish', async ({ app, api }) => {
    const release = holdPages(api, 10)
    await app.ask('sync.start', {})
    await expect.poll(async () => (await app.ask('sync.progress')).status).toBe('running')
    const ended = app.ended()
    await app.electron.evaluate(({ app: main }) => main.quit())
    await expect.poll(async () => (await app.events()).some((event) => event.type === 'quitRequested')).toBe(true)
    await app.ask('app.quit', { decision: 'finish' })
    release()
    await ended
    app.forget()
    await app.launch()
    const { runs } = await app.ask('runs.list', { offset: 0, limit: 5 })
    expect(runs).toMatchObject([{ status: 'complete', fetched: 400 }])
  })

  test('a load whose process dies is told as interrupted, and goes on where it stopped', async ({ app, api }) => {
    const release = holdPages(api, 10)
    await app.ask('sync.start', { mode: 'full' })
    await expect.poll(async () => (await app.ask('sync.progress')).pages.done).toBeGreaterThan(1)
    process.kill(await pidOf(app, 'loader'), 'SIGKILL')
    await expect
      .poll(async () =>
        (await app.events()).flatMap((event) => (event.type === 'finished' ? [event.summary.status] : [])),
      )
      .toEqual(['interrupted'])
    expect((await menuItem(app, 'sync.start'))?.enabled).toBe(true)
    release()
    const summary = await app.sync()
    expect(summary).toMatchObject({ status: 'complete', runId: 1, fetched: 400 })
  })

  test('a workspace cannot be changed under a running load', async ({ app, api }) => {
    holdPages(api, 10)
    await app.ask('sync.start', {})
    await expect.poll(async () => (await app.ask('sync.progress')).status).toBe('running')
    expect(await app.invoke('app.useWorkspace', { workspace: 'sample' })).toMatchObject({
      ok: false,
      error: { kind: 'busy' },
    })
    expect(await app.invoke('app.moveDataFolder')).toMatchObject({ ok: false, error: { kind: 'busy' } })
    await app.ask('sync.cancel')
  })
})

test('the menu offers what the history of the filter has, after a reload and a restart too', async ({ app }) => {
  await app.sync()
  const offered = async () => {
    const steps = await Promise.all(['filter.undo', 'filter.redo', 'filter.clear'].map((id) => menuItem(app, id)))
    return steps.map((step) => step?.enabled)
  }
  await expect.poll(offered).toEqual([false, false, false])
  await new ShellPart(app.window).search.fill('the')
  await expect.poll(offered).toEqual([true, false, true])
  await clickMenu(app, 'filter.undo')
  await expect.poll(offered).toEqual([false, true, false])
  await clickMenu(app, 'filter.redo')
  await expect.poll(offered).toEqual([true, false, true])
  // The filter is kept over a reload and a restart, its history is not.
  await expect.poll(async () => JSON.stringify((await app.ask('ui.get')).state)).toContain('"search":"the"')
  await app.window.reload()
  await expect.poll(offered).toEqual([false, false, true])
  await app.restart()
  await expect.poll(offered).toEqual([false, false, true])
  await clickMenu(app, 'filter.clear')
  await expect.poll(offered).toEqual([true, false, false])
})

test('the sample catalogue has its own folder and server', async ({ app, dataDir }) => {
  expect(await app.ask('app.useWorkspace', { workspace: 'sample' })).toMatchObject({
    workspace: 'sample',
    dataFolder: dataDir,
  })
  const summary = await app.sync()
  expect(summary).toMatchObject({ status: 'complete', fetched: 5000 })
  expect(await app.ask('warehouse.status')).toMatchObject({ films: 5000, isSample: true })
  await app.restart()
  expect(await app.ask('app.info')).toMatchObject({ workspace: 'sample' })
  await app.ask('app.useWorkspace', { workspace: 'catalogue' })
  expect((await app.ask('warehouse.status')).films).toBe(0)
})

test.describe('with a catalogue', () => {
  test.use({ appOptions: { synced: true } })

  test('a process that dies is started again, and calls are answered again', async ({ app }) => {
    for (const name of ['reader', 'loader'] as const) {
      process.kill(await pidOf(app, name), 'SIGKILL')
      await expect
        .poll(
          async () => (await app.events()).filter((event) => event.type === 'process' && event.name === name).length,
        )
        .toBeGreaterThanOrEqual(2)
    }
    expect((await app.ask('warehouse.status')).films).toBe(300)
    expect((await app.sync()).status).toBe('complete')
  })

  test('progress raised by hand is warned of and refused; lowered it is obeyed', async ({ app, dataDir }) => {
    const file = path.join(dataDir, 'config.yaml')
    const written = readFileSync(file, 'utf8')
    const recorded = (await app.ask('warehouse.status')).progress.lastPageProcessed
    const withPage = (page: number): string =>
      written.replace(/last_page_processed: \d+/, `last_page_processed: ${page}`)
    writeFileSync(file, withPage(recorded + 50))
    const { files } = await app.ask('config.read')
    expect(files[0]).toMatchObject({ broken: false, issues: [{ field: 'last_page_processed', severity: 'warning' }] })
    const refused = await app.sync()
    expect(refused).toMatchObject({ status: 'complete', inserted: 0 })
    expect(refused.warnings.join(' ')).toContain('last_page_processed')
    expect(readFileSync(file, 'utf8')).toBe(written)
    writeFileSync(file, withPage(1))
    const again = await app.sync()
    expect(again).toMatchObject({ status: 'complete', inserted: 0 })
    expect(again.fetched).toBeGreaterThan(refused.fetched)
    expect((await app.ask('config.read')).files.flatMap(({ issues }) => issues)).toEqual([])
  })

  test('a page that crashes is loaded again', async ({ app }) => {
    app.trouble.allow(/the page crashed/)
    const title = await app.electron.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      if (!contents) throw new Error('no window')
      const loaded = new Promise<void>((resolve) => contents.once('did-finish-load', () => resolve()))
      contents.forcefullyCrashRenderer()
      await loaded
      return contents.executeJavaScript('document.title') as Promise<string>
    })
    expect(title).toBe('YTS Explorer')
  })

  test('the data moves to another folder and is found there after a restart', async ({ app, dataDir }) => {
    const target = path.join(mkdtempSync(path.join(os.tmpdir(), 'yts-moved-')), 'films')
    await app.electron.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] })
    }, target)
    expect(await app.ask('app.moveDataFolder')).toEqual({ moved: true, dataFolder: target })
    expect((await app.ask('warehouse.status')).films).toBe(300)
    await app.restart()
    expect(await app.ask('app.info')).toMatchObject({ dataFolder: target })
    expect((await app.ask('warehouse.status')).films).toBe(300)
    expect(readFileSync(path.join(dataDir, 'location.json'), 'utf8')).toContain('films')
    await app.close()
    rmSync(path.dirname(target), { recursive: true, force: true })
  })

  test('a chart is saved where the person says, and nowhere else', async ({ app, dataDir }) => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'yts-saved-'))
    const choose = (target: string): Promise<void> =>
      app.electron.evaluate(({ dialog }, chosen) => {
        dialog.showSaveDialog = async () => ({ canceled: false, filePath: chosen })
      }, target)
    await choose(path.join(folder, 'films.csv'))
    const input = { suggestedName: '../films', format: 'csv' as const, content: 'a,b\n' }
    expect(await app.ask('file.save', input)).toEqual({ saved: true, fileName: 'films.csv' })
    expect(readFileSync(path.join(folder, 'films.csv'), 'utf8')).toBe('a,b\n')
    await choose(path.join(dataDir, 'config.yaml'))
    expect(await app.invoke('file.save', input)).toMatchObject({ ok: false, error: { kind: 'bad_input' } })
    expect(readFileSync(path.join(dataDir, 'config.yaml'), 'utf8')).toContain('yts_url')
    rmSync(folder, { recursive: true })
  })
})

test('a second start on the same folder brings the first window forward and ends', async ({ app, dataDir }) => {
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize())
  const options = await electronLaunchOptions({ dataDir })
  const second = spawn(options.executablePath, options.args, { cwd: options.cwd, env: options.env, stdio: 'ignore' })
  const [code] = await once(second, 'exit')
  expect(code).toBe(0)
  await expect
    .poll(() => app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized()))
    .toBe(false)
})

test('a configuration changed on disk is told, a broken one is named, and the app runs on', async ({
  app,
  dataDir,
}) => {
  writeFileSync(path.join(dataDir, 'config.yaml'), 'limit: 20\nmax_workers: many\n')
  await expect
    .poll(async () => (await app.events()).some((event) => event.type === 'config' && event.reason === 'changedOnDisk'))
    .toBe(true)
  const { files } = await app.ask('config.read')
  expect(files[0]).toMatchObject({ file: 'config.yaml', broken: true, values: { limit: 20, max_workers: 8 } })
  expect(files[0]?.issues).toMatchObject([{ field: 'max_workers', line: 2 }])
  const stale = { file: 'config.yaml' as const, text: 'limit: 30\n', baseHash: 'old' }
  expect(await app.invoke('config.save', stale)).toMatchObject({ ok: false, error: { kind: 'conflict' } })
  const saved = await app.ask('config.save', { ...stale, baseHash: files[0]?.hash ?? '' })
  expect(saved).toMatchObject({ broken: false, values: { limit: 30 } })
  const { backups } = await app.ask('config.backups', { file: 'config.yaml' })
  expect(backups[0]?.text).toContain('max_workers: many')
})
