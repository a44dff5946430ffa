import { describe, expect, test } from 'vitest'
import { Milliseconds, Seconds, silent, VirtualClock } from '../base/index.ts'
import { createSupervisor, type Supervisor } from './supervisor.ts'
import { statusLine } from './status-line.ts'

interface Stage {
  readonly clock: VirtualClock
  readonly supervisor: Supervisor
  readonly told: string[]
  /** How many datagrams it has room for; any number unless told. */
  room: number
}

function stage(env: Record<string, string> = {}): Stage {
  const clock = new VirtualClock()
  const told: string[] = []
  const here: Stage = {
    clock,
    told,
    room: Infinity,
    supervisor: createSupervisor({
      env: { NOTIFY_SOCKET: '/run/notify', ...env },
      pid: 42,
      clock,
      log: silent,
      microseconds: () => 123_456_789n,
      open: (path) => {
        if (path !== '/run/notify') throw new Error('no such socket')
        return {
          send: (text) => {
            if (here.room <= 0) return false
            here.room -= 1
            told.push(text)
            return true
          },
          [Symbol.dispose]: () => void told.push('(closed)'),
        }
      },
    }),
  }
  return here
}

const well = (): Promise<void> => Promise.resolve()

test('tells a whole life in order', () => {
  const { supervisor, told } = stage()
  supervisor.ready('no modem', well)
  supervisor.status('1 modem, 0 connected')
  supervisor.status('1 modem, 0 connected')
  supervisor.reloading()
  supervisor.reloaded()
  supervisor.stopping()
  supervisor[Symbol.dispose]()
  supervisor.status('nobody hears this')
  expect(told).toEqual([
    'READY=1\nSTATUS=no modem',
    'STATUS=1 modem, 0 connected',
    'RELOADING=1\nMONOTONIC_USEC=123456789\nSTATUS=reading the configuration again',
    'READY=1\nSTATUS=1 modem, 0 connected',
    'STOPPING=1\nSTATUS=stopping',
    '(closed)',
  ])
})

test.each([[{ NOTIFY_SOCKET: '' }], [{ NOTIFY_SOCKET: 'vsock:2:1' }]])(
  'does nothing where nobody can be told: %j',
  async (env) => {
    const { supervisor, told, clock } = stage({ ...env, WATCHDOG_USEC: '1000000' })
    supervisor.ready('no modem', well)
    supervisor.reloading()
    supervisor.stopping()
    expect(clock.pending).toBe(0)
    await clock.advance(Seconds(5))
    supervisor[Symbol.dispose]()
    expect(told).toEqual([])
  },
)

test('what there is no room for is told later, in order', async () => {
  const here = stage()
  here.room = 0
  here.supervisor.ready('no modem', well)
  here.supervisor.status('1 modem, 0 connected')
  await here.clock.advance(Seconds(1))
  expect(here.told).toEqual([])
  here.room = Infinity
  await here.clock.advance(Milliseconds(100))
  expect(here.told).toEqual(['READY=1\nSTATUS=no modem', 'STATUS=1 modem, 0 connected'])
})

describe('the watchdog', () => {
  const pings = ({ told }: Stage): number => told.filter((text) => text === 'WATCHDOG=1').length

  test('is fed three times within its limit', async () => {
    const here = stage({ WATCHDOG_USEC: '30000000', WATCHDOG_PID: '42' })
    here.supervisor.ready('', well)
    await here.clock.advance(Seconds(30))
    expect(pings(here)).toBe(3)
    here.supervisor.stopping()
    await here.clock.advance(Seconds(60))
    expect(pings(here)).toBe(3)
  })

  test.each([
    [{}],
    [{ WATCHDOG_USEC: '0' }],
    [{ WATCHDOG_USEC: 'soon' }],
    [{ WATCHDOG_USEC: '30000000', WATCHDOG_PID: '41' }],
  ])('is left alone where it is not ours to feed: %j', async (env) => {
    const here = stage(env)
    here.supervisor.ready('', well)
    await here.clock.advance(Seconds(60))
    expect(pings(here)).toBe(0)
  })

  test('starves while the store hangs, and is fed again when it answers', async () => {
    const here = stage({ WATCHDOG_USEC: '30000000' })
    const hang = Promise.withResolvers<undefined>()
    let pulse = (): Promise<unknown> => Promise.resolve()
    here.supervisor.ready('', async () => {
      await pulse()
    })
    await here.clock.advance(Seconds(10))
    expect(pings(here)).toBe(1)
    pulse = () => hang.promise
    await here.clock.advance(Seconds(120))
    expect(pings(here)).toBe(1)
    pulse = () => Promise.resolve()
    hang.resolve(undefined)
    await here.clock.advance(Seconds(20))
    expect(pings(here)).toBe(4)
  })

  test('starves when the store fails for good', async () => {
    const here = stage({ WATCHDOG_USEC: '30000000' })
    here.supervisor.ready('', () => Promise.reject(new Error('closed')))
    await here.clock.advance(Seconds(120))
    expect(pings(here)).toBe(0)
  })
})

test.each([
  [0, [], [], false, 'no modem'],
  [1, ['activated'], [], false, '1 modem, 1 connected'],
  [2, ['activated', 'activating'], ['connected'], false, '2 modems, 1 connected'],
  [
    2,
    ['deactivated', 'activated', 'activated'],
    ['unreachable', 'connected'],
    true,
    '2 modems, 2 connected, 1 of 2 dial interfaces unreachable, the state cannot be stored',
  ],
])(
  '%i modems, connections %j, interfaces %j, trouble %j: %s',
  (count, connections, interfaces, trouble, line) => {
    // Nothing but states is looked at.
    const states = (list: readonly string[]): never => list.map((state) => ({ state })) as never
    const snapshot = {
      modems: Array.from({ length: count }, () => ({})) as never,
      connections: states(connections),
      dialInterfaces: states(interfaces),
    }
    const cause = { code: 'storage_failed', message: 'the disk is full' } as const
    expect(statusLine(snapshot, trouble ? { storageTrouble: cause } : {})).toBe(line)
  },
)
