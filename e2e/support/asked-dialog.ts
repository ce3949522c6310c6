import type { Locator } from '@playwright/test'
import type { RunningApp } from '../fixtures.ts'

/** A dialog, and how a person comes to it. */
export interface AskedDialog {
  name: string
  /** Where the dialog is drawn; a new one fails the test until it stands here. */
  source: string
  /** Brings it up, as a person would. */
  open: (app: RunningApp) => Promise<Locator>
}
