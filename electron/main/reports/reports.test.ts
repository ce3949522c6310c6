import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { KnownError } from '../../../shared/ipc/result.ts'
import type { ReportFormat, ReportSpec } from '../../../shared/report/report-spec.ts'
import { Reports } from './reports.ts'

const spec: ReportSpec = {
  title: 'A/B: films?',
  introduction: '',
  about: [],
  parts: [{ kind: 'figures', title: 'Figures', figures: [] }],
  provenance: [],
  paper: 'a4',
  orientation: 'portrait',
}

let folder: string
let chosen: string | null
let asked: string[]
let revealed: string[]
let print: (signal: AbortSignal) => Promise<Uint8Array>
let reports: Reports

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'yts-reports-'))
  mkdirSync(path.join(folder, 'data'))
  chosen = path.join(folder, 'films.pdf')
  asked = []
  revealed = []
  print = async () => Buffer.from('%PDF')
  reports = new Reports({
    print: (_html, _spec, signal) => print(signal),
    askSavePath: async (name) => {
      asked.push(name)
      return chosen
    },
    keepOut: () => path.join(folder, 'data'),
    program: 'YTS Explorer 0',
    reveal: (file) => void revealed.push(file),
  })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const save = (format: ReportFormat = 'pdf') => reports.handlers()['report.save']({ spec, format })
const kindOf = (promise: unknown) =>
  Promise.resolve(promise).then(
    () => 'none',
    (error: unknown) => (error instanceof KnownError ? error.kind : String(error)),
  )
/** Settles when the print has begun, and leaves it there. */
const hanging = () => {
  let begun = (): void => {}
  const hasBegun = new Promise<void>((resolve) => {
    begun = resolve
  })
  print = (signal) =>
    new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason))
      begun()
    })
  return hasBegun
}

describe('a report', () => {
  it('is written where the person says, under a name that file systems take', async () => {
    expect(await save()).toEqual({ outcome: 'saved', fileName: 'films.pdf', bytes: 4 })
    expect(asked).toEqual(['A-B- films.pdf'])
    expect(readdirSync(folder).sort()).toEqual(['data', 'films.pdf'])
    await reports.handlers()['report.reveal'](undefined)
    expect(revealed).toEqual([chosen])
  })

  it('is its HTML, if that is asked for', async () => {
    chosen = path.join(folder, 'films.html')
    expect(await save('html')).toMatchObject({ outcome: 'saved', fileName: 'films.html' })
    expect(readFileSync(chosen, 'utf8')).toContain('Made by YTS Explorer 0.')
  })

  it('is not made when the dialog is left', async () => {
    chosen = null
    expect(await save()).toEqual({ outcome: 'left' })
    expect(await kindOf(Promise.resolve().then(() => reports.handlers()['report.reveal'](undefined)))).toBe('not_found')
  })

  it('is made one at a time, can be cancelled, and leaves no file then', async () => {
    const begun = hanging()
    const first = kindOf(save())
    await begun
    expect(await kindOf(save())).toBe('busy')
    reports.cancel()
    expect(await first).toBe('cancelled')
    expect(readdirSync(folder)).toEqual(['data'])
    print = async () => Buffer.from('%PDF')
    expect(await save()).toMatchObject({ outcome: 'saved' })
  })

  it('says what to do when the PDF cannot be made', async () => {
    print = async () => {
      throw new Error('printing failed /home/someone/x.ts:3')
    }
    await expect(save()).rejects.toThrow('Save the report as HTML')
    expect(existsSync(chosen ?? '')).toBe(false)
  })

  it('is written neither into the data folder, nor over a link, nor where there is no folder', async () => {
    chosen = path.join(folder, 'data', 'films.pdf')
    expect(await kindOf(save())).toBe('bad_input')
    chosen = path.join(folder, 'link.pdf')
    symlinkSync(path.join(folder, 'elsewhere'), chosen)
    expect(await kindOf(save())).toBe('bad_input')
    expect(existsSync(path.join(folder, 'elsewhere'))).toBe(false)
    chosen = path.join(folder, 'gone', 'films.pdf')
    expect(await kindOf(save())).toBe('read_only')
    expect(readdirSync(path.join(folder, 'data'))).toEqual([])
  })
})
