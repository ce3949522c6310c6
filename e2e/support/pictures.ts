import { expect } from '@playwright/test'
import type { RunningApp } from './running-app.ts'

const lightAndWide = { theme: 'light', width: 1280, height: 800 } as const
const darkAndNarrow = { theme: 'dark', width: 900, height: 600 } as const

/** Keeps what the window shows as two pictures: dark and narrow, then light and wide, as which it is left. */
export async function takePictures(app: RunningApp, name: string): Promise<void> {
  for (const { theme, width, height } of [darkAndNarrow, lightAndWide]) {
    await app.ask('ui.setTheme', { theme })
    await app.resize(width, height)
    const look = () => app.window.evaluate(() => [matchMedia('(prefers-color-scheme: dark)').matches, innerWidth])
    await expect.poll(look).toEqual([theme === 'dark', width])
    await app.screenshot(`${name}-${theme}-${width}`)
  }
}
