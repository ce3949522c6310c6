import pLimit from 'p-limit'
import { Agent, request } from 'undici'

/**
 * The least a load can cost: fetches and parses every page and keeps nothing. `node floor.ts URL WORKERS PAGES`; prints one
 * line of JSON.
 */
const [url = '', workers = '16', pages = '0'] = process.argv.slice(2)
const dispatcher = new Agent({ connections: Number(workers) })
const limit = pLimit(Number(workers))
const started = performance.now()
let films = 0
await Promise.all(
  Array.from({ length: Number(pages) }, (_, index) =>
    limit(async () => {
      const { body } = await request(`${url}?limit=50&page=${index + 1}&sort_by=date_added&order_by=asc`, {
        dispatcher,
      })
      const answer = (await body.json()) as { data: { movies?: unknown[] } }
      films += answer.data.movies?.length ?? 0
    }),
  ),
)
await dispatcher.close()
process.stdout.write(`${JSON.stringify({ films, ms: performance.now() - started })}\n`)
