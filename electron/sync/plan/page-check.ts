import type { Objection } from '../fetch/page-source.ts'
import type { ListResponse } from '../response/response.ts'
import type { LoadContext } from '../run/load-context.ts'
import { emptyPageCheck } from './end-finder.ts'
import type { Plan } from './plan.ts'

/** Short pages that stayed short, after which a source counts as one that has such pages. */
const SHORT_BY_NATURE = 3
/** How often a response that may be true is doubted, for some seconds, before it is believed. */
const MAX_DOUBTS = 3
/** Short pages that a plan remembers. */
const MOST_REMEMBERED = 50

export type PageCheck = (page: number, response: ListResponse) => Promise<Objection | null>

/**
 * Makes the check of a page inside a plan. Besides an empty page (see `emptyPageCheck`)
 * two things are doubted for some seconds before they are believed: an end that lies before where the source's count has it, and a
 * page that is not full though others follow. One that stays short is noted in the plan.
 */
export function pageCheck(context: LoadContext, plan: Plan): PageCheck {
  const { source } = context
  const isEmpty = emptyPageCheck(source, plan, context.removalsAccepted)
  const doubted = new Map<number, number>()
  let healed = 0
  let stubborn = 0

  function doubtOf(page: number, rows: number): string | null {
    const claimed = source.claims.last === null ? null : source.claims.last - plan.excess
    if (rows === 0) {
      if (claimed === null || claimed <= (page - 1) * plan.k) return null
      return `Page ${page} is empty though the API counts ${claimed.toLocaleString('en-US')} films.`
    }
    if (rows >= plan.k || page >= plan.lastPage || claimed === (page - 1) * plan.k + rows) return null
    return `Page ${page} has ${rows} films instead of ${plan.k}.`
  }

  return async (page, response) => {
    const reason = await isEmpty(page, response)
    if (reason !== null) return { reason, isDoubt: false }
    const rows = response.rows.length
    const doubt = doubtOf(page, rows)
    const times = doubted.get(page) ?? 0
    if (doubt === null) {
      if (doubted.delete(page)) healed++
      plan.short = plan.short.filter((short) => short !== page)
      return null
    }
    const isNatural = rows > 0 && stubborn >= SHORT_BY_NATURE && healed === 0
    if (times < MAX_DOUBTS && !isNatural) {
      doubted.set(page, times + 1)
      return { reason: doubt, isDoubt: true }
    }
    doubted.delete(page)
    if (rows > 0) {
      stubborn++
      if (!plan.short.includes(page) && plan.short.length < MOST_REMEMBERED) plan.short.push(page)
    }
    return null
  }
}
