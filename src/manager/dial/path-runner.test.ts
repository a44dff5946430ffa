import { expect, test } from 'vitest'
import { VirtualClock } from '../../base/index.ts'
import { completeDialSettings, serialDialer } from '../../core/index.ts'
import { BRANCH } from '../../../test/support/dial-story.ts'
import { FakeNetwork } from '../../../test/support/fake-network.ts'
import { PathRunner } from './path-runner.ts'

/** Microtasks that the longest of these runs takes, and some more. */
const TURNS = 24

test.each(Array.from({ length: TURNS }, (_, turn) => turn))(
  'what is wanted %i microtasks after something else is done as well',
  async (turns) => {
    const network = new FakeNetwork()
    await using runner = new PathRunner({
      network,
      clock: new VirtualClock(),
      settings: completeDialSettings(BRANCH),
      tell: () => undefined,
      changed: () => undefined,
    })
    runner.want({ to: 'hold' })
    for (let turn = 0; turn < turns; turn++) await Promise.resolve()
    runner.want({ to: 'withdrawn' })
    for (let turn = 0; turn < TURNS; turn++) await Promise.resolve()
    expect([runner.state, network.pathOf('branch').state]).toEqual([{ state: 'withdrawn' }, 'withdrawn'])
  },
)

test('there is no path to what carries nothing, and one as soon as it dials with something else', async () => {
  const network = new FakeNetwork()
  const settings = completeDialSettings(BRANCH)
  const cause = { code: 'no_device', message: 'it carries nothing' } as const
  await using runner = new PathRunner({
    network,
    obstacle: ({ kind }) => (kind === 'modem' ? cause : undefined),
    clock: new VirtualClock(),
    settings,
    tell: () => undefined,
    changed: () => undefined,
  })
  const turn = async (): Promise<void> => {
    for (let turns = 0; turns < TURNS; turns++) await Promise.resolve()
  }
  expect(runner.state).toEqual({ state: 'absent', cause })
  runner.want({ to: 'hold' })
  await turn()
  expect([runner.state, network.paths.size]).toEqual([{ state: 'absent', cause }, 0])
  runner.change({ ...settings, dialer: serialDialer('/dev/ttyUSB7') })
  await turn()
  expect([runner.state, network.pathOf('branch').state]).toEqual([{ state: 'holding' }, 'holding'])
  runner.change(settings)
  await turn()
  expect([runner.state, network.pathOf('branch').state]).toEqual([{ state: 'absent', cause }, 'gone'])
})
