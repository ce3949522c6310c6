import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from './fixtures.ts'
import { OverviewPage } from './pages/overview.ts'
import { ShellPart } from './pages/shell.ts'
import type { RunningApp } from './support/running-app.ts'

test.use({ appOptions: { synced: true, server: { films: 900 } } })

/** Whether the start that was logged last drew its first page from what the session before had kept. */
function wasShown(app: RunningApp): Promise<boolean | undefined> {
  // The core, which logs, comes after the page.
  return app.ask('app.info').then(() => {
    const lines = readFileSync(path.join(app.dataDir, 'logs', 'app.log'), 'utf8')
      .trim()
      .split('\n')
    return lines
      .map((line) => JSON.parse(line) as { msg: string; shown?: boolean })
      .findLast(({ msg }) => msg === 'starting')?.shown
  })
}

test('a second start shows the numbers of the first at once, and never those of another warehouse', async ({ app }) => {
  const overview = () => new OverviewPage(app.window)
  await overview().open()
  const all = await overview().films()
  expect(await wasShown(app)).toBe(false)

  await app.restart()
  await overview().ready()
  expect(await wasShown(app)).toBe(true)
  expect(await overview().films()).toBe(all)
  // The reader, up by now, answers as if nothing had been.
  await overview().clickMark('Films by rating', 13, 20)
  await expect.poll(() => overview().films()).toBeLessThan(all)

  // Somebody else publishes while the app is closed.
  await app.close()
  const db = new Database(path.join(app.dataDir, 'warehouse.sqlite'))
  const last = db.prepare<[], number>('SELECT max(movie_key) FROM fact_movies').pluck().get()
  db.pragma('foreign_keys = OFF')
  db.prepare('DELETE FROM fact_movies WHERE movie_key = ?').run(last)
  db.exec("UPDATE warehouse_state SET value = value + 1 WHERE key = 'gold_version'")
  db.close()
  await app.launch()
  await overview().ready()
  expect(await wasShown(app)).toBe(false)
  await overview().chips.first().waitFor()
  expect((await app.ask('warehouse.status')).films).toBe(all - 1)

  // What is kept is damaged.
  await app.close()
  writeFileSync(path.join(app.dataDir, 'first-page.json'), 'no json')
  await app.launch()
  await overview().ready()
  expect(await wasShown(app)).toBe(false)
})

test('the route of a start is there before anything can be clicked on, and an unknown one leads to the start', async ({
  app,
}) => {
  await app.ask('ui.set', { key: 'route', value: '/runs' })
  await app.window.addInitScript(() => {
    // Asked right after the first drawing, when effects that come later have not run.
    new MutationObserver((_changes, observer) => {
      if (!document.querySelector('nav')) return
      Object.assign(window, { firstRoute: location.hash })
      observer.disconnect()
    }).observe(document, { childList: true, subtree: true })
  })
  // A start, as far as the page can tell: an address without a route.
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.loadURL('app://explorer/'))
  const first = () => app.window.evaluate(() => (window as unknown as { firstRoute?: string }).firstRoute)
  await expect.poll(first).toBe('#/runs')
  await app.window.evaluate(() => {
    location.hash = '#/nowhere'
  })
  // The page goes on to the run that it shows.
  await expect.poll(() => app.window.evaluate(() => location.hash)).toMatch(/^#\/runs(\/\d+)?$/)
  await expect(new ShellPart(app.window).section('Runs')).toHaveAttribute('aria-current', 'page')
})
