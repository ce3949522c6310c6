import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '../api.ts'
import { Button, ErrorState, ToggleGroup, toast, toastError } from '../components/index.ts'
import { PosterSetting } from '../posters/poster-setting.tsx'
import { openWorkspace } from '../shell/workspace.ts'
import { openDataFolder } from '../state/actions/data-folder.ts'
import { chooseTheme, useTheme } from '../state/actions/theme.ts'
import { isSyncing, useAppStore } from '../state/app-store.ts'
import { Maintenance } from './maintenance.tsx'
import { Setting } from './setting.tsx'

const themeOptions = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const

/** What belongs to this computer rather than to a configuration file: look, data folder, maintenance. */
export function AppSection() {
  return (
    <div className="app-section">
      <section className="setting-group">
        <h2>Appearance</h2>
        <ThemeSetting />
      </section>
      <section className="setting-group">
        <h2>Posters</h2>
        <PosterSetting />
      </section>
      <section className="setting-group">
        <h2>Data</h2>
        <DataFolder />
        <WorkspaceSetting />
      </section>
      <section className="setting-group">
        <h2>Maintenance</h2>
        <Maintenance />
      </section>
    </div>
  )
}

function ThemeSetting() {
  const queries = useQueryClient()
  const theme = useTheme()
  return (
    <Setting name="Theme">
      <ToggleGroup
        label="Theme"
        value={theme ?? 'system'}
        options={themeOptions}
        onChange={(next) => void chooseTheme(queries, next)}
      />
    </Setting>
  )
}

function DataFolder() {
  const queries = useQueryClient()
  const busy = useAppStore((state) => isSyncing(state.progress))
  const info = useQuery({ queryKey: ['app.info'], queryFn: () => call('app.info') })
  const move = useMutation({
    mutationFn: () => call('app.moveDataFolder'),
    onSuccess: async ({ moved }) => {
      if (!moved) return
      await queries.invalidateQueries()
      toast('The data folder was moved', 'success')
    },
    onError: (error) => toastError('The data folder could not be moved', error),
  })
  if (info.isError) return <ErrorState error={info.error} onRetry={() => void info.refetch()} />
  return (
    <Setting
      name="Data folder"
      description="Holds the catalogue, both configuration files, their backups and the logs. Moving copies everything, checks the copy, then goes on there."
    >
      <code className="selectable data-folder">{info.data?.dataFolder ?? ''}</code>
      <span className="setting-actions">
        <Button onClick={openDataFolder}>Open</Button>
        <Button
          onClick={() => move.mutate()}
          disabled={busy || move.isPending}
          {...(busy ? { title: 'Not while a load runs' } : {})}
        >
          {move.isPending ? 'Moving…' : 'Move…'}
        </Button>
      </span>
    </Setting>
  )
}

function WorkspaceSetting() {
  const workspace = useAppStore((state) => state.workspace)
  const open = useMutation({
    mutationFn: openWorkspace,
    onError: (error) => toastError('The catalogue could not be opened', error),
  })
  return (
    <Setting
      name="Catalogue"
      description="The sample catalogue holds invented films from a server inside the app. It has a folder and settings of its own."
    >
      <ToggleGroup
        label="Catalogue"
        value={workspace}
        options={[
          { value: 'catalogue', label: 'Yours' },
          { value: 'sample', label: 'Sample' },
        ]}
        onChange={(next) => open.mutate(next)}
      />
    </Setting>
  )
}
