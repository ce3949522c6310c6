import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type LocalServer, localServer } from '../electron/sync/testing/local-servers.ts'
import { expect, type RunningApp, test } from './fixtures.ts'
import { CockpitPart } from './pages/cockpit.ts'

// Pages of nearly as many bytes as an answer may have, of texts that take the longest to read. That the app keeps its two and five
// seconds is held on a virtual clock (electron/main/sync/deaf-loader.test.ts); here the real one comes to its end at all.

const movies = JSON.stringify(
  Array.from({ length: 480 }, (_, id) => ({ id: id + 1, title: 'a', summary: '%2561'.repeat(12_000) })),
)
let source: LocalServer | null = null
/** Pages that were sent whole. */
let sent = 0

test.use({
  appOptions: {
    seed: async (dataDir) => {
      sent = 0
      source = await localServer((request, response) => {
        const page = Number(new URL(request.url ?? '', 'http://127.0.0.1').searchParams.get('page'))
        const head = `{"status":"ok","data":{"movie_count":100000,"limit":50,"page_number":${page},"movies":`
        response.once('finish', () => sent++)
        response.end(`${head}${movies}}}`)
      })
      const url = `http://127.0.0.1:${source.port}/api/v2/list_movies.json`
      writeFileSync(path.join(dataDir, 'config.yaml'), `yts_url: ${url}\nlimit: 50\nmax_workers: 4\n`)
    },
  },
})
test.afterEach(() => source?.close())

/** Begins a load; done when a page has come, which the app is then at work on. */
async function begin(app: RunningApp): Promise<CockpitPart> {
  const before = sent
  await app.window.getByRole('button', { name: 'Sync from YTS' }).click()
  const cockpit = new CockpitPart(app.window)
  await expect(cockpit.button('Cancel')).toBeEnabled()
  await expect.poll(() => sent).toBeGreaterThan(before)
  return cockpit
}

/** Whether a process has ended; one that nobody has asked for its end yet has. */
function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    return true
  }
  if (process.platform !== 'linux') return false
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.startsWith('Z') === true
  } catch {
    return true
  }
}

test('Cancel ends a load of huge pages, and the next one can begin', async ({ app }) => {
  const cockpit = await begin(app)
  await cockpit.button('Cancel').click()
  await expect(cockpit.phase(/^(Cancelled|Interrupted)/)).toBeVisible()
  await expect(cockpit.button('Sync')).toBeEnabled()
  expect((await app.ask('warehouse.status')).goldVersion).toBe(0)
  const before = sent
  await cockpit.button('Sync').click()
  await expect.poll(() => sent).toBeGreaterThan(before)
  await cockpit.button('Cancel').click()
  await expect(cockpit.phase(/^(Cancelled|Interrupted)/)).toBeVisible()
})

test('quitting while huge pages are read ends every process', async ({ app }) => {
  await begin(app)
  const pids = await app.electron.evaluate(({ app: main }) => [
    process.pid,
    ...main.getAppMetrics().map(({ pid }) => pid),
  ])
  expect(pids.length).toBeGreaterThan(3)
  const gone = app.ended()
  await app.electron.evaluate(({ app: main }) => main.quit())
  await app.window.getByRole('button', { name: 'Pause and quit' }).click()
  await gone
  app.forget()
  await expect.poll(() => pids.filter((pid) => !isGone(pid))).toEqual([])
})
