import type { DestinationInfo } from '../../shared/contract/destinations.ts'
import type { Publication } from '../../shared/ipc/publication.ts'
import { useAppStore } from '../state/app-store.ts'

/** What goes on at a destination, or was done there last in this session: as it was told, or as the list has it. */
export function usePublication({ name, publication }: DestinationInfo): Publication | null {
  return useAppStore((state) => state.publications[name]) ?? publication
}

/** The destination at which something goes on; null = none. */
export function useBusyDestination(): string | null {
  return useAppStore(({ publications }) => {
    const running = Object.values(publications).find(({ status }) => status === 'running')
    return running?.destination ?? null
  })
}
