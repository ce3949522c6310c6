import { describe, expect, it } from 'vitest'
import type { SyncSummary } from '../../../shared/ipc/progress.ts'
import { isAppUrl } from '../ipc/sender.ts'
import { FakeTimers } from '../testing/fake-timers.ts'
import { checkedExternal, externalAddress } from './external-links.ts'
import { createNotifier } from './notifier.ts'
import { type QuitDeps, QuitGuard } from './quit.ts'
import { placeWindow } from './window-place.ts'

describe('addresses outside the app', () => {
  it('are built from ids', () => {
    expect(externalAddress({ kind: 'imdb', code: 'tt0111161' })).toBe('https://www.imdb.com/title/tt0111161/')
    for (const code of ['tt1', 'tt01111611111', 'nm0000001', 'tt0111161/../..', '../tt0111161', 'tt0111161?x', '']) {
      expect(externalAddress({ kind: 'imdb', code })).toBeNull()
    }
    expect(externalAddress({ kind: 'trailer', code: 'dQw4w9_-gXc' })).toBe(
      'https://www.youtube.com/watch?v=dQw4w9_-gXc',
    )
    for (const code of ['', 'short', 'dQw4w9_-gXc1', 'dQw4w9 -gXc', 'dQw4w9&-gXc', '../../../..x', 'dQw4w9_-gX\n']) {
      expect(externalAddress({ kind: 'trailer', code })).toBeNull()
    }
    expect(externalAddress({ kind: 'licence' })).toMatch(/^https:\/\/opensource\.org\//)
  })

  it.each([
    'http://www.imdb.com/title/tt0111161/',
    'https://imdb.com.evil.example/',
    'https://www.imdb.com.evil.example/',
    'https://user@www.imdb.com/',
    'https://www.imdb.com:8443/',
    'https://evil.example/?https://www.imdb.com/',
    'file:///etc/passwd',
    'smb://server/share',
    '\\\\server\\share',
    '//server/share',
    'ms-settings:display',
    'ms-msdt:/id',
    'magnet:?xt=urn:btih:0',
    'javascript:alert(1)',
    'data:text/html,x',
    'app://explorer/',
    '',
  ])('are refused: %s', (address) => {
    expect(checkedExternal(address)).toBeNull()
  })
})

describe('pages of the app', () => {
  it.each(['app://explorer/', 'app://explorer/index.html#/movies'])('%s is one', (url) => {
    expect(isAppUrl(url)).toBe(true)
  })
  it.each([
    'app://explorer.evil/',
    'app://explorer@evil/',
    'APP://x/',
    'https://explorer/',
    'file:///',
    'about:blank',
    '',
  ])('%s is none', (url) => {
    expect(isAppUrl(url)).toBe(false)
  })
})

describe('the window', () => {
  const screens = [
    { x: 0, y: 0, width: 1920, height: 1040 },
    { x: 1920, y: 0, width: 1280, height: 1024 },
  ]
  const remembered = (x: number, y: number, width = 1000, height = 700) => {
    return { x, y, width, height, maximized: false, zoom: 0 }
  }

  it('opens where it was, on any screen', () => {
    expect(placeWindow(remembered(2000, 50), screens)).toEqual({ x: 2000, y: 50, width: 1000, height: 700 })
  })
  it.each([
    [5000, 50],
    [-3000, 0],
    [100, 2000],
    [100, -500],
    [1900 + 1280, 900],
  ])('comes back from off the screens (%i, %i)', (x, y) => {
    expect(placeWindow(remembered(x, y), screens)).toEqual({ width: 1000, height: 700 })
  })
  it('is never larger than the largest screen, nor smaller than usable', () => {
    expect(placeWindow(remembered(0, 0, 9000, 9000), screens)).toMatchObject({ width: 1920, height: 1040 })
    expect(placeWindow(remembered(0, 0, 10, 10), screens)).toMatchObject({ width: 720, height: 480 })
  })
  it('has a size at the first start, even on a small screen', () => {
    expect(placeWindow(null, screens)).toEqual({ width: 1280, height: 800 })
    expect(placeWindow(null, [{ x: 0, y: 0, width: 1024, height: 600 }])).toEqual({ width: 1024, height: 600 })
    expect(placeWindow(null, [])).toEqual({ width: 1280, height: 800 })
  })
})

const summary = (status: SyncSummary['status'], extra: Partial<SyncSummary> = {}): SyncSummary => {
  return {
    status,
    runId: 4,
    mode: 'incremental',
    dryRun: false,
    requests: 1,
    retries: 0,
    pages: 1,
    fetched: 1,
    inserted: 1234,
    updated: 5,
    unchanged: 0,
    removed: 0,
    quarantined: 0,
    duplicates: 0,
    durationMs: 1,
    progress: null,
    warnings: [],
    ...extra,
  }
}

describe('notifications', () => {
  const setup = (focused = false) => {
    const shown: string[] = []
    const went: string[] = []
    const state = { focused }
    const notify = createNotifier({
      isFocused: () => state.focused,
      show: (title, body, onClick) => {
        shown.push(`${title}: ${body}`)
        onClick()
      },
      goTo: (route) => went.push(route),
    })
    return { shown, went, state, notify }
  }

  it('tell of a load that ended while nobody looked, and lead to its run', () => {
    const { shown, went, notify } = setup()
    notify(summary('complete'))
    expect(shown).toEqual(['Load complete: Films: 1,234 added, 5 changed.'])
    expect(went).toEqual(['/runs/4'])
  })

  it('stay away while the window has the focus, after a cancel and after a dry run', () => {
    const { shown, state, notify } = setup(true)
    notify(summary('complete'))
    notify(summary('failed'))
    state.focused = false
    notify(summary('cancelled'))
    notify(summary('complete', { dryRun: true }))
    expect(shown).toEqual([])
  })

  it('tell of a row of failures once', () => {
    const { shown, notify } = setup()
    const failed = summary('failed', { error: { kind: 'source_unreachable', message: 'No network.' } })
    for (const next of [failed, failed, summary('partial'), summary('complete'), failed]) notify(next)
    expect(shown.map((text) => text.split(':')[0])).toEqual(['Load failed', 'Load complete', 'Load failed'])
    expect(shown[0]).toContain('No network.')
  })
})

describe('the way out', () => {
  const setup = (syncing: boolean, canAsk = true) => {
    const done: string[] = []
    const state = { syncing }
    let idle: () => void = () => {}
    const deps: QuitDeps = {
      isSyncing: () => state.syncing,
      ask: () => {
        done.push('ask')
        return canAsk
      },
      untilIdle: () => new Promise((resolve) => (idle = resolve)),
      pause: async () => void done.push('pause'),
      shutDown: async () => void done.push('shut down'),
      exit: () => done.push('exit'),
      timers: new FakeTimers(),
    }
    return { done, state, guard: new QuitGuard(deps), becomeIdle: () => idle() }
  }
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 10; turn++) await Promise.resolve()
  }

  it('is straight while nothing runs, and taken once', async () => {
    const { done, guard } = setup(false)
    guard.request()
    guard.request()
    guard.leaveNow()
    await settle()
    expect(done).toEqual(['shut down', 'exit'])
  })

  it('asks while a load runs; staying changes nothing', async () => {
    const { done, guard } = setup(true)
    guard.request()
    await guard.decide('stay')
    expect(done).toEqual(['ask'])
    guard.request()
    expect(done).toEqual(['ask', 'ask'])
  })

  it('pauses and quits', async () => {
    const { done, guard } = setup(true)
    guard.request()
    await guard.decide('pause')
    expect(done).toEqual(['ask', 'pause', 'shut down', 'exit'])
  })

  it('finishes and quits', async () => {
    const { done, state, guard, becomeIdle } = setup(true)
    guard.request()
    const decided = guard.decide('finish')
    await settle()
    expect(done).toEqual(['ask'])
    state.syncing = false
    becomeIdle()
    await decided
    expect(done).toEqual(['ask', 'shut down', 'exit'])
  })

  it('takes the last word when asked again', async () => {
    const { done, state, guard, becomeIdle } = setup(true)
    guard.request()
    const finishing = guard.decide('finish')
    guard.request()
    await guard.decide('stay')
    state.syncing = false
    becomeIdle()
    await finishing
    expect(done).toEqual(['ask', 'ask'])
  })

  it('does not wait for a page that cannot be asked, nor for a machine that shuts down', async () => {
    const crashed = setup(true, false)
    crashed.guard.request()
    await settle()
    expect(crashed.done).toEqual(['ask', 'pause', 'shut down', 'exit'])
    const shutdown = setup(true)
    shutdown.guard.leaveNow()
    await settle()
    expect(shutdown.done).toEqual(['pause', 'shut down', 'exit'])
  })
})
