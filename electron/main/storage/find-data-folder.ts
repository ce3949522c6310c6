import { readdirSync } from 'node:fs'
import path from 'node:path'
import { KnownError } from '../../../shared/ipc/result.ts'
import { dataFolderOf, locationFile } from '../../config/data-dir.ts'
import { isDataFile, noteLocation } from './move-data.ts'

export type FolderDecision = 'retry' | 'another' | 'quit'

/** What is asked of the person; native dialogs in the app. */
export interface FolderQuestions {
  /** Says what is wrong and what can be done about it. */
  decide: (problem: string) => Promise<FolderDecision>
  /** A folder that the person chose; null when they changed their mind. */
  choose: () => Promise<string | null>
}

/**
 * The data folder of a home folder. When it is not where the note says, the person is asked, as often as they like; nothing is made
 * meanwhile. A folder that they choose is noted for the next start.
 *
 * @returns null when the person gives up
 */
export async function findDataFolder(home: string, questions: FolderQuestions): Promise<string | null> {
  let problem = problemOf(home)
  while (problem !== null) {
    const decision = await questions.decide(problem)
    if (decision === 'quit') return null
    const chosen = decision === 'another' ? await questions.choose() : null
    if (chosen !== null && chosen !== home && !mayHoldData(chosen)) {
      problem = `${chosen} holds other files, and no data of this app. Choose the folder of the data, or an empty one to begin anew.`
      continue
    }
    if (chosen !== null) {
      try {
        await noteLocation(home, chosen)
      } catch (error) {
        problem =
          error instanceof KnownError
            ? error.message
            : `${path.join(home, locationFile)} is in the way. Move it away, then try again.`
        continue
      }
      // An empty folder is what the person chose: it is not asked about.
      return chosen
    }
    problem = problemOf(home)
  }
  return dataFolderOf(home)
}

function problemOf(home: string): string | null {
  try {
    dataFolderOf(home)
    return null
  } catch (error) {
    if (error instanceof KnownError) return error.message
    throw error
  }
}

/** Whether a folder holds data of the app, or nothing at all. */
function mayHoldData(folder: string): boolean {
  try {
    const names = readdirSync(path.resolve(folder))
    return names.length === 0 || names.some(isDataFile)
  } catch {
    return false
  }
}
