import { type Failure, fatal } from '../fetch/failure.ts'
import type { ResponseHead } from '../fetch/transport.ts'

/** Titles of pages that want proof of a person before they let anything through. */
const TITLE =
  /<title>\s*(just a moment|attention required|checking your browser|please wait|ddos-guard|verif(y|ying) (that )?you are human|one more step)/i

/** Whether the head alone says so. https://developers.cloudflare.com/cloudflare-challenges/challenge-types/challenge-pages/detect-response/ */
export function isChallengeHead({ headers }: ResponseHead): boolean {
  return headers['cf-mitigated'] !== undefined
}

/** Whether a response may be a web page, worth a look at its title. */
export function isWebPage({ headers }: ResponseHead): boolean {
  return /html/i.test(headers['content-type'] ?? '')
}

/** Whether the beginning of a page is that of a challenge. */
export function isChallengeText(text: string): boolean {
  return TITLE.test(text.slice(0, 16_384))
}

/** Every request would be answered so, and each makes it last longer: the load ends at once. */
export function challenged(base: URL): Failure {
  return fatal(
    'source_failed',
    `${base.host} wants proof that a person is there (a challenge page), which no program can give. Nothing more was asked; try again in some hours, or from another network.`,
  )
}
