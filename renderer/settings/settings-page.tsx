import { useState } from 'react'
import { Tabs } from '../components/index.ts'
import type { PageProps } from '../page-props.ts'
import { go } from '../state/route.ts'
import { AppSection } from './app-section.tsx'
import { ConfigEditor } from './config/config-editor.tsx'
import './settings.css'

const tabs = [
  { value: 'app', label: 'App' },
  { value: 'config.yaml', label: 'Loading (config.yaml)' },
  { value: 'config.json', label: 'Progress (config.json)' },
] as const
type TabName = (typeof tabs)[number]['value']

/** Settings: the app itself, and both configuration files. The tab is part of the route. */
export default function SettingsPage({ param }: PageProps) {
  const [last, setLast] = useState<TabName>('config.yaml')
  const tab = tabs.find(({ value }) => value === param)?.value ?? last
  return (
    <div className="page settings-page">
      <h1 className="visually-hidden">Settings</h1>
      <Tabs
        className="settings-tabs"
        label="Settings"
        value={tab}
        tabs={tabs}
        onChange={(next) => {
          setLast(next)
          go('/settings', next)
        }}
      >
        {tab === 'app' ? <AppSection /> : <ConfigEditor key={tab} file={tab} />}
      </Tabs>
    </div>
  )
}
