import type { PublicationRow } from '../../shared/contract/destinations.ts'
import { formatBytes, formatDuration, formatInteger, formatTimestamp, unknownText } from '../format.ts'
import { ColumnHeads } from '../lists/column-heads.tsx'
import { ReadView } from '../lists/read-view.tsx'
import { useGold } from '../state/query.ts'

const words: Readonly<Record<PublicationRow['status'], [word: string, tone: string]>> = {
  published: ['Published', 'ok'],
  unchanged: ['Unchanged', 'ok'],
  verified: ['As published', 'ok'],
  differs: ['Changed by others', 'danger'],
  failed: ['Failed', 'danger'],
  cancelled: ['Cancelled', ''],
}

/** What this machine did at a destination, by the ledger, newest first. */
export function PublicationHistory({ name }: { name: string }) {
  const history = useGold('destinations.history', { name })
  return (
    <section className="destination-part" aria-label="History">
      <h3>History</h3>
      <ReadView query={history} label={`Reading the history of ${name}`}>
        {({ publications }) =>
          publications.length === 0 ? (
            <p className="muted">Nothing was published from this machine yet.</p>
          ) : (
            <table className="plain-table">
              <caption className="visually-hidden">Publications to {name}, newest first</caption>
              <ColumnHeads
                columns={[
                  { label: 'Result' },
                  { label: 'When' },
                  { label: 'Version', numeric: true },
                  { label: 'Gold version', numeric: true },
                  { label: 'Run' },
                  { label: 'Rows sent', numeric: true },
                  { label: 'Size', numeric: true },
                  { label: 'Took', numeric: true },
                ]}
              />
              <tbody>
                {publications.map((row) => (
                  <Row key={row.publicationId} row={row} />
                ))}
              </tbody>
            </table>
          )
        }
      </ReadView>
    </section>
  )
}

function Row({ row }: { row: PublicationRow }) {
  const [word, tone] = words[row.status]
  const isSent = row.mode !== 'rollback' && row.status === 'published'
  return (
    <tr>
      <td>
        <span className={`badge ${tone}`}>
          {row.mode === 'rollback' && row.status === 'published' ? 'Shown again' : word}
        </span>
        {row.errorMessage === null ? null : <p className="small destination-failure">{row.errorMessage}</p>}
      </td>
      <td>{formatTimestamp(row.finishedAt)}</td>
      <td className="num">{formatInteger(row.version)}</td>
      <td className="num">{formatInteger(row.goldVersion)}</td>
      <td>
        {row.publishedRun === null ? unknownText : <a href={`#/runs/${row.publishedRun}`}>Run {row.publishedRun}</a>}
      </td>
      <td className="num">{isSent ? formatInteger(row.rows) : unknownText}</td>
      <td className="num">{isSent ? formatBytes(row.bytes) : unknownText}</td>
      <td className="num">{formatDuration(row.finishedAt - row.startedAt)}</td>
    </tr>
  )
}
