import type { CommonOptions } from '../cli-context.ts'

export interface PublishOptions extends CommonOptions {
  full?: boolean
  dryRun?: boolean
  verify?: boolean
  rollback?: number
  setup?: boolean
  printSetup?: boolean
}
