import type { SampleApi } from '../electron/sample/server.ts'
import { expect, type RunningApp, test } from './fixtures.ts'
import { CockpitPart } from './pages/cockpit.ts'
import { MoviesPage } from './pages/movies.ts'
import { RunsPage } from './pages/runs.ts'
import { dismissToasts } from './pages/toasts.ts'
import { axeFindings } from './support/accessibility.ts'
import { holdPages } from './support/held-pages.ts'

test.use({ appOptions: { synced: true, server: { films: 400, quirks: 20 } } })

/** A second load with films added, ratings that drifted, one that jumped, a new title, and one that is gone. */
async function changeAndSync(app: RunningApp, api: SampleApi): Promise<{ runId: number; drifted: number }> {
  const films = [...api.catalogue.ids()].slice(0, 60)
  let drifted = 0
  for (const id of films.slice(0, 40)) {
    const rating = Number(api.catalogue.get(id)?.rating ?? 0)
    if (rating >= 1 && rating <= 9 && api.catalogue.rerate(id, Math.round((rating + 0.1) * 10) / 10)) drifted += 1
  }
  api.catalogue.update(films[50] ?? 0, { title: 'A title of its own', rating: 9.9 })
  api.catalogue.remove(films[55] ?? 0)
  api.catalogue.append(7)
  const summary = await app.sync({ mode: 'full' })
  expect(summary.status).toBe('complete')
  return { runId: summary.runId ?? 0, drifted }
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

test('a run shows what it added and changed, old and new, with small drift under one line', async ({ app, api }) => {
  const { runId, drifted } = await changeAndSync(app, api)
  const runs = new RunsPage(app.window)
  await runs.open()
  await expect(runs.detail(runId)).toBeVisible()
  await expect(runs.changes).toContainText('A title of its own')
  await expect(runs.changes).toContainText('9.9')
  const drift = runs.changes.getByRole('button', { name: /Drift/ })
  await expect(drift).toContainText(`${drifted} ratings moved by at most 0.2`)
  await app.screenshot('runs-what-changed')
  const before = await runs.changes.getByRole('listitem').count()
  await drift.click()
  await expect(runs.changes.getByRole('listitem')).toHaveCount(before + drifted)
  await app.window.getByRole('button', { name: 'Added 7' }).click()
  await expect(runs.changes.getByRole('listitem')).toHaveCount(7)
})

test('one run tells what it added, what it updated and what vanished', async ({ app, api }) => {
  const [gone = 0, changed = 0] = api.catalogue.ids().slice(30)
  const title = String(api.catalogue.get(gone)?.title)
  api.catalogue.remove(gone)
  // One sweep that misses a film proves little; it vanishes with the second.
  expect(await app.sync({ mode: 'full' })).toMatchObject({ status: 'complete', removed: 0 })
  api.catalogue.update(changed, { title: 'A title of its own' })
  api.catalogue.append(2)
  const { runId, removed } = await app.sync({ mode: 'full' })
  expect(removed).toBe(1)
  const runs = new RunsPage(app.window)
  await runs.open()
  await expect(runs.detail(runId ?? 0)).toBeVisible()
  for (const [column, films] of [
    ['Added', '2'],
    ['Changed', '1'],
    ['Removed', '1'],
  ] as const)
    await expect(await runs.grid.cell(0, column), column).toHaveText(films)
  const lines = runs.changes.getByRole('listitem')
  for (const [label, words] of [
    ['Added 2', [/^Added/, /^Added/]],
    ['Changed 1', [/^Changed[\s\S]*A title of its own/]],
    ['Removed 1', [new RegExp(`^Removed[\\s\\S]*${escaped(title)}`)]],
  ] as const) {
    await app.window.getByRole('button', { name: label, exact: true }).click()
    await expect(lines, label).toHaveText([...words], { useInnerText: true })
  }
  await app.screenshot('runs-vanished')
  // Its history outlives it.
  await lines.first().getByRole('button').click()
  await expect(runs.film).toContainText(title)
})

test('J and K move, Enter opens the film beside the list, Esc comes back', async ({ app, api }) => {
  await changeAndSync(app, api)
  const runs = new RunsPage(app.window)
  await runs.open()
  await app.window.getByRole('button', { name: 'Added 7' }).click()
  const lines = runs.changes.getByRole('button')
  await expect(lines).toHaveCount(7)
  await lines.first().focus()
  await app.window.keyboard.press('j')
  await expect(lines.nth(1)).toBeFocused()
  await app.window.keyboard.press('k')
  await expect(lines.first()).toBeFocused()
  await app.window.keyboard.press('Enter')
  const title = await lines.first().locator('.change-title').innerText()
  await expect(runs.film.getByRole('heading', { level: 2 })).toContainText(title)
  await app.screenshot('runs-film')
  await app.window.keyboard.press('Escape')
  await expect(runs.film).toBeHidden()
  await expect(lines.first()).toBeFocused()
})

test('the whole app is filtered by a run', async ({ app, api }) => {
  const { runId } = await changeAndSync(app, api)
  const runs = new RunsPage(app.window)
  await runs.open()
  await expect(runs.detail(runId)).toBeVisible()
  const { total } = await app.ask('runs.changes', { runId, kind: 'added', offset: 0, limit: 1 })
  const { total: updated } = await app.ask('runs.changes', { runId, kind: 'updated', offset: 0, limit: 1 })
  await app.window.getByRole('button', { name: 'Filter the app by this run' }).click()
  const movies = new MoviesPage(app.window)
  await movies.grid.ready()
  await expect.poll(() => movies.grid.rowCount()).toBe(total + updated)
})

test('a partial run names its failed page and is resumed from here', async ({ app, api }) => {
  api.catalogue.append(60)
  api.setFaults(['status=500@pages:2'])
  const { runId } = await app.sync({ mode: 'full' })
  api.setFaults([])
  const runs = new RunsPage(app.window)
  await runs.open()
  const detail = runs.detail(runId ?? 0)
  await expect(detail.getByText('Incomplete', { exact: true })).toBeVisible()
  const stages = await runs.part('Stages and pages')
  await expect(stages).toContainText('1 page failed')
  await app.screenshot('runs-partial')
  await detail.getByRole('button', { name: 'Resume' }).click()
  await expect(detail.getByText('Complete', { exact: true })).toBeVisible()
  await expect(detail.getByRole('button', { name: 'Resume' })).toBeHidden()
})

test('one failed page of a partial run is tried alone, here and in the sync panel', async ({ app, api }) => {
  // Before the end of the catalogue, and apart: each is left out by itself.
  api.setFaults(['status=500@pages:2,5'])
  const { runId } = await app.sync({ mode: 'full' })
  api.setFaults([])
  const runs = new RunsPage(app.window)
  await runs.open()
  const detail = runs.detail(runId ?? 0)
  const stages = await runs.part('Stages and pages')
  await expect(stages).toContainText('2 pages failed')
  await app.screenshot('runs-failed-pages')
  await stages.getByRole('button', { name: 'Retry page 5' }).click()
  await expect(stages).toContainText('1 page failed')
  await expect(stages.getByRole('button', { name: 'Retry page 5' })).toBeHidden()
  await expect(detail.getByText('Incomplete', { exact: true }), 'not published before every page is read').toBeVisible()

  const cockpit = new CockpitPart(app.window)
  const failed = cockpit.root.getByRole('region', { name: 'Failed pages' })
  await expect(failed.getByRole('listitem')).toHaveCount(1)
  expect(await axeFindings(app.window)).toEqual([])
  await app.screenshot('cockpit-failed-pages')
  await failed.getByRole('button', { name: 'Retry page 2' }).click()
  await expect(detail.getByText('Complete', { exact: true })).toBeVisible()
  await expect(failed).toBeHidden()
})

test('the address chooses a run, and the history is walked with the keyboard', async ({ app }) => {
  const second = await app.sync({ mode: 'full' })
  await app.window.evaluate(() => {
    window.location.hash = '#/runs/1'
  })
  const runs = new RunsPage(app.window)
  await expect(runs.detail(1)).toBeVisible()
  await runs.grid.root.focus()
  await runs.grid.press('ArrowUp')
  await expect(runs.detail(second.runId ?? 0)).toBeVisible()
  await expect.poll(() => app.window.evaluate(() => window.location.hash)).toBe(`#/runs/${second.runId}`)
  const checks = await runs.part('Checks')
  await expect(checks.getByText('Passed').first()).toBeVisible()
  await app.screenshot('runs-checks')
})

test('few runs leave no empty room above the chosen one; more of them get their share', async ({ app }) => {
  const runs = new RunsPage(app.window)
  await runs.open()
  const room = async () => {
    const [box, last] = await Promise.all([
      runs.grid.root.boundingBox(),
      runs.grid.row((await runs.grid.rowCount()) - 1).boundingBox(),
    ])
    return box && last ? box.y + box.height - last.y - last.height : Number.NaN
  }
  await expect.poll(() => runs.grid.rowCount()).toBe(1)
  await expect.poll(room).toBeLessThan(16)
  for (let run = 0; run < 3; run++) await app.sync()
  await expect.poll(() => runs.grid.rowCount()).toBe(4)
  await expect.poll(room).toBeGreaterThanOrEqual(0)
  await expect.poll(room).toBeLessThan(16)
  await app.screenshot('runs-few')
})

test('the load under way is told on top, and can be paused there', async ({ app, api }) => {
  const release = holdPages(api)
  const runs = new RunsPage(app.window)
  await runs.open()
  await app.ask('sync.start', { mode: 'full' })
  await expect(runs.live).toContainText('Run 2')
  await runs.live.getByRole('button', { name: 'Pause' }).click()
  await expect(runs.live).toContainText('Paused')
  await app.screenshot('runs-live')
  release()
  await runs.live.getByRole('button', { name: 'Resume' }).click()
  await expect(runs.live).toBeHidden()
  await expect(runs.grid.row(0)).toContainText('Complete')
})

test.describe('before the first load', () => {
  test.use({ appOptions: { synced: false } })

  test('the history offers to start one', async ({ app }) => {
    const runs = new RunsPage(app.window)
    await runs.open()
    await expect(app.window.getByText('No runs yet')).toBeVisible()
    await app.screenshot('runs-empty')
    await runs.grid.root
      .getByRole('button', { name: 'Sync' })
      .or(app.window.locator('.state').getByRole('button', { name: 'Sync' }))
      .click()
    await expect(runs.detail(1).getByText('Complete', { exact: true })).toBeVisible()
  })
})

for (const theme of ['light', 'dark'] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ appOptions: { synced: true, server: { films: 400, quirks: 20 }, theme } })

    test('axe finds nothing, at both sizes', async ({ app, api }) => {
      await changeAndSync(app, api)
      const runs = new RunsPage(app.window)
      await runs.open()
      await runs.grid.ready()
      await dismissToasts(app.window)
      for (const part of ['What changed', 'Stages and pages', 'Checks'] as const) {
        await runs.part(part)
        for (const [width, height] of [
          [1280, 800],
          [900, 600],
        ] as const) {
          await app.resize(width, height)
          await expect.poll(() => app.window.evaluate(() => window.innerWidth)).toBe(width)
          await app.screenshot(`runs-${part.split(' ')[0]?.toLowerCase()}-${theme}-${width}`)
        }
        expect(await axeFindings(app.window), part).toEqual([])
      }
    })
  })
}
