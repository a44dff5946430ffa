/** The configuration of a branch-office gateway, run on virtual modems: it dials on demand, in its hours. */
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { Minutes, Seconds } from '../src/base/index.ts'
import { readerOf } from '../src/main/configuration/read-dial-configuration.ts'
import { DialStory } from '../test/support/dial-story.ts'

const FILE = fileURLToPath(new URL('branch-office.toml', import.meta.url))

test('the gateway dials the head office on demand, and keeps its alarm line up', async () => {
  const { problems } = await readerOf(FILE)({ strict: true })
  expect(problems).toEqual([])
  await using story = await DialStory.begin({
    count: 2,
    configuration: readerOf(FILE),
    settings: { enabled: false, routes: [] },
  })
  await story.pass(Minutes(1))
  expect(await story.dial('alarm')).toMatchObject({ state: 'connected', connected: { port: 'modem1' } })

  // The clock of stories begins at 01:00 in Berlin: nobody dials at night.
  expect((await story.dial('head-office')).unreachability).toEqual(['dial-out-hours'])
  await story.pass(Minutes(6 * 60))
  const path = story.network.pathOf('head-office')
  expect([await story.state('head-office'), path.state]).toEqual(['disconnected', 'holding'])
  path.traffic('10.20.0.9')
  await story.pass(Seconds(5))
  expect(await story.dial('head-office')).toMatchObject({ state: 'connected', connected: { port: 'modem0' } })
  await story.pass(Minutes(6))
  expect(await story.dial('head-office')).toMatchObject({
    state: 'disconnected',
    lastError: { code: 'idle' },
  })
})
