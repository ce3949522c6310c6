import { useEffect, useMemo, useRef } from 'react'
import { create } from 'zustand'

/** What the page offers to save, under the one command for it. */
export interface Exporter {
  /** Names it and its format: `Films, CSV`. */
  what: string
  /** Saves it where the person says, and tells how that went. */
  save: () => Promise<void>
  /** Why it cannot be saved now, in a few words; null = it can. */
  reason: string | null
}

const nothing: Exporter = { what: '', save: async () => undefined, reason: 'this page has nothing to export' }

/** What views offer, the one in use last. */
const useExporterStore = create<{ offered: readonly Exporter[] }>(() => ({ offered: [] }))

const last = ({ offered }: { offered: readonly Exporter[] }): Exporter => offered.at(-1) ?? nothing
const without = (offered: readonly Exporter[], exporter: Exporter) => offered.filter((each) => each !== exporter)

/** Offers something for export, in front of what is offered already. */
export function offer(exporter: Exporter): void {
  useExporterStore.setState(({ offered }) => ({ offered: [...without(offered, exporter), exporter] }))
}

/** Takes an offer back: the one before it stands again. */
export function withdraw(exporter: Exporter): void {
  useExporterStore.setState(({ offered }) => ({ offered: without(offered, exporter) }))
}

/** What can be exported of the page, or why not. */
export function currentExporter(): Exporter {
  return last(useExporterStore.getState())
}

/** The same, followed. */
export function useCurrentExporter(): Exporter {
  return useExporterStore(last)
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
 * Offers one of several views of a page from when it is used until another one is, under the name that it has by then.
 *
 * @returns to be called whenever the view is used
 */
export function useExporterOnUse(what: string, save: () => Promise<void>): () => void {
  const latest = useRef(save)
  latest.current = save
  const isUsed = useRef(false)
  const own = useMemo((): Exporter => ({ what, save: () => latest.current(), reason: null }), [what])
  useEffect(() => {
    if (isUsed.current) offer(own)
    return () => withdraw(own)
  }, [own])
  return () => {
    isUsed.current = true
    offer(own)
  }
}
