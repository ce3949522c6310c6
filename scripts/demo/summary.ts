export type DemoSummary = {
  films: number
  loadSeconds: number
  totalSeconds: number
  electron: string
  warehouse: string
  counts: readonly { table: string; rows: number }[]
}

/** The demo's last words: a table of what was loaded, how long it took, and where it is. */
export function summaryTable(summary: DemoSummary): string {
  const number = (value: number) => value.toLocaleString('en')
  const rows: [string, string][] = [
    ['films', number(summary.films)],
    ...summary.counts.map(({ table, rows }): [string, string] => [`rows in ${table}`, number(rows)]),
    ['load, seconds', summary.loadSeconds.toFixed(1)],
    ['demo, seconds', summary.totalSeconds.toFixed(1)],
    ['Electron', summary.electron],
    ['warehouse', summary.warehouse],
  ]
  const width = Math.max(...rows.map(([name]) => name.length))
  return `\n${rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n')}\n`
}
