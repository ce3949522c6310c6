import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ChannelOutput } from '../../shared/contract/index.ts'
import { type ApiError, call } from '../api.ts'
import { Button } from '../components/index.ts'
import { toast, toastError } from '../components/toast/toast.tsx'
import { formatCount, formatTime } from '../format.ts'
import { ReadView } from '../lists/read-view.tsx'
import { Calls } from './calls.tsx'
import './diagnostics.css'
import { Processes } from './processes.tsx'
import { SlowStatements } from './slow-statements.tsx'

/** What the app runs on, what its processes use, what was slow: for whoever looks into a problem, and for a report of it. */
export default function DiagnosticsPage() {
  // A snapshot of the moment it was asked for: lists that change by themselves cannot be read.
  const query = useQuery<ChannelOutput<'diagnostics.read'>, ApiError>({
    queryKey: ['diagnostics'],
    queryFn: () => call('diagnostics.read'),
    refetchOnMount: 'always',
    gcTime: 0,
  })
  const [copying, setCopying] = useState(false)
  const copy = async () => {
    setCopying(true)
    try {
      const { text } = await call('diagnostics.text')
      await call('clipboard.write', { text })
      toast('Diagnostics copied', 'success', { description: 'Paths, tokens and your user name are left out.' })
    } catch (error) {
      toastError('The diagnostics were not copied', error)
    } finally {
      setCopying(false)
    }
  }
  return (
    <div className="page">
      <div className="page-head">
        <h1>Diagnostics</h1>
        <span className="muted truncate" role="status">
          {query.data
            ? `as of ${formatTime(query.data.takenAt)} · ${formatCount(query.data.calls.filter(({ slow }) => slow).length, 'slow call')}`
            : ''}
        </span>
        <span className="spacer" />
        <Button onClick={() => void query.refetch()} disabled={query.isFetching} focusableWhenDisabled>
          Refresh
        </Button>
        <Button onClick={() => void copy()} disabled={copying} focusableWhenDisabled>
          Copy report
        </Button>
      </div>
      <div className="page-body">
        <ReadView query={query} label="Reading the diagnostics">
          {(data) => (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: it is higher than the window and must scroll by keys
            <section className="diagnostics" tabIndex={0} aria-label="What the app runs on and what it did">
              <div className="diagnostics-head">
                <section>
                  <h2>Versions</h2>
                  <dl className="facts selectable">
                    {data.versions.map(({ name, value }) => (
                      <div key={name} className="facts-pair">
                        <dt>{name}</dt>
                        <dd>{value}</dd>
                      </div>
                    ))}
                  </dl>
                </section>
                <Processes processes={data.processes} />
              </div>
              <SlowStatements statements={data.statements} slowMs={data.slowMs} />
              <Calls calls={data.calls} slowMs={data.slowMs} />
            </section>
          )}
        </ReadView>
      </div>
    </div>
  )
}
