/** Connections that the network ends as soon as they are up. */
import { expect, test } from 'vitest'
import { Minutes, Seconds, type Duration } from '../../src/base/index.ts'
import { DialStory } from '../support/dial-story.ts'

test('where the network ends each connection within seconds, traffic dials ever less often, and why says so', async () => {
  await using story = await DialStory.begin({ settings: { redial: { attempts: 1, interval: Seconds(10) } } })
  const path = story.network.pathOf('branch')
  /** Something sends all the time, and nothing stays up for four seconds. */
  const suffer = async (time: Duration): Promise<number> => {
    const end = story.clock.now() + time
    let [connects, up] = [0, 0]
    while (story.clock.now() < end) {
      path.traffic()
      await story.pass(path.state === 'withdrawn' ? Seconds(20) : Seconds(1))
      up = (await story.state()) === 'connected' ? up + 1 : 0
      if (up === 1) connects += 1
      if (up === 4) story.virtual.networkDisconnect({ cause: 38 })
    }
    return connects
  }
  // Two attempts, then waits of 10, 20 and 30 minutes.
  expect(await suffer(Minutes(60))).toBe(6)
  const [why] = await story.service.why({ name: 'branch' })
  expect(why).toMatchObject({
    what: 'dial-interface',
    state: 'unreachable',
    unreachability: ['connection-failure'],
    lastError: { code: 'disconnected', network: { value: 38 } },
    next: { text: 'traffic may dial it again' },
  })
  expect(why?.summary).toMatch(/all attempts failed, 3 times in a row; .*: it was up for [\d.]+ s only: /)
  // A hand has its success at once.
  expect((await story.connectInterface()).state).toBe('succeeded')
  await story.pass(Seconds(30))
  expect(await story.dial()).toMatchObject({ state: 'connected' })
  story.virtual.networkDisconnect({ cause: 38 })
  expect(await suffer(Minutes(9))).toBe(2)
  expect((await story.dial()).reason.text).toContain('all attempts failed, once')
})
