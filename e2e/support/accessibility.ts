import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/**
 * What axe finds in the whole window, rail, bars and status included: one line a rule, with the elements. Waits until
 * nothing moves any more and nothing is dimmed for being read anew: the colours of something that fades are nobody's colours.
 */
export async function axeFindings(page: Page): Promise<string[]> {
  await expect(page.locator('.is-stale, [data-stale]')).toHaveCount(0)
  await page.evaluate(async () => {
    const passing = document
      .getAnimations()
      .filter((animation) => animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
    await Promise.allSettled(passing.map((animation) => animation.finished))
  })
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`)
}
