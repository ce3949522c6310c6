import { emptyFilter } from '../shared/filter/filter.ts'
import { invokePrefix } from '../shared/ipc/channels.ts'
import { expect, test } from './fixtures.ts'
import { MoviesPage } from './pages/movies.ts'
import { axeFindings } from './support/accessibility.ts'

test.use({ appOptions: { synced: true, server: { films: 1500, quirks: 20 } } })

test('the keyboard alone walks, sorts, inspects and comes back', async ({ app, api }) => {
  const movies = new MoviesPage(app.window)
  await movies.open()
  const { grid } = movies
  expect(await grid.rowCount()).toBe(api.catalogue.size)

  await grid.press('Control+End')
  await grid.ready()
  await expect(await grid.cell(api.catalogue.size - 1, 'Title')).toBeVisible()
  await grid.press('Control+Home', 'ArrowUp', 'ArrowRight', 'ArrowRight', 'Enter')
  await grid.ready()
  await expect(grid.header('Rating')).toHaveAttribute('aria-sort', 'descending')
  const sorted = await app.ask('movies.page', {
    filter: emptyFilter(),
    sort: [{ key: 'rating', dir: 'desc' }],
    offset: 0,
    limit: 3,
  })
  await expect(await grid.cell(0, 'Title')).toHaveText(sorted.rows[0]?.title ?? '')
  await grid.press('Enter')
  await expect(grid.header('Rating')).toHaveAttribute('aria-sort', 'ascending')
  await grid.press('Enter')
  await expect(grid.header('Uploaded')).toHaveAttribute('aria-sort', 'descending')
  await grid.ready()

  await grid.press('ArrowDown', ' ')
  const first = await (await grid.cell(0, 'Title')).innerText()
  await expect(movies.inspector).toHaveAccessibleName(`Inspector: ${first}`)
  await expect(grid.root).toBeFocused()
  await grid.press('ArrowDown')
  const second = await (await grid.cell(1, 'Title')).innerText()
  await expect(movies.inspector).toHaveAccessibleName(`Inspector: ${second}`)
  await movies.inspected(1)
  await app.window.keyboard.press('Tab')
  await expect(movies.inspector.getByRole('button').or(movies.inspector.getByRole('tab')).first()).toBeVisible()
  await movies.inspector.getByRole('tab', { name: 'Gold' }).focus()
  await expect(movies.inspector.getByRole('tabpanel')).toContainText(second)
  await app.window.keyboard.press('Escape')
  await expect(grid.root).toBeFocused()
  await grid.press(' ')
  await expect(movies.inspector).toBeHidden()
  await expect(grid.root).toBeFocused()
})

test('the inspector shows every layer, marks what the cleaning changed and masks torrents', async ({ app }) => {
  const movies = new MoviesPage(app.window)
  await movies.open()
  await movies.grid.press(' ')
  await movies.layer('Gold')
  await app.screenshot('movies-inspector-gold')
  const bronze = await movies.layer('Bronze')
  await expect(bronze).toContainText('"imdb_code"')
  const json = await bronze.innerText()
  expect(json).not.toMatch(/magnet:|[0-9A-F]{40}/i)
  await app.screenshot('movies-inspector-bronze')
  await movies.layer('Silver')
  await expect(movies.inspector).toContainText('content_hash')
  // With many quirks some film of the first rows was changed by a rule.
  const marked = movies.inspector.locator('.inspector-changes li')
  for (let row = 1; row <= 60; row++) {
    await movies.grid.press('ArrowDown')
    await movies.inspected(row)
    if (await marked.count()) break
  }
  await expect(marked.first()).toBeVisible()
  await app.screenshot('movies-inspector-silver')
  const history = await movies.layer('History')
  await expect(history).toContainText('Run 1')
  await app.screenshot('movies-inspector-history')
})

test('the arrangement survives a restart', async ({ app }) => {
  const before = new MoviesPage(app.window)
  await before.open()
  const { grid } = before
  // To the header: move Year right, make it wider, hide Rating, pin Runtime, sort by it.
  await grid.press('ArrowUp', 'ArrowRight', 'Shift+ArrowRight', 'Alt+ArrowRight', 'Alt+ArrowRight', 'ArrowLeft')
  await grid.press('Shift+F10')
  await app.window.getByRole('menuitem', { name: 'Hide column' }).click()
  await grid.header('Runtime min').click({ button: 'right' })
  await app.window.getByRole('menuitem', { name: 'Pin to the left' }).click()
  await grid.header('Runtime min').click()
  await grid.ready()
  const columns = ['Title', 'Runtime min', 'Year', 'Genres', 'Language', 'Uploaded', 'MPA', 'IMDb code']
  await expect.poll(() => grid.columns()).toEqual(columns)
  const width = (await grid.header('Year').boundingBox())?.width
  // The shell gathers what it keeps for a moment before it writes.
  await expect.poll(async () => JSON.stringify((await app.ask('ui.get')).state['grid.movies'])).toContain('"runtime"')
  await expect
    .poll(async () => (await app.ask('ui.get')).state['grid.movies'])
    .toMatchObject({
      hidden: ['title_long', 'decade', 'description', 'first_run', 'last_run', 'movie_id', 'rating'],
      pinned: ['title', 'runtime'],
      sort: [{ key: 'runtime', dir: 'desc' }],
    })

  await app.restart()
  const after = new MoviesPage(app.window)
  await after.open()
  expect(await after.grid.columns()).toEqual(columns)
  await expect(after.grid.header('Runtime min')).toHaveAttribute('aria-sort', 'descending')
  expect((await after.grid.header('Year').boundingBox())?.width).toBe(width)

  await app.window.getByRole('button', { name: 'Columns' }).click()
  await app.window.getByRole('menuitem', { name: 'Reset all columns' }).click()
  await expect.poll(() => after.grid.columns()).toContain('Rating')
})

test('columns are moved and resized by mouse', async ({ app }) => {
  const movies = new MoviesPage(app.window)
  await movies.open()
  const { grid } = movies
  await grid.header('Rating').dragTo(grid.header('Year'), { targetPosition: { x: 4, y: 10 } })
  await expect.poll(async () => (await grid.columns()).slice(0, 3)).toEqual(['Title', 'Rating', 'Year'])
  const box = await grid.header('Title').boundingBox()
  if (!box) throw new Error('the title column has no box')
  await app.window.mouse.move(box.x + box.width - 1, box.y + 10)
  await app.window.mouse.down()
  await app.window.mouse.move(box.x + box.width + 59, box.y + 10, { steps: 4 })
  await app.window.mouse.up()
  const grown = async () => Math.abs(((await grid.header('Title').boundingBox())?.width ?? 0) - box.width - 60)
  await expect.poll(grown).toBeLessThan(0.5)
})

test('cells are copied as tab-separated text', async ({ app }) => {
  const movies = new MoviesPage(app.window)
  await movies.open()
  const { grid } = movies
  const { rows } = await app.ask('movies.page', {
    filter: emptyFilter(),
    sort: [{ key: 'uploaded', dir: 'desc' }],
    offset: 0,
    limit: 300,
  })
  const clipboard = () => app.electron.evaluate((electron) => electron.clipboard.readText())
  await grid.press('Shift+ArrowDown', 'Shift+ArrowRight', 'Control+Shift+c')
  const cells = (row: (typeof rows)[number] | undefined) => `${row?.title}\t${row?.values.year ?? ''}`
  await expect.poll(clipboard).toBe(['Title\tYear', cells(rows[0]), cells(rows[1])].join('\n'))

  await grid.press('Control+Home')
  for (let page = 0; page < 12; page++) await grid.press('Shift+PageDown')
  await grid.press('Control+c')
  await expect.poll(async () => (await clipboard()).split('\n').length).toBeGreaterThan(200)
  expect((await clipboard()).split('\n')[250]).toBe(rows[250]?.title.replace(/^([=+\-@])/, "'$1"))
})

test('a cell filters the app, and an empty result names what to relax', async ({ app }) => {
  const movies = new MoviesPage(app.window)
  await movies.open()
  const { grid } = movies
  await (await grid.cell(0, 'Language')).click({ button: 'right' })
  await app.window.getByRole('menuitem', { name: /^Not / }).click()
  await expect(app.window.getByRole('list', { name: 'Active filters' })).toContainText('Language not')
  await grid.ready()
  await app.window.getByPlaceholder('Find films').fill('zzzz nothing has this')
  const none = app.window.getByRole('status', { name: 'No films' })
  await expect(none).toContainText('No film passes every filter')
  await app.screenshot('movies-none')
  await none.getByRole('button', { name: /Without .*zzzz/ }).click()
  await grid.ready()
  expect(await grid.rowCount()).toBeGreaterThan(0)
})

test('the focused film keeps its place through a sync', async ({ app, api }) => {
  const movies = new MoviesPage(app.window)
  await movies.open()
  const { grid } = movies
  for (let i = 0; i < 30; i++) await grid.press('ArrowDown')
  const title = await grid.active().innerText()
  const before = await grid.active().boundingBox()
  const cell = await grid.active().getAttribute('id')
  api.catalogue.append(7)
  const summary = await app.sync()
  expect(summary.inserted).toBe(7)
  await expect.poll(() => grid.rowCount()).toBe(api.catalogue.size)
  await expect(grid.active()).toHaveText(title)
  await expect(grid.active()).not.toHaveAttribute('id', cell ?? '')
  expect(await grid.active().boundingBox()).toEqual(before)
})

test('a reader that crashes is restarted, and the grid goes on', async ({ app }) => {
  app.trouble.allow(/./)
  const movies = new MoviesPage(app.window)
  await movies.open()
  await app.electron.evaluate((electron) => {
    const reader = electron.app
      .getAppMetrics()
      .find(({ name, serviceName }) => /reader/i.test(name ?? serviceName ?? ''))
    if (!reader) throw new Error('no reader process found')
    process.kill(reader.pid, 'SIGKILL')
  })
  await movies.grid.press('Control+End')
  await expect(await movies.grid.cell(1499, 'Title')).not.toBeEmpty()
  await movies.grid.ready()
})

test('rows that cannot be read say so in their place, and are read on Retry', async ({ app }) => {
  const movies = new MoviesPage(app.window)
  await movies.open()
  const { grid } = movies
  // The window's requests end in main: there the channel is put out of order, then back.
  await app.electron.evaluate(({ ipcMain }, channel) => {
    const handlers = (ipcMain as unknown as { _invokeHandlers: Map<string, unknown> })._invokeHandlers
    const original = handlers.get(channel)
    handlers.set(channel, () => ({ ok: false, error: { kind: 'unavailable', message: 'The reader does not answer.' } }))
    Object.assign(globalThis, { mend: () => handlers.set(channel, original) })
  }, `${invokePrefix}movies.page`)
  await grid.press('Control+End')
  const notice = app.window.getByRole('alert').filter({ hasText: 'These rows could not be read' })
  await expect(notice).toContainText('The reader does not answer.')
  await app.screenshot('movies-rows-failed')
  await app.electron.evaluate(() => (globalThis as unknown as { mend: () => void }).mend())
  await notice.getByRole('button', { name: 'Retry' }).click()
  await grid.ready()
  await expect(await grid.cell(1499, 'Title')).not.toBeEmpty()
  await expect(notice).toBeHidden()
})

test('menus of header, cell and Columns button', async ({ app }) => {
  const movies = new MoviesPage(app.window)
  await movies.open()
  await movies.grid.header('Rating').click({ button: 'right' })
  await expect(app.window.getByRole('menuitem', { name: 'Hide column' })).toBeVisible()
  await app.screenshot('movies-header-menu')
  await app.window.keyboard.press('Escape')
  await expect(movies.grid.root).toBeFocused()
  await (await movies.grid.cell(2, 'Genres')).click({ button: 'right' })
  await expect(app.window.getByRole('menuitem', { name: 'Copy with headers' })).toBeVisible()
  await app.screenshot('movies-cell-menu')
  await app.window.keyboard.press('Escape')
  await app.window.getByRole('button', { name: 'Columns' }).click()
  await app.window.getByRole('menuitemcheckbox', { name: 'Film id' }).click()
  await expect.poll(() => movies.grid.columns()).toContain('Film id')
  await app.screenshot('movies-columns-menu')
})

for (const theme of ['light', 'dark'] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ appOptions: { synced: true, server: { films: 400, quirks: 20 }, theme } })

    test('axe finds nothing', async ({ app }) => {
      const movies = new MoviesPage(app.window)
      await movies.open()
      await movies.grid.press('ArrowDown', 'Shift+ArrowRight', ' ')
      await movies.inspected(1)
      await app.screenshot(`movies-${theme}`)
      expect(await axeFindings(app.window)).toEqual([])
      await expect(await movies.layer('Gold')).toContainText('movie_id')
      expect(await axeFindings(app.window)).toEqual([])
    })
  })
}

test.describe('with hostile data', () => {
  test.use({ appOptions: { synced: true, server: { films: 60, faults: ['hostile'] } } })

  test('it is text, everywhere', async ({ app }) => {
    const movies = new MoviesPage(app.window)
    await movies.open()
    await movies.grid.press(' ')
    for (const layer of ['Film', 'Gold', 'Silver', 'Bronze', 'History'] as const) await movies.layer(layer)
    await expect(app.window.getByText('<img src=x onerror=').first()).toBeVisible()
    expect(await app.window.title()).not.toContain('owned')
    expect(await app.window.locator('main img, main script, main svg[onload]').count()).toBe(0)
    await app.screenshot('movies-hostile')
  })
})
