import type { RunningApp } from './running-app.ts'

/** Answers the system's dialog for saving with this file. */
export function chooseSavePath(app: RunningApp, file: string): Promise<void> {
  return app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath })
  }, file)
}
