import type { Diagnostics } from '../../../shared/contract/diagnostics.ts'

/** The diagnostics as plain text, for a report of a problem. Not redacted: see redact.ts. */
export function diagnosticsText({ takenAt, slowMs, versions, processes, calls, statements }: Diagnostics): string {
  return [
    `Diagnostics of ${new Date(takenAt).toISOString()}`,
    '',
    ...versions.map(({ name, value }) => `${name}: ${value}`),
    '',
    'Processes (memory, share of a processor)',
    ...processes.map(
      ({ name, memoryBytes, processor }) =>
        `  ${name}: ${Math.round(memoryBytes / 2 ** 20)} MiB, ${Math.round(processor * 100)}%`,
    ),
    '',
    `Slow statements (over ${slowMs} ms)`,
    ...listed(statements, ({ process, sql, ms, rows, times, plan }) => [
      `  ${ms} ms, ${rows ?? 'unknown'} rows, ${times} times, ${process}: ${sql}`,
      ...plan.map((line) => `      ${line}`),
    ]),
    '',
    'Last calls, newest first',
    ...listed(calls, ({ at, channel, from, to, ms, rows, outcome, slow }) => [
      `  ${new Date(at).toISOString().slice(11, 23)} ${from} to ${to} ${channel} ${ms} ms` +
        `${rows === null ? '' : `, ${rows} rows`}${outcome === 'ok' ? '' : `, ${outcome}`}${slow ? ', slow' : ''}`,
    ]),
    '',
  ].join('\n')
}

function listed<T>(items: readonly T[], lines: (item: T) => string[]): string[] {
  return items.length === 0 ? ['  none'] : items.flatMap(lines)
}
