import { describe, expect, it } from 'vitest'
import { RateLimiter } from '../../sample/rate-limiter.ts'
import { Paused, RunControl } from '../fetch/run-control.ts'
import { PageMap } from '../progress/page-map.ts'
import { VirtualRuntime } from '../testing/virtual-runtime.ts'
import { RateController } from './rate-controller.ts'
import { parseRetryAfter } from './retry-after.ts'

const { signal } = new AbortController()

describe('Retry-After', () => {
  const now = Date.UTC(2026, 0, 1)
  it.each([
    ['2', 2000],
    ['1e9', 1e12],
    ['Thu, 01 Jan 2026 00:00:07 GMT', 7000],
    ['Wed, 31 Dec 2025 23:00:00 GMT', 0],
    ['abc', null],
    ['-5', null],
    ['', null],
    [undefined, null],
  ])('%s', (header, ms) => expect(parseRetryAfter(header, now)).toBe(ms))
})

describe('the rate controller', () => {
  const make = (maxWorkers = 8, requestsPerSecond = 0) => {
    const runtime = new VirtualRuntime()
    return { runtime, controller: new RateController({ maxWorkers, requestsPerSecond, runtime }) }
  }

  it('halves once for all requests of a moment, never below one, and grows by one a round', async () => {
    const { controller } = make()
    const tickets = await Promise.all(Array.from({ length: 8 }, () => controller.acquire(signal)))
    for (const ticket of tickets) controller.release(ticket, 'overload')
    expect(controller.effective).toBe(4)
    for (let round = 0; round < 5; round++) controller.release(await controller.acquire(signal), 'overload')
    expect(controller.effective).toBe(1)
    for (let success = 0; success < 1 + 2 + 3; success++) controller.release(await controller.acquire(signal), 'ok')
    expect(controller.effective).toBe(4)
  })

  it('lets no more through at once than it says', async () => {
    const { controller } = make(3)
    const held = await Promise.all([1, 2, 3].map(() => controller.acquire(signal)))
    let granted = false
    const fourth = controller.acquire(signal).then((ticket) => {
      granted = true
      return ticket
    })
    await Promise.resolve()
    expect(granted).toBe(false)
    if (held[0]) controller.release(held[0], 'ok')
    await fourth
    expect(granted).toBe(true)
  })

  it('forgets a waiter that was aborted', async () => {
    const { controller } = make(1)
    const held = await controller.acquire(signal)
    const abort = new AbortController()
    const waiting = controller.acquire(abort.signal)
    abort.abort(new Error('stop'))
    await expect(waiting).rejects.toThrow('stop')
    const next = controller.acquire(signal)
    controller.release(held, 'ok')
    await next
  })

  /** Virtual milliseconds that `count` requests of 10 ms take, one after the other. */
  const takes = async ({ controller, runtime }: ReturnType<typeof make>, count: number): Promise<number> => {
    const from = runtime.monotonic()
    for (let request = 0; request < count; request++) {
      const ticket = await controller.acquire(signal)
      await runtime.sleep(10)
      controller.release(ticket, 'ok')
    }
    return runtime.monotonic() - from
  }

  // A load whose very first requests were refused once crawled at less than one request a second.
  it('sets no pace before anything got through: there is nothing to measure it by', async () => {
    const made = make()
    for (let round = 0; round < 2; round++) {
      made.controller.release(await made.controller.acquire(signal), 'rate_limit')
    }
    expect(await takes(made, 100)).toBeLessThan(2000)
  })

  it('outgrows a pace that a single refusal set', async () => {
    const made = make()
    await takes(made, 3)
    made.controller.release(await made.controller.acquire(signal), 'rate_limit')
    expect(await takes(made, 400)).toBeLessThan(60_000)
  })

  /** Requests of 8 workers, 50 ms each, to a server in virtual time; `refuses` is asked for each at its beginning. */
  const serve = async (count: number, refuses: (at: number) => boolean) => {
    const { controller, runtime } = make()
    const answeredAt: number[] = []
    let refused = 0
    const worker = async (): Promise<void> => {
      while (answeredAt.length < count) {
        const ticket = await controller.acquire(signal)
        const isRefused = refuses(runtime.monotonic())
        await runtime.sleep(50)
        controller.release(ticket, isRefused ? 'rate_limit' : 'ok')
        if (isRefused) {
          refused++
          await runtime.sleep(500)
        } else answeredAt.push(runtime.monotonic())
      }
    }
    await Promise.all(Array.from({ length: 8 }, worker))
    return { controller, answeredAt, refused, ms: runtime.monotonic() }
  }

  it.each([
    [2, 0.1],
    [5, 0.06],
    [20, 0.03],
    [80, 0.03],
  ])('a limit of %i requests a second is kept to, and nearly used up', async (limit, refusals) => {
    let now = 0
    const bucket = new RateLimiter(() => now)
    const refuses = (at: number): boolean => {
      now = at
      return !bucket.take(limit)
    }
    const { refused, ms } = await serve(limit * 60, refuses)
    expect(refused / (limit * 60)).toBeLessThan(refusals)
    expect(ms).toBeLessThan(80_000)
  })

  // Full speed here is 160 requests a second. It once stayed at a tenth of it for 20 s and more after a few seconds of refusals.
  it.each([
    ['each request', 1],
    ['each third request', 3],
  ])('is soon at full speed again when a source that refused %s for five seconds is sound', async (_, one) => {
    const soundAt = 10_000
    let asked = 0
    const { controller, answeredAt } = await serve(3500, (at) => at > 5000 && at < soundAt && asked++ % one === 0)
    const within = (from: number) => answeredAt.filter((at) => at >= from && at < from + 1000).length
    expect(within(4000)).toBeGreaterThan(140)
    expect(within(soundAt + 7000)).toBeGreaterThan(140)
    expect(controller.heldBack).toBeNull()
  })

  it('says that it holds back, and why', async () => {
    const { controller } = make()
    expect(controller.heldBack).toBeNull()
    controller.release(await controller.acquire(signal), 'overload')
    expect(controller.heldBack).toEqual({ reason: 'overload', requestsPerSecond: null })
    controller.release(await controller.acquire(signal), 'ok')
    controller.release(await controller.acquire(signal), 'rate_limit')
    expect(controller.heldBack).toEqual({ reason: 'rate_limit', requestsPerSecond: expect.closeTo(0.8) })
  })

  it('does not call the person’s own limit holding back', () => {
    expect(make(8, 2).controller.heldBack).toBeNull()
  })

  it('waits until a block is over', async () => {
    const { controller, runtime } = make()
    controller.block(90_000)
    expect(controller.blockedMs).toBe(90_000)
    await controller.acquire(signal)
    expect(runtime.monotonic()).toBeGreaterThanOrEqual(90_000)
  })
})

describe('run control', () => {
  it('aborts what is under way when paused, and lets nothing start until resumed', async () => {
    const control = new RunControl()
    const seen: boolean[] = []
    control.onPauseChange = (paused) => seen.push(paused)
    const work = control.abortable(
      (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    )
    control.pause()
    await expect(work).rejects.toBeInstanceOf(Paused)
    let ready = false
    const waiting = control.ready().then(() => {
      ready = true
    })
    await Promise.resolve()
    expect(ready).toBe(false)
    control.resume()
    await waiting
    expect(seen).toEqual([true, false])
  })

  it('ends with the first reason', async () => {
    const control = new RunControl()
    control.pause()
    control.cancel()
    control.stop(new Error('late'))
    await expect(control.ready()).rejects.toMatchObject({ kind: 'cancelled' })
  })
})

describe('the page map', () => {
  it('never has more than 400 cells, and shows the worst page of each', () => {
    const map = new PageMap()
    map.reset(1, 1413, () => false)
    map.set(5, 'd')
    map.set(6, 'f')
    const { cells, pagesPerCell, firstPage } = map.snapshot()
    expect(cells.length).toBeLessThanOrEqual(400)
    expect(pagesPerCell).toBe(4)
    expect(firstPage).toBe(1)
    expect(cells.slice(0, 2)).toBe('qf')
    expect(map.counts).toEqual({ planned: 1413, done: 1, failed: 1 })
  })

  it('grows downward for a load that goes deeper, and ignores pages outside the plan', () => {
    const map = new PageMap()
    map.reset(90, 91, () => false)
    map.include(88)
    map.set(1, 'd')
    map.set(88, 'd')
    expect(map.snapshot()).toEqual({ cells: 'dqqq', pagesPerCell: 1, firstPage: 88 })
  })
})
