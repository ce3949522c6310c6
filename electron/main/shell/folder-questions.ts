import { dialog } from 'electron'
import type { FolderDecision, FolderQuestions } from '../storage/find-data-folder.ts'

const decisions: readonly FolderDecision[] = ['retry', 'another', 'quit']

/** Asks about the data folder in native dialogs, before there is a window. */
export const folderQuestions: FolderQuestions = {
  async decide(problem) {
    // For whoever started it from a terminal, and may not see the dialog.
    process.stderr.write(`${problem}\n`)
    const { response } = await dialog.showMessageBox({
      type: 'warning',
      title: 'YTS Explorer',
      message: 'The data folder cannot be opened',
      detail: problem,
      buttons: ['Retry', 'Choose Another Folder…', 'Quit'],
      defaultId: 0,
      cancelId: decisions.indexOf('quit'),
      noLink: true,
    })
    return decisions[response] ?? 'quit'
  },
  async choose() {
    const chosen = await dialog.showOpenDialog({
      properties: ['openDirectory', 'createDirectory'],
      buttonLabel: 'Use This Folder',
    })
    return chosen.canceled ? null : (chosen.filePaths[0] ?? null)
  },
}
