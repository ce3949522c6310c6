import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { verifyFolder } from './folder/verify-folder.ts'
import { makePlace, type Place, someFilms } from './testing/warehouses.ts'

/** The name of a call of the file system that finds too many files open, wherever a Parquet file or its folder is opened. */
const failing = vi.hoisted(() => ({ call: '' }))
vi.mock(import('node:fs'), async (original) => {
  const fs = await original()
  const failsAt = (call: string, path: unknown) => failing.call === call && String(path).includes('v000001')
  const tooMany = () => Object.assign(new Error('too many open files'), { code: 'EMFILE', syscall: 'open' })
  return {
    ...fs,
    openSync: (...args: Parameters<typeof fs.openSync>) => {
      if (failsAt('openSync', args[0])) throw tooMany()
      return fs.openSync(...args)
    },
    readdirSync: ((...args: Parameters<typeof fs.readdirSync>) => {
      if (failsAt('readdirSync', args[0])) throw tooMany()
      return fs.readdirSync(...args)
    }) as typeof fs.readdirSync,
    createReadStream: (...args: Parameters<typeof fs.createReadStream>) => {
      const stream = fs.createReadStream(...args)
      if (failsAt('createReadStream', args[0])) stream.destroy(tooMany())
      return stream
    },
  }
})

let place: Place
beforeEach(async () => {
  place = makePlace()
  place.load(someFilms(0))
  await place.publish()
})
afterEach(() => {
  failing.call = ''
  place.end()
})

it.each(['createReadStream', 'openSync', 'readdirSync'])(
  'too many open files are not told as damage of what was published: %s',
  async (call) => {
    expect((await verifyFolder(place.folder, place.dataDir)).differences).toEqual([])
    failing.call = call
    await expect(verifyFolder(place.folder, place.dataDir)).rejects.toMatchObject({
      kind: 'unavailable',
      message: expect.stringContaining('Too many files are open'),
    })
  },
)
