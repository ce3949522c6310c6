import type { ElectronApplication, Page } from '@playwright/test'

/**
 * How many times slower than it is the machine plays, by `YTS_E2E_SLOW`; 1 as a rule. With 6 or so the tests are found that hurry
 * ahead of a slow machine, and the presses that the app loses there.
 */
const rate = Math.max(1, Number(process.env.YTS_E2E_SLOW ?? '1') || 1)

/** Holds each answer to the window back by up to a tenth of a second for each time slower. */
export async function slowAnswers(electron: ElectronApplication): Promise<void> {
  if (rate === 1) return
  await electron.evaluate(({ ipcMain }, most) => {
    type Handler = (...args: unknown[]) => unknown
    const handlers = (ipcMain as unknown as { _invokeHandlers: Map<string, Handler> })._invokeHandlers
    const slow =
      (handler: Handler): Handler =>
      async (...args) => {
        await new Promise((resolve) => setTimeout(resolve, Math.random() * most))
        return handler(...args)
      }
    const set = handlers.set.bind(handlers)
    for (const [name, handler] of handlers) set(name, slow(handler))
    handlers.set = (name, handler) => set(name, slow(handler))
  }, rate * 100)
}

/** Slows down what a page computes and draws. */
export async function slowPage(page: Page): Promise<void> {
  if (rate === 1) return
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate })
}
