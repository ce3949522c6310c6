import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { ActionableError } from '../lib/say.mjs'

/** These find what hangs: the slowest machine is done long before. */
const loadTimeoutMs = 900_000
const settleTimeoutMs = 180_000

export type DemoLoad = {
  films: number
  loadSeconds: number
  counts: readonly { table: string; rows: number }[]
}

/**
 * Clicks Sync in the window and waits until the load is published.
 *
 * @param shots - folder for the screenshots of the first launch and of the load
 * @throws ActionableError when the load ends without publishing anything
 */
export async function loadCatalogue(page: Page, shots: string): Promise<DemoLoad> {
  await page.getByRole('navigation', { name: 'Sections' }).waitFor()
  await settled(page)
  await page.screenshot({ path: path.join(shots, '00-first-launch.png') })
  const started = Date.now()
  await page.getByRole('banner').getByRole('button', { name: /^sync/i }).click()
  await until(async () => (await loadState(page)).pagesDone > 0, loadTimeoutMs, page)
  await page.screenshot({ path: path.join(shots, '01-loading.png') })
  await until(async () => (await loadState(page)).goldVersion > 0, loadTimeoutMs, page)
  const loadSeconds = (Date.now() - started) / 1000
  const { films } = await loadState(page)
  const counts = await page.evaluate(() => window.yts?.invoke['tables.counts'](undefined))
  if (!counts?.ok) throw new ActionableError('The warehouse cannot be read.', 'look into out/demo-data/logs.')
  return { films, loadSeconds, counts: counts.value.counts }
}

type LoadState = { pagesDone: number; goldVersion: number; films: number; failure: string | null }

async function loadState(page: Page): Promise<LoadState> {
  const [progress, status] = await page.evaluate(() =>
    Promise.all([window.yts?.invoke['sync.progress'](undefined), window.yts?.invoke['warehouse.status'](undefined)]),
  )
  const run = progress?.ok ? progress.value : null
  const ended = run?.phase === 'done' && run.status !== 'complete'
  return {
    pagesDone: run?.pages.done ?? 0,
    goldVersion: status?.ok ? status.value.goldVersion : 0,
    films: status?.ok ? status.value.films : 0,
    failure: ended ? `the load is ${run.status}${run.error ? `: ${run.error.message}` : ''}` : null,
  }
}

/** Looks ten times a second until it is so; a load that ended without success or takes too long is told. */
async function until(isSo: () => Promise<boolean>, timeoutMs: number, page: Page): Promise<void> {
  const deadline = Date.now() + timeoutMs
  while (!(await isSo())) {
    const { failure } = await loadState(page)
    const reason = failure ?? (Date.now() > deadline ? `nothing came of it in ${timeoutMs / 1000} s` : null)
    if (reason) {
      throw new ActionableError(`The demo cannot go on: ${reason}.`, 'look into out/demo-data/logs for the reason.')
    }
    await delay(100)
  }
}

/** Opens every page of the rail and takes a screenshot of each; the files, in order. */
export async function visitPages(page: Page, shots: string): Promise<string[]> {
  const close = page.getByRole('complementary', { name: 'Sync' }).getByRole('button', { name: 'Close' })
  if (await close.isVisible()) await close.click()
  const links = page.getByRole('navigation', { name: 'Sections' }).getByRole('link')
  const files: string[] = []
  for (let index = 0; index < (await links.count()); index += 1) {
    const link = links.nth(index)
    const name = ((await link.textContent()) ?? '').trim()
    await link.click()
    await settled(page)
    const number = String(index + 2).padStart(2, '0')
    const file = path.join(shots, `${number}-${name.toLowerCase().replace(/\W+/g, '-')}.png`)
    await page.screenshot({ path: file })
    files.push(file)
  }
  return files
}

/** Waits until nothing in the window says it is loading, for half a second on end. */
async function settled(page: Page): Promise<void> {
  const deadline = Date.now() + settleTimeoutMs
  for (let quiet = 0; quiet < 5 && Date.now() < deadline; ) {
    const busy = await page.locator('[aria-busy="true"], .loading-state').count()
    quiet = busy === 0 ? quiet + 1 : 0
    await delay(100)
  }
}
