import { isAllowedApiUrl } from '../../shared/api-address.ts'
import type { YamlConfig } from '../../shared/config.ts'
import type { ConfigFileState } from '../../shared/contract/app.ts'
import { KnownError } from '../../shared/ipc/result.ts'
import { checkConfigText, writeConfig } from './config-store.ts'
import { defaultConfigText } from './defaults.ts'
import { patchConfigText } from './text/config-text.ts'
import { readFileText } from './text/file-text.ts'

/**
 * Makes an address the source of loads.
 *
 * @throws KnownError `bad_input` when it is not an address the app may load from; `config_invalid` when the file is unparsable
 */
export async function acceptAddress(dataDir: string, url: string): Promise<ConfigFileState> {
  if (!isAllowedApiUrl(url)) {
    throw new KnownError('bad_input', 'The address must begin with https:// and hold no user name or password.')
  }
  return setInYaml(dataDir, { yts_url: url })
}

/**
 * Sets what a person chose of posters.
 *
 * @param host the host they are fetched from; null = as it was
 * @throws KnownError `config_invalid` when the file is unparsable
 */
export async function choosePosters(
  dataDir: string,
  posters: YamlConfig['posters'],
  host: string | null,
): Promise<ConfigFileState> {
  return setInYaml(dataDir, { posters, ...(host === null ? {} : { poster_host: host }) })
}

async function setInYaml(dataDir: string, values: Record<string, unknown>): Promise<ConfigFileState> {
  const before = readFileText(dataDir, 'config.yaml')
  if (before.unreadable) {
    throw new KnownError('config_invalid', `config.yaml ${before.unreadable}. Nothing was changed.`, {
      file: 'config.yaml',
    })
  }
  const old = before.missing ? defaultConfigText('config.yaml') : before.text
  const text = patchConfigText('config.yaml', old, values)
  await writeConfig(dataDir, 'config.yaml', text)
  return checkConfigText('config.yaml', text)
}
