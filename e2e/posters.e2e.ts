import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from './fixtures.ts'
import { ExportPart } from './pages/export.ts'
import { MoviesPage } from './pages/movies.ts'
import { SettingsPage } from './pages/settings.ts'
import { ShellPart } from './pages/shell.ts'
import { WallPart } from './pages/wall.ts'
import { axeFindings } from './support/accessibility.ts'
import { hangingPosters } from './support/hanging-posters.ts'
import { takePictures } from './support/pictures.ts'
import { type PosterHost, posterHost } from './support/poster-host.ts'

const films = 600
const hung = hangingPosters(films)

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
  await expect(wall.question).toContainText(`Posters are fetched from ${hung.host}`)
  await wall.question.getByRole('button', { name: 'Never' }).click()
  await expect(wall.question).toBeHidden()
  await everywhere()
  await expect(wall.question).toBeHidden()
  expect(settings(dataDir)).toContain('posters: off')
  expect(hung.seen).toEqual({ connections: 0, mostOpen: 0, paths: [], headers: [] })
  // That the test can fail: the same films do name images at that host.
  const { silver } = await app.ask('movies.inspect', { movieId })
  expect(silver.find(({ field }) => field === 'medium_cover_image')?.value).toContain(hung.host)
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
  expect(settings(dataDir)).toMatch(new RegExp(`^posters: visible\\nposter_host: "?${hung.host}"?$`, 'm'))
  await takePictures(app, 'wall')
  expect(hung.seen.paths.length).toBeLessThan(films / 2)

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
  expect(hung.seen.mostOpen).toBeLessThanOrEqual(4)
  for (const headers of hung.seen.headers) {
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
  hung.seen = { connections: 0, mostOpen: 0, paths: [], headers: [] }
  hung.answer = (request) => request.socket.destroy()
  const after = new WallPart(app.window)
  await new MoviesPage(app.window).openWall(after)
  await expect(after.question).toBeHidden()
  await expect(after.tile(0).locator('img.there')).toBeVisible()
  expect(hung.seen.paths.filter((asked) => asked.includes('//'))).toEqual([])

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
  hung.seen = { connections: 0, mostOpen: 0, paths: [], headers: [] }
  await new MoviesPage(app.window).openWall(after)
  await expect(app.window.locator('#root img')).toHaveCount(0)
  expect(hung.seen.connections).toBe(0)
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
  hung.answer = (request, response) => {
    const [, answer] = hostile[hung.seen.paths.length % hostile.length] ?? []
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
  expect(hung.seen.connections).toBe(0)
})
