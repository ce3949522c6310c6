import type { ChannelDefinition } from './define.ts'

/**
 * The module `shared/ipc/channel-names.ts`: the names of the contract's channels by who may call them, who answers and what they read,
 * without a schema, for what must be small or start at once.
 */
export function channelList(contract: Readonly<Record<string, ChannelDefinition>>): string {
  const list = (name: string, about: string, has: (definition: ChannelDefinition) => boolean): string => {
    const names = Object.entries(contract).flatMap(([channel, definition]) => (has(definition) ? [channel] : []))
    const line = `export const ${name} = [${names.map((channel) => `'${channel}'`).join(', ')}] as const\n`
    // As the formatter has it: a list that fits on a line stands on one.
    if (line.length <= 120) return `/** ${about} */\n${line}`
    return `/** ${about} */\nexport const ${name} = [\n${names.map((channel) => `  '${channel}',\n`).join('')}] as const\n`
  }
  return [
    '// Made from the contract (npx vitest run shared/contract/channel-list.test.ts --update); never edited by hand.\n',
    list('rendererChannels', 'What the renderer may call.', ({ audience }) => audience === 'renderer'),
    list('loaderChannels', 'What the loader answers.', ({ owner }) => owner === 'loader'),
    list('readerChannels', 'What the reader answers.', ({ owner }) => owner === 'reader'),
    list('publisherChannels', 'What the publisher answers.', ({ owner }) => owner === 'publisher'),
    list('exporterChannels', 'What the exporter answers.', ({ owner }) => owner === 'exporter'),
    list(
      'ledgerChannels',
      'What any load changes, also one that publishes nothing.',
      ({ reads }) => reads === 'ledger',
    ),
  ].join('\n')
}
