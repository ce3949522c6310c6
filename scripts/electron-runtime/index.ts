// The one place that knows which Electron this machine runs. Dev, demo, e2e and packaging import from here.
export {
  electronLaunchOptions,
  playwrightLaunchOptions,
  rootArguments,
  withoutGaps,
} from './launch.ts'
export { type ElectronRuntime, resolveElectron } from './resolve.ts'
