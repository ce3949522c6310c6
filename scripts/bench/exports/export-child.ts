// One export in a process of its own, as the app makes it; prints how long it took and how much memory the process had at most.
import { createExporterService } from '../../../electron/warehouse/export/exporter-service.ts'
import { type ExportFormat, usualText } from '../../../shared/export/export-spec.ts'
import { emptyFilter } from '../../../shared/filter/filter.ts'

const [dataDir = '', format = 'csv', file = ''] = process.argv.slice(2)
const columns = ['title', 'year', 'rating', 'runtime', 'genres', 'language', 'uploaded', 'mpa_rating', 'imdb_code']
const service = createExporterService(dataDir, { onProgress: () => undefined, now: Date.now })
const atRest = process.memoryUsage.rss()
const began = performance.now()
const { rows, bytes } = await service['exporter.write']({
  spec: {
    source: {
      kind: 'films',
      filter: emptyFilter(),
      sort: [{ key: 'uploaded', dir: 'desc' }],
      columns: columns.map((id) => ({ id, label: id })),
    },
    format: format as ExportFormat,
    text: usualText,
    about: { title: 'Films', words: [], filter: null, sql: null },
  },
  target: { part: `${file}.part`, file, sidecar: null },
  program: 'bench',
})
const ms = performance.now() - began
// Linux tells kilobytes.
const peak = process.resourceUsage().maxRSS * 1024
process.stdout.write(`${JSON.stringify({ rows, bytes, ms, cpuMs: process.cpuUsage().user / 1000, atRest, peak })}\n`)
