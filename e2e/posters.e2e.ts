import { readFileSync } from 'node:fs'
import path from 'node:path'
import { emptyFilter } from '../shared/filter/filter.ts'
import { expect, test } from './fixtures.ts'
import { ExportPart } from './pages/export.ts'
import { MoviesPage } from './pages/movies.ts'
import { SettingsPage } from './pages/settings.ts'
import { ShellPart } from './pages/shell.ts'
import { WallPart } from './pages/wall.ts'
import { axeFindings } from './support/accessibility.ts'
import { takePictures } from './support/pictures.ts'
import { hangPosters, type PosterHost, posterHost } from './support/poster-host.ts'

let host: PosterHost
test.beforeAll(async () => {
  host = await posterHost()
})
test.beforeEach(() => {
  host.seen = { connections: 0, mostOpen: 0, paths: [], headers: [] }
  host.answer = null
})
test.afterAll(() => host.close())

const films = 600
test.use({
  appOptions: { synced: true, server: { films }, seed: (_dataDir, api) => hangPosters(api, host.host) },
})

const settings = (dataDir: string) => readFileSync(path.join(dataDir, 'config.yaml'), 'utf8')

test('while nobody agreed, and after Never, no page asks for an image, the card of a film and the wall included', async ({
  app,
  api,
  dataDir,
}) => {
  const [movieId = 0] = api.catalogue.ids()
  const shell = new ShellPart(app.window)
  const movies = new MoviesPage(app.window)
  const wall = new WallPart(app.window)
  const everywhere = async () => {
    for (const name of await shell.sections().allInnerTexts()) await shell.visit(name)
    await shell.section('Movies').click()
    await wall.choice('Grid').click()
    await movies.grid.ready()
    await movies.grid.press('Control+Home', ' ')
    for (const layer of ['Film', 'Gold', 'Silver', 'Bronze', 'History', 'Film'] as const) await movies.layer(layer)
    await movies.grid.press(' ')
    await wall.open()
    await wall.press('Control+End')
    await wall.ready()
    await wall.press('Control+Home', ' ')
    await expect(movies.inspector).toBeVisible()
    await wall.press(' ')
    // Not even when the page asks for one by itself.
    const asked = await app.window.evaluate(async (id) => (await fetch(`/poster/${id}`)).status, movieId)
    expect(asked).toBe(204)
    await expect(app.window.locator('#root img')).toHaveCount(0)
  }
  await everywhere()
  await expect(wall.question).toContainText(`Posters are fetched from ${host.host}`)
  await wall.question.getByRole('button', { name: 'Never' }).click()
  await expect(wall.question).toBeHidden()
  await everywhere()
  await expect(wall.question).toBeHidden()
  expect(settings(dataDir)).toContain('posters: off')
  expect(host.seen).toEqual({ connections: 0, mostOpen: 0, paths: [], headers: [] })
  // That the test can fail: the same films do name images at that host.
  const { silver } = await app.ask('movies.inspect', { movieId })
  expect(silver.find(({ field }) => field === 'medium_cover_image')?.value).toContain(host.host)
})

test('who agrees sees posters while they are looked at, four at a time, and nothing is fetched ahead', async ({
  app,
  dataDir,
}) => {
  const movies = new MoviesPage(app.window)
  const wall = new WallPart(app.window)
  await movies.open()
  await wall.open()
  await takePictures(app, 'wall-question')
  await wall.question.getByRole('button', { name: 'Load while looking' }).click()
  await expect(wall.question).toBeHidden()
  const tiles = await wall.root.getByRole('option').count()
  await expect(wall.images).toHaveCount(tiles)
  expect(settings(dataDir)).toMatch(new RegExp(`^posters: visible\\nposter_host: "?${host.host}"?$`, 'm'))
  await takePictures(app, 'wall')
  expect(host.seen.paths.length).toBeLessThan(films / 2)

  // From one end to the other, over everything.
  const box = await wall.root.boundingBox()
  if (!box) throw new Error('no wall')
  await app.window.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  for (let turn = 0; turn < 60; turn++) {
    await app.window.mouse.wheel(0, 700)
    // Never a place without a tile.
    expect(await wall.root.locator('.wall-tiles').evaluate((node) => node.childElementCount)).toBeGreaterThan(0)
  }
  await expect(wall.tile(films - 1)).toBeVisible()
  await expect(wall.tile(films - 1).locator('img.there')).toBeVisible()
  expect(host.seen.mostOpen).toBeLessThanOrEqual(4)
  for (const headers of host.seen.headers) {
    expect(Object.keys(headers).sort()).toEqual(['accept', 'accept-encoding', 'connection', 'host', 'user-agent'])
  }
  const { status, type, sniff, policy } = await app.window.evaluate(async () => {
    const src = document.querySelector<HTMLImageElement>('img.there')?.getAttribute('src') ?? ''
    const { status, headers } = await fetch(src)
    return {
      status,
      type: headers.get('content-type'),
      sniff: headers.get('x-content-type-options'),
      policy: headers.get('content-security-policy'),
    }
  })
  expect([status, type, sniff]).toEqual([200, 'image/png', 'nosniff'])
  expect(policy).toContain("img-src 'self' data:;")

  // The card has it too; what a person takes along has none.
  await wall.press('Control+Home', ' ')
  await expect(movies.inspector.locator('.film-poster img.there')).toBeVisible()
  await takePictures(app, 'wall-inspector')
  await app.electron.evaluate(
    ({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath })
    },
    path.join(dataDir, '..', `${path.basename(dataDir)}.csv`),
  )
  await wall.press('Shift+F10')
  await app.window.getByRole('menuitem', { name: 'Export…' }).click()
  await new ExportPart(app.window).write(`${path.basename(dataDir)}.csv`)
  const csv = readFileSync(`${dataDir}.csv`, 'utf8')
  expect(csv.trim().split('\n')).toHaveLength(films + 1)
  expect(csv).not.toMatch(/poster|image\/|data:|\.png|PNG/)

  // Without the host what is kept is shown, and asked for nowhere.
  await app.restart()
  host.seen = { connections: 0, mostOpen: 0, paths: [], headers: [] }
  host.answer = (request) => request.socket.destroy()
  const after = new WallPart(app.window)
  await new MoviesPage(app.window).openWall(after)
  await expect(after.question).toBeHidden()
  await expect(after.tile(0).locator('img.there')).toBeVisible()
  expect(host.seen.paths.filter((asked) => asked.includes('//'))).toEqual([])

  // Cleared, they are gone; off, they are not asked for.
  const settingsPage = new SettingsPage(app.window)
  await settingsPage.open('App')
  await expect(app.window.getByText(/^\d+ posters, /)).toBeVisible()
  await takePictures(app, 'settings-posters')
  expect(await axeFindings(app.window)).toEqual([])
  await app.window.getByRole('group', { name: 'Posters' }).getByRole('button', { name: 'Off' }).click()
  await expect.poll(() => settings(dataDir)).toContain('posters: off')
  await settingsPage.button('Clear posters').click()
  await expect(app.window.getByText(/^0 posters, /)).toBeVisible()
  host.seen = { connections: 0, mostOpen: 0, paths: [], headers: [] }
  await new MoviesPage(app.window).openWall(after)
  await expect(app.window.locator('#root img')).toHaveCount(0)
  expect(host.seen.connections).toBe(0)
})

test('the keyboard alone walks the wall, inspects, finds by typing, and comes back to the same film in the grid', async ({
  app,
}) => {
  const movies = new MoviesPage(app.window)
  const wall = new WallPart(app.window)
  await movies.open()
  await movies.grid.press('Control+Home', 'ArrowDown', 'ArrowDown', 'ArrowDown')
  const third = await (await movies.grid.cell(3, 'Title')).innerText()
  await wall.choice('Grid').focus()
  await app.window.keyboard.press('ArrowRight')
  await app.window.keyboard.press('Enter')
  await wall.ready()
  // The same film has the focus.
  expect(await wall.title(wall.active)).toBe(third)
  await wall.question.getByRole('button', { name: 'Never' }).press('Enter')
  await wall.root.focus()
  await wall.press('ArrowRight', 'ArrowRight', 'ArrowLeft')
  await expect(wall.active).toHaveAttribute('data-film', '4')
  await wall.press('Control+Home', 'ArrowDown')
  const perRow = Number(await wall.active.getAttribute('data-film'))
  expect(perRow).toBeGreaterThan(2)
  await wall.press('Control+End')
  await wall.ready()
  await expect(wall.active).toHaveAttribute('data-film', String(films - 1))
  await expect(wall.active).toBeInViewport()
  await wall.press('Control+Home')

  // Space inspects; the arrows go on with it open.
  await wall.press(' ')
  await expect(movies.inspector).toHaveAccessibleName(`Inspector: ${await wall.title(wall.tile(0))}`)
  await wall.press('ArrowRight')
  await expect(movies.inspector).toHaveAccessibleName(`Inspector: ${await wall.title(wall.tile(1))}`)
  await expect(wall.root).toBeFocused()
  await wall.press(' ')
  await expect(movies.inspector).toBeHidden()

  // Typing finds a film that is far away; its title is the search's best.
  const sort = [{ key: 'uploaded', dir: 'desc' } as const]
  const { rows } = await app.ask('movies.page', { filter: emptyFilter(), sort, offset: films - 20, limit: 1 })
  const wanted = rows[0]?.title ?? ''
  const { hits } = await app.ask('movies.search', { text: wanted, limit: 1 })
  await app.window.keyboard.type(wanted)
  await expect(wall.active.locator('.wall-title')).toHaveText(hits[0]?.title ?? '')
  await expect(app.window.locator('.wall-find')).toHaveText(wanted)
  await wall.press('Escape')
  await expect(app.window.locator('.wall-find')).toBeHidden()
  await app.window.keyboard.type('qzxv')
  await expect(app.window.locator('.wall-find')).toContainText('no film here has it')
  await wall.press('Escape')
  const found = await wall.title(wall.active)

  // Larger tiles keep it in sight, and so does the grid.
  await wall.size('Large').press('Enter')
  await expect(wall.active).toBeInViewport()
  expect(await wall.title(wall.active)).toBe(found)
  await wall.choice('Grid').press('Enter')
  await movies.grid.ready()
  await expect(movies.grid.active()).toHaveText(found)
  await movies.grid.root.focus()

  // The filter and the order are the grid's.
  await wall.choice('Wall').press('Enter')
  await wall.ready()
  await app.window.getByRole('button', { name: 'Order' }).press('Enter')
  await app.window.getByRole('menuitemcheckbox', { name: 'Title' }).press('Enter')
  await wall.ready()
  const byTitle = await app.ask('movies.page', {
    filter: emptyFilter(),
    sort: [{ key: 'title', dir: 'asc' }],
    offset: 0,
    limit: 1,
  })
  await wall.press('Control+Home')
  await expect(wall.tile(0).locator('.wall-title')).toHaveText(byTitle.rows[0]?.title ?? '')
  await new ShellPart(app.window).search.fill('the')
  await expect(wall.root.getByRole('option').first()).toHaveAttribute('aria-setsize', /^(?!600$)\d+$/)
  expect(host.seen.connections).toBe(0)
})

test('by mouse: a press chooses, two inspect, Ctrl and the wheel change the size, and nothing moves when images come', async ({
  app,
}) => {
  const movies = new MoviesPage(app.window)
  const wall = new WallPart(app.window)
  await movies.open()
  await wall.open()
  let open = (): void => {}
  const held = new Promise<void>((resolve) => {
    open = resolve
  })
  host.answer = (_request, response) => {
    void held.then(() => {
      host.answer = null
      response.writeHead(404).end()
    })
  }
  await wall.question.getByRole('button', { name: 'Load while looking' }).click()
  await expect(wall.question).toBeHidden()
  const places = () =>
    wall.root
      .getByRole('option')
      .evaluateAll((tiles) => tiles.map((tile) => Object.values(tile.getBoundingClientRect().toJSON())))
  const before = await places()
  await expect.poll(() => host.seen.paths.length).toBe(4)
  open()
  await expect(wall.images.first()).toBeVisible()
  expect(await places()).toEqual(before)

  await wall.tile(2).click()
  await expect(wall.active).toHaveAttribute('data-film', '2')
  await wall.tile(1).dblclick()
  await expect(movies.inspector).toHaveAccessibleName(`Inspector: ${await wall.title(wall.tile(1))}`)
  await movies.inspector.getByRole('button', { name: 'Close the inspector' }).click()
  await expect(wall.root).toBeFocused()
  const wide = async () => (await wall.tile(1).boundingBox())?.width ?? 0
  const middle = await wide()
  await wall.tile(1).hover()
  await app.window.keyboard.down('Control')
  await app.window.mouse.wheel(0, -100)
  await app.window.keyboard.up('Control')
  await expect(wall.size('Large')).toHaveAttribute('aria-pressed', 'true')
  await expect.poll(wide).toBeGreaterThan(middle)
  await takePictures(app, 'wall-large')
  await wall.tile(1).click({ button: 'right' })
  await expect(app.window.getByRole('menuitem', { name: 'Inspect' })).toBeVisible()
  await app.window.keyboard.press('Escape')
  for (const theme of ['light', 'dark'] as const) {
    await app.ask('ui.setTheme', { theme })
    expect(await axeFindings(app.window)).toEqual([])
  }
})

const hostile: [what: string, answer: NonNullable<PosterHost['answer']>][] = [
  [
    'SVG',
    (_request, response) =>
      response
        .writeHead(200, { 'content-type': 'image/png' })
        .end('<svg xmlns="http://www.w3.org/2000/svg" onload="document.title=\'owned\'"/>'),
  ],
  [
    'HTML',
    (_request, response) =>
      response.writeHead(200, { 'content-type': 'image/jpeg' }).end('<script>document.title="owned"</script>'),
  ],
  ['a redirect to a file', (_request, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end()],
  [
    'a redirect to another host',
    (_request, response) => response.writeHead(302, { location: 'http://localhost:9/a.png' }).end(),
  ],
  [
    'a body of 4 GB',
    (_request, response) => {
      response.writeHead(200, { 'content-type': 'image/png', 'content-length': 4 * 2 ** 30 })
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536)));
      }
      response.on('drain', more)
      more()
    },
  ],
]

test('what is no poster leaves the drawn one, and 20 of 25 of them ask for another host', async ({
  app,
  api,
  dataDir,
}) => {
  const movies = new MoviesPage(app.window)
  const wall = new WallPart(app.window)
  await movies.open()
  await wall.open()
  host.answer = (request, response) => {
    const [, answer] = hostile[host.seen.paths.length % hostile.length] ?? []
    answer?.(request, response)
  }
  await wall.question.getByRole('button', { name: 'Load while looking' }).click()
  await expect(wall.question).toContainText('Hardly any poster could be had')
  await expect(wall.question.getByRole('button', { name: /^Load from/ })).toHaveCount(0)
  await expect(wall.images).toHaveCount(0)
  expect(await app.window.title()).not.toContain('owned')
  await expect(wall.tile(0).locator('.drawn-title')).toHaveText(await wall.title(wall.tile(0)))

  // The newest film names another host.
  const other = await posterHost()
  try {
    const newest = api.catalogue.ids().at(-1) ?? 0
    api.catalogue.update(newest, { medium_cover_image: `http://${other.host}/moved/${newest}.png` })
    await app.sync({ mode: 'full' })
    await app.window.reload()
    await expect(wall.question.getByRole('button', { name: `Load from ${other.host}` })).toBeVisible()
    await takePictures(app, 'wall-failing')
    expect(await axeFindings(app.window)).toEqual([])
    expect(other.seen.connections).toBe(0)
    await wall.question.getByRole('button', { name: `Load from ${other.host}` }).click()
    await expect(wall.images.first()).toBeVisible()
    await expect(wall.question).toBeHidden()
    expect(settings(dataDir)).toMatch(new RegExp(`^poster_host: "?${other.host}"?$`, 'm'))
  } finally {
    await other.close()
  }
})

test('the sample’s posters are drawn, and nothing is asked', async ({ app }) => {
  await app.ask('app.useWorkspace', { workspace: 'sample' })
  await expect(new ShellPart(app.window).sampleLabel.first()).toBeVisible()
  await app.sync()
  const wall = new WallPart(app.window)
  await new MoviesPage(app.window).openWall(wall)
  await expect(wall.question).toBeHidden()
  await expect(wall.tile(0).locator('.drawn-poster')).toBeVisible()
  await expect(app.window.locator('#root img')).toHaveCount(0)
  await takePictures(app, 'wall-sample')
  expect(await axeFindings(app.window)).toEqual([])
  await new SettingsPage(app.window).open('App')
  await expect(app.window.getByText('Those of the sample’s films are drawn by the app.')).toBeVisible()
  expect(host.seen.connections).toBe(0)
})
