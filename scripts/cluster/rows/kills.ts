import { equal, ok } from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { intBelow, randomFor } from '../../../electron/sample/catalogue/random.ts'
import { startCommand } from '../command-line.ts'
import { type Site, tables } from '../site.ts'
import type { Stop } from '../stop.ts'
import type { Row } from './row.ts'

/** One of each kind of statement, and of what comes before and after it; those that tell most come first. */
const allPoints: readonly (readonly [pattern: string, when: Stop['when']])[] = [
  ['^MERGE INTO .*fact_movies_versions', 'during'],
  ['^UPDATE .*SET version = ', 'before'],
  ['^UPDATE .*SET version = ', 'after'],
  ['^UPDATE .*SET version = ', 'during'],
  ['^UPDATE .*next_version = CASE', 'before'],
  ['^UPDATE .*next_version = CASE', 'after'],
  ['^MERGE INTO .*dim_rating_versions', 'during'],
  ['^MERGE INTO .*dim_movie_versions', 'before'],
  ['^MERGE INTO .*fact_movies_versions', 'after'],
  ['^MERGE INTO .*genre_junction_versions', 'after'],
  ['^SELECT concat.*dim_movie_versions', 'after'],
  ['^SELECT .*UNION ALL ', 'after'],
]
const seed = 15

export const kills: Row = {
  name: 'C4',
  title: 'killed at named points and random moments, readers see the old star or the new one',
  async run({ cluster, engine, site: siteOf, sizes, note }) {
    const points = allPoints.slice(0, sizes.points)
    const site = await siteOf('kills', 200)
    const quiet = await site.publish()
    const random = randomFor(seed, 0)
    const reader = await startReader(cluster.port, site)
    const allowed = new Set<string>([JSON.stringify(await site.seen())])
    let isCut = 0
    const attempt = async (stop: Stop | undefined, after: number | null): Promise<void> => {
      const { catalogue } = site.api
      for (const id of catalogue.ids().slice(0, 20)) catalogue.rerate(id, 1 + intBelow(random, 80) / 10)
      catalogue.append(1)
      await site.load()
      await site.load('--full')
      allowed.add(JSON.stringify(await site.here()))
      const command = startCommand(['publish', '--data-dir', site.dataDir], stop)
      if (after !== null) {
        await Promise.race([pause(after), command.end])
        command.kill()
      }
      const end = await command.end
      if (end.signal === 'SIGKILL') isCut++
      else ok(stop === undefined, `It was not killed at ${stop?.pattern}: ${end.code}`)
      await site.publish()
    }
    for (const [pattern, when] of points) await attempt({ pattern, when, to: 'die' }, null)
    for (let i = 0; i < sizes.kills; i++) await attempt(undefined, intBelow(random, Math.round(quiet.ms)))
    const reads = await reader.end(sizes.reads)
    for (const read of reads.seen) ok(allowed.has(read), `A reader saw a mixture: ${read}`)
    ok(reads.count >= sizes.reads)
    for (const { name, key } of tables) {
      const columns = key.map((column) => `\`${column}\``).join(', ')
      const twice = `SELECT ${columns} FROM ${site.store}.${name}_versions WHERE _to IS NULL GROUP BY ${columns} HAVING count(*) > 1`
      equal((await engine.rows(`${twice} LIMIT 1`)).length, 0, `${name}: keys that are there twice`)
    }
    note(
      `${isCut} of ${points.length + sizes.kills} killed at work, ${reads.count} reads, ${reads.seen.size} states seen`,
    )
  },
}

/** Reads the whole star in a process of its own, again and again. */
async function startReader(port: number, { schema }: Site) {
  const child = fork(join(import.meta.dirname, '..', 'reader.ts'), [String(port), schema])
  const stop = (): void => void child.kill('SIGKILL')
  process.once('exit', stop)
  await once(child, 'message')
  return {
    /** Lets it go on to so many reads, and says what they were. */
    async end(least: number): Promise<{ count: number; seen: Set<string> }> {
      child.send({ least })
      const [told] = (await once(child, 'message')) as [{ count: number; seen: string[] }]
      process.off('exit', stop)
      return { count: told.count, seen: new Set(told.seen) }
    },
  }
}
