import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FolderDecision, findDataFolder } from './find-data-folder.ts'

let root = ''
let home = ''
let away = ''
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'yts-find-'))
  home = path.join(root, 'home')
  away = path.join(root, 'drive', 'films')
  mkdirSync(home)
  writeFileSync(path.join(home, 'location.json'), JSON.stringify({ dataFolder: away }))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** Answers one question after the other; what was said is kept. */
function person(...answers: (FolderDecision | { choose: string | null } | (() => FolderDecision))[]) {
  const said: string[] = []
  let chosen: string | null = null
  return {
    said,
    decide: async (problem: string): Promise<FolderDecision> => {
      said.push(problem)
      const answer = answers.shift()
      if (answer === undefined) throw new Error('asked once too often')
      if (typeof answer === 'function') return answer()
      if (typeof answer === 'string') return answer
      chosen = answer.choose
      return 'another'
    },
    choose: async () => chosen,
  }
}

function plugIn(folder: string): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, 'config.yaml'), '')
}

describe('a data folder that is not there', () => {
  it('is named, and found when its drive is plugged in', async () => {
    const asked = person('retry', () => {
      plugIn(away)
      return 'retry'
    })
    expect(await findDataFolder(home, asked)).toBe(away)
    expect(asked.said).toHaveLength(2)
    expect(asked.said[0]).toContain(away)
  })

  it('leads nowhere when the person gives up, and nothing was made', async () => {
    expect(await findDataFolder(home, person('retry', { choose: null }, 'quit'))).toBeNull()
    expect(readdirSync(root)).toEqual(['home'])
    expect(readdirSync(home)).toEqual(['location.json'])
  })

  it.each(['with data in it', 'that is empty'])('is given up for another %s, also at the next start', async (what) => {
    const other = path.join(root, 'other')
    mkdirSync(other)
    if (what !== 'that is empty') plugIn(other)
    expect(await findDataFolder(home, person({ choose: other }))).toBe(other)
    plugIn(other)
    expect(await findDataFolder(home, person())).toBe(other)
  })

  it("is not given up for a folder of somebody else's files, but may be for the home folder itself", async () => {
    const foreign = path.join(root, 'foreign')
    mkdirSync(foreign)
    writeFileSync(path.join(foreign, 'letter.txt'), '')
    // Folders that anybody may have do not make it the app's.
    mkdirSync(path.join(foreign, 'backups'))
    mkdirSync(path.join(foreign, 'sample'))
    const asked = person({ choose: foreign }, { choose: home })
    expect(await findDataFolder(home, asked)).toBe(home)
    expect(asked.said[1]).toContain(foreign)
    expect(readdirSync(home)).toEqual([])
  })
})

it('a note that is cut off is not taken for none', async () => {
  const note = path.join(home, 'location.json')
  plugIn(away)
  writeFileSync(note, readFileSync(note, 'utf8').slice(0, 12))
  const asked = person({ choose: away })
  expect(await findDataFolder(home, asked)).toBe(away)
  expect(asked.said).toEqual([expect.stringContaining('location.json')])
  expect(await findDataFolder(home, person())).toBe(away)
})

it('a note that is a folder is said to be in the way, as often as it is, and nothing is lost', async () => {
  const note = path.join(home, 'location.json')
  rmSync(note)
  mkdirSync(note)
  plugIn(away)
  const asked = person({ choose: away }, { choose: home }, 'quit')
  expect(await findDataFolder(home, asked)).toBeNull()
  expect(asked.said.slice(1)).toEqual([
    expect.stringContaining('location.json'),
    expect.stringContaining('location.json'),
  ])
  expect(readdirSync(note)).toEqual([])
})

it('asks nothing where everything is in its place', async () => {
  plugIn(away)
  expect(await findDataFolder(home, person())).toBe(away)
  rmSync(path.join(home, 'location.json'))
  expect(await findDataFolder(home, person())).toBe(home)
})
