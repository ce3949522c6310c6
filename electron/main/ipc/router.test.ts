import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import type { ChannelDefinition } from '../../../shared/contract/define.ts'
import { type ChannelsOf, contract, type Handlers } from '../../../shared/contract/index.ts'
import { rendererChannels } from '../../../shared/ipc/channel-names.ts'
import type { RendererChannel } from '../../../shared/ipc/channels.ts'
import { KnownError } from '../../../shared/ipc/result.ts'
import { appErrorSchema } from '../../../shared/ipc/result-schema.ts'
import { createRouter, type Route, type RouterOptions } from './router.ts'
import type { SenderFrame } from './sender.ts'

const appFrame: SenderFrame = { url: 'app://explorer/index.html', parent: null }

/** Handlers that record what reached them; none of them does anything. */
function recordingOptions(reached: string[], answer: () => unknown = () => undefined): RouterOptions {
  const handlers = Object.fromEntries(
    rendererChannels.map((channel) => [
      channel,
      () => {
        reached.push(channel)
        return answer()
      },
    ]),
  ) as unknown as Handlers<ChannelsOf<'main'>>
  return {
    handlers,
    forward: async (_owner, channel) => {
      reached.push(channel)
      return { ok: true, value: answer() }
    },
    opened: Promise.resolve(),
    checkOutputs: false,
    onError: () => {},
  }
}

describe('the router', () => {
  let reached: string[]
  let route: Route
  beforeEach(() => {
    reached = []
    route = createRouter(recordingOptions(reached))
  })

  it.each([
    ['no frame', null],
    ['a frame that is gone', undefined],
    ['another page', { url: 'https://example.com/', parent: null }],
    ['another host of the scheme', { url: 'app://explorer.evil/', parent: null }],
    ['a longer host', { url: 'app://explorer@evil/', parent: null }],
    ['a file', { url: 'file:///index.html', parent: null }],
    ['an empty page', { url: 'about:blank', parent: null }],
    ['a frame inside the app', { url: 'app://explorer/', parent: appFrame }],
  ])('refuses %s before it looks at the payload, on every channel', async (_name, frame) => {
    const untouchable = new Proxy(
      {},
      {
        get: () => {
          throw new Error('the payload was looked at')
        },
        ownKeys: () => {
          throw new Error('the payload was looked at')
        },
      },
    )
    for (const channel of rendererChannels) {
      const result = await route(channel, frame, untouchable)
      expect(result).toMatchObject({ ok: false, error: { kind: 'forbidden' } })
    }
    expect(reached).toEqual([])
  })

  it('knows only the channels of the list', async () => {
    for (const name of [
      'loader.start',
      'reader.refresh',
      'loader.shutdown',
      'loader.hold',
      'toString',
      '__proto__',
      'constructor',
      '',
    ]) {
      const result = await route(name as RendererChannel, appFrame, null)
      expect(result).toMatchObject({ ok: false, error: { kind: 'not_found' } })
    }
    expect(reached).toEqual([])
  })

  // Payloads that no schema of ours accepts by accident: every one holds something foreign.
  const foreign = fc.oneof(
    fc.anything({ maxDepth: 4, withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true }),
    fc.record({ filter: fc.anything(), sort: fc.anything(), offset: fc.anything(), limit: fc.anything() }),
    fc.record({ text: fc.anything(), file: fc.anything(), values: fc.anything() }),
    fc.constant(JSON.parse('{"__proto__": {"polluted": true}}')),
    fc.constant('x'.repeat(2_000_000)),
  )

  it.each([...rendererChannels])(
    'answers 1,000 fuzzed payloads to %s with a value or a typed error',
    async (channel) => {
      const schema = (contract[channel] as ChannelDefinition).input
      await fc.assert(
        fc.asyncProperty(foreign, async (payload) => {
          const before = reached.length
          const result = await route(channel, appFrame, payload)
          const called = reached.length > before
          if (result.ok) {
            expect(called).toBe(true)
            expect(schema.safeParse(payload).success).toBe(true)
          } else {
            expect(called).toBe(false)
            expect(appErrorSchema.safeParse(result.error).success).toBe(true)
            expect(result.error.kind).toBe('bad_input')
          }
        }),
        { numRuns: 1000 },
      )
      expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
    },
  )

  it('refuses what is too large or too deep without walking all of it', async () => {
    let deep: unknown = null
    for (let depth = 0; depth < 10_000; depth++) deep = [deep]
    for (const payload of [deep, { text: 'x'.repeat(1_200_000), file: 'config.yaml' }, new Array(5_000_000)]) {
      expect(await route('config.validate', appFrame, payload)).toMatchObject({
        ok: false,
        error: { kind: 'bad_input' },
      })
    }
    expect(reached).toEqual([])
  })

  it('takes an export of the largest allowed size', async () => {
    const content = new Uint8Array(60_000_000)
    const result = await route('file.save', appFrame, { suggestedName: 'chart', format: 'png', content })
    expect(result.ok).toBe(true)
  })

  it('turns what is thrown into values without stack, path or token', async () => {
    const secrets = ['/home/someone/.config/data', 'Bearer abc123', 'at Object.<anonymous>']
    const thrown: unknown[] = [
      new Error(`ENOENT: no such file, open '${secrets[0]}' ${secrets[1]}`),
      secrets[1],
      Object.assign(new TypeError('x'), { stack: `${secrets[2]} ${secrets[0]}` }),
      null,
    ]
    for (const error of thrown) {
      const seen: unknown[] = []
      const failing = createRouter({
        ...recordingOptions([], () => {
          throw error
        }),
        onError: (_channel, cause) => seen.push(cause),
      })
      for (const channel of rendererChannels) {
        if (!contract[channel].input.safeParse(undefined).success) continue
        const result = await failing(channel, appFrame, undefined)
        expect(result).toMatchObject({ ok: false, error: { kind: 'internal' } })
        for (const secret of secrets) expect(JSON.stringify(result)).not.toContain(secret)
      }
      expect(seen.every((cause) => cause === error)).toBe(true)
      expect(seen.length).toBeGreaterThan(0)
    }
  })

  it('lets calls wait until everything is open, but not those it refuses', async () => {
    let open = (): void => {}
    const opened = new Promise<void>((resolve) => {
      open = resolve
    })
    const waiting = createRouter({ ...recordingOptions(reached), opened })
    const answer = waiting('app.info', appFrame, undefined)
    expect(await waiting('app.info', null, undefined)).toMatchObject({ ok: false, error: { kind: 'forbidden' } })
    expect(reached).toEqual([])
    open()
    expect(await answer).toMatchObject({ ok: true })
    expect(reached).toEqual(['app.info'])
  })

  it('passes known failures on with their sentence', async () => {
    const failing = createRouter(
      recordingOptions([], () => {
        throw new KnownError('busy', 'Wait a little.', { field: 'x' })
      }),
    )
    const result = await failing('ui.get', appFrame, undefined)
    expect(result).toEqual({ ok: false, error: { kind: 'busy', message: 'Wait a little.', detail: { field: 'x' } } })
  })

  it('catches an answer that breaks the contract while outputs are checked', async () => {
    const wrong = createRouter({ ...recordingOptions([], () => ({ theme: 'pink' })), checkOutputs: true })
    expect(await wrong('ui.get', appFrame, undefined)).toMatchObject({ ok: false, error: { kind: 'internal' } })
    expect(await wrong('sync.progress', appFrame, undefined)).toMatchObject({ ok: false, error: { kind: 'internal' } })
  })
})
