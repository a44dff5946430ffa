import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { scratch } from '../../../test/support/scratch.ts'
import type { DialConfiguration } from '../../manager/index.ts'
import { readerOf } from './read-dial-configuration.ts'

async function read(text: string, strict = false): Promise<DialConfiguration> {
  using place = scratch()
  const file = join(place.path, 'dialtone.toml')
  writeFileSync(file, text)
  return await readerOf(file)({ strict })
}

test('an interface that cannot be read leaves the others alone', async () => {
  const { interfaces, problems } = await read(
    '[dial.good]\nprofile = "internet"\npersistent = true\n[dial.bad]\nprofile = 7\n[dial]\nworse = 1\n',
  )
  expect(interfaces).toMatchObject([{ name: 'good', persistent: true, dialer: { profile: 'internet' } }])
  expect(problems).toMatchObject([
    {
      dialInterface: 'bad',
      message: expect.stringContaining('line 5, column 11: dial.bad.profile has to be a text') as string,
    },
    {
      dialInterface: 'worse',
      message: expect.stringContaining('line 7, column 9: dial.worse has to be a table') as string,
    },
  ])
})

test('what is no TOML is told with its line', async () => {
  await expect(read('[dial.a]\nprofile = \n')).rejects.toMatchObject({
    code: 'invalid_argument',
    detail: { line: 2 },
  })
})

test('a section that is not known is refused', async () => {
  await expect(read('[modem]\n')).rejects.toThrow(
    /dialtone\.toml:1:2: error: modem is no section here; did you mean modems\?$/,
  )
})

test('a file that is not there is told', async () => {
  await expect(readerOf('/nonexistent/dialtone.toml')({ strict: false })).rejects.toMatchObject({
    code: 'not_found',
  })
})

test('read again, any mistake keeps all of it from being taken', async () => {
  await expect(
    read('[dial.good]\nprofile = "internet"\n[dial.bad]\nprofile = 7\n', true),
  ).rejects.toMatchObject({
    code: 'invalid_argument',
    mistakes: [{ key: 'dial.bad.profile', line: 4, column: 11 }],
  })
})
