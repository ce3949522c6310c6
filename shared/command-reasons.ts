import type { FilterSteps } from './contract/app.ts'
import type { MenuCommand } from './ipc/events.ts'

/** What decides which commands make sense now. */
export interface CommandCircumstances {
  /** A load runs or is paused. */
  syncing: boolean
  filter: FilterSteps
}

/** Why a command cannot be done now, in a few words. */
export type CommandReasons = Partial<Record<MenuCommand, string>>

const notDuringLoad: readonly MenuCommand[] = [
  'sync.start',
  'sync.full',
  'sync.dryRun',
  'sync.dryRunFull',
  'data.verify',
]
const onlyDuringLoad: readonly MenuCommand[] = ['sync.pauseOrResume', 'sync.cancel']

/** The commands that cannot be done now, each with the reason; menu and palette grey the same ones. */
export function commandReasons({ syncing, filter }: CommandCircumstances): CommandReasons {
  const reasons: CommandReasons = {}
  const say = (commands: readonly MenuCommand[], reason: string) => {
    for (const command of commands) reasons[command] = reason
  }
  if (syncing) say(notDuringLoad, 'a load is running')
  else say(onlyDuringLoad, 'no load is running')
  if (!filter.undo) say(['filter.undo'], 'nothing to undo')
  if (!filter.redo) say(['filter.redo'], 'nothing to redo')
  if (!filter.clear) say(['filter.clear'], 'no filter is active')
  return reasons
}
