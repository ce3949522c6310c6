import { Check, CircleDashed, X } from 'lucide-react'
import type { ChannelOutput } from '../../../shared/contract/index.ts'
import { call } from '../../api.ts'
import { Button, Dialog } from '../../components/index.ts'
import { ReadView } from '../../lists/read-view.tsx'
import './looks.css'
import { useLook } from './use-look.ts'

type Tried = ChannelOutput<'destinations.test'>['checks'][number]

const signs = {
  ok: { word: 'May', Icon: Check },
  missing: { word: 'May not', Icon: X },
  untried: { word: 'Not tried: to', Icon: CircleDashed },
} as const

/** Whether a destination can be reached and used, right by right. */
export function TestDialog({ name, onClose }: { name: string; onClose: () => void }) {
  const test = useLook(['test', name], () => call('destinations.test', { name }))
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Test of ${name}`}
      actions={
        <>
          <Button disabled={test.isFetching} focusableWhenDisabled onClick={() => void test.refetch()}>
            Test again
          </Button>
          <Button onClick={onClose}>Close</Button>
        </>
      }
    >
      <div className="look look-test">
        <ReadView query={test} label="Signing in, and trying each right">
          {({ message, checks }) => (
            <>
              <p>{message}</p>
              {checks.length > 0 ? (
                <ul className="look-checks" aria-label="Rights">
                  {checks.map((check) => (
                    <Line key={check.what} check={check} />
                  ))}
                </ul>
              ) : null}
            </>
          )}
        </ReadView>
      </div>
    </Dialog>
  )
}

function Line({ check: { what, state, hint } }: { check: Tried }) {
  const { word, Icon } = signs[state]
  return (
    <li className={`look-check ${state}`}>
      <Icon aria-hidden />
      <div>
        <p>
          {word} {what}
        </p>
        {hint === null ? null : <p className="small selectable">{hint}</p>}
      </div>
    </li>
  )
}
