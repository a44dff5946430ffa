import { afterEach, beforeEach, expect, test } from 'vitest'
import { openCommandLine, type CommandLine } from '../../../../../test/support/command-line.ts'

let cli: CommandLine

beforeEach(async () => {
  cli = await openCommandLine()
})
afterEach(() => cli[Symbol.asyncDispose]())

const NOTE =
  'There is no profile "intrenet" yet: it cannot be dialled until one is added (dialtone profile add FILE)\n'

test('add and set say that there is no such profile, and do what they are told', async () => {
  expect(await cli.run('dial add branch --profile intrenet --route 10.0.0.0/8')).toMatchObject({
    code: 0,
    out: 'branch is added\n',
    err: NOTE,
  })
  expect((await cli.run('dial set branch --profile intrenet')).err).toBe(NOTE)
  expect((await cli.run('dial set branch --priority 3')).err).toBe('')
})

test('where the profile is there nothing is said of it, nor in JSON', async () => {
  const { out } = await cli.run('profile list')
  expect(out).toContain('internet')
  expect((await cli.run('dial add branch --profile internet')).err).toBe('')
  expect((await cli.run('dial add other --profile intrenet --json')).err).toBe('')
})
