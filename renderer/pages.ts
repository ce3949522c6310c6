import {
  Activity,
  ChartColumn,
  CloudUpload,
  Film,
  Grid3x3,
  History,
  ListChecks,
  Network,
  Settings,
  Table2,
} from 'lucide-react'
import type { ComponentType } from 'react'
import type { MenuCommand } from '../shared/ipc/events.ts'
import type { PageProps } from './page-props.ts'

export interface PageDefinition {
  /** First part of the route, and the anchor of the rail entry. */
  id: string
  label: string
  icon: ComponentType<{ className?: string; 'aria-hidden'?: boolean }>
  /** The command that goes here; its shortcut stands in `shared/commands.ts`. */
  command: MenuCommand
  /** Reached by its command alone: it has no entry on the rail. */
  offRail?: boolean
  /** Shown before anything was ever published; the other pages give way to the first-launch view. */
  worksEmpty?: boolean
  /** Fetches the page's code. */
  load: () => Promise<{ default: ComponentType<PageProps> }>
}

/** The pages, as the rail shows them from top to bottom; last what is not on it. */
export const pages: readonly PageDefinition[] = [
  {
    id: 'overview',
    label: 'Overview',
    icon: ChartColumn,
    command: 'go.overview',
    load: () => import('./overview/overview-page.tsx'),
  },
  {
    id: 'explore',
    label: 'Explore',
    icon: Grid3x3,
    command: 'go.explore',
    load: () => import('./explore/explore-page.tsx'),
  },
  {
    id: 'movies',
    label: 'Movies',
    icon: Film,
    command: 'go.movies',
    load: () => import('./movies/movies-page.tsx'),
  },
  {
    id: 'tables',
    label: 'Tables',
    icon: Table2,
    command: 'go.tables',
    load: () => import('./tables/tables-page.tsx'),
  },
  {
    id: 'schema',
    label: 'Schema',
    icon: Network,
    command: 'go.schema',
    worksEmpty: true,
    load: () => import('./schema/schema-page.tsx'),
  },
  {
    id: 'runs',
    label: 'Runs',
    icon: History,
    command: 'go.runs',
    worksEmpty: true,
    load: () => import('./runs/runs-page.tsx'),
  },
  {
    id: 'quality',
    label: 'Quality',
    icon: ListChecks,
    command: 'go.quality',
    worksEmpty: true,
    load: () => import('./quality/quality-page.tsx'),
  },
  {
    id: 'destinations',
    label: 'Destinations',
    icon: CloudUpload,
    command: 'go.destinations',
    worksEmpty: true,
    load: () => import('./destinations/destinations-page.tsx'),
  },
  {
    id: 'settings',
    label: 'Settings',
    icon: Settings,
    command: 'go.settings',
    worksEmpty: true,
    load: () => import('./settings/settings-page.tsx'),
  },
  {
    id: 'diagnostics',
    label: 'Diagnostics',
    icon: Activity,
    command: 'help.diagnostics',
    worksEmpty: true,
    offRail: true,
    load: () => import('./diagnostics/diagnostics-page.tsx'),
  },
]

/** The page a route belongs to; undefined for an unknown one. */
export function pageById(id: string): PageDefinition | undefined {
  return pages.find((page) => page.id === id)
}
