import { intBelow, pick, type Random } from '../../../electron/sample/catalogue/random.ts'
import { databaseFile } from '../../../electron/warehouse/file/database-file.ts'

/** The files that a load writes, in the order of their numbers in a record (see record-writes.c). */
export const recordedFiles = [databaseFile, `${databaseFile}-wal`, `${databaseFile}-journal`] as const
const database = recordedFiles.indexOf(databaseFile)

/** What each of them holds, or null where it is not there. */
export type Disk = (Buffer | null)[]

/** One thing done to one of the files; `folder` makes names last: until then a new file may be gone, and one taken away be back. */
export interface DiskOp {
  kind: 'write' | 'sync' | 'truncate' | 'unlink' | 'folder'
  file: number
  /** Offset of a write, size after a truncation. */
  at: number
  bytes: Buffer
}

const kinds = ['write', 'sync', 'truncate', 'unlink', 'folder'] as const
const headBytes = 32
/** What a disk writes whole or not at all. */
const sector = 512

/** Reads what record-writes.c wrote. Throws on a record that makes no sense. */
export function readOps(record: Buffer): DiskOp[] {
  const ops: DiskOp[] = []
  for (let from = 0; from < record.length; ) {
    const [kind, file, at, length] = [0, 8, 16, 24].map((offset) => Number(record.readBigUInt64LE(from + offset)))
    const name = kinds[kind ?? -1]
    if (!name || file === undefined || file >= recordedFiles.length || at === undefined || length === undefined)
      throw new Error(`The record of writes is damaged at byte ${from}.`)
    from += headBytes
    ops.push({ kind: name, file, at, bytes: record.subarray(from, from + length) })
    from += length
  }
  return ops
}

/** How the disk deals with what was not synced when the power went. */
export type Loss = 'nothing arrived' | 'all arrived' | 'the first arrived' | 'some sectors arrived' | 'some are garbled'
const losses: readonly Loss[] = [
  'nothing arrived',
  'all arrived',
  'the first arrived',
  'some sectors arrived',
  'some are garbled',
]

/**
 * What a disk may hold when the power goes after the first `count` operations. What was done to a file before its last sync is
 * there, once its name is. Of what came later, any sectors in any order may be: that is all a file system promises without a sync.
 */
export function afterPowerLoss(before: Disk, ops: readonly DiskOp[], count: number, random: Random): [Disk, Loss] {
  const loss = pick(random, losses)
  const done = ops.slice(0, count)
  const named = done.findLastIndex(({ kind }) => kind === 'folder')
  const disk = recordedFiles.map((_, file) => {
    const own = done.flatMap((op, index) => (op.file === file && op.kind !== 'folder' ? [{ ...op, index }] : []))
    const lasts = ({ kind, index }: Done): boolean => kind === 'sync' || (kind === 'unlink' && index < named)
    const lasting = own.findLastIndex(lasts) + 1
    const image = new Image(before[file] ?? null)
    for (const op of own.slice(0, lasting)) image.apply(op)
    lose(image, own.slice(lasting), loss, random)
    return isThere(before[file] ?? null, own, named, loss, random) ? image.bytes : null
  })
  return [disk, loss]
}

/** An operation, and when it was done. */
interface Done extends DiskOp {
  index: number
}

/** Whether a file has its name: certainly once the folder was synced after it was made (at `named`), and perhaps before. */
function isThere(before: Buffer | null, own: readonly Done[], named: number, loss: Loss, random: Random): boolean {
  const unlinked = own.findLastIndex(({ kind }) => kind === 'unlink')
  const made = own[unlinked + 1]
  if (!made || (before !== null && unlinked === -1) || loss === 'all arrived' || made.index < named) return true
  return loss !== 'nothing arrived' && random() < 0.5
}

/** Lets a part of what was not synced arrive. */
function lose(image: Image, unsynced: readonly DiskOp[], loss: Loss, random: Random): void {
  const chance = random()
  const arrived = intBelow(random, unsynced.length + 1)
  for (const [index, op] of unsynced.entries()) {
    if (loss === 'nothing arrived') return
    if (loss === 'all arrived' || (loss === 'the first arrived' && index < arrived)) image.apply(op)
    else if (loss === 'the first arrived') {
      // The operation that was under way is torn.
      if (index === arrived && op.kind === 'write') tear(image, op, 0.5, 0, random)
    } else if (op.kind === 'write') tear(image, op, chance, loss === 'some are garbled' ? 0.1 : 0, random)
    else if (random() < chance) image.apply(op)
  }
}

/** A write of which each sector arrives with a chance, and some of those as rubbish. */
function tear(image: Image, op: DiskOp, chance: number, garbled: number, random: Random): void {
  for (let from = 0; from < op.bytes.length; from += sector) {
    if (random() >= chance) continue
    const at = op.at + from
    const bytes = Buffer.from(op.bytes.subarray(from, from + sector))
    // A database's first sector is overwritten in place: disks promise the old or the new one (SQLite's "powersafe overwrite").
    if (random() < garbled && !(op.file === database && at === 0)) bytes.fill(intBelow(random, 256))
    image.apply({ ...op, at, bytes })
  }
}

/** A file that grows as it is written to. */
class Image {
  #room: Buffer
  #size: number | null

  constructor(content: Buffer | null) {
    this.#room = Buffer.from(content ?? [])
    this.#size = content?.length ?? null
  }

  get bytes(): Buffer | null {
    return this.#size === null ? null : Buffer.from(this.#room.subarray(0, this.#size))
  }

  apply({ kind, at, bytes }: DiskOp): void {
    if (kind === 'unlink') this.#size = null
    if (kind === 'truncate') this.#resize(at)
    if (kind !== 'write') return
    this.#resize(Math.max(this.#size ?? 0, at + bytes.length))
    bytes.copy(this.#room, at)
  }

  #resize(size: number): void {
    const before = this.#size ?? 0
    if (size > this.#room.length) {
      const room = Buffer.alloc(size * 2)
      this.#room.copy(room, 0, 0, before)
      this.#room = room
    } else if (size > before) this.#room.fill(0, before, size)
    this.#size = size
  }
}
