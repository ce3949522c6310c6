import { deflateRawSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { emptySpec } from '../../../shared/explore-spec.ts'
import { emptyFilter } from '../../../shared/filter/filter.ts'
import { longestLink } from '../../../shared/views/bounds.ts'
import { skippedText } from '../../../shared/views/skipped.ts'
import { type ViewState, viewStateSchema } from '../../../shared/views/view-state.ts'
import { LinkInbox, linkAmong } from './link-inbox.ts'
import { anyState } from './testing/any-state.ts'
import { hostileLinks, linkOf } from './testing/hostile-links.ts'
import { readLink, readViewText, textOfView } from './view-link.ts'

const plain: ViewState = { page: 'overview', filter: emptyFilter(), count: 'films' }

describe('a view as a link', () => {
  it('comes back as it was, in 300 random states; what is too large for a link does so by its file', () => {
    let links = 0
    fc.assert(
      fc.property(anyState, (given) => {
        const state = { ...given, filter: { ...given.filter, run: null } }
        const { link, file, left } = textOfView({ name: 'A view', state })
        expect(left).toEqual([])
        if (link !== null) {
          links += 1
          expect(link.length).toBeLessThanOrEqual(longestLink)
          expect(link).toMatch(/^yts-explorer:\/\/view\/1\/[A-Za-z0-9_-]+$/)
          expect(readLink(link)).toEqual({ ok: true, value: { name: 'A view', state, skipped: [] } })
        }
        expect(readViewText(file)).toEqual({ ok: true, value: { name: 'A view', state, skipped: [] } })
      }),
      { numRuns: 300 },
    )
    expect(links).toBeGreaterThan(250)
  })

  it('leaves a run behind, and says so: runs are of one catalogue', () => {
    const state: ViewState = {
      ...plain,
      filter: { ...emptyFilter(), search: 'the', run: { runId: 12, kind: 'added' } },
    }
    const { link, left } = textOfView({ name: 'New', state })
    expect(left).toEqual(['films of run 12'])
    expect(readLink(link ?? '')).toMatchObject({ ok: true, value: { state: { filter: { search: 'the', run: null } } } })
  })

  it('holds nothing that identifies a download, neither given nor taken', () => {
    const hash = 'c0ffee1234567890abcdef1234567890deadbeef'
    const state = { ...plain, filter: { ...emptyFilter(), search: `magnet:?xt=urn:btih:${hash}` } }
    const { link, file } = textOfView({ name: hash, state })
    expect(JSON.stringify([file, readLink(link ?? '')]).toLowerCase()).not.toContain('c0ffee')
    expect(JSON.stringify(readLink(linkOf({ name: hash, state }))).toLowerCase()).not.toContain('c0ffee')
  })

  it('is too long for a link beyond 2,000 characters, and a file then', () => {
    const random = fc.sample(fc.stringMatching(/^[a-z0-9]{150}$/), { numRuns: 60, seed: 3 })
    const filter = emptyFilter()
    const state = { ...plain, filter: { ...filter, where: { ...filter.where, language: { any: random, none: [] } } } }
    const { link, file } = textOfView({ name: 'Many', state })
    expect(link).toBeNull()
    expect(readViewText(file)).toMatchObject({ ok: true, value: { state } })
  })

  it('names what it holds that is not known here, in short texts without signs that hide', () => {
    const read = readLink(
      linkOf({
        name: 'From \u202Eelsewhere',
        state: { ...plain, filter: { where: { mood: { any: [] } } } },
        sql: 'DROP TABLE fact_movies',
        path: '/etc/passwd',
        [`${'x'.repeat(300)}\u0000\n`]: 1,
        settings: { yts_url: 'https://evil.example' },
        sync: true,
      }),
    )
    if (!read.ok) throw new Error('refused')
    expect(read.value.name).toBe('From elsewhere')
    expect(Object.keys(read.value)).toEqual(['name', 'state', 'skipped'])
    expect(read.value.state).toEqual(plain)
    expect(skippedText(read.value.skipped)).toMatch(
      /^6 parts skipped: the filter by “mood”, “sql”, “path”, “x{39}…”, “settings” and 1 more$/,
    )
  })

  it.each(['colour', 'multiples'])('has %s as well, and skips what is none by name', (shelf) => {
    const spec = { ...emptySpec, rows: [{ dimension: 'year', bucket: 'decade' }], [shelf]: { dimension: 'language' } }
    const explored = (asked: unknown) =>
      readLink(
        linkOf({
          name: 'Two',
          state: { page: 'explore', filter: emptyFilter(), explore: { spec: asked, view: 'both' } } as never,
        }),
      )
    const read = explored(spec)
    if (!read.ok || read.value.state.page !== 'explore') throw new Error('refused')
    expect(read.value.skipped).toEqual([])
    expect(read.value.state.explore.spec).toEqual(spec)
    expect(viewStateSchema.parse(read.value.state)).toEqual(read.value.state)
    // On two shelves at once it is on one.
    const twice = explored({ ...spec, rows: [{ dimension: 'language' }] })
    if (!twice.ok || twice.value.state.page !== 'explore') throw new Error('refused')
    expect(twice.value.skipped).toEqual([`“${shelf}”`])
    expect(twice.value.state.explore.spec).toEqual({ ...emptySpec, rows: [{ dimension: 'language' }] })
  })
})

describe('links that mean harm', () => {
  const links = hostileLinks()

  it('are 200 and more, all of them different', () => {
    expect(links.length).toBeGreaterThanOrEqual(200)
    expect(new Set(links.map(({ link }) => link)).size).toBe(links.length)
  })

  it.each(links)('$what: ends in a sentence', ({ link }) => {
    const inbox = new LinkInbox()
    inbox.put(linkAmong(['/usr/bin/yts-explorer', '--data-dir=/tmp/x', link]))
    const found = inbox.take()
    // What does not even begin as ours never gets further.
    if (found === null) return
    const read = readLink(found)
    expect(read).toMatchObject({
      ok: false,
      error: { kind: 'bad_input', message: expect.stringMatching(/^This link .*\.$/) },
    })
    expect(JSON.stringify(read).length).toBeLessThan(200)
  })

  it('leave no trace in objects that are made later', () => {
    for (const { link } of links) readLink(link)
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    expect(Object.prototype).not.toHaveProperty('page')
  })

  it('whatever bytes are packed, the end is a state of the schema or a sentence', () => {
    const anything = fc.oneof(
      fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
      fc.json({ maxDepth: 5 }).map((text) => deflateRawSync(text)),
      fc.record({ name: fc.anything(), state: fc.anything() }).map((value) => {
        try {
          return deflateRawSync(JSON.stringify(value) ?? 'null')
        } catch {
          return deflateRawSync('null')
        }
      }),
    )
    fc.assert(
      fc.property(anything, (bytes) => {
        const read = readLink(`yts-explorer://view/1/${bytes.toString('base64url')}`)
        if (read.ok) expect(viewStateSchema.safeParse(read.value.state).success).toBe(true)
        else expect(read.error.kind).toBe('bad_input')
      }),
      { numRuns: 1000 },
    )
  })
})

describe('files that are no views', () => {
  it.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['a list', '[]'],
    ['no version', '{"name": "x", "state": {}}'],
    ['another version', '{"version": 2, "state": {"page": "overview"}}'],
    ['no page', '{"version": 1, "state": {}}'],
    ['too deep', `{"version": 1, "state": ${'['.repeat(5000)}${']'.repeat(5000)}}`],
    ['too large', `{"version": 1, "state": {"page": "overview"}, "x": "${'x'.repeat(200_000)}"}`],
    ['another format', gzipSync('{}').toString('latin1')],
  ])('%s: ends in a sentence', (_what, text) => {
    expect(readViewText(text)).toMatchObject({ ok: false, error: { kind: 'bad_input' } })
  })
})

describe('a file from outside', () => {
  it.each([
    ['of a view is parsed once', textOfView({ name: 'A view', state: plain }).file, true, 1],
    ['nested too deep is not parsed', `{"version": 1, "state": ${'['.repeat(30)}${']'.repeat(30)}}`, false, 0],
    ['too large is not parsed', `{"version": 1, "x": "${'x'.repeat(200_000)}"}`, false, 0],
  ])('%s', (_what, text, isRead, times) => {
    const parse = vi.spyOn(JSON, 'parse')
    try {
      expect(readViewText(text).ok).toBe(isRead)
      expect(parse.mock.calls.filter(([given]) => given === text)).toHaveLength(times)
    } finally {
      parse.mockRestore()
    }
  })
})

describe('the link a program is started with', () => {
  it('is found among its arguments, and only what is of our scheme', () => {
    expect(linkAmong(['app', '--x', 'YTS-Explorer://view/1/abc'])).toBe('YTS-Explorer://view/1/abc')
    for (const other of [
      'https://view/1/a',
      '--yts-explorer://x',
      'yts-explorerx://y',
      ' yts-explorer://x',
      'yts-explorer',
    ])
      expect(linkAmong(['app', other])).toBeNull()
    expect(linkAmong(['app', `yts-explorer://${'x'.repeat(1_000_000)}`])?.length).toBe(8_000)
  })

  it('is kept until it is taken, once, and the latest counts', () => {
    const inbox = new LinkInbox()
    inbox.put('yts-explorer://a')
    inbox.put(null)
    inbox.put('yts-explorer://b')
    expect([inbox.take(), inbox.take()]).toEqual(['yts-explorer://b', null])
  })
})
