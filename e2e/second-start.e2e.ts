import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from './fixtures.ts'
import { OverviewPage } from './pages/overview.ts'
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
