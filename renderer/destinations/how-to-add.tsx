import { CloudUpload } from 'lucide-react'
import { copyText } from '../charts/files/copy-text.ts'
import { Button, EmptyState } from '../components/index.ts'

const example = `{
  "destinations": {
    "star": {
      "kind": "parquet",
      "dir": "/srv/films",
      "after_sync": true
    },
    "lake": {
      "kind": "databricks",
      "host": "adb-1.azuredatabricks.net",
      "http_path": "/sql/1.0/warehouses/0123456789abcdef",
      "catalog": "films",
      "schema": "gold",
      "auth": "token"
    }
  }
}`

/** There is no destination: what one is for, and how it is written down. */
export function HowToAdd({ onAdd }: { onAdd: () => void }) {
  return (
    <section className="how-to-add" aria-label="No destination yet">
      <EmptyState
        title="No destination yet"
        icon={<CloudUpload aria-hidden />}
        actions={
          <>
            <Button variant="primary" onClick={onAdd}>
              Add a destination…
            </Button>
            <Button onClick={() => copyText(example, 'Example')}>Copy the example</Button>
          </>
        }
      >
        A destination is given the whole star, equal row for row and all tables at once: a folder of Parquet files, a
        schema of Databricks, or one of your own Spark with Delta Lake. Add one here, or write it into config.json, as
        below: it is here as soon as the file is saved.
      </EmptyState>
      <section
        className="destination-example"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable from the keyboard
        tabIndex={0}
        aria-label="Example of config.json"
      >
        <pre className="selectable">{example}</pre>
      </section>
    </section>
  )
}
