import type { QualityCheck } from './quality-check.ts'
import { reconcileChecks } from './reconcile-checks.ts'
import { relationshipChecks } from './relationship-checks.ts'
import { valueChecks } from './value-checks.ts'
import { warningChecks } from './warning-checks.ts'

/** Every check, in the order in which they run and are listed. */
export const qualityChecks: readonly QualityCheck[] = [
  ...reconcileChecks,
  ...relationshipChecks,
  ...valueChecks,
  ...warningChecks,
]
