import { type ReactNode, useRef, useState } from 'react'
import { asApiError, call } from '../api.ts'
import { Button, Checkbox, Dialog, Select, TextField } from '../components/index.ts'
import { go } from '../state/route.ts'
import { type Draft, emptyDraft, nameProblem, settingsOf, withDestination } from './new-destination.ts'

/** Writes a new destination into config.json. Nothing is contacted. */
export function AddDestination({ taken, onClose }: { taken: readonly string[]; onClose: () => void }) {
  const [draft, setDraft] = useState<Draft>(emptyDraft)
  const [problem, setProblem] = useState<string | null>(null)
  const [isSaving, setSaving] = useState(false)
  const first = useRef<HTMLInputElement>(null)
  const set = (changes: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...changes }))
    setProblem(null)
  }
  const save = async () => {
    const wrong = nameProblem(draft.name, taken)
    setProblem(wrong)
    if (wrong !== null) return
    setSaving(true)
    try {
      setProblem(await write(draft))
    } catch (thrown) {
      setProblem(asApiError(thrown).message)
    } finally {
      setSaving(false)
    }
  }
  const write = async ({ name }: Draft): Promise<string | null> => {
    const { files } = await call('config.read')
    const before = files.find(({ file }) => file === 'config.json')
    if (!before) return 'config.json cannot be read.'
    const destinations = withDestination(before.text, name, settingsOf(draft))
    if (destinations === null) return 'config.json has to be mended first: open it in the settings.'
    const values = { destinations }
    const { text, issues } = await call('config.patch', { file: 'config.json', text: before.text, values })
    const wrong = issues.find(({ field, severity }) => severity === 'error' && field.startsWith(`destinations.${name}`))
    if (wrong) return `${wrong.field.slice(`destinations.${name}.`.length) || 'It'} ${wrong.message}.`
    await call('config.save', { file: 'config.json', text, baseHash: before.hash })
    onClose()
    go('/destinations', name)
    return null
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Add a destination"
      description="It is written into config.json. Nothing is sent before you publish."
      initialFocus={first}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form="add-destination" disabled={isSaving} focusableWhenDisabled>
            Add
          </Button>
        </>
      }
    >
      <form
        id="add-destination"
        className="destination-form"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Field label="Name">
          <TextField ref={first} label="Name" value={draft.name} onChange={(name) => set({ name })} />
        </Field>
        <Field label="Kind">
          <Select
            label="Kind"
            value={draft.kind}
            options={[
              { value: 'parquet', label: 'Folder of Parquet files' },
              { value: 'databricks', label: 'Databricks' },
              { value: 'spark', label: 'Spark with Delta Lake' },
            ]}
            onChange={(kind) => set({ kind })}
          />
        </Field>
        {draft.kind === 'parquet' ? (
          <Field label="Folder">
            <TextField
              label="Folder"
              placeholder="Its whole path, such as /srv/films"
              value={draft.dir}
              onChange={(dir) => set({ dir })}
            />
          </Field>
        ) : draft.kind === 'databricks' ? (
          <DatabricksFields draft={draft} set={set} />
        ) : (
          <Texts texts={sparkTexts} draft={draft} set={set} />
        )}
        <Field label="">
          <Checkbox checked={draft.afterSync} onChange={(afterSync) => set({ afterSync })}>
            Publish after each load
          </Checkbox>
        </Field>
        <p className="field-error" role="alert" aria-live="polite">
          {problem}
        </p>
      </form>
    </Dialog>
  )
}

interface FieldsProps {
  draft: Draft
  set: (changes: Partial<Draft>) => void
}
type TextOf = readonly [
  label: string,
  key: 'host' | 'port' | 'httpPath' | 'catalog' | 'schema' | 'stagingDir' | 'stagingUri' | 'clientId',
  placeholder: string,
]

const sparkTexts: readonly TextOf[] = [
  ['Host', 'host', 'Of the Thrift server, such as spark.example'],
  ['Port', 'port', ''],
  ['Schema', 'schema', ''],
  ['Staging folder', 'stagingDir', 'Its whole path here, such as /mnt/stage'],
  ['Staging URI', 'stagingUri', 'What Spark calls it; empty = the same path'],
]

const databricksTexts: readonly TextOf[] = [
  ['Host', 'host', 'adb-1.azuredatabricks.net'],
  ['HTTP path', 'httpPath', '/sql/1.0/warehouses/0123456789abcdef'],
  ['Catalog', 'catalog', 'One that is there'],
  ['Schema', 'schema', ''],
]

function DatabricksFields({ draft, set }: FieldsProps) {
  return (
    <>
      <Texts texts={databricksTexts} draft={draft} set={set} />
      <Field label="Signs in by">
        <Select
          label="Signs in by"
          value={draft.auth}
          options={[
            { value: 'token', label: 'A token that this system stores' },
            { value: 'service_principal', label: 'A service principal' },
            { value: 'oauth', label: 'The browser, at each publish' },
            { value: 'env', label: 'The environment' },
            { value: 'profile', label: 'The profile DEFAULT' },
          ]}
          onChange={(auth) => set({ auth })}
        />
      </Field>
      {draft.auth === 'service_principal' ? (
        <Texts texts={[['Client ID', 'clientId', 'Its secret is given on the page']]} draft={draft} set={set} />
      ) : null}
    </>
  )
}

function Texts({ texts, draft, set }: FieldsProps & { texts: readonly TextOf[] }) {
  return texts.map(([label, key, placeholder]) => (
    <Field key={key} label={label}>
      <TextField
        label={label}
        placeholder={placeholder}
        value={draft[key]}
        onChange={(value) => set({ [key]: value })}
      />
    </Field>
  ))
}

function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="destination-field">
      <span className="field-label" aria-hidden>
        {label}
      </span>
      {children}
    </div>
  )
}
