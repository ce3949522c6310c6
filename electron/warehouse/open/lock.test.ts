import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { acquireWriterLock } from './lock.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yts-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Another process that takes the lock, says so, and holds it until it is killed. */
async function otherHolder() {
  const script = `const { acquireWriterLock } = await import(${JSON.stringify(join(import.meta.dirname, 'lock.ts'))})
    const lock = acquireWriterLock(${JSON.stringify(folder)}, 'other')
    console.log(lock.ok ? 'held' : lock.error.kind)
    setInterval(() => lock, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  return { child, said: line.toString().trim() }
}

describe('writer lock', () => {
  it('excludes a second holder in the same process and names the first', () => {
    const first = acquireWriterLock(folder, 'first')
    const second = acquireWriterLock(folder, 'second')
    expect(second).toMatchObject({ ok: false, error: { kind: 'locked', detail: { pid: process.pid, who: 'first' } } })
    if (first.ok) first.value.release()
    const third = acquireWriterLock(folder, 'third')
    expect(third.ok).toBe(true)
    if (third.ok) {
      third.value.release()
      third.value.release()
    }
    expect(existsSync(join(folder, 'writer.json'))).toBe(false)
  })

  it('excludes other processes, and dies with its holder', async () => {
    const { child, said } = await otherHolder()
    expect(said).toBe('held')
    expect(acquireWriterLock(folder, 'here')).toMatchObject({
      ok: false,
      error: { kind: 'locked', detail: { pid: child.pid, who: 'other' } },
    })
    child.kill('SIGKILL')
    await once(child, 'exit')
    const mine = acquireWriterLock(folder, 'here')
    expect(mine.ok).toBe(true)
    const refused = await otherHolder()
    expect(refused.said).toBe('locked')
    refused.child.kill('SIGKILL')
    await once(refused.child, 'exit')
    if (mine.ok) mine.value.release()
  })

  it('makes its folder, and does not stumble over a lock file or note of another kind', () => {
    const deep = join(folder, 'a', 'b')
    const first = acquireWriterLock(deep, 'x')
    if (first.ok) first.value.release()
    writeFileSync(join(deep, 'writer.lock'), 'not a database, and longer than a hundred bytes '.repeat(20))
    writeFileSync(join(deep, 'writer.json'), '{broken')
    const again = acquireWriterLock(deep, 'x')
    expect(again.ok).toBe(true)
    expect(acquireWriterLock(deep, 'y')).toMatchObject({ ok: false, error: { kind: 'locked' } })
    if (again.ok) again.value.release()
  })
})
