import { useState } from 'react'
import { Button } from '../components/index.ts'
import { useChoosePosters, usePosters, wasAsked } from './use-posters.ts'
import './posters.css'

/** What a person is asked about posters where they are looked at: whether they may be fetched at all, and from another host when theirs fails. */
export function PosterQuestion() {
  const { data: status } = usePosters()
  const choose = useChoosePosters()
  const [isBusy, setBusy] = useState(false)
  if (!status || status.state === 'drawn') return null
  const answer = (choice: Parameters<typeof choose>[0]) => {
    setBusy(true)
    void choose(choice).finally(() => setBusy(false))
  }
  const turnOff = (label: string) => (
    <Button small disabled={isBusy} onClick={() => answer({ show: 'off' })}>
      {label}
    </Button>
  )
  const loadFrom = (host: string, label: string) => (
    <Button small variant="primary" disabled={isBusy} onClick={() => answer({ show: 'visible', host })}>
      {label}
    </Button>
  )
  const host = status.host ?? status.offer
  if (status.state === 'off') {
    if (host === null || wasAsked()) return null
    return (
      <section className="notice poster-question" aria-label="Posters">
        <p>
          Posters are fetched from <strong>{host}</strong>, which sees your address and which films you look at.
        </p>
        <div className="poster-question-actions">
          {loadFrom(host, 'Load while looking')}
          {turnOff('Never')}
        </div>
      </section>
    )
  }
  if (!status.isFailing) return null
  return (
    <section className="notice warn poster-question" aria-label="Posters">
      <p>
        Hardly any poster could be had from <strong>{status.host}</strong>.{' '}
        {status.offer === null ? null : (
          <>
            The newest films name <strong>{status.offer}</strong>, which would see your address and which films you look
            at.
          </>
        )}
      </p>
      <div className="poster-question-actions">
        {status.offer === null ? null : loadFrom(status.offer, `Load from ${status.offer}`)}
        {turnOff('Turn posters off')}
      </div>
    </section>
  )
}
