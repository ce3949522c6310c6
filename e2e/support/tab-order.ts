import { expect, type Locator, type Page } from '@playwright/test'

/** Presses Tab (or Shift+Tab) until an element has the focus, as a person without a mouse would. */
export async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab', most = 120): Promise<void> {
  // What is still on its way, a dialog for one, is no reason to go round without it.
  await expect(target.first()).toBeAttached()
  for (let presses = 0; presses <= most; presses++) {
    if ((await target.count()) > 0 && (await target.first().evaluate((node) => node === document.activeElement))) return
    await page.keyboard.press(key)
  }
  await expect(target.first(), `${key} never led here`).toBeFocused()
}

export interface TabWalk {
  /** Controls that Tab never reached. */
  missed: string[]
  /** Controls that show no sign of the focus. */
  unmarked: string[]
  /** Controls that had the focus while out of sight. */
  hidden: string[]
  /** Whether Tab got stuck before it came round. */
  trapped: string | null
  visited: number
}

/** Waits until something has the focus: from the last control to the first it goes by way of the browser's process. */
async function focusInside(page: Page): Promise<void> {
  const isInside = () => page.evaluate(() => ![null, document.body].includes(document.activeElement as HTMLElement))
  await expect
    .poll(isInside, { timeout: 10_000 })
    .toBe(true)
    .catch(() => {})
}

/**
 * Goes round the whole window with Tab and compares what had the focus with what can be clicked. Members of composite
 * widgets (tabs, options, cells) belong to the arrow keys, so only what is in the tab order is expected.
 */
export async function walkTabOrder(page: Page): Promise<TabWalk> {
  const walk: TabWalk = { missed: [], unmarked: [], hidden: [], trapped: null, visited: 0 }
  const expected = await page.evaluate(() => {
    const selector = 'a[href], button, input, select, textarea, [tabindex], [contenteditable="true"]'
    const inOrder = [...document.querySelectorAll<HTMLElement>(selector)].filter(
      (node) =>
        node.tabIndex >= 0 &&
        !(node as HTMLButtonElement).disabled &&
        !node.closest('[inert], [data-base-ui-focus-guard]') &&
        !node.hasAttribute('data-base-ui-focus-guard') &&
        node.getAttribute('aria-hidden') !== 'true' &&
        node.checkVisibility({ visibilityProperty: true }) &&
        node.getClientRects().length > 0,
    )
    Object.assign(window, { tabSeen: new Set<Element>(), tabExpected: inOrder })
    ;(document.activeElement as HTMLElement | null)?.blur()
    return inOrder.length
  })
  let stuck = 0
  for (let presses = 0; presses < expected * 2 + 20; presses++) {
    await page.keyboard.press('Tab')
    await focusInside(page)
    const at = await page.evaluate(() => {
      const store = window as unknown as { tabSeen: Set<Element>; tabExpected: Element[]; tabLast?: Element | null }
      const node = document.activeElement as HTMLElement | null
      if (!node || node === document.body) return { kind: 'body' as const }
      const name = `${node.tagName.toLowerCase()} “${(node.getAttribute('aria-label') ?? node.textContent ?? '').trim().slice(0, 60)}”`
      const same = store.tabLast === node
      store.tabLast = node
      const before = store.tabSeen.has(node)
      store.tabSeen.add(node)
      const box = node.getBoundingClientRect()
      const inSight =
        box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth && box.height > 0
      // The ring may be drawn by the control, by what wraps it (a field) or by what is active inside it (a grid's cell).
      const ringed = (part: Element) =>
        [null, '::before', '::after'].some((pseudo) => {
          const style = getComputedStyle(part, pseudo)
          if (pseudo && style.content === 'none') return false
          return (
            (style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none'
          )
        })
      const marked = [node, node.parentElement, node.parentElement?.parentElement].some((part) => part && ringed(part))
      const inner = [...node.querySelectorAll('*')].some((part) => part.checkVisibility() && ringed(part))
      return { kind: 'control' as const, name, same, before, inSight, marked: marked || inner }
    })
    if (at.kind === 'body') {
      if (walk.visited > 0) break
      continue
    }
    stuck = at.same ? stuck + 1 : 0
    if (stuck >= 3) {
      walk.trapped = at.name
      break
    }
    if (at.before) {
      if (!at.same) break
      continue
    }
    walk.visited += 1
    if (!at.marked) walk.unmarked.push(at.name)
    if (!at.inSight) walk.hidden.push(at.name)
  }
  walk.missed = await page.evaluate(() => {
    const { tabSeen, tabExpected } = window as unknown as { tabSeen: Set<Element>; tabExpected: Element[] }
    return (
      tabExpected
        // A message may have left, or be on its way out, by now.
        .filter((node) => node.isConnected && !node.closest('[inert]') && !tabSeen.has(node))
        .map(
          (node) =>
            `${node.tagName.toLowerCase()} “${(node.getAttribute('aria-label') ?? node.textContent ?? '').trim().slice(0, 60)}”`,
        )
    )
  })
  return walk
}
