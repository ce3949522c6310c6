import type { ProcessMetric } from 'electron'
import type { RunningProcess } from '../../../shared/contract/diagnostics.ts'

const names: Partial<Record<ProcessMetric['type'], string>> = {
  Browser: 'Main',
  Tab: 'Window',
  GPU: 'Graphics',
  Zygote: 'Process starter',
}
const order = ['Main', 'Window', 'Reader', 'Loader', 'Sample server']

/** The processes of the app by the names people know, what matters first. */
export function describeProcesses(metrics: readonly ProcessMetric[]): RunningProcess[] {
  const place = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length)
  return metrics
    .map(({ type, name, serviceName, pid, memory, cpu }) => ({
      name: ownName(name) ?? names[type] ?? name ?? serviceName ?? type,
      pid,
      memoryBytes: memory.workingSetSize * 1024,
      processor: Math.max(0, cpu.percentCPUUsage / 100),
    }))
    .sort((a, b) => place(a.name) - place(b.name) || b.memoryBytes - a.memoryBytes)
}

/** `yts reader` → `Reader`; see `spawnUtility`. */
function ownName(name: string | undefined): string | undefined {
  if (name === 'sample catalogue') return 'Sample server'
  const own = /^yts (.+)$/.exec(name ?? '')?.[1]
  return own && own.slice(0, 1).toUpperCase() + own.slice(1)
}
