import { statfsSync } from 'node:fs'

/**
 * File systems that live on another machine, by the type Linux gives them (`man 2 statfs`, linux/magic.h). FUSE is not among them:
 * it says nothing about where the files are, and many local disks use it.
 */
const networkTypes: Readonly<Record<number, string>> = {
  26985: 'NFS',
  20859: 'SMB',
  4266872130: 'SMB',
  4283649346: 'CIFS',
  1397113167: 'AFS',
  1799439955: 'AFS',
  1937076805: 'Coda',
  12805120: 'Ceph',
  198183888: 'Lustre',
  1196443219: 'GPFS',
}

export interface NetworkDriveDeps {
  platform: NodeJS.Platform
  /** Type of the file system that holds a folder; throws when it cannot be told. */
  typeOf: (folder: string) => number
}

const systemDeps: NetworkDriveDeps = {
  platform: process.platform,
  typeOf: (folder) => statfsSync(folder).type,
}

/**
 * The kind of network drive that a folder, which exists, lies on; null for a local disk and where it cannot be told. SQLite's
 * write-ahead log needs memory shared by all processes that use a database, which no network drive has
 * (https://sqlite.org/wal.html): two machines would damage the file without a word. Told on Linux by file system, on Windows by
 * a `\\server` path. Mapped drive letters and macOS mounts cannot be told without help from the system.
 */
export function networkDrive(folder: string, { platform, typeOf }: NetworkDriveDeps = systemDeps): string | null {
  if (platform === 'win32') return /^(?:\\\\|\/\/)(?![?.][\\/])[^\\/]|^\\\\\?\\UNC\\/i.test(folder) ? 'SMB' : null
  if (platform !== 'linux') return null
  try {
    // Some builds hand the type out as a signed number.
    return networkTypes[typeOf(folder) >>> 0] ?? null
  } catch {
    return null
  }
}
