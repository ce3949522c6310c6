import { readFileSync } from 'node:fs'
import { expect, test } from './fixtures.ts'
import { ExplorePage } from './pages/explore.ts'
import { ShellPart } from './pages/shell.ts'
import { dismissToasts } from './pages/toasts.ts'
import { axeFindings } from './support/accessibility.ts'
import { pictureWidth } from './support/picture-width.ts'

test.describe('colours and small multiples', () => {
  test.use({ appOptions: { synced: true, server: { films: 1500 } } })

  test('are put on their shelves by letters, moved by Alt and arrows, seen in table and picture, undone and kept', async ({
    app,
  }, info) => {
    const explore = new ExplorePage(app.window)
    const shell = new ShellPart(app.window)
    const { keyboard } = app.window
    await explore.open()
    await dismissToasts(app.window)
    const fields = app.window.getByRole('listbox', { name: 'Dimensions and measures' })
    const find = app.window.getByRole('textbox', { name: 'Find a field' })
    const put = async (name: string, letter: string) => {
      await find.fill(name)
      await expect(fields.getByRole('option').first()).toHaveText(new RegExp(`^${name}`))
      await find.press('ArrowDown')
      await expect(fields).toBeFocused()
      await keyboard.press(letter)
    }
    await put('Released decade', 'r')
    await put('MPA rating', 'o')
    await expect(explore.pill('Colour: MPA rating')).toBeVisible()
    await explore.settled()
    await expect(explore.kind).toHaveText('Stacked bars')
    await expect(app.window.locator('.series-legend')).toContainText('PG-13')
    await put('Upload year', 'm')
    await expect(explore.pill('Small multiples: Upload year')).toBeVisible()
    await explore.settled()
    const panels = app.window.locator('.explore-chart .multiples > .panel')
    await expect(app.window.locator('.explore-chart .panel-name').first()).toBeVisible()
    const names = await app.window.locator('.explore-chart .panel-name').count()
    expect(names).toBeGreaterThan(3)
    expect(names).toBeLessThanOrEqual(24)
    await expect(panels).toHaveCount(names)

    // Colours and multiples are heads of the table, one within the other.
    const heads = explore.columnHeads()
    await expect(heads.nth(1).locator('.pivot-member')).toHaveCount(2)
    await expect(heads.nth(1).locator('.pivot-member').last()).toHaveText('All')
    await expect(heads.nth(2).locator('.pivot-member.again')).toHaveCount(1)

    // The marks are one list over all pictures, each named by its picture.
    await explore.marks.focus()
    await expect(explore.marks).toBeFocused()
    await keyboard.press('Home')
    await expect(explore.marks.getByRole('option')).toHaveText(/^.+, .+, \d{4}s, films [\d,]+$/)

    // A kind that is no picture of several says so.
    await explore.kind.click()
    const greyed = app.window.getByRole('menu').getByRole('menuitemcheckbox', { disabled: true })
    await expect(greyed).toContainText(['Bars (there are colours)', 'Heat map (there are small multiples)'])
    await keyboard.press('Escape')
    await expect(app.window.getByRole('menu')).toHaveCount(0)

    const file = info.outputPath('multiples.svg')
    await app.electron.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, file)
    await explore.choose(app.window.getByRole('button', { name: /^More for Films by / }), 'Save as SVG…')
    await expect(app.window.getByText('Saved multiples.svg')).toBeVisible()
    const svg = readFileSync(file, 'utf8')
    expect([...svg.matchAll(/class="panel-name"/g)]).toHaveLength(names)
    expect([...svg.matchAll(/class="[^"]*\bpiece\b/g)].length).toBe(
      await app.window.locator('.explore-chart .piece').count(),
    )
    expect(await pictureWidth(app.window, svg)).toBe(960)

    // Along the shelves, and back by the one undo.
    await explore.pill('Small multiples: Upload year').focus()
    await keyboard.press('Alt+ArrowDown')
    await expect(explore.pill('Rows: Upload year')).toBeFocused()
    await keyboard.press('Alt+ArrowUp')
    await expect(explore.pill('Small multiples: Upload year')).toBeFocused()
    await shell.section('Explore').focus()
    await keyboard.press('Control+z')
    await expect(explore.pill('Rows: Upload year')).toBeVisible()
    await keyboard.press('Control+y')
    await expect(explore.pill('Small multiples: Upload year')).toBeVisible()
    await app.restart()
    const again = new ExplorePage(app.window)
    await again.settled()
    await expect(again.pill('Colour: MPA rating')).toBeVisible()
    await expect(again.pill('Small multiples: Upload year')).toBeVisible()
  })

  test('a dimension is dragged from the fields to a shelf, and then to another', async ({ app }) => {
    const explore = new ExplorePage(app.window)
    await explore.open()
    const field = app.window.locator('.fields .field', { hasText: /^Genre(rows)?$/ })
    const shelf = (name: string) => app.window.locator('.shelf', { has: app.window.getByText(name, { exact: true }) })
    await field.dragTo(shelf('Rows'))
    await expect(explore.pill('Rows: Genre')).toBeVisible()
    await field.dragTo(shelf('Colour'))
    await expect(explore.pill('Colour: Genre')).toBeVisible()
    await expect(explore.pill('Rows: Genre')).toHaveCount(0)
    await explore.settled()
  })

  test('the films of a cell are those of its row, column, colour and picture; more pictures than are drawn are refused with their number', async ({
    app,
  }) => {
    const explore = new ExplorePage(app.window)
    await explore.open()
    await explore.choose(explore.pill('Add a dimension to rows'), 'Genre')
    await explore.choose(explore.pill('Add a dimension to columns'), 'Released decade')
    await explore.choose(explore.pill('Add a dimension to colour'), 'MPA rating')
    await explore.settled()
    const cell = explore.table.locator('.pivot-line.body').first().locator('.pivot-number').nth(1)
    const count = (await cell.innerText()).trim()
    await cell.click()
    await expect(app.window.getByRole('heading', { name: 'Movies' })).toBeVisible()
    await expect(app.window.locator('.chip')).toHaveCount(3)
    await expect(app.window.getByText(new RegExp(`^${count} (of [\\d,]+ )?films?`)).first()).toBeVisible()
    await explore.open()
    await explore.settled()
    await explore.choose(explore.pill('Add a dimension to small multiples'), 'Upload month')
    await expect(app.window.locator('.explore .state')).toContainText(/^.*\d+ small multiples; 24 are drawn at most/)
  })
})

for (const theme of ['light', 'dark'] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ appOptions: { synced: true, server: { films: 5000 }, theme } })

    test('axe reports nothing of colours and small multiples; their pictures are kept for people to judge', async ({
      app,
    }) => {
      const explore = new ExplorePage(app.window)
      await explore.open()
      const found: string[] = []
      const look = async (name: string, sizes: readonly (readonly [number, number])[]) => {
        for (const [width, height] of sizes) {
          await app.resize(width, height)
          await expect.poll(() => app.window.evaluate(() => innerWidth)).toBe(width)
          await explore.settled()
          await app.screenshot(`explore-${name}-${theme}-${width}`)
        }
        found.push(...(await axeFindings(app.window)))
      }
      const all = [
        [900, 600],
        [1920, 1080],
        [1280, 800],
      ] as const
      await explore.choose(explore.pill('Add a dimension to rows'), 'Released year')
      await explore.choose(explore.pill('Add a dimension to colour'), 'MPA rating')
      await explore.settled()
      await look('colour', all)
      await explore.choose(explore.pill('Add a dimension to small multiples'), 'Rating by points')
      await explore.settled()
      await look('multiples', all)
      await explore.choose(explore.kind, 'Lines')
      await look('multiples-lines', [[1280, 800]])
      await explore.choose(explore.pill('Rows: Released year'), 'Language')
      await explore.choose(explore.kind, 'Stacked to 100%')
      await look('multiples-names', all)
      expect(found).toEqual([])
    })
  })
}
