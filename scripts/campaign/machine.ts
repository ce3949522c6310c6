import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Whether we are root, who can mount file systems and become other users. */
const isRoot = process.getuid?.() === 0

/** The user id of `nobody`, to whom file permissions apply; null when we cannot become it. */
export function nobody(): number | null {
  return isRoot ? 65_534 : null
}

/** Mounts a file system in memory of this size (`4m`) over a folder; null where that is not allowed. */
export async function mountTmpfs(
  folder: string,
  size: string,
): Promise<{ resize(size: string): Promise<void>; unmount(): Promise<void> } | null> {
  if (!isRoot || process.platform !== 'linux') return null
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder])
  } catch {
    return null
  }
  return {
    resize: async (to) => {
      await run('mount', ['-o', `remount,size=${to}`, folder])
    },
    unmount: async () => {
      await run('umount', [folder])
    },
  }
}
