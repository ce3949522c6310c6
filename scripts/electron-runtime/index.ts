// The one place that knows which Electron this machine runs. Dev, demo, e2e and packaging import from here.
export {
  electronLaunchOptions,
  type LaunchOptions,
  type LaunchRequest,
  playwrightLaunchOptions,
  rootArguments,
  withoutGaps,
} from './launch.ts'
export { type ElectronRuntime, pinnedVersion, resolveElectron } from './resolve.ts'
