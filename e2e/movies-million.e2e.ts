import path from 'node:path'
import { createSyntheticWarehouse } from '../scripts/bench/synthetic/synthetic-warehouse.ts'
import { emptyFilter } from '../shared/filter/filter.ts'
import { expect, test } from './fixtures.ts'
import { MoviesPage } from './pages/movies.ts'

const films = 1_000_000

test.use({
  appOptions: {
    seed: (dataDir) => createSyntheticWarehouse(path.join(dataDir, 'warehouse.sqlite'), { films }),
  },
})

test('a million films are scrolled through as a whole, without a blank frame', async ({ app }) => {
  const movies = new MoviesPage(app.window)
  await movies.open()
  const { grid } = movies
  expect(await grid.rowCount()).toBe(films)
  const answer = (offset: number) =>
    app.ask('movies.page', { filter: emptyFilter(), sort: [{ key: 'uploaded', dir: 'desc' }], offset, limit: 1 })

  // Ctrl+End: the true last row, whole.
  await grid.press('Control+End')
  await grid.ready()
  const last = await grid.cell(films - 1, 'Title')
  await expect(last).toHaveText((await answer(films - 1)).rows[0]?.title ?? '')
  await expect(last).toBeInViewport({ ratio: 1 })
  await app.screenshot('movies-million-end')

  // The wheel moves by rows, at the far end as at the top.
  await grid.press('Control+Home')
  await grid.ready()
  await grid.root.hover()
  const firstVisible = () =>
    grid.root.evaluate((root) => {
      const head = root.querySelector('[role="columnheader"]')?.getBoundingClientRect().bottom ?? 0
      const rows = [...root.querySelectorAll<HTMLElement>('[data-row]')]
      const row = rows.find((element) => element.getBoundingClientRect().top >= head - 0.5)
      return Number(row?.dataset.row)
    })
  await app.window.mouse.wheel(0, 280)
  await expect.poll(firstVisible).toBe(10)
  await grid.press('Control+End')
  await grid.ready()
  const end = await firstVisible()
  await app.window.mouse.wheel(0, -280)
  await expect.poll(firstVisible).toBe(end - 10)

  // Dragging the scrollbar maps proportionally, and its end is the end.
  await grid.root.evaluate((root) => {
    root.scrollTop = (root.scrollHeight - root.clientHeight) / 2
  })
  await expect.poll(async () => Math.abs((await firstVisible()) - films / 2) < 100).toBe(true)
  await grid.ready()
  const middle = await firstVisible()
  await expect(await grid.cell(middle, 'Title')).toHaveText((await answer(middle)).rows[0]?.title ?? '')
  await grid.root.evaluate((root) => {
    root.scrollTop = root.scrollHeight
  })
  await expect(await grid.cell(films - 1, 'Title')).toBeInViewport({ ratio: 1 })

  // While it is thrown about, every frame is filled.
  const blank = await grid.root.evaluate(async (root) => {
    let blankFrames = 0
    const range = root.scrollHeight - root.clientHeight
    for (let step = 0; step < 60; step++) {
      if (step % 3 === 0) root.scrollTop = (range * ((step * 37) % 60)) / 60
      else root.dispatchEvent(new WheelEvent('wheel', { deltaY: 400, bubbles: true, cancelable: true }))
      await new Promise((resolve) => requestAnimationFrame(resolve))
      const box = root.getBoundingClientRect()
      const rows = [...root.querySelectorAll('[data-row]')].map((row) => row.getBoundingClientRect())
      for (let y = box.top + 44; y < box.bottom - 16; y += 14) {
        if (!rows.some((row) => row.top <= y && row.bottom >= y)) {
          blankFrames += 1
          break
        }
      }
    }
    return blankFrames
  })
  expect(blank).toBe(0)
  await app.screenshot('movies-million-middle')

  await grid.header('Rating').click()
  await grid.ready()
  await expect(grid.header('Rating')).toHaveAttribute('aria-sort', 'descending')
  await grid.press('Control+End')
  await grid.ready()
  await expect(await grid.cell(films - 1, 'Rating')).toHaveText('—')
})
