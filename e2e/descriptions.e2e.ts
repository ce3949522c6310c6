import { expect, test } from './fixtures.ts'
import { MoviesPage } from './pages/movies.ts'
import { ShellPart } from './pages/shell.ts'
import { axeFindings } from './support/accessibility.ts'

const text = 'A lighthouse keeper counts the quetzals of Marrow Bay until the last one is gone.'

for (const theme of ['light', 'dark'] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({
      appOptions: {
        synced: true,
        theme,
        server: { films: 600 },
        seed: (_, api) => {
          const [older, newest] = api.catalogue.ids().slice(-2) as [number, number]
          const told = { description_full: text, summary: text, synopsis: text }
          api.catalogue.update(newest, {
            ...told,
            title: 'The Plain Field',
            title_english: 'The Plain Field',
            rating: 6,
          })
          api.catalogue.update(older, { ...told, title: 'Quetzals', title_english: 'Quetzals', rating: 5 })
        },
      },
    })

    test('the palette finds films by their descriptions, below those found by title, and says where', async ({
      app,
    }) => {
      const movies = new MoviesPage(app.window)
      await movies.open()
      const palette = await new ShellPart(app.window).palette('quetzal')
      const films = palette.getByRole('group', { name: 'Films' }).getByRole('option')
      await expect(films).toHaveText([/Quetzals/])
      const described = palette.getByRole('group', { name: 'In descriptions' }).getByRole('option')
      await expect(described).toHaveCount(1)
      await expect(described).toContainText('The Plain Field')
      await expect(described.locator('mark')).toHaveText('quetzals')
      await expect(palette.getByRole('group').last()).toHaveAccessibleName('In descriptions')
      await app.screenshot(`descriptions-${theme}`)
      expect(await axeFindings(app.window)).toEqual([])

      await app.window.keyboard.press('ArrowDown')
      await expect(described).toHaveAttribute('data-highlighted', '')
      await app.window.keyboard.press('Enter')
      await expect(movies.inspector).toHaveAccessibleName('Inspector: The Plain Field')
      await expect(movies.inspector.getByRole('tabpanel')).toContainText('the quetzals of Marrow Bay')
    })
  })
}

test.describe('after a load', () => {
  test.use({ appOptions: { synced: true, server: { films: 300 } } })

  test('what it changed is found, and what it took away is not', async ({ app, api }) => {
    const shell = new ShellPart(app.window)
    const [newest = 0] = api.catalogue.ids().slice(-1)
    const found = (palette: Awaited<ReturnType<ShellPart['palette']>>) =>
      palette.getByRole('group', { name: 'In descriptions' }).getByRole('option')
    for (const word of ['quetzals', 'axolotls']) {
      const palette = await shell.palette(word)
      await expect(palette.getByText('Nothing has this name.')).toBeVisible()
      await expect(palette.getByText('Reading the descriptions')).toHaveCount(0)
      await expect(found(palette)).toHaveCount(0)
      await app.window.keyboard.press('Escape')
      await expect(palette).toBeHidden()
      const told = text.replace('quetzals', word)
      api.catalogue.update(newest, { description_full: told, summary: told, synopsis: told })
      await app.sync({ mode: 'full' })
      await expect(found(await shell.palette(word))).toHaveCount(1)
      await app.window.keyboard.press('Escape')
      await expect(palette).toBeHidden()
    }
    await expect(found(await shell.palette('quetzals'))).toHaveCount(0)
  })
})
