import type { RunningApp } from './running-app.ts'

/** Clicks an item of the native menu, as the menu does. */
export async function clickMenu(app: RunningApp, id: string): Promise<void> {
  await app.electron.evaluate(({ Menu, BrowserWindow }, item) => {
    const found = Menu.getApplicationMenu()?.getMenuItemById(item)
    if (!found) throw new Error(`no menu item ${item}`)
    if (!found.enabled) throw new Error(`menu item ${item} is disabled`)
    found.click(undefined, BrowserWindow.getAllWindows()[0], undefined)
  }, id)
}

/** State of a menu item. */
export async function menuItem(app: RunningApp, id: string): Promise<{ label: string; enabled: boolean } | null> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await readItem(app, id)
    } catch (error) {
      // The inspector may lose an answer when main collects garbage just then, as it does while it starts: nothing was wrong.
      if (attempt === 3 || !String(error).includes('promise was garbage collected')) throw error
    }
  }
}

function readItem(app: RunningApp, id: string): Promise<{ label: string; enabled: boolean } | null> {
  return app.electron.evaluate(({ Menu }, item) => {
    const found = Menu.getApplicationMenu()?.getMenuItemById(item)
    return found ? { label: found.label, enabled: found.enabled } : null
  }, id)
}
