/** Reading, checking and writing the two configuration files. Plain Node: the app and the CLI share it. */
export { listBackups } from './backups.ts'
export { acceptAddress, choosePosters } from './choices.ts'
export {
  type Config,
  checkConfigText,
  checkSave,
  ensureConfigFiles,
  type HostChange,
  loadObstacle,
  type RecordedProgress,
  readConfig,
  saveConfig,
  syncSettings,
  writeProgress,
} from './config-store.ts'
export { cronProblem, leastGapMs, readCron } from './cron.ts'
export { dataFolderOf, locationFile } from './data-dir.ts'
export { defaultConfigText } from './defaults.ts'
export { describeIssue } from './fields.ts'
export { patchConfigText } from './text/config-text.ts'
export { watchConfig } from './watch.ts'
