import type { RunningApp } from './running-app.ts'

/** Answers main's native questions with the button at this place; gives what was asked since, message and detail in one text each. */
export async function answerQuestions(app: RunningApp, button: number): Promise<() => Promise<string[]>> {
  await app.electron.evaluate(({ dialog }, response) => {
    const asked: string[] = []
    Object.assign(globalThis, { askedQuestions: asked })
    dialog.showMessageBox = async (...parts: unknown[]) => {
      const { message, detail } = parts.at(-1) as { message: string; detail?: string }
      asked.push(`${message} ${detail ?? ''}`)
      return { response, checkboxChecked: false }
    }
  }, button)
  return () => app.electron.evaluate(() => (globalThis as unknown as { askedQuestions: string[] }).askedQuestions)
}
