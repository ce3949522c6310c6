import { describe, expect, it } from 'vitest'
import { randomFor } from '../../../electron/sample/catalogue/random.ts'
import { afterPowerLoss, type Disk, type DiskOp, type Loss, readOps } from './write-log.ts'

const write = (file: number, at: number, text: string): DiskOp => ({
  kind: 'write',
  file,
  at,
  bytes: Buffer.from(text),
})
const sync = (file: number): DiskOp => ({ kind: 'sync', file, at: 0, bytes: Buffer.alloc(0) })

/** What is in the files after many different losses. */
function ends(before: Disk, ops: readonly DiskOp[], count: number): { disk: Disk; loss: Loss }[] {
  return Array.from({ length: 200 }, (_, index) => {
    const [disk, loss] = afterPowerLoss(before, ops, count, randomFor(index, 1))
    return { disk, loss }
  })
}

describe('power loss', () => {
  const before: Disk = [Buffer.from('old'), null]
  const ops = [write(0, 0, 'new'), sync(0), write(0, 3, 'tail'), write(1, 0, 'x'.repeat(2000))]

  it('keeps what was synced, whatever happens to the rest', () => {
    const found = ends(before, ops, 4)
    for (const { disk } of found) expect(disk[0]?.toString().startsWith('new')).toBe(true)
    expect(new Set(found.map(({ loss }) => loss)).size).toBe(5)
    const sizes = new Set(found.map(({ disk }) => disk[1]?.length ?? 0))
    expect(sizes).toContain(0)
    expect(sizes).toContain(2000)
    expect(sizes.size).toBeGreaterThan(3)
  })

  it('knows nothing of what comes later', () => {
    for (const { disk } of ends(before, ops, 1)) expect(['old', 'new']).toContain(disk[0]?.toString())
    for (const { disk } of ends(before, ops, 3)) expect(disk[1]).toBeNull()
  })

  it('loses or keeps a file that was taken away', () => {
    const unlinked: DiskOp = { kind: 'unlink', file: 1, at: 0, bytes: Buffer.alloc(0) }
    const isGone = (...ops: DiskOp[]) =>
      new Set(ends([null, Buffer.from('log')], ops, ops.length).map(({ disk }) => disk[1] === null))
    expect(isGone(unlinked)).toEqual(new Set([true, false]))
    expect(isGone({ ...unlinked, kind: 'folder' }, unlinked)).toEqual(new Set([true, false]))
    expect(isGone(unlinked, { ...unlinked, kind: 'folder' })).toEqual(new Set([true]))
  })

  it('gives a new file its name for good only once the folder was written', () => {
    const done = (kind: 'unlink' | 'folder', file = 0): DiskOp => ({ kind, file, at: 0, bytes: Buffer.alloc(0) })
    const found = (before: Disk, ...ops: DiskOp[]) =>
      new Set(ends(before, ops, ops.length).map(({ disk }) => disk[0]?.toString() ?? 'none'))
    const made = [write(0, 0, 'films'), sync(0)]
    expect(found([null], ...made)).toEqual(new Set(['none', 'films']))
    expect(found([null], done('folder'), ...made)).toEqual(new Set(['none', 'films']))
    expect(found([null], ...made, done('folder'))).toEqual(new Set(['films']))
    expect(found([Buffer.from('older')], ...made)).toEqual(new Set(['films']))
    expect(found([Buffer.from('old')], done('unlink'), ...made)).toEqual(new Set(['none', 'films']))
    expect(found([Buffer.from('old')], done('unlink'), ...made, done('folder'))).toEqual(new Set(['films']))
  })

  it('reads a record, and refuses a damaged one', () => {
    const head = Buffer.alloc(32)
    head.writeBigUInt64LE(1n, 8)
    head.writeBigUInt64LE(7n, 16)
    head.writeBigUInt64LE(2n, 24)
    expect(readOps(Buffer.concat([head, Buffer.from('ab')]))).toEqual([write(1, 7, 'ab')])
    head.writeBigUInt64LE(9n, 0)
    expect(() => readOps(head)).toThrow('damaged')
  })
})
