import { describe, expect, it } from 'vitest'
import type { Publication } from '../../../shared/ipc/publication.ts'
import { publicationSchema } from '../../../shared/ipc/publication.ts'
import { type JobClock, Picture } from './picture.ts'

function timed() {
  let now = 1_000
  let due: { at: number; run: () => void }[] = []
  const clock: JobClock = {
    now: () => now,
    after(ms, run) {
      const entry = { at: now + ms, run }
      due.push(entry)
      return () => {
        due = due.filter((other) => other !== entry)
      }
    },
  }
  const pass = (ms: number): void => {
    now += ms
    const past = due.filter(({ at }) => at <= now)
    due = due.filter(({ at }) => at > now)
    for (const { run } of past) run()
  }
  const told: Publication[] = []
  const about = { destination: 'star', doing: 'publish', automatic: false } as const
  return {
    picture: new Picture(about, (publication) => told.push(publication), clock),
    told,
    pass,
    waiting: () => due.length,
  }
}

describe('the picture of a publication', () => {
  it('is told at most ten times a second, each time whole, and its last state is never left out', () => {
    const { picture, told, pass, waiting } = timed()
    for (let ms = 0; ms < 1_000; ms++) {
      picture.change({ bytes: ms })
      pass(1)
    }
    expect(told.length).toBeLessThanOrEqual(11)
    pass(100)
    expect(told.at(-1)).toMatchObject({ bytes: 999, status: 'running' })
    picture.change({ bytes: 1_000 })
    picture.change({ bytes: 1_001, table: 'dim_movie' })
    picture.end({ status: 'published', version: 3 })
    expect(told.at(-1)).toMatchObject({ bytes: 1_001, table: 'dim_movie', status: 'published', version: 3 })
    const count = told.length
    pass(10_000)
    expect([told.length, waiting()]).toEqual([count, 0])
    for (const publication of told) expect(publicationSchema.safeParse(publication).success).toBe(true)
  })
})
