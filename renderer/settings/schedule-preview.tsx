import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { asApiError, call } from '../api.ts'
import { formatTimestamp } from '../format.ts'

/** When the schedule in the form would run next; the next three times. */
export function SchedulePreview({ schedule }: { schedule: unknown }) {
  const settings = readSchedule(schedule)
  const preview = useQuery({
    queryKey: ['schedule.preview', settings],
    queryFn: () => call('schedule.preview', settings),
    placeholderData: keepPreviousData,
  })
  const failure = preview.isError ? asApiError(preview.error).message : preview.data?.error
  return (
    <div className="form-field">
      <div className="form-name">
        <span className="field-label">Next runs</span>
      </div>
      <div className="form-control" aria-live="polite">
        {failure ? <p className="field-error">{failure}</p> : null}
        {!failure && !settings.enabled ? <p className="muted">The schedule is off: loads start by hand.</p> : null}
        {!failure && settings.enabled && preview.data ? (
          <>
            <ol className="next-runs">
              {preview.data.next.map((at) => (
                <li key={at}>{formatTimestamp(at)}</li>
              ))}
            </ol>
            <p className="small muted">
              {preview.data.description} Runs while the app is open; after sleep, missed runs are made up for once.
            </p>
          </>
        ) : null}
      </div>
    </div>
  )
}

function readSchedule(value: unknown): { enabled: boolean; every_minutes: number; cron: string } {
  const fields = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>
  return {
    enabled: fields.enabled === true,
    every_minutes: typeof fields.every_minutes === 'number' ? fields.every_minutes : 360,
    cron: typeof fields.cron === 'string' ? fields.cron : '',
  }
}
