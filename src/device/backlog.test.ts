import { describe, expect, test } from 'vitest'
import { code, RADIO, turn, types } from '../../test/support/open-device.ts'
import { LateChannel } from '../../test/support/late-channel.ts'
import { ScriptedFunction } from '../../test/support/scripted-function.ts'
import { Milliseconds, Seconds, seededRandom, sleep, VirtualClock } from '../base/index.ts'
import {
  BasicConnect,
  fragment,
  MsBasicConnectExtensions,
  MsVersion,
  RadioState,
  serializeInfo,
  serializeMessage,
} from '../mbim/index.ts'
import { MbimDevice, type DeviceOptions } from './device.ts'

const radioDone = (transactionId: number): Uint8Array =>
  serializeInfo(
    { type: 'command-done', transactionId, service: BasicConnect.uuid, cid: 3, status: 'success' },
    RadioState.response,
    RADIO,
    1,
  )
const radioHeard = serializeInfo(
  { type: 'indicate-status', transactionId: 0, service: BasicConnect.uuid, cid: 3 },
  RadioState.indication,
  RADIO,
  1,
)
const stale = (count: number): Uint8Array[] => Array.from({ length: count }, (_, at) => radioDone(9000 + at))

function newLate(func: ScriptedFunction, unread: readonly Uint8Array[], options: DeviceOptions = {}) {
  const clock = new VirtualClock()
  const channel = new LateChannel(func.channel, unread)
  const lost: string[] = []
  const device = new MbimDevice(
    channel,
    { lost: (state) => lost.push(state), ended: () => undefined },
    { clock, random: seededRandom(1), ...options },
  )
  return { clock, channel, device, lost }
}

/** Answers RADIO_STATE and VERSION too. */
const speaking = (): ScriptedFunction =>
  new ScriptedFunction((message, self) => {
    if (message.type !== 'command') self.standard(message)
    else if (message.cid === MsVersion.number && message.service === MsVersion.service.uuid) {
      const versions = { mbimVersion: 0x0100, mbimExtendedVersion: 0x0300 }
      self.answer(message, 'success', MsVersion.response, versions)
    } else if (message.cid === RadioState.number) {
      self.answer(message, 'success', RadioState.response, RADIO)
    } else {
      self.services(message, [
        { deviceServiceId: BasicConnect.uuid, cidList: [3, 16] },
        { deviceServiceId: MsBasicConnectExtensions.uuid, cidList: [15] },
      ])
    }
  })

describe('a function with messages of before', () => {
  // Each frame of before earns a question, and a command is pushed out by one for each.
  test.each([
    [0, 0, [1, 1, 1]],
    [1, 250, [2, 2, 2]],
    [2, 250, [3, 3, 3]],
    [5, 250, [6, 6, 6]],
  ])('%i of them: taken over without OPEN, and everything is answered', async (count, took, asked) => {
    const func = speaking()
    const { clock, channel, device, lost } = newLate(func, stale(count))
    expect(await clock.resolve(device.open())).toEqual({ adopted: true })
    expect(clock.monotonic()).toBe(took)
    expect(device.version).toBe(3)
    const opening = func.heard.length
    expect(opening).toBe((asked[0] ?? 0) + (asked[1] ?? 0))
    expect(await device.query(RadioState)).toEqual(RADIO)
    expect(func.heard).toHaveLength(opening + (asked[2] ?? 0))
    expect(clock.monotonic()).toBe(took)
    // In the end as many are unread as before, and nothing is asked for its own sake.
    expect(channel.unread).toBe(count)
    await clock.advance(Seconds(60))
    expect(func.heard).toHaveLength(opening + (asked[2] ?? 0))
    expect(types(func).every((type) => type === 'command')).toBe(true)
    expect(lost).toEqual([])
    expect(clock.pending).toBe(0)
  })

  test('what it says unasked is heard at once', async () => {
    const func = speaking()
    const { clock, channel, device } = newLate(func, stale(3))
    await clock.resolve(device.open())
    const heard: unknown[] = []
    device.on(RadioState, (info) => heard.push(info))
    const opening = func.heard.length
    func.indicate(RadioState, RADIO)
    func.indicate(RadioState, { ...RADIO, swRadioState: 'off' })
    await turn(clock)
    expect(heard).toEqual([RADIO, { ...RADIO, swRadioState: 'off' }])
    expect(func.heard).toHaveLength(opening + 3)
    expect(channel.unread).toBe(3)
  })

  test.each([1, 2, 3, 4])(
    'what it says unasked with its answer to question %i is no trouble',
    async (which) => {
      const func = speaking()
      const { clock, channel, device } = newLate(func, stale(3))
      let asked = 0
      func.onFrame = () => {
        if (++asked === which) func.indicate(RadioState, RADIO)
      }
      await clock.resolve(device.open())
      const began = clock.monotonic()
      for (let times = 1; times <= 3; times++) {
        const before = func.heard.length
        expect(await device.query(RadioState)).toEqual(RADIO)
        if (times > 1) expect(func.heard).toHaveLength(before + 1 + 3)
      }
      expect(clock.monotonic()).toBe(began)
      expect(channel.unread).toBe(3)
    },
  )

  test('a late answer is pushed out when it is there', async () => {
    const func = speaking()
    const { clock, device } = newLate(func, stale(2))
    await clock.resolve(device.open())
    func.onMessage((message, self) => {
      if (message.type !== 'command' || self.services(message)) return
      void sleep(clock, Seconds(7)).then(() => {
        self.answer(message, 'success', RadioState.response, RADIO)
      })
    })
    const began = clock.monotonic()
    expect(await clock.resolve(device.query(RadioState))).toEqual(RADIO)
    expect(clock.monotonic() - began).toBe(7000)
  })

  test.each([
    ['indications', [radioHeard, radioHeard]],
    ['frames that are no message', [Uint8Array.of(1, 2, 3), new Uint8Array(0)]],
    ['fragments', fragment(serializeMessage(longDone()), 64)],
    ['errors', [serializeMessage({ type: 'function-error', transactionId: 77, error: 'not-opened' })]],
    [
      'the end of another session',
      [serializeMessage({ type: 'close-done', transactionId: 7, status: 'success' })],
    ],
  ])('they may be %s', async (_name, unread) => {
    const func = speaking()
    const { clock, device } = newLate(func, unread)
    expect(await clock.resolve(device.open())).toEqual({ adopted: true })
    expect(types(func)).not.toContain('open')
    expect(await clock.resolve(device.query(RadioState))).toEqual(RADIO)
  })

  test('its own answers may be in fragments', async () => {
    const func = speaking()
    func.maxControlTransfer = 64
    const { clock, device } = newLate(func, stale(4))
    expect(await clock.resolve(device.open())).toEqual({ adopted: true })
    expect(device.version).toBe(3)
    for (let times = 0; times < 10; times++) {
      const began = clock.monotonic()
      expect(await device.query(RadioState)).toEqual(RADIO)
      expect(clock.monotonic()).toBe(began)
    }
    expect(func.heard.length).toBeLessThan(60)
  })

  test('one that gives them all at once is in step, and asked no more than they earned', async () => {
    const func = speaking()
    const { clock, channel, device } = newLate(func, stale(5))
    const opening = device.open()
    channel.catchUp()
    expect(await clock.resolve(opening)).toEqual({ adopted: true })
    expect(clock.monotonic()).toBe(0)
    const asked = func.heard.length
    expect(asked).toBe(1 + 5 + 1)
    expect(await device.query(RadioState)).toEqual(RADIO)
    expect(func.heard).toHaveLength(asked + 1)
  })

  test('one that catches up later is found out, and not pushed any more', async () => {
    const func = speaking()
    const { clock, channel, device } = newLate(func, stale(5))
    await clock.resolve(device.open())
    channel.catchUp()
    await turn(clock)
    expect(channel.unread).toBe(0)
    const asked = func.heard.length
    expect(await device.query(RadioState)).toEqual(RADIO)
    expect(await device.query(RadioState)).toEqual(RADIO)
    expect(func.heard.length).toBe(asked + 2)
  })

  test('one that was reset behind our back is in step again after OPEN', async () => {
    const func = speaking()
    const { clock, channel, device, lost } = newLate(func, stale(2))
    await clock.resolve(device.open())
    func.onMessage((message, self) => {
      if (message.type === 'command') self.error(message.transactionId, 'not-opened')
      else self.standard(message)
    })
    expect(await code(device.query(RadioState))).toBe('protocol')
    expect(lost).toEqual(['closed'])
    func.onMessage((message, self) => {
      self.standard(message)
    })
    await clock.resolve(device.recover('closed'))
    const asked = func.heard.length
    expect(channel.unread).toBe(0)
    expect(await code(device.query(RadioState))).toBe('status')
    expect(func.heard).toHaveLength(asked + 1)
  })

  test('a closed one is opened all the same', async () => {
    let open = false
    const func = new ScriptedFunction((message, self) => {
      if (message.type === 'open') open = true
      if (open) self.standard(message)
      else if (message.type === 'command') self.error(message.transactionId, 'not-opened')
    })
    const { clock, device } = newLate(func, stale(2))
    expect(await clock.resolve(device.open())).toEqual({ adopted: false })
    expect(types(func)).toEqual(['command', 'command', 'command', 'open', 'command'])
    expect(clock.monotonic()).toBe(0)
  })
})

describe('a function that says strange things for ever', () => {
  test.each([
    // The questions all go at once; each of two rounds ends 3 s after its last.
    ['at once', 0, 2 * 3000],
    // 32 are earned, one after the other, 2.9 s apart.
    ['as slowly as it may', 2900, 32 * 2900 + 2 * 3000],
  ])('%s is asked so many times, closed and opened', async (_name, delay, most) => {
    let open = false
    const func = new ScriptedFunction((message, self) => {
      if (message.type === 'open') open = true
      if (open || message.type === 'close') self.standard(message)
      else if (message.type === 'command') {
        const strange = (): void => {
          self.sendFrame(radioDone(1))
        }
        if (delay === 0) strange()
        else void sleep(clock, Milliseconds(delay)).then(strange)
      }
    })
    const { clock, device } = newLate(func, [])
    expect(await clock.resolve(device.open())).toEqual({ adopted: false })
    expect(func.commands).toHaveLength(2 + 32 + 1)
    expect(types(func).slice(-3)).toEqual(['close', 'open', 'command'])
    expect(clock.monotonic()).toBeGreaterThanOrEqual(6000)
    expect(clock.monotonic()).toBeLessThanOrEqual(most)
  })

  test('a flood that answers nothing prolongs nothing', async () => {
    let open = false
    const func = new ScriptedFunction((message, self) => {
      if (message.type === 'open') open = true
      if (open || message.type === 'close') self.standard(message)
    })
    const { clock, device } = newLate(func, [])
    const flood = clock.setTimer(Milliseconds(10), function again() {
      func.indicate(RadioState, RADIO)
      if (!open) clock.setTimer(Milliseconds(10), again)
    })
    expect(await clock.resolve(device.open())).toEqual({ adopted: false })
    flood[Symbol.dispose]()
    expect(func.commands).toHaveLength(2 + 32 + 1)
    expect(clock.monotonic()).toBeLessThan(7000)
  })

  test('can be let go of', async () => {
    const func = new ScriptedFunction((_message, self) => {
      self.sendFrame(radioDone(1))
    })
    const { clock, device } = newLate(func, [])
    const abort = new AbortController()
    const opening = code(device.open({ signal: abort.signal }))
    await clock.advance(Seconds(1))
    abort.abort()
    expect(await opening).toBe('cancelled')
    expect(clock.pending).toBe(0)
  })
})

function longDone() {
  const info = new Uint8Array(200)
  return {
    type: 'command-done',
    transactionId: 5,
    service: BasicConnect.uuid,
    cid: 3,
    status: 'success',
    info,
  } as const
}
