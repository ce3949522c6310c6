import { fuzz } from './faults/fuzz.ts'
import { networkCampaign } from './faults/network-faults.ts'
import { storageCampaign } from './faults/storage-faults.ts'
import { kills } from './kills.ts'
import type { Outcome } from './outcome.ts'

export interface CampaignOptions {
  /** Every random choice follows from it. */
  seed: number
  kills: number
  /** Fuzzed answers. */
  fuzz: number
  /** Tries of each random damage to files. */
  damages: number
  /** Only faults whose name holds one of these texts; none = all. */
  only: readonly string[]
  /** Told before each part, for the person who waits. */
  say: (line: string) => void
}

/** Runs the campaign, part by part. Never throws for a fault that was not held: the table says so. */
export async function campaign(options: CampaignOptions): Promise<Outcome[]> {
  const { seed, say } = options
  const only = (name: string): boolean =>
    options.only.length === 0 || options.only.some((text) => name.toLowerCase().includes(text.toLowerCase()))
  const outcomes: Outcome[] = []
  if (options.kills > 0 && only('sigkill')) {
    say(`${options.kills} kills, each followed by a resume`)
    outcomes.push(...(await kills(seed, options.kills)))
  }
  say('faults of the network')
  outcomes.push(...(await networkCampaign(seed, only)))
  say('faults of disk, files, clock and other processes')
  outcomes.push(...(await storageCampaign(seed, options.damages, only)))
  if (options.fuzz > 0 && only('fuzzed answers')) {
    say(`${options.fuzz} fuzzed answers`)
    outcomes.push(...(await fuzz(seed, options.fuzz)))
  }
  return outcomes
}
