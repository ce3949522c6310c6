import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ChannelInput } from '../../../shared/contract/index.ts'
import { type ExportSpec, usualText } from '../../../shared/export/export-spec.ts'
import { fail, ok, type Result } from '../../../shared/ipc/result.ts'
import { FakeHost } from '../testing/fake-host.ts'
import { type ExportGestures, Exports } from './exports.ts'

let folder: string
let data: string
let hosts: FakeHost[]
let answer: (channel: string, input: unknown) => Promise<Result<unknown>>
let chosen: string | null
let copied: string[]
let revealed: string[]
let exports: Exports

const spec: ExportSpec = {
  source: { kind: 'rows', columns: [{ label: 'A', kind: 'text' }], rows: [['x']] },
  format: 'csv',
  text: usualText,
  about: { title: 'x', words: [], filter: null, sql: null },
}
const written = { rows: 1, bytes: 3, sheets: 1, cut: 0 }
const input: ChannelInput<'export.start'> & { spec: ExportSpec } = { spec, suggestedName: 'films', sidecar: false }
const gestures: ExportGestures = {
  askSavePath: async () => chosen,
  writeClipboard: (text) => void copied.push(text),
  takeGesture: () => true,
  reveal: (file) => void revealed.push(file),
}
const start = (more: Partial<typeof input> = {}, asked = gestures) =>
  exports.handlers(asked)['export.start']({ ...input, ...more })

/** What the process was asked to write. */
const targetOf = (asked: unknown) => (asked as ChannelInput<'exporter.write'>).target

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'yts-exports-'))
  data = path.join(folder, 'data')
  mkdirSync(data)
  writeFileSync(path.join(data, 'warehouse.sqlite'), '')
  chosen = path.join(folder, 'films.csv')
  hosts = []
  copied = []
  revealed = []
  answer = async () => ok(written)
  exports = new Exports({
    startHost: () => {
      const host = new FakeHost()
      host.call = (channel, asked) => {
        host.calls.push({ channel, input: asked })
        return answer(channel, asked)
      }
      hosts.push(host)
      return host
    },
    dataDir: () => data,
    keepOut: () => data,
    program: 'YTS Explorer 0',
    now: () => 0,
    send: () => undefined,
    onCall: () => undefined,
  })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('an export', () => {
  it('is written by a process of its own, ended after it, beside its name first', async () => {
    expect(await start()).toEqual({ outcome: 'saved', fileName: 'films.csv', written })
    const target = targetOf(hosts[0]?.calls[0]?.input)
    expect(target.file).toBe(chosen)
    expect(path.dirname(target.part)).toBe(folder)
    expect(target.part).not.toBe(chosen)
    expect(hosts.map(({ stopped }) => stopped)).toEqual([true])
    expect(exports.busy).toBe(false)
    await exports.handlers(gestures)['export.reveal'](undefined)
    expect(revealed).toEqual([chosen])
  })

  it('is not begun when the person leaves the dialog', async () => {
    chosen = null
    expect(await start()).toEqual({ outcome: 'left' })
    expect(hosts).toEqual([])
  })

  it('is not written to the folder of the app, nor through a link, nor beside through one', async () => {
    chosen = path.join(data, 'films.csv')
    await expect(start()).rejects.toMatchObject({ kind: 'forbidden' })
    const real = path.join(folder, 'real.csv')
    writeFileSync(real, 'kept')
    chosen = path.join(folder, 'link.csv')
    symlinkSync(real, chosen)
    await expect(start()).rejects.toMatchObject({ kind: 'forbidden' })
    chosen = path.join(folder, 'beside.csv')
    symlinkSync(real, `${chosen}.json`)
    await expect(start({ sidecar: true })).rejects.toMatchObject({ kind: 'forbidden' })
    expect(hosts).toEqual([])
  })

  it('leaves nothing when it is cancelled, when its process dies, or at the end of the app', async () => {
    for (const how of ['cancelled', 'unavailable'] as const) {
      let settle: (result: Result<unknown>) => void = () => undefined
      let begun: () => void = () => undefined
      const writing = new Promise<void>((resolve) => {
        begun = resolve
      })
      answer = (_, asked) => {
        const { part, sidecar } = targetOf(asked)
        for (const file of [part, sidecar?.part ?? part]) writeFileSync(file, 'half')
        return new Promise((resolve) => {
          settle = resolve
          begun()
        })
      }
      const running = start({ sidecar: true })
      const ended = expect(running).rejects.toMatchObject({ kind: how })
      await writing
      expect(exports.busy).toBe(true)
      await expect(start()).rejects.toMatchObject({ kind: 'busy' })
      const host = hosts.at(-1) as FakeHost
      host.stop = async () => {
        host.stopped = true
        settle(fail('unavailable', 'gone'))
      }
      if (how === 'cancelled') await exports.cancel()
      else settle(fail('unavailable', 'gone'))
      await ended
      expect(readdirSync(folder)).toEqual(['data'])
      expect(exports.busy).toBe(false)
    }
    expect(existsSync(chosen as string)).toBe(false)
  })

  it('goes to the clipboard only on a gesture', async () => {
    answer = async () => ok({ text: 'A\nx', rows: 1 })
    const copy = { spec: { ...spec, format: 'tsv' as const } }
    expect(await start(copy)).toEqual({ outcome: 'copied', rows: 1 })
    expect(copied).toEqual(['A\nx'])
    await expect(start(copy, { ...gestures, takeGesture: () => false })).rejects.toMatchObject({ kind: 'forbidden' })
    expect(copied).toHaveLength(1)
  })

  it('cannot be shown before there is one', () => {
    expect(() => exports.handlers(gestures)['export.reveal'](undefined)).toThrow('Nothing was exported')
  })
})
