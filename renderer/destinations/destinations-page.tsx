import { CloudUpload } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button, EmptyState, SplitPane } from '../components/index.ts'
import { formatCount } from '../format.ts'
import { ReadView } from '../lists/read-view.tsx'
import type { PageProps } from '../page-props.ts'
import { useAppStore } from '../state/app-store.ts'
import { useNarrow } from '../state/panels.ts'
import { useGold } from '../state/query.ts'
import { go } from '../state/route.ts'
import { AddDestination } from './add-destination.tsx'
import { DestinationDetail } from './destination-detail.tsx'
import { DestinationList } from './destination-list.tsx'
import './destinations.css'
import { HowToAdd } from './how-to-add.tsx'

/** Of the list, in pixels (destinations.css). */
const lineHeight = 55

/** Where the star is published to, and one of them in full. `/destinations/<name>` opens one. */
export default function DestinationsPage({ param }: PageProps) {
  const list = useGold('destinations.list', undefined)
  const narrow = useNarrow()
  const configVersion = useAppStore((state) => state.configVersion)
  const { refetch } = list
  // biome-ignore lint/correctness/useExhaustiveDependencies: the settings say which there are
  useEffect(() => void refetch(), [configVersion])
  const [isAdding, setAdding] = useState(false)
  const count = list.data?.destinations.length ?? 0
  return (
    <div className="page">
      <div className="page-head">
        <h1>Destinations</h1>
        <span className="muted truncate" role="status">
          {count > 0 ? formatCount(count, 'destination') : ''}
        </span>
        <span className="spacer" />
        <Button onClick={() => go('/settings', 'config.json')}>Open config.json</Button>
        <Button onClick={() => setAdding(true)}>Add…</Button>
      </div>
      <div className="page-body">
        <ReadView query={list} label="Reading the destinations">
          {(data) => {
            if (data.error)
              return (
                <EmptyState title="config.json cannot be read" icon={<CloudUpload aria-hidden />}>
                  {data.error.message}
                </EmptyState>
              )
            const chosen = data.destinations.find(({ name }) => name === param) ?? data.destinations[0]
            if (!chosen) return <HowToAdd onAdd={() => setAdding(true)} />
            return (
              <SplitPane
                id={narrow ? 'destinations.below' : 'destinations.beside'}
                orientation={narrow ? 'vertical' : 'horizontal'}
                label="Size of the list"
                firstSize={narrow ? 30 : 34}
                firstMin={narrow ? '56px' : '260px'}
                {...(narrow ? { firstContent: count * lineHeight } : {})}
                secondMin={narrow ? '220px' : '400px'}
                first={
                  <DestinationList
                    destinations={data.destinations}
                    goldVersion={data.goldVersion}
                    current={chosen.name}
                    onOpen={(name) => go('/destinations', name)}
                  />
                }
                second={
                  <DestinationDetail
                    key={chosen.name}
                    destination={chosen}
                    goldVersion={data.goldVersion}
                    noSecrets={data.noSecrets}
                    onChanged={() => void refetch()}
                  />
                }
              />
            )
          }}
        </ReadView>
      </div>
      {isAdding ? (
        <AddDestination
          taken={list.data?.destinations.map(({ name }) => name) ?? []}
          onClose={() => setAdding(false)}
        />
      ) : null}
    </div>
  )
}
