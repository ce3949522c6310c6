import { ok } from 'node:assert/strict'
import { readFile } from 'node:fs/promises'

interface TaskEnd {
  Event: string
  'Task Info': { 'Executor ID': string; Failed: boolean }
  'Task Metrics'?: { 'Result Size': number; 'Input Metrics'?: { 'Records Read': number } }
}

/**
 * How the work of a program was spread over the cluster, by what Spark noted of it; `largestResult`: the most that one task has sent to
 * the program, in bytes.
 *
 * @throws where an executor did nothing
 */
export async function spread(eventLog: string): Promise<{ told: string; largestResult: number }> {
  const tasks = new Map<string, number>()
  let results = 0
  let largest = 0
  for (const line of (await readFile(eventLog, 'utf8')).split('\n')) {
    if (!line.startsWith('{"Event":"SparkListenerTaskEnd"')) continue
    const event = JSON.parse(line) as TaskEnd
    const { 'Executor ID': executor } = event['Task Info']
    tasks.set(executor, (tasks.get(executor) ?? 0) + 1)
    const size = event['Task Metrics']?.['Result Size'] ?? 0
    results += size
    largest = Math.max(largest, size)
  }
  ok(tasks.size >= 2, `Tasks ran on ${[...tasks.keys()].join(', ') || 'no executor'}.`)
  const shares = [...tasks].map(([executor, count]) => `executor ${executor}: ${count} tasks`)
  const told = `${shares.join(', ')}; results of ${(results / 1e6).toFixed(1)} MB in all, ${Math.round(largest / 1000)} kB at most`
  return { told, largestResult: largest }
}
