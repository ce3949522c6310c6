import { expect, it } from 'vitest'
import { onCopyEvent } from './copy-event.ts'

class Page extends EventTarget {
  activeElement: unknown = 'grid'
  isCollapsed = true
  getSelection() {
    return { isCollapsed: this.isCollapsed }
  }
  /** Whether somebody took the event, which goes to the body. */
  choose(): boolean {
    return !this.dispatchEvent(new Event('copy', { cancelable: true }))
  }
}

it('a copy by the menu is the grid’s while it has the focus, unless text is selected', () => {
  const page = new Page()
  let copies = 0
  const end = onCopyEvent(
    page,
    (focused) => focused === 'grid',
    () => copies++,
  )
  expect([page.choose(), copies]).toEqual([true, 1])
  page.isCollapsed = false
  expect([page.choose(), copies]).toEqual([false, 1])
  page.isCollapsed = true
  page.activeElement = 'search'
  expect([page.choose(), copies]).toEqual([false, 1])
  page.activeElement = 'grid'
  end()
  expect([page.choose(), copies]).toEqual([false, 1])
})
