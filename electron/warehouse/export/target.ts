import { existsSync } from 'node:fs'
import { lstat, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { KnownError } from '../../../shared/ipc/result.ts'
import { isInside } from '../../files/inside.ts'
import { oddKind } from '../../files/small-file.ts'
import { databaseFile } from '../file/database-file.ts'

/** Where an export is written. */
export interface ExportTarget {
  /** A name beside `file`, which nothing has yet: what is written is there until it is whole. */
  part: string
  file: string
  /** The name of what is told of the file, beside it; null = nothing is. */
  sidecar: { part: string; file: string } | null
}

const ownNames =
  /^(?:warehouse\.sqlite.*|(?:writer|publish)\..*|config\.(?:yaml|json)|location\.json|ui-state\.json|views\.json|first-page\.json|sample|backups|logs)$/i

/** Whether a target would take the place of what a data folder consists of. */
function isOwnFile(file: string): boolean {
  return ownNames.test(basename(file)) && existsSync(join(dirname(file), databaseFile))
}

/**
 * Refuses a place that no export is written to.
 *
 * @param keepOut the data folder: nothing is written anywhere in it
 * @throws KnownError `forbidden` for a link, folder, pipe or device, and for what lies in a data folder
 */
export async function refuseTarget(file: string, keepOut?: string): Promise<void> {
  const target = await lstat(file).catch(() => null)
  const odd = target && oddKind(target)
  if (odd) throw new KnownError('forbidden', `The target is ${odd}; name a plain file.`)
  if ((keepOut !== undefined && isInside(file, keepOut)) || isOwnFile(file))
    throw new KnownError(
      'forbidden',
      "That is inside the data folder, which holds the app's own files; choose a folder outside it.",
    )
}

/** Removes what was not finished. */
export async function removeParts({ part, sidecar }: ExportTarget): Promise<void> {
  await rm(part, { force: true }).catch(() => undefined)
  if (sidecar) await rm(sidecar.part, { force: true }).catch(() => undefined)
}
