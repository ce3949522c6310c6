import { useEffect, useRef, useState } from 'react'
import { create } from 'zustand'

/** What the page offers to save, under the one command for it. */
interface Exporter {
  /** Names it and its format: `Films, CSV`. */
  what: string
  /** Saves it where the person says, and tells how that went. */
  save: () => Promise<void>
  /** Why it cannot be saved now, in a few words; null = it can. */
  reason: string | null
}

const nothing: Exporter = { what: '', save: async () => undefined, reason: 'this page has nothing to export' }

const useExporterStore = create<{ exporter: Exporter }>(() => ({ exporter: nothing }))

function offer(exporter: Exporter): void {
  useExporterStore.setState({ exporter })
}

function withdraw(exporter: Exporter): void {
  if (currentExporter() === exporter) offer(nothing)
}

/** What can be exported of the page, or why not. */
export function currentExporter(): Exporter {
  return useExporterStore.getState().exporter
}

/** The same, followed. */
export function useCurrentExporter(): Exporter {
  return useExporterStore(({ exporter }) => exporter)
}

/** Offers what a view shows for export for as long as it is there; the `save` of its last drawing is done. */
export function useExporter(what: string, save: () => Promise<void>, reason: string | null): void {
  const latest = useRef(save)
  latest.current = save
  useEffect(() => {
    const own: Exporter = { what, save: () => latest.current(), reason }
    offer(own)
    return () => withdraw(own)
  }, [what, reason])
}

/**
 * Offers one of several views of a page from when it is used until another one is.
 *
 * @returns to be called whenever the view is used
 */
export function useExporterOnUse(what: string, save: () => Promise<void>): () => void {
  const latest = useRef(save)
  latest.current = save
  const [own] = useState((): Exporter => ({ what, save: () => latest.current(), reason: null }))
  useEffect(() => () => withdraw(own), [own])
  return () => offer(own)
}
