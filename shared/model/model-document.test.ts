import { expect, it } from 'vitest'
import { modelDocument } from './model-document.ts'

it('docs/model.md says what the model says', async () => {
  await expect(modelDocument()).toMatchFileSnapshot('../../docs/model.md')
})
