import { Download, PanelRight } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { SchemaDescription } from '../../shared/contract/warehouse.ts'
import { call } from '../api.ts'
import { currentPalette } from '../charts/files/picture-palette.ts'
import { Button, IconButton, SplitPane, ToggleGroup, toast, toastError } from '../components/index.ts'
import { formatTimestamp } from '../format.ts'
import { ReadView } from '../lists/read-view.tsx'
import type { PageProps } from '../page-props.ts'
import { useExporter } from '../state/actions/exporter.ts'
import { isSyncing, useAppStore } from '../state/app-store.ts'
import { useNarrow, usePanel } from '../state/panels.ts'
import { useGold } from '../state/query.ts'
import { rememberUi, restoredUi } from '../state/ui-state.ts'
import type { SchemaContext } from './describe-node.ts'
import type { Diagram } from './diagram.ts'
import { DiagramCanvas } from './diagram-canvas.tsx'
import { diagramToSvg } from './diagram-svg.ts'
import { lineageDiagram } from './lineage-diagram.ts'
import { ColumnsOutline, LineageOutline } from './outline.tsx'
import './schema.css'
import { starDiagram } from './star-diagram.ts'

type View = 'keys' | 'lineage'

const views = [
  { value: 'keys', label: 'Keys' },
  { value: 'lineage', label: 'Lineage' },
] as const
const titles: Record<View, string> = {
  keys: 'Star schema with its keys',
  lineage: 'Lineage from the source to the star',
}

/** The warehouse as a picture and as text: the star with its live keys, or the way of the rows from source to gold. */
export default function SchemaPage(_: PageProps) {
  const schema = useGold('schema.describe', undefined)
  const status = useGold('warehouse.status', undefined).data
  const syncing = useAppStore((state) => isSyncing(state.progress))
  const [view, setView] = useState<View>(() => (restoredUi('schema.view') === 'lineage' ? 'lineage' : 'keys'))
  const narrow = useNarrow()
  const [outline, setOutline] = usePanel('schema.outline', !narrow)
  const quality = useGold('quality.summary', undefined)
  const checks = quality.data?.checks
  const context = useMemo<SchemaContext>(
    () => ({ status, syncing, ...(checks ? { checks } : {}) }),
    [status, syncing, checks],
  )
  const diagram = useMemo(() => {
    // Findings take a line of their box: without them the boxes would move under the eye a moment later.
    if (!schema.data || quality.isPending) return null
    return view === 'keys' ? starDiagram(schema.data, context) : lineageDiagram(schema.data, context)
  }, [schema.data, view, context, quality.isPending])
  const published = publishedText(status, syncing)
  const saveShown = async () => (diagram ? save(diagram, view, published) : undefined)
  useExporter(`${titles[view]}, SVG`, saveShown, diagram ? null : 'the diagram is still being read')

  return (
    <div className="page">
      <div className="page-head">
        <h1>Schema</h1>
        <ToggleGroup
          label="What the diagram shows"
          value={view}
          options={views}
          onChange={(next) => {
            setView(next)
            rememberUi('schema.view', next)
          }}
        />
        <span className="muted truncate" role="status">
          {status?.goldVersion === 0 ? published : ''}
        </span>
        <span className="spacer" />
        <Button variant="quiet" disabled={!diagram} onClick={() => void saveShown()}>
          <Download aria-hidden />
          Save SVG
        </Button>
        <IconButton
          label={outline ? 'Hide the outline' : 'Show the outline'}
          icon={<PanelRight aria-hidden />}
          aria-expanded={outline}
          onClick={() => setOutline(!outline)}
        />
      </div>
      <div className="page-body">
        <ReadView query={schema} label="Reading the schema">
          {(data) =>
            diagram ? (
              <SplitPane
                id="schema"
                label="Size of the outline"
                firstSize={76}
                firstMin="280px"
                secondMin="200px"
                first={<DiagramCanvas key={view} diagram={diagram} label={titles[view]} />}
                second={outline ? <Outline view={view} schema={data} context={context} diagram={diagram} /> : null}
              />
            ) : null
          }
        </ReadView>
      </div>
    </div>
  )
}

interface SideProps {
  view: View
  schema: SchemaDescription
  context: SchemaContext
  diagram: Diagram
}

function Outline({ view, schema, context, diagram }: SideProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable with the keyboard
    <section className="schema-outline" aria-label="Outline" tabIndex={0}>
      <h2>{view === 'keys' ? 'Tables and columns' : 'From the source to gold'}</h2>
      {view === 'keys' ? (
        <ColumnsOutline schema={schema} context={context} />
      ) : (
        <LineageOutline schema={schema} context={context} diagram={diagram} />
      )}
    </section>
  )
}

function publishedText(status: SchemaContext['status'], syncing: boolean): string {
  if (!status || status.goldVersion === 0) return 'Nothing is published yet'
  const text = `Gold published ${formatTimestamp(status.publishedAt)} by run ${status.publishedRunId ?? '—'}`
  return syncing ? `${text}; a load is running` : text
}

async function save(diagram: Diagram, view: View, published: string): Promise<void> {
  try {
    const content = diagramToSvg(diagram, titles[view], published, currentPalette())
    const suggestedName = view === 'keys' ? 'star-schema.svg' : 'lineage.svg'
    const { saved, fileName } = await call('file.save', { suggestedName, format: 'svg', content })
    if (saved) toast('Diagram saved', 'success', { description: fileName })
  } catch (thrown) {
    toastError('The diagram was not saved', thrown)
  }
}
