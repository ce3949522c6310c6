import { useState } from 'react'
import type { DestinationInfo } from '../../shared/contract/destinations.ts'
import { call } from '../api.ts'
import { Button, TextField, toast, toastError } from '../components/index.ts'

interface TokenSettingProps {
  destination: DestinationInfo
  noSecrets: string | null
  /** It was stored or forgotten: the list says whether there is one. */
  onStored: () => void
}

/** Stores or forgets the token of a destination, or the secret of its service principal. It is never shown: the app has no way to read it here. */
export function TokenSetting({ destination, noSecrets, onStored }: TokenSettingProps) {
  const { name, hasToken, auth } = destination
  const isSecret = auth === 'service_principal'
  const [one, another] = isSecret
    ? ['Client secret', 'Another client secret']
    : ['Personal access token', 'Another token']
  const what = isSecret ? 'client secret' : 'token'
  const [token, setToken] = useState('')
  const store = (next: string | null) => {
    call('destinations.token', { name, token: next }).then(
      () => {
        setToken('')
        toast(`${isSecret ? 'Client secret' : 'Token'} ${next === null ? 'forgotten' : 'stored'}`, 'success')
        onStored()
      },
      (thrown: unknown) => toastError(`The ${what} was not ${next === null ? 'forgotten' : 'stored'}`, thrown),
    )
  }
  return (
    <section className="destination-part" aria-label={isSecret ? one : 'Token'}>
      <h3>{isSecret ? one : 'Token'}</h3>
      {noSecrets === null ? null : (
        <div className="notice warn">
          <p>{noSecrets} Until then, use auth env or profile in config.json.</p>
        </div>
      )}
      {hasToken ? (
        <p className="destination-token">
          A {what} is stored by the system, for this host alone.
          <Button small onClick={() => store(null)}>
            Forget
          </Button>
        </p>
      ) : null}
      {noSecrets === null ? (
        <form
          className="destination-token"
          onSubmit={(event) => {
            event.preventDefault()
            if (token.trim() !== '') store(token.trim())
          }}
        >
          <TextField
            label={hasToken ? another : one}
            placeholder={hasToken ? another : one}
            type="password"
            autoComplete="off"
            value={token}
            onChange={setToken}
          />
          <Button small type="submit" disabled={token.trim() === ''} focusableWhenDisabled>
            Store
          </Button>
        </form>
      ) : null}
    </section>
  )
}
