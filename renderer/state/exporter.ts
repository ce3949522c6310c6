import { useEffect, useRef } from 'react'
import { create } from 'zustand'

/** What the page offers to save, under the one command for it. */
interface Exporter {
  /** Saves it where the person says, and tells how that went. */
  save: () => Promise<void>
  /** Why it cannot be saved now; null = it can. */
  reason: string | null
}

const useExporterStore = create<{ exporter: Exporter | null }>(() => ({ exporter: null }))

/** What can be exported of the page; null where it has nothing of the kind. */
export function currentExporter(): Exporter | null {
  return useExporterStore.getState().exporter
}

/** Why nothing can be exported now, as a few words; null when something can. */
export function useNoExport(): string | null {
  return useExporterStore(({ exporter }) => whyNoExport(exporter))
}

/** The same, once. */
export function whyNoExport(exporter: Exporter | null): string | null {
  return exporter ? exporter.reason : 'this page has no table'
}

/** Offers what a view shows for export for as long as it is there; the `save` of its last drawing is done. */
export function useExporter(save: () => Promise<void>, reason: string | null): void {
  const latest = useRef(save)
  latest.current = save
  useEffect(() => {
    const own: Exporter = { save: () => latest.current(), reason }
    useExporterStore.setState({ exporter: own })
    return () => {
      if (currentExporter() === own) useExporterStore.setState({ exporter: null })
    }
  }, [reason])
}
