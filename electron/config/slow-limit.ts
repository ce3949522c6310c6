import { slowMs } from '../../shared/slow.ts'

/** From how many milliseconds on a call or a statement counts as slow: `YTS_SLOW_MS`, where that is a number, else `slowMs`. */
export function slowLimitMs(env: NodeJS.ProcessEnv = process.env): number {
  const named = Number(env.YTS_SLOW_MS || Number.NaN)
  return Number.isFinite(named) && named >= 0 ? named : slowMs
}
