import { useId } from 'react'
import { copyText } from '../../charts/files/copy-text.ts'
import { Button } from '../../components/index.ts'
import { statementsText } from './look-text.ts'

/** Statements of SQL under a heading, to be read and copied. */
export function Statements({ title, statements }: { title: string; statements: readonly string[] }) {
  const heading = useId()
  if (statements.length === 0) return null
  const text = statementsText(statements)
  return (
    <section className="look-statements" aria-labelledby={heading}>
      <div className="look-statements-head">
        <h3 id={heading}>{title}</h3>
        <Button small onClick={() => copyText(text, 'SQL')} aria-label={`Copy: ${title}`}>
          Copy
        </Button>
      </div>
      <section
        className="look-sql"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable from the keyboard
        tabIndex={0}
        aria-label={`Statements: ${title}`}
      >
        <pre className="selectable">{text}</pre>
      </section>
    </section>
  )
}
