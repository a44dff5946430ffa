/** The story of all drivers on a dialer with pppd; on a real pppd and a real kernel it is told in test/guest/ppp.test.ts. */
import { expect, test } from 'vitest'
import { INAPPLICABLE, tellStory } from '../../../test/support/dialer-story.ts'
import { FakePppHost } from '../../../test/support/fake-ppp-host.ts'
import { scratch } from '../../../test/support/scratch.ts'
import { Seconds, silent, VirtualClock } from '../../base/index.ts'
import { completeDialSettings, serialDialer, type DialerFact } from '../../core/index.ts'
import { STORY } from '../compliance-story.ts'
import { pppDialers } from './ppp-dialers.ts'

test('it connects, is dropped, connects again and disconnects', async () => {
  using folder = scratch()
  const clock = new VirtualClock()
  const host = new FakePppHost()
  host.play = (pppd) => pppd.up()
  const settings = completeDialSettings({ name: 'branch', dialer: serialDialer('/dev/ttyUSB0') })
  const source = pppDialers({ clock, log: silent, folder: folder.path, host })
  await using dialer = source({ id: 'branch', settings: () => settings })
  const facts: DialerFact[] = []
  dialer.start((fact) => facts.push(fact))
  const options = { signal: new AbortController().signal, by: 'anna' }
  await tellStory({
    connect: async () => {
      await clock.resolve(dialer.dial(options))
      const up = facts.findLast((fact) => fact.type === 'up')
      if (up === undefined) throw new Error('it is up, and that was not told')
      return up.link.link
    },
    disconnect: () => clock.resolve(dialer.hangUp(options)),
    drop: async () => {
      const before = facts.length
      host.last.exit({ status: 16 })
      await clock.advance(Seconds(0))
      const down = facts.slice(before).find((fact) => fact.type === 'down')
      return down?.cause
    },
    isUp: () => host.last.runs,
  })
  expect(facts.map(({ type }) => type)).toEqual([
    'available',
    ...['up', 'down', 'available'],
    ...['up', 'down', 'available'],
  ])
})

test('what cannot be told on a dialer is in the story', () => {
  const names = STORY.map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining([...INAPPLICABLE.keys()]))
})
