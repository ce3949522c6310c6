import { inProject } from '../lib/paths.ts'

/** The executable that `npm run package` makes for this machine. */
export function packagedProgram(): string {
  const arch = process.arch === 'x64' ? '' : `-${process.arch}`
  if (process.platform === 'darwin') return inProject(`release/mac${arch}/YTS Explorer.app/Contents/MacOS/YTS Explorer`)
  if (process.platform === 'win32') return inProject(`release/win${arch}-unpacked/YTS Explorer.exe`)
  return inProject(`release/linux${arch}-unpacked/yts-explorer`)
}
