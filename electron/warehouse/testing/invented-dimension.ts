import type { Dimension } from '../../../shared/model/dimension.ts'

/** A dimension that the model does not have, for tests of one that comes later. Not used by the app. */
export const inventedDimension: Dimension = {
  kind: 'member',
  label: 'State',
  plural: 'States',
  subject: 'State',
  description: 'For this test.',
  unit: '',
  format: 'name',
  without: 'without a state',
  silver: 'state',
  gold: {
    table: 'dim_state',
    key: 'state_key',
    keyLabel: 'State key',
    value: { column: 'state', type: 'TEXT', unknown: '', label: 'State', kind: 'text', width: 90 },
    attributes: [
      {
        column: 'state_name',
        type: 'TEXT',
        unknown: 'Unknown',
        label: 'Name',
        description: 'The state in capitals.',
        kind: 'text',
        width: 90,
        of: (value) => String(value).toUpperCase(),
      },
    ],
    name: 'state_name',
  },
  facet: false,
  column: { key: 'state', label: 'State', width: 90 },
}
