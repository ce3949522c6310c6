/** What is known of an action: the one version that is used, and the inputs its action.yml declares. */
interface KnownAction {
  version: string
  inputs: readonly string[]
}

/** Every action the workflows may use. An update of one comes with a look at its inputs. */
export const knownActions: Readonly<Record<string, KnownAction>> = {
  'actions/checkout': {
    version: 'v4.2.2',
    inputs: [
      'repository',
      'ref',
      'token',
      'ssh-key',
      'ssh-known-hosts',
      'ssh-strict',
      'ssh-user',
      'persist-credentials',
      'path',
      'clean',
      'filter',
      'sparse-checkout',
      'sparse-checkout-cone-mode',
      'fetch-depth',
      'fetch-tags',
      'show-progress',
      'lfs',
      'submodules',
      'set-safe-directory',
      'github-server-url',
    ],
  },
  'actions/setup-node': {
    version: 'v4.4.0',
    inputs: [
      'always-auth',
      'node-version',
      'node-version-file',
      'architecture',
      'check-latest',
      'registry-url',
      'scope',
      'token',
      'cache',
      'cache-dependency-path',
      'mirror',
      'mirror-token',
    ],
  },
  'actions/upload-artifact': {
    version: 'v4.6.2',
    inputs: [
      'name',
      'path',
      'if-no-files-found',
      'retention-days',
      'compression-level',
      'overwrite',
      'include-hidden-files',
    ],
  },
  'actions/download-artifact': {
    version: 'v4.3.0',
    inputs: ['name', 'artifact-ids', 'path', 'pattern', 'merge-multiple', 'github-token', 'repository', 'run-id'],
  },
}
