import { expect, test } from './fixtures.ts'
import { ExplorePage } from './pages/explore.ts'
import { dismissToasts } from './pages/toasts.ts'

test.use({ appOptions: { synced: true, server: { films: 1500 } } })

test('F6 walks the parts of the page; fields are found by typing, put on shelves by letters, moved and taken away', async ({
  app,
}) => {
  const explore = new ExplorePage(app.window)
  const { keyboard } = app.window
  await explore.open()
  await dismissToasts(app.window)
  const fields = app.window.getByRole('listbox', { name: 'Dimensions and measures' })
  await keyboard.press('F6')
  await expect(fields).toBeFocused()
  const find = app.window.getByRole('textbox', { name: 'Find a field' })
  await keyboard.press('Shift+Tab')
  await expect(find).toBeFocused()
  await keyboard.type('genre')
  await expect(fields.getByRole('option').first()).toHaveText('Genre')
  await keyboard.press('ArrowDown')
  await expect(fields).toBeFocused()
  await keyboard.press('c')
  await expect(explore.pill('Columns: Genre')).toBeVisible()
  await keyboard.press('r')
  await expect(explore.pill('Rows: Genre')).toBeVisible()
  await expect(explore.pill('Columns: Genre')).toHaveCount(0)
  await explore.settled()

  await keyboard.press('F6')
  await expect(explore.pill('Rows: Genre')).toBeFocused()
  await keyboard.press('Alt+ArrowDown')
  await expect(explore.pill('Columns: Genre'), 'the keyboard stays with the pill').toBeFocused()
  await keyboard.press('Alt+ArrowUp')
  await expect(explore.pill('Rows: Genre')).toBeFocused()
  await explore.settled()
  await keyboard.press('F6')
  await expect(explore.marks).toBeFocused()
  await keyboard.press('F6')
  await expect(explore.table).toBeFocused()
  await keyboard.press('F6')
  await expect(fields).toBeFocused()
  await keyboard.press('Shift+F6')
  await expect(explore.table).toBeFocused()

  await explore.pill('Rows: Genre').focus()
  await keyboard.press('Delete')
  await expect(explore.pill('Rows: Genre')).toHaveCount(0)
  await expect(explore.pill('Add a dimension to rows'), 'the keyboard stays on the shelves').toBeFocused()
})
