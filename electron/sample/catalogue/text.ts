import { intBelow, pick, type Random } from './random.ts'
import { ADJECTIVES, ENDINGS, MIDDLES, NAMES, NATIVE, NOUNS, OPENINGS, PLACES } from './vocabulary.ts'

/** Titles and descriptions of invented films. */

/** A film's titles: as released, and in English. */
export interface Titles {
  title: string
  english: string
}

/** Makes titles for a film in a language; about half of the films in a language with words here keep a native title. */
export function makeTitles(random: Random, language: string): Titles {
  const english = englishTitle(random)
  const words = NATIVE[language]
  if (!words || random() < 0.5) return { title: english, english }
  const spaced = !['ja', 'zh', 'cn', 'th'].includes(language)
  const start = intBelow(random, words.length)
  const stride = 1 + intBelow(random, 3)
  const chosen = Array.from({ length: 2 + intBelow(random, 2) }, (_, i) => words[(start + i * stride) % words.length])
  const native = chosen.join(spaced ? ' ' : '')
  return { title: native, english }
}

function englishTitle(random: Random): string {
  const adjective = pick(random, ADJECTIVES)
  const noun = pick(random, NOUNS)
  const place = pick(random, PLACES)
  const name = pick(random, NAMES)
  const form = random()
  if (form < 0.22) return `The ${adjective} ${noun}`
  if (form < 0.36) return `${adjective} ${noun}`
  if (form < 0.5) return `The ${noun} of ${place.replace(/^the /, 'the ')}`
  if (form < 0.6) return `${name} and the ${adjective} ${noun}`
  if (form < 0.7) return `${name}'s ${noun}`
  if (form < 0.77) return `${noun} ${2 + intBelow(random, 4)}: ${adjective} ${pick(random, NOUNS)}`
  if (form < 0.83) return `${adjective} ${noun}s & Other ${pick(random, NOUNS)}s`
  if (form < 0.88) return `Who Stole the ${noun}?`
  if (form < 0.92) return `"${adjective}" in ${place}`
  if (form < 0.95) return `#${noun}`
  if (form < 0.97) return `${1 + intBelow(random, 99)}½ ${noun}s`
  if (form < 0.99) return `${noun}… ${adjective}!`
  return longTitle(random, name, noun)
}

/** A title of 150 to 250 characters, as a few real ones are. */
function longTitle(random: Random, name: string, noun: string): string {
  let title = `The Improbable, True and Complete Account of How ${name} Lost the ${noun}`
  while (title.length < 150) title += `, Found the ${pick(random, ADJECTIVES)} ${pick(random, NOUNS)}`
  return `${title}, and Came Home to ${pick(random, PLACES)}`
}

/** A description of two to five sentences. */
export function makeDescription(random: Random): string {
  const sentences = [pick(random, OPENINGS)]
  const middles = 2 + intBelow(random, 5)
  const first = intBelow(random, MIDDLES.length)
  for (let i = 0; i < middles; i++) sentences.push(MIDDLES[(first + i) % MIDDLES.length] as string)
  const text = `${sentences.join('. ')}, ${pick(random, ENDINGS)}.`
  const name = pick(random, NAMES)
  const name2 = pick(random, NAMES)
  return text.replace(/\{(\w+)\}/g, (_, slot: string) => {
    if (slot === 'place') return pick(random, PLACES)
    if (slot === 'name') return name
    if (slot === 'name2') return name2
    return slot === 'noun' ? pick(random, NOUNS).toLowerCase() : pick(random, ADJECTIVES).toLowerCase()
  })
}

/** The ASCII form of a title used in addresses. */
export function slugOf(title: string, year: number, id: number): string {
  const plain = title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80)
  return `${plain || 'film'}-${year}-${id}`
}

/** Encodes the characters that the real API sometimes delivers as HTML entities. */
export function withEntities(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/'/g, '&#39;').replace(/"/g, '&quot;')
}
