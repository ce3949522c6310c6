import type { AppInfo } from '../../../shared/contract/app.ts'
import type { Diagnostics, RunningProcess } from '../../../shared/contract/diagnostics.ts'
import type { Handlers } from '../../../shared/contract/index.ts'
import type { CallLog } from './call-log.ts'
import { type Private, redact } from './redact.ts'
import { diagnosticsText } from './report.ts'

export interface DiagnosticsDeps {
  calls: CallLog
  now: () => number
  info: () => Promise<AppInfo>
  processes: () => RunningProcess[]
  /** What the text must not hold. */
  hidden: () => Private
}

/** Answers the Diagnostics page from what main knows by itself; the warehouse's versions are unknown while the reader is down. */
export function createDiagnosticsHandlers(deps: DiagnosticsDeps): Handlers<'diagnostics.read' | 'diagnostics.text'> {
  const read = async (): Promise<Diagnostics> => {
    const { name, version, electron, chromium, node, sqlite, platform, schemaVersion, workspace } = await deps.info()
    return {
      takenAt: deps.now(),
      slowMs: deps.calls.slowMs,
      versions: [
        { name, value: version },
        { name: 'Electron', value: electron },
        { name: 'Chromium', value: chromium },
        { name: 'Node', value: node },
        { name: 'SQLite', value: sqlite },
        { name: 'Warehouse schema', value: schemaVersion === 0 ? 'not known yet' : String(schemaVersion) },
        { name: 'Platform', value: platform },
        { name: 'Catalogue', value: workspace === 'sample' ? 'sample' : 'own' },
      ],
      processes: deps.processes(),
      calls: deps.calls.calls(),
      statements: deps.calls.statements(),
    }
  }
  return {
    'diagnostics.read': read,
    'diagnostics.text': async () => ({ text: redact(diagnosticsText(await read()), deps.hidden()) }),
  }
}
