import { type RefObject, useEffect, useRef } from 'react'
import { create } from 'zustand'
import type { ReportPartOf } from '../../../shared/report/report-spec.ts'
import type { ChartModel } from '../../charts/model.ts'

/** A part as a view gives it: a chart is drawn once it is known for which paper. */
export type GivenPart = ReportPartOf<'figures'> | ReportPartOf<'table'> | { kind: 'chart'; model: ChartModel }

/** One part of a page that a report can have. */
export interface OfferedPart {
  title: string
  kind: GivenPart['kind']
  /** Where it stands on the page. */
  place: () => Element | null
  give: () => GivenPart | Promise<GivenPart>
}

interface ReportState {
  offered: readonly OfferedPart[]
  isOpen: boolean
}

/** What the page in sight has for a report, and whether it is being asked how that is to be made. */
export const useReportStore = create<ReportState>(() => ({ offered: [], isOpen: false }))

/** Opens the dialog, or closes it. */
export function askReport(isOpen: boolean): void {
  useReportStore.setState({ isOpen })
}

/** The parts in the order in which they stand on the page. */
export function offeredInOrder(): readonly OfferedPart[] {
  const placed = useReportStore.getState().offered.map((part) => ({ part, at: part.place() }))
  placed.sort((one, two) => {
    if (!one.at || !two.at || one.at === two.at) return 0
    return one.at.compareDocumentPosition(two.at) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1
  })
  return placed.map(({ part }) => part)
}

/**
 * Offers what a view shows for a report, for as long as it is there.
 *
 * @param place an element of it
 * @param give gives it as it was last drawn; null while there is nothing to give
 */
export function useReportPart(
  kind: GivenPart['kind'],
  title: string,
  place: RefObject<Element | null>,
  give: (() => GivenPart | Promise<GivenPart>) | null,
): void {
  const latest = useRef(give)
  latest.current = give
  const has = give !== null
  useEffect(() => {
    if (!has) return
    const own: OfferedPart = {
      title,
      kind,
      place: () => place.current,
      give: () => {
        if (!latest.current) throw new Error(`${title} is not there any more`)
        return latest.current()
      },
    }
    useReportStore.setState(({ offered }) => ({ offered: [...offered, own] }))
    return () => useReportStore.setState(({ offered }) => ({ offered: offered.filter((each) => each !== own) }))
  }, [has, kind, title, place])
}
