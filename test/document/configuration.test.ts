import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { loadSchemas } from '../../src/api/index.ts'
import { renderReference } from './configuration.ts'

const FILE = '../../docs/configuration.md'

test('the reference is that of the schema; vitest -u writes it', async () => {
  const text = readFileSync(new URL(FILE, import.meta.url), 'utf8')
  const { CONFIGURATION } = await loadSchemas()
  const reference = renderReference(CONFIGURATION)
  const part = /(?<=<!-- reference -->\n)[^]*(?=<!-- end of reference -->)/
  expect(text).toMatch(part)
  await expect(text.replace(part, () => `\n${reference}\n\n`)).toMatchFileSnapshot(FILE)
})
