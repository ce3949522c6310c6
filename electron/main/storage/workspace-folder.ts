import path from 'node:path'
import type { WorkspaceName } from '../../../shared/choices.ts'

/** Folder of a workspace: the sample catalogue has its own inside the data folder, so that it never mixes with the real one. */
export function workspaceFolder(dataFolder: string, name: WorkspaceName): string {
  return name === 'sample' ? path.join(dataFolder, 'sample') : dataFolder
}
