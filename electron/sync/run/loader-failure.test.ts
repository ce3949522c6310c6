import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { KnownError } from '../../../shared/ipc/result.ts'
import { SampleService } from '../../sample/service.ts'
import { acquireWriterLock } from '../../warehouse/open/lock.ts'
import { type Runtime, systemRuntime } from '../fetch/runtime.ts'
import { createLoaderService } from '../loader-service.ts'
import { settings } from '../testing/harness.ts'
import { sampleTransport } from '../testing/sample-transport.ts'

// Found by the campaign: a folder that had become read-only ended the command line with an unhandled rejection.
it('tells once of a load that fails before it runs, gives the lock back and leaves no rejection behind', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'yts-loader-'))
  const unhandled = vi.fn()
  process.on('unhandledRejection', unhandled)
  try {
    const told: unknown[] = []
    let asked = 0
    const now = (): number => {
      if (++asked > 1) throw new KnownError('read_only', 'The data folder cannot be written to.')
      return Date.now()
    }
    const runtime: Runtime = { ...systemRuntime, now }
    const loader = createLoaderService({
      dataDir,
      emit: () => {},
      prepare: false,
      runtime,
      transport: () => sampleTransport(new SampleService({ films: 5 }), runtime),
      onUnexpected: (error) => told.push(error),
    })
    const load = loader.runToEnd({ settings: settings(), mode: null, dryRun: false, trigger: 'manual' })
    await expect(load).rejects.toMatchObject({ kind: 'read_only' })
    await new Promise((resolve) => setImmediate(resolve))
    expect(unhandled).not.toHaveBeenCalled()
    expect(told).toMatchObject([{ kind: 'read_only' }])
    const lock = acquireWriterLock(dataDir, 'a test')
    expect(lock.ok).toBe(true)
    if (lock.ok) lock.value.release()
    await loader.close()
  } finally {
    process.off('unhandledRejection', unhandled)
    rmSync(dataDir, { recursive: true, force: true })
  }
})
