import type { ProcessMetric } from 'electron'
import { expect, it } from 'vitest'
import { describeProcesses } from './processes.ts'

const metric = (type: ProcessMetric['type'], pid: number, name?: string): ProcessMetric => ({
  type,
  pid,
  creationTime: 0,
  cpu: { percentCPUUsage: 12.5, idleWakeupsPerSecond: 0 },
  memory: { workingSetSize: 1000 + pid, peakWorkingSetSize: 2000 },
  ...(name ? { name, serviceName: 'node.mojom.NodeService' } : {}),
})

it('names the processes as people know them, what matters first', () => {
  const described = describeProcesses([
    metric('Zygote', 2),
    metric('Utility', 7, 'Network Service'),
    metric('Utility', 5, 'yts loader'),
    metric('Utility', 8, 'sample catalogue'),
    metric('GPU', 3),
    metric('Utility', 4, 'yts reader'),
    metric('Tab', 6),
    metric('Browser', 1),
  ])
  expect(described.map(({ name }) => name)).toEqual([
    'Main',
    'Window',
    'Reader',
    'Loader',
    'Sample server',
    'Network Service',
    'Graphics',
    'Process starter',
  ])
  expect(described[0]).toEqual({ name: 'Main', pid: 1, memoryBytes: 1001 * 1024, processor: 0.125 })
})
