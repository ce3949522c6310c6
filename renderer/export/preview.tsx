import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ExportPreview } from '../../shared/export/channels.ts'
import type { ExportSpec } from '../../shared/export/export-spec.ts'
import { asApiError, call } from '../api.ts'
import { formatBytes, formatCount } from '../format.ts'
import { useGoldKey } from '../state/query.ts'

/** Rows that the page sends of its own to be shown. */
const sentRows = 500

/** How an export begins, as it is written, and how large it will be. Keeps its size while it is read. */
export function Preview({ spec, rows }: { spec: ExportSpec | null; rows: number }) {
  const gold = useGoldKey()
  const asked = spec && firstRows(spec)
  const { data, error, isPlaceholderData } = useQuery({
    queryKey: [...gold, 'export.preview', asked, rows],
    queryFn: () => (asked ? call('export.preview', { spec: asked, total: rows }) : null),
    placeholderData: keepPreviousData,
    gcTime: 0,
  })
  const shown = asked && data ? data : null
  return (
    <section className="export-preview" aria-label="Preview" aria-busy={isPlaceholderData}>
      <p className="muted export-size" role="status">
        {shown ? sizeText(shown) : ''}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <section className="export-lines" aria-label="First rows" tabIndex={0}>
        {error ? (
          <p role="alert" aria-live="polite">
            {asApiError(error).message}
          </p>
        ) : shown?.lines ? (
          <pre>{shown.lines.join('\n')}</pre>
        ) : shown ? (
          <FirstRows spec={asked} rows={shown.rows} />
        ) : null}
      </section>
    </section>
  )
}

function FirstRows({ spec, rows }: { spec: ExportSpec | null; rows: ExportPreview['rows'] }) {
  return (
    <table className="plain-table">
      <caption className="visually-hidden">First rows</caption>
      <thead>
        <tr>
          {spec?.source.columns.map(({ label }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other name that is theirs alone
            <th key={index} scope="col">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name, and their order is what they are
          <tr key={index}>
            {row.map((cell, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above
              <td key={column}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Of rows that the page has, only the first are sent to be shown. */
function firstRows(spec: ExportSpec): ExportSpec {
  if (spec.source.kind !== 'rows') return spec
  return { ...spec, source: { ...spec.source, rows: spec.source.rows.slice(0, sentRows) } }
}

function sizeText({ total, bytes }: ExportPreview): string {
  return bytes === null ? formatCount(total, 'row') : `${formatCount(total, 'row')}, about ${formatBytes(bytes)}`
}
