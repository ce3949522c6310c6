import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { generatedFilms } from './catalogue/generate.ts'
import type { ListResponse } from './response.ts'
import { SampleService } from './service.ts'

const BASE = 'http://sample.test/api/v2/list_movies.json'
const FIXTURE = fileURLToPath(new URL('../../../shared/fixtures/yts/catalogue-sample.ndjson.gz', import.meta.url))

async function ask(service: SampleService, query: string): Promise<ListResponse> {
  const response = await service.handle(new URL(`${BASE}?${query}`))
  return JSON.parse(response.body.toString('utf8')) as ListResponse
}

async function readAll(service: SampleService, limit: number, order = 'asc'): Promise<number[]> {
  const ids: number[] = []
  for (let page = 1; ; page++) {
    const { data } = await ask(service, `order_by=${order}&limit=${limit}&page=${page}`)
    if (!data.movies) return ids
    ids.push(...data.movies.map((film) => film.id))
  }
}

describe('SampleService', () => {
  it('pages through the whole catalogue exactly once, at any limit and in both orders', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 50 }), fc.nat(120), async (limit, films) => {
        const service = new SampleService({ films, seed: 5 })
        const ids = service.catalogue.ids()
        expect(await readAll(service, limit)).toEqual(ids)
        expect(await readAll(service, limit, 'desc')).toEqual(ids.reverse())
      }),
      { numRuns: 30 },
    )
  })

  it('corrects parameters as the API does', async () => {
    const service = new SampleService({ films: 130 })
    const { data } = await ask(service, '')
    expect([data.limit, data.page_number, data.movies?.length, data.movie_count]).toEqual([20, 1, 20, 130])
    expect(data.movies?.[0]?.id).toBe(service.catalogue.idAt(129))
    expect((await ask(service, 'limit=5000')).data.movies).toHaveLength(50)
    expect((await ask(service, 'limit=0')).data.limit).toBe(1)
    expect((await ask(service, 'limit=many')).data.limit).toBe(20)
    expect((await ask(service, 'page=0')).data.page_number).toBe(1)
    expect(await ask(service, 'page=0')).toEqual(await ask(service, 'page=1'))
    const past = await ask(service, 'page=8')
    expect(past.status).toBe('ok')
    expect(past.data).toEqual({ movie_count: 130, limit: 20, page_number: 8 })
  })

  it('labels invented films as a sample', async () => {
    const response = await ask(new SampleService({ films: 1 }), '')
    expect(response.status_message).toBe('Query was successful (sample catalogue)')
    expect(response['@meta'].sample).toBe(true)
  })

  it('gives equal bytes for equal seeds, gzipped or not, cached or not', async () => {
    const [a, b] = [new SampleService({ films: 90, seed: 9 }), new SampleService({ films: 90, seed: 9, cacheBytes: 0 })]
    const url = new URL(`${BASE}?page=2&limit=30`)
    const [first, second, zipped] = [await a.handle(url), await b.handle(url), await b.handle(url, { gzip: true })]
    expect(first.body.equals(second.body)).toBe(true)
    expect(zipped.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(zipped.body).equals(first.body)).toBe(true)
    expect((await a.handle(url)).body).toBe(first.body)
  })

  it('answers with the catalogue as the hook before the request left it', async () => {
    const service = new SampleService({ films: 20 })
    await ask(service, 'page=1')
    service.onRequest = async (request, catalogue) => {
      expect(request).toEqual({ request: 2, page: 1, limit: 20, attempt: 2 })
      catalogue.remove(catalogue.idAt(19) as number)
      catalogue.append(2)
    }
    const { data } = await ask(service, 'page=1')
    expect(data.movie_count).toBe(21)
    expect(data.movies?.map((film) => film.id)).toEqual(service.catalogue.ids().reverse().slice(0, 20))
  })

  it('drifts by seed, to rest', async () => {
    const read = async (): Promise<[number[], number[]]> => {
      const service = new SampleService({
        films: 300,
        seed: 4,
        drift: { append: 0.5, remove: 0.5, rerate: 0.5, most: 6 },
      })
      const seen = await readAll(service, 10)
      return [seen, service.catalogue.ids()]
    }
    const [seen, left] = await read()
    expect(left).not.toEqual(new SampleService({ films: 300, seed: 4 }).catalogue.ids())
    expect(await read()).toEqual([seen, left])
  })

  it('answers 404 elsewhere, and logs and counts', async () => {
    const service = new SampleService({ films: 3, faults: ['status=500@requests:2'] })
    expect((await service.handle(new URL('http://sample.test/other'))).status).toBe(404)
    await service.handle(new URL(`${BASE}?page=3`))
    await service.handle(new URL(`${BASE}?page=3`))
    expect(service.log.map(({ page, status, faults, attempt }) => [page, status, faults, attempt])).toEqual([
      [1, 404, [], 1],
      [3, 500, ['status'], 1],
      [3, 200, [], 2],
    ])
    expect(service.counters).toMatchObject({
      requests: 3,
      byStatus: { 200: 1, 404: 1, 500: 1 },
      byFault: { status: 1 },
    })
  })

  it('names the line of a film file that is broken', () => {
    const file = fileURLToPath(new URL('./README.md', import.meta.url))
    expect(() => new SampleService({ ndjson: file })).toThrow(/Line 1 of the film file is not JSON/)
  })

  /** Holds the service to a file of so many films: all of them once, in upload order, and no sample. */
  async function servesFile(ndjson: string, films: number): Promise<void> {
    const service = new SampleService({ ndjson })
    expect(service.catalogue.size).toBe(films)
    const ids = await readAll(service, 50)
    expect(new Set(ids).size).toBe(films)
    const response = await ask(service, 'limit=1')
    expect(response['@meta'].sample).toBeUndefined()
    expect(response.status_message).toBe('Query was successful')
    const added = service.catalogue.append(3)
    expect(await readAll(service, 37)).toEqual([...ids, ...added])
  }

  it('serves a file of films in upload order', async () => {
    const source = generatedFilms({ films: 700, seed: 3, quirks: 50 })
    const lines = Array.from({ length: 700 }, (_, position) => JSON.stringify(source.film(position)))
    const folder = mkdtempSync(path.join(tmpdir(), 'yts-films-'))
    const ndjson = path.join(folder, 'films.ndjson.gz')
    writeFileSync(ndjson, gzipSync(lines.join('\n')))
    await servesFile(ndjson, 700)
    rmSync(folder, { recursive: true })
  })

  it.skipIf(!existsSync(FIXTURE))('serves a file of real films in upload order (skipped without ../shared)', () =>
    servesFile(FIXTURE, 4509),
  )
})
