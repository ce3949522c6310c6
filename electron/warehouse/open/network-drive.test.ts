import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { acquireWriterLock } from './lock.ts'
import { networkDrive } from './network-drive.ts'

const linux = (type: number) => networkDrive('/data', { platform: 'linux', typeOf: () => type })
const windows = (folder: string) => networkDrive(folder, { platform: 'win32', typeOf: () => 0 })

describe('network drives', () => {
  it('are told on Linux by the type of the file system, signed or not', () => {
    expect([0x6969, 0xff534d42, 0xff534d42 | 0, 0xfe534d42].map(linux)).toEqual(['NFS', 'CIFS', 'CIFS', 'SMB'])
    // ext4, tmpfs, overlayfs, btrfs, xfs, FUSE
    for (const local of [0xef53, 0x01021994, 0x794c7630, 0x9123683e, 0x58465342, 0x65735546]) {
      expect(linux(local)).toBeNull()
    }
  })

  it('are told on Windows by the path', () => {
    for (const share of ['\\\\server\\films', '//server/films', '\\\\?\\UNC\\server\\films'])
      expect(windows(share), share).toBe('SMB')
    for (const local of ['C:\\Users\\a', '\\\\?\\C:\\Users\\a', 'D:/films']) expect(windows(local), local).toBeNull()
  })

  it('count as local where nothing can be told', () => {
    const typeOf = (): number => {
      throw new Error('not there')
    }
    expect(networkDrive('/data', { platform: 'linux', typeOf })).toBeNull()
    expect(networkDrive('/data', { platform: 'darwin', typeOf: () => 0x6969 })).toBeNull()
  })

  it('are never written to, and nothing is made there', () => {
    const folder = mkdtempSync(join(tmpdir(), 'yts-network-'))
    const lock = acquireWriterLock(folder, 'a test', { platform: 'linux', typeOf: () => 0x6969 })
    expect(lock).toMatchObject({ ok: false, error: { kind: 'read_only', message: expect.stringContaining('NFS') } })
    const local = acquireWriterLock(folder, 'a test')
    expect(local.ok).toBe(true)
    if (local.ok) local.value.release()
    rmSync(folder, { recursive: true })
  })
})
