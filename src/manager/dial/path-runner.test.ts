import { expect, test } from 'vitest'
import { VirtualClock } from '../../base/index.ts'
import { completeDialSettings } from '../../core/index.ts'
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
