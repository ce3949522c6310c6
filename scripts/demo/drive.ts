import path from 'node:path'
import type { Page } from '@playwright/test'
import type { WarehouseStatus } from '../../shared/contract/warehouse.ts'
import type { Result } from '../../shared/result.ts'
import { ActionableError } from '../lib/say.mjs'

/** How long a load of the demo may take on a slow machine. */
const loadTimeoutMs = 180_000

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
  await page.getByRole('banner').getByRole('button', { name: /sync/i }).first().click()
  await page.waitForFunction(async () => {
    const answer = await window.yts?.invoke['sync.progress'](undefined)
    return answer?.ok && answer.value.pages.done > 0
  })
  await page.screenshot({ path: path.join(shots, '01-loading.png') })
  await page.waitForFunction(
    async () => {
      const answer = await window.yts?.invoke['sync.progress'](undefined)
      return answer?.ok && answer.value.phase === 'done'
    },
    undefined,
    { timeout: loadTimeoutMs },
  )
  const loadSeconds = (Date.now() - started) / 1000
  const status = await page.evaluate(() => window.yts?.invoke['warehouse.status'](undefined))
  const counts = await page.evaluate(() => window.yts?.invoke['tables.counts'](undefined))
  if (!status?.ok || !counts?.ok || status.value.goldVersion === 0) {
    throw new ActionableError(
      `The load published nothing: ${reasonOf(status)}.`,
      'look into out/demo-data/logs for the reason.',
    )
  }
  return { films: status.value.films, loadSeconds, counts: counts.value.counts }
}

function reasonOf(status: Result<WarehouseStatus> | undefined): string {
  if (!status) return 'the window has no bridge'
  if (!status.ok) return status.error.message
  return status.value.lastRun ? `the run is ${status.value.lastRun.status}` : 'no run was recorded'
}

/** Opens every page of the rail and takes a screenshot of each; the files, in order. */
export async function visitPages(page: Page, shots: string): Promise<string[]> {
  const links = page.getByRole('navigation', { name: 'Sections' }).getByRole('link')
  const files: string[] = []
  for (let index = 0; index < (await links.count()); index += 1) {
    const link = links.nth(index)
    const name = ((await link.textContent()) ?? '').trim()
    await link.click()
    await settled(page)
    const file = path.join(
      shots,
      `${String(index + 2).padStart(2, '0')}-${name.toLowerCase().replace(/\W+/g, '-')}.png`,
    )
    await page.screenshot({ path: file })
    files.push(file)
  }
  return files
}

/** Waits until nothing in the window says it is loading and what came has been painted. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      new Promise<boolean>((resolve) => {
        // Two quiet looks, a few frames apart: a page that has just opened has not begun to load yet.
        const quiet = () => document.querySelector('[aria-busy="true"], .state-loading, .spinner') === null
        const later = (frames: number, then: () => void): unknown =>
          frames === 0 ? then() : requestAnimationFrame(() => later(frames - 1, then))
        if (!quiet()) resolve(false)
        else later(20, () => resolve(quiet()))
      }),
    undefined,
    { timeout: 30_000 },
  )
}
