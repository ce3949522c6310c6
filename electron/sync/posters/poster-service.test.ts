import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { openWritable } from '../../warehouse/file/connection.ts'
import { databaseFile } from '../../warehouse/file/database-file.ts'
import { migrate } from '../../warehouse/migrations/index.ts'
import { loadAll, pagesOf, rawMovie } from '../../warehouse/testing/loads.ts'
import { createLoadStore } from '../../warehouse/write/store.ts'
import type { ResponseHead, Transport } from '../fetch/transport.ts'
import { pngOf } from '../testing/images.ts'
import { closing } from '../testing/loader.ts'
import { VirtualRuntime } from '../testing/virtual-runtime.ts'
import { type PosterRules, PosterService } from './poster-service.ts'

const films = 400
const poster = pngOf(2, 3, [200, 30, 40])
const rules: PosterRules = { origin: 'https://img.example', maxBytes: 500_000_000, systemProxy: null }

type Answer = Partial<ResponseHead> & { body?: Uint8Array; throws?: string; until?: Promise<void> }

let dataDir: string
let runtime: VirtualRuntime
let asked: string[]
let sent: Readonly<Record<string, string>>[]
let answer: (url: URL) => Answer
let underWay: number
let mostUnderWay: number
let failing: boolean[]
let service: PosterService

const transport: Transport = {
  async get(url, headers, signal, begin) {
    asked.push(url.href)
    sent.push(headers)
    underWay += 1
    mostUnderWay = Math.max(mostUnderWay, underWay)
    try {
      const { status = 200, headers: received = {}, body = poster, throws, until } = answer(url)
      await until
      if (throws) throw Object.assign(new Error(throws), { code: throws })
      signal.throwIfAborted()
      const head = { status, headers: received }
      begin(head)(body)
      return head
    } finally {
      underWay -= 1
    }
  },
  close: async () => {},
}

function serve(): PosterService {
  const made = new PosterService({
    dataDir,
    runtime,
    transport: () => transport,
    userAgent: 'test',
    onFailing: (isFailing) => failing.push(isFailing),
  })
  closing.push(() => made.close())
  return made
}

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'yts-posters-'))
  closing.push(() => rmSync(dataDir, { recursive: true, force: true }))
  const db = openWritable(join(dataDir, databaseFile))
  migrate(db)
  loadAll(createLoadStore(db), pagesOf(Array.from({ length: films }, (_, index) => rawMovie(index + 1))))
  db.close()
  runtime = new VirtualRuntime()
  asked = []
  sent = []
  failing = []
  underWay = 0
  mostUnderWay = 0
  answer = () => ({})
  service = serve()
})

const stored = (): string[] =>
  readdirSync(join(dataDir, 'posters'), { recursive: true })
    .map(String)
    .filter((name) => name.includes('.'))
const pathOf = (id: number) => `https://img.example/assets/film-number-${id}-2001/medium.jpg`

describe('a poster', () => {
  it('is fetched once, kept, and served from the disk without the network from then on', async () => {
    expect(await service.picture(1, rules)).toMatchObject({ type: 'image/png' })
    expect(Buffer.from((await service.picture(1, rules))?.bytes ?? [])).toEqual(poster)
    expect(asked).toEqual([pathOf(1)])
    expect(stored()).toHaveLength(1)
    expect(stored()[0]).toMatch(/^([\da-f]{2})[\\/]\1[\da-f]{62}\.bin$/)
    await service.close()
    answer = () => ({ throws: 'ENOTFOUND' })
    expect(await serve().picture(1, rules)).toMatchObject({ type: 'image/png' })
    // The same at another host: it is known by its path.
    expect(await serve().picture(1, { ...rules, origin: 'https://other.example' })).not.toBeNull()
    expect(asked).toHaveLength(1)
  })

  it('is asked of the one origin that was allowed, whatever host its film names, and nothing but this program is named', async () => {
    await service.picture(1, { ...rules, origin: 'https://mirror.example:8443' })
    expect(asked).toEqual(['https://mirror.example:8443/assets/film-number-1-2001/medium.jpg'])
    expect(Object.keys(sent[0] ?? {}).sort()).toEqual(['accept', 'accept-encoding', 'user-agent'])
  })

  it('of a film without one is asked nowhere', async () => {
    expect(await service.picture(films + 1, rules)).toBeNull()
    expect(asked).toEqual([])
  })

  it('that is wanted by several at once is fetched once', async () => {
    const all = await Promise.all([1, 1, 1].map((id) => service.picture(id, rules)))
    expect(all.every(Boolean)).toBe(true)
    expect(asked).toHaveLength(1)
  })

  it('leads no host astray: a path is a path', async () => {
    const db = openWritable(join(dataDir, databaseFile))
    db.prepare('UPDATE silver_movie SET medium_cover_image = ? WHERE movie_id = 7').run(
      'https://img.example//evil.example/a.jpg',
    )
    db.close()
    expect(await service.picture(7, rules)).toBeNull()
    expect(asked).toEqual([])
  })
})

describe('no more than four at a time', () => {
  it('the last one wanted first, and those that scrolled away not at all', async () => {
    let open = (): void => {}
    const until = new Promise<void>((resolve) => {
      open = resolve
    })
    answer = () => ({ until })
    const wanted = Array.from({ length: films }, (_, index) => service.picture(index + 1, rules))
    while (asked.length < 4) await new Promise((resolve) => setImmediate(resolve))
    // Four are fetched, 200 wait; whoever came before those has had its answer.
    for (const early of wanted.slice(4, films - 200)) expect(await early).toBeNull()
    expect(asked).toHaveLength(4)
    open()
    expect((await Promise.all(wanted.slice(films - 200))).every(Boolean)).toBe(true)
    expect(asked).toHaveLength(204)
    expect(asked[4]).toBe(pathOf(films))
    expect(mostUnderWay).toBe(4)
  })

  it('all are given up when posters are turned off', async () => {
    answer = () => ({ until: new Promise<void>(() => {}) })
    const wanted = Array.from({ length: 30 }, (_, index) => service.picture(index + 1, rules))
    while (asked.length < 4) await new Promise((resolve) => setImmediate(resolve))
    await service.stop()
    expect(await Promise.all(wanted)).toEqual(wanted.map(() => null))
    expect(asked).toHaveLength(4)
    answer = () => ({})
    expect(await service.picture(1, rules)).not.toBeNull()
  })
})

describe('what is no poster', () => {
  const big = Buffer.alloc(2 ** 20 + 1)
  poster.copy(big)
  const refused: [what: string, answer: Answer][] = [
    [
      'SVG',
      { body: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), headers: { 'content-type': 'image/png' } },
    ],
    ['HTML', { body: Buffer.from('<!doctype html>'), headers: { 'content-type': 'image/jpeg' } }],
    ['4 GB by its length', { headers: { 'content-length': String(4 * 2 ** 30) } }],
    ['more than 1 MiB', { body: big }],
    ['something packed', { headers: { 'content-encoding': 'gzip' } }],
    ['nothing', { body: Buffer.alloc(0) }],
    ['a redirect to another host', { status: 302, headers: { location: 'https://evil.example/a.jpg' } }],
    ['a redirect to a file', { status: 301, headers: { location: 'file:///etc/passwd' } }],
    ['not found', { status: 404 }],
  ]
  it.each(refused)('%s is refused, and not asked for again for seven days, over restarts too', async (_what, given) => {
    answer = () => given
    expect(await service.picture(1, rules)).toBeNull()
    expect(await service.picture(1, rules)).toBeNull()
    await service.close()
    service = serve()
    expect(await service.picture(1, rules)).toBeNull()
    expect(asked).toEqual([pathOf(1)])
    expect(stored().filter((name) => name.endsWith('.bin'))).toEqual([])
    runtime.wallOffset += 7 * 24 * 3_600_000
    answer = () => ({})
    expect(await service.picture(1, rules)).not.toBeNull()
  })

  it.each<[what: string, answer: Answer]>([
    ['a busy host', { status: 503 }],
    ['too many requests', { status: 429 }],
  ])('%s is asked three times in all', async (_what, given) => {
    answer = () => given
    expect(await service.picture(1, rules)).toBeNull()
    expect(asked).toHaveLength(3)
    expect(await service.picture(1, rules)).toBeNull()
    expect(asked).toHaveLength(3)
  })

  it('one that never ends is given up after five seconds, three times, and others are fetched meanwhile', async () => {
    const slow = pathOf(1)
    const began = runtime.monotonic()
    answer = (url) => (url.href === slow ? { until: new Promise<void>(() => {}) } : {})
    const [late, ...others] = await Promise.all([1, 2, 3, 4, 5, 6].map((id) => service.picture(id, rules)))
    expect(late).toBeNull()
    expect(others.every(Boolean)).toBe(true)
    expect(asked.filter((href) => href === slow)).toHaveLength(3)
    expect(runtime.monotonic() - began).toBeLessThan(3 * 5_000 + 3_001)
  })

  it('without a network nothing is noted of the poster: a minute later it is asked for again', async () => {
    answer = () => ({ throws: 'ENOTFOUND' })
    expect(await service.picture(1, rules)).toBeNull()
    expect(await service.picture(1, rules)).toBeNull()
    expect(asked).toHaveLength(3)
    runtime.wallOffset += 60_000
    answer = () => ({})
    expect(await service.picture(1, rules)).not.toBeNull()
  })

  it('a poster that somebody spoiled on disk is fetched again', async () => {
    await service.picture(1, rules)
    writeFileSync(join(dataDir, 'posters', stored()[0] ?? ''), '<svg/>')
    expect(await service.picture(1, rules)).toMatchObject({ type: 'image/png' })
    expect(asked).toHaveLength(2)
  })

  it('a link in the place of the folder is not written through', async () => {
    const elsewhere = join(dataDir, 'elsewhere')
    mkdirSync(elsewhere)
    symlinkSync(elsewhere, join(dataDir, 'posters'))
    expect(await service.picture(1, rules)).not.toBeNull()
    expect(readdirSync(elsewhere)).toEqual([])
  })
})

describe('space on disk', () => {
  it('is bounded: those not looked at for longest go first', async () => {
    const bound = { ...rules, maxBytes: poster.length * 3 }
    for (const id of [1, 2, 3]) {
      await service.picture(id, bound)
      runtime.wallOffset += 1_000
    }
    // Looked at again, so that another one is the oldest; over a restart.
    await service.picture(1, bound)
    await service.close()
    service = serve()
    runtime.wallOffset += 1_000
    await service.picture(4, bound)
    expect(await service.status()).toMatchObject({ posters: 3, bytes: poster.length * 3 })
    const before = asked.length
    for (const id of [1, 3, 4]) await service.picture(id, bound)
    expect(asked).toHaveLength(before)
    await service.picture(2, bound)
    expect(asked).toHaveLength(before + 1)
  })

  it('is free again when posters are cleared, and what else lies there stays', async () => {
    await service.picture(1, rules)
    answer = () => ({ status: 404 })
    await service.picture(2, rules)
    writeFileSync(join(dataDir, 'posters', 'mine.txt'), 'mine')
    await service.clear()
    expect(stored()).toEqual(['mine.txt'])
    expect(await service.status()).toMatchObject({ posters: 0, bytes: 0 })
    answer = () => ({})
    expect(await service.picture(2, rules)).not.toBeNull()
  })
})

describe('a host that is not what it was', () => {
  it('is told after 20 failures of the last 25, once, and no more when it answers again or another one is asked', async () => {
    const { host } = await service.status()
    expect(host).toBe('img.example')
    answer = () => ({ status: 404 })
    for (let id = 1; id <= 19; id++) await service.picture(id, rules)
    expect(failing).toEqual([])
    for (let id = 20; id <= 24; id++) await service.picture(id, rules)
    expect(failing).toEqual([true])
    answer = () => ({})
    for (let id = 25; id <= 40; id++) await service.picture(id, rules)
    expect(failing).toEqual([true, false])
    answer = () => ({ status: 404 })
    for (let id = 41; id <= 61; id++) await service.picture(id, rules)
    await service.picture(70, { ...rules, origin: 'https://new.example' })
    expect(failing).toEqual([true, false, true, false])
    // What the old host did not have, the new one may.
    answer = () => ({})
    expect(await service.picture(41, { ...rules, origin: 'https://new.example' })).not.toBeNull()
  })
})
