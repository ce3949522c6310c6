import { ExternalLink } from 'lucide-react'
import { useState } from 'react'
import type { ChannelInput } from '../../shared/contract/index.ts'
import { call } from '../api.ts'
import { AlertDialog, Button, Checkbox, toastError } from '../components/index.ts'
import { rememberUi, restoredUi } from '../state/ui-state.ts'

/** Whether links out of the app still ask, as kept over restarts. */
const askKey = 'external.ask'

interface ExternalButtonProps {
  label: string
  target: ChannelInput<'app.openExternal'>
  /** Where the link leads, for the question. */
  host: string
  small?: boolean
}

/** Opens an address outside the app, in the browser. Names the host and asks first, until the person wants no more of it. */
export function ExternalButton({ label, target, host, small = false }: ExternalButtonProps) {
  const [asking, setAsking] = useState(false)
  const [always, setAlways] = useState(false)
  const open = () => {
    call('app.openExternal', target).catch((error: unknown) => toastError(`${host} was not opened`, error))
  }
  return (
    <>
      <Button small={small} variant="quiet" onClick={() => (restoredUi(askKey) === false ? open() : setAsking(true))}>
        {label}
        <ExternalLink aria-hidden />
      </Button>
      <AlertDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Open ${host}?`}
        description="The page opens in your browser, outside this app. The site learns your network address and which page you look at."
        actions={[
          {
            label: 'Open in browser',
            variant: 'primary',
            onSelect: () => {
              if (always) rememberUi(askKey, false)
              open()
            },
          },
        ]}
      >
        <Checkbox checked={always} onChange={setAlways}>
          Do not ask again
        </Checkbox>
      </AlertDialog>
    </>
  )
}
