import { describe, expect, it } from 'vitest'
import { pageSize, type RowSource, type RowsReply, WindowCache } from './window-cache.ts'

interface Request {
  key: string
  offset: number
  reply: (total: number) => Promise<void>
  fail: (message: string) => Promise<void>
}

/** A source whose replies come when the test says so. */
function controlled() {
  const requests: Request[] = []
  const source = (key: string): RowSource<string> => ({
    key,
    fetch: (offset, limit) => {
      let resolve: (reply: RowsReply<string>) => void = () => undefined
      let reject: (error: Error) => void = () => undefined
      const promise = new Promise<RowsReply<string>>((fulfil, refuse) => {
        resolve = fulfil
        reject = refuse
      })
      const settled = async () => {
        await promise.catch(() => undefined)
        await Promise.resolve()
        await Promise.resolve()
      }
      requests.push({
        key,
        offset,
        reply: (total) => {
          const count = Math.max(0, Math.min(limit, total - offset))
          resolve({ total, rows: Array.from({ length: count }, (_, i) => `${key}${offset + i}`) })
          return settled()
        },
        fail: (message) => {
          reject(new Error(message))
          return settled()
        },
      })
      return promise
    },
  })
  const take = (): Request => {
    const next = requests.shift()
    if (!next) throw new Error('no request is waiting')
    return next
  }
  return { requests, source, take }
}

describe('window cache', () => {
  it('asks once for the first rows, then reads ahead', async () => {
    const { source, take, requests } = controlled()
    const cache = new WindowCache<string>()
    cache.setSource(source('a'), { first: 0, end: 150 })
    expect(requests).toHaveLength(1)
    await take().reply(1000)
    expect(cache.snapshot()).toMatchObject({ shownKey: 'a', total: 1000, stale: false })
    expect(cache.row(7)).toBe('a7')
    expect(requests.map((request) => request.offset)).toEqual([pageSize])
    expect(cache.row(250)).toBeUndefined()
    await take().reply(1000)
    expect(cache.row(250)).toBe('a250')
  })

  it('keeps the old rows until the new ones are here, and discards late replies', async () => {
    const { source, take } = controlled()
    const cache = new WindowCache<string>()
    cache.setSource(source('a'), { first: 0, end: 50 })
    await take().reply(40)
    cache.setSource(source('b'))
    const late = take()
    cache.setSource(source('c'))
    expect(cache.snapshot()).toMatchObject({ shownKey: 'a', stale: true })
    expect(cache.row(0)).toBe('a0')
    await take().reply(3)
    await late.reply(99)
    expect(cache.snapshot()).toMatchObject({ shownKey: 'c', total: 3, stale: false })
    expect(cache.row(0)).toBe('c0')
  })

  it('shows again at once what is still here when a change is taken back', async () => {
    const { source, take, requests } = controlled()
    const cache = new WindowCache<string>()
    cache.setSource(source('a'), { first: 0, end: 50 })
    await take().reply(40)
    cache.setSource(source('b'))
    take()
    cache.setSource(source('a'))
    expect(cache.snapshot()).toMatchObject({ shownKey: 'a', stale: false })
    expect(requests).toHaveLength(0)
  })

  it('reads what is looked at now, not what was flown over', async () => {
    const { source, take, requests } = controlled()
    const cache = new WindowCache<string>()
    cache.setSource(source('a'), { first: 0, end: 30 })
    await take().reply(1_000_000)
    for (let first = 1000; first <= 900_000; first += 1000) cache.want(first, first + 30)
    cache.want(999_970, 1_000_000)
    expect(requests).toHaveLength(2)
    await take().reply(1_000_000)
    await take().reply(1_000_000)
    await take().reply(1_000_000)
    expect(cache.row(999_999)).toBe('a999999')
  })

  it('keeps a bounded number of pages, and the visible one among them', async () => {
    const { source, take, requests } = controlled()
    const cache = new WindowCache<string>()
    cache.setSource(source('a'), { first: 0, end: 30 })
    await take().reply(1_000_000)
    for (let first = 0; first < 100_000; first += 1000) {
      cache.want(first, first + 30)
      while (requests.length > 0) await take().reply(1_000_000)
      expect(cache.row(first)).toBe(`a${first}`)
    }
    expect(cache.row(0)).toBeUndefined()
  })

  it('names a failed page and reads it again when asked', async () => {
    const { source, take, requests } = controlled()
    const cache = new WindowCache<string>()
    cache.setSource(source('a'), { first: 0, end: 30 })
    await take().reply(1000)
    cache.want(500, 530)
    await take().fail('reader gone')
    expect(cache.failureAt(500)).toMatchObject({ message: 'reader gone' })
    expect(cache.snapshot().error).toBeNull()
    expect(cache.row(0)).toBe('a0')
    cache.retry(500)
    expect(cache.failureAt(500)).toBeNull()
    while (requests.length > 0) await take().reply(1000)
    expect(cache.row(500)).toBe('a500')
  })

  it('says so when there is nothing to show at all, and recovers', async () => {
    const { source, take } = controlled()
    const cache = new WindowCache<string>()
    cache.setSource(source('a'))
    await take().fail('reader gone')
    expect(cache.snapshot()).toMatchObject({ total: null, error: { message: 'reader gone' } })
    cache.retry()
    await take().reply(2)
    expect(cache.snapshot()).toMatchObject({ total: 2, error: null })
  })

  it('falls back to the last rows when the result has become shorter', async () => {
    const { source, take } = controlled()
    const cache = new WindowCache<string>()
    cache.setSource(source('a'), { first: 900, end: 930 })
    await take().reply(500)
    expect(cache.snapshot().shownKey).toBeNull()
    await take().reply(500)
    expect(cache.snapshot()).toMatchObject({ shownKey: 'a', total: 500 })
    expect(cache.row(499)).toBe('a499')
  })

  it('copies a range whether or not it was seen', async () => {
    const { source, take, requests } = controlled()
    const cache = new WindowCache<string>()
    cache.setSource(source('a'), { first: 0, end: 30 })
    await take().reply(600)
    const copied = cache.readRange(198, 401)
    while (requests.length > 0) await take().reply(600)
    const rows = await copied
    expect(rows).toHaveLength(204)
    expect([rows[0], rows.at(-1)]).toEqual(['a198', 'a401'])
  })

  it('tells the view before it swaps results, so that both change together', async () => {
    const { source, take } = controlled()
    const cache = new WindowCache<string>()
    const seen: (string | null)[] = []
    cache.onBeforeShow(() => seen.push(cache.snapshot().shownKey))
    cache.setSource(source('a'))
    await take().reply(3)
    cache.setSource(source('b'))
    await take().reply(3)
    expect(seen).toEqual([null, 'a'])
  })
})
