import { describe, expect, test } from 'vitest'
import { code, command, newDevice, openDevice, RADIO, turn, types } from '../../test/support/open-device.ts'
import { ScriptedFunction } from '../../test/support/scripted-function.ts'
import { Seconds, seededRandom } from '../base/index.ts'
import {
  BasicConnect,
  Connect,
  DeviceCaps,
  DeviceServiceSubscribeList,
  MsLteAttachInfo,
  MsVersion,
  PacketService,
  RadioState,
  SignalState,
  SubscriberReadyStatus,
  type HostMessage,
} from '../mbim/index.ts'
import { ProtocolError, StatusError } from './errors.ts'

describe('transactions', () => {
  test('the answer is the value; ids count up from a random one', async () => {
    const { func, clock, device } = await openDevice()
    const both = Promise.all([device.query(RadioState), device.set(RadioState, { radioState: 'on' })])
    await turn(clock)
    const [first, second] = [command(func, 0), command(func, 1)]
    expect(second.transactionId).toBe(first.transactionId + 1)
    expect(first).toMatchObject({ operation: 'query', service: BasicConnect.uuid, cid: 3 })
    expect(RadioState.set.decode(second.info, 1)).toEqual({ radioState: 'on' })
    // In any order.
    func.answer(second, 'success', RadioState.response, { ...RADIO, hwRadioState: 'off' })
    func.answer(first, 'success', RadioState.response, RADIO)
    expect(await both).toEqual([RADIO, { hwRadioState: 'off', swRadioState: 'on' }])
    expect(clock.pending).toBe(0)
  })

  test('two devices that start do not use the same ids', async () => {
    const ids = await Promise.all(
      [1, 2].map(async (seed) => {
        const { func, device } = newDevice(undefined, { random: seededRandom(seed) })
        await device.open()
        return command(func, 0).transactionId
      }),
    )
    expect(new Set(ids).size).toBe(2)
  })

  test('an id that is still outstanding is skipped, and 0 is none', async () => {
    const { func, clock, device } = await openDevice({ random: { next: () => 0, integer: () => 0xfffffffd } })
    const waiting = [device.query(RadioState), device.query(RadioState), device.query(RadioState)]
    await turn(clock)
    expect(func.commands.map(({ transactionId }) => transactionId)).toEqual([0xffffffff, 1, 2])
    for (const one of func.commands) func.answer(one, 'success', RadioState.response, RADIO)
    await Promise.all(waiting)
  })

  test('a failure is a StatusError with what came along, where it came', async () => {
    const { func, clock, device } = await openDevice()
    const failing = device
      .set(PacketService, { packetServiceAction: 'attach' })
      .catch((error: unknown) => error)
    await turn(clock)
    func.answer(command(func, 0), 'failure', PacketService.response, {
      nwError: 'plmn-not-allowed',
      packetServiceState: 'detached',
      currentDataClass: [],
      uplinkSpeed: 0n,
      downlinkSpeed: 0n,
    })
    const error = await failing
    expect(error).toBeInstanceOf(StatusError)
    expect(error).toMatchObject({ code: 'status', status: 'failure' })
    expect((error as StatusError).info(PacketService.response)?.nwError).toBe('plmn-not-allowed')
  })

  test.each([
    ['empty', new Uint8Array(0)],
    ['too short', new Uint8Array(3)],
  ])('a failure with a buffer that is %s has nothing along', async (_name, info) => {
    const { func, clock, device } = await openDevice()
    const failing = device.query(Connect, { sessionId: 0 }).catch((error: unknown) => error)
    await turn(clock)
    const { transactionId, service, cid } = command(func, 0)
    func.send({ type: 'command-done', transactionId, service, cid, status: 'failure', info })
    expect(((await failing) as StatusError).info(Connect.response)).toBeUndefined()
  })

  test('an answer that cannot be read fails its command alone', async () => {
    const { func, clock, device } = await openDevice()
    const failing = code(device.query(RadioState))
    await turn(clock)
    func.answer(command(func, 0), 'success')
    expect(await failing).toBe('protocol')
  })

  test('an answer of another CID under the same id is not ours', async () => {
    const { func, clock, device } = await openDevice()
    const asked = device.query(RadioState)
    await turn(clock)
    const ours = command(func, 0)
    func.answer({ ...ours, cid: 99 }, 'failure')
    func.answer(ours, 'success', RadioState.response, RADIO)
    expect(await asked).toEqual(RADIO)
  })

  test('a doubled or unexpected answer is dropped', async () => {
    const { func, clock, device } = await openDevice()
    const asked = device.query(RadioState)
    await turn(clock)
    const ours = command(func, 0)
    func.answer({ ...ours, transactionId: 0x1234 }, 'failure')
    func.answer(ours, 'success', RadioState.response, RADIO)
    func.answer(ours, 'failure')
    expect(await asked).toEqual(RADIO)
    await turn(clock)
    expect(types(func)).toEqual(['command'])
  })

  test('a command without answer times out by its row of the table, and is cancelled at the function', async () => {
    const { func, clock, device } = await openDevice()
    const failing = code(clock.resolve(device.query(SignalState)))
    expect(await failing).toBe('timeout')
    expect(clock.monotonic()).toBe(5000)
    expect(func.heard.at(-1)).toEqual({
      type: 'host-error',
      transactionId: command(func, 0).transactionId,
      error: 'cancel',
    })
  })

  test('aborting cancels at the function; the late answer is ignored', async () => {
    const { func, clock, device } = await openDevice()
    const abort = new AbortController()
    const failing = code(device.query(RadioState, {}, { signal: abort.signal }))
    await turn(clock)
    abort.abort()
    expect(await failing).toBe('cancelled')
    await turn(clock)
    const ours = command(func, 0)
    expect(func.heard.at(-1)).toMatchObject({ type: 'host-error', transactionId: ours.transactionId })
    func.answer(ours, 'success', RadioState.response, RADIO)
    await turn(clock)
    expect(types(func)).toEqual(['command', 'host-error'])
    expect(clock.pending).toBe(0)
  })

  test('a signal that has been aborted before sends nothing', async () => {
    const { func, clock, device } = await openDevice()
    expect(await code(device.query(RadioState, {}, { signal: AbortSignal.abort() }))).toBe('cancelled')
    await turn(clock)
    expect(func.heard).toEqual([])
  })

  test('no more are outstanding than the function takes; the rest goes in order, less what was aborted', async () => {
    const { func, clock, device } = await openDevice({ maxOutstanding: 2 })
    const abort = new AbortController()
    const asked = [
      device.query(RadioState),
      device.query(SignalState),
      device.query(SubscriberReadyStatus, {}, { signal: abort.signal }),
      device.query(PacketService),
    ].map(code)
    await turn(clock)
    expect(func.commands.map(({ cid }) => cid)).toEqual([3, 11])
    abort.abort()
    func.answer(command(func, 0), 'failure')
    await turn(clock)
    expect(func.commands.map(({ cid }) => cid)).toEqual([3, 11, 10])
    for (const index of [1, 2]) func.answer(command(func, index), 'failure')
    expect(await Promise.all(asked)).toEqual(['status', 'status', 'cancelled', 'status'])
    expect(clock.pending).toBe(0)
  })

  test('a value that has no bytes is refused before anything is sent, and takes no place', async () => {
    const { func, clock, device } = await openDevice({ maxOutstanding: 1 })
    const wrong = device.query(Connect, { sessionId: -1 })
    expect(await code(wrong)).toBe('invalid_argument')
    const right = device.query(RadioState)
    await turn(clock)
    func.answer(command(func, 0), 'success', RadioState.response, RADIO)
    expect(await right).toEqual(RADIO)
  })

  test('raw commands go by numbers and resolve whatever their status', async () => {
    const { func, clock, device } = await openDevice()
    const info = new Uint8Array([1, 2, 3, 4])
    const asked = device.raw({ service: MsVersion.service.uuid, cid: 77, operation: 'set', info })
    await turn(clock)
    expect(command(func, 0)).toMatchObject({ cid: 77, operation: 'set', info })
    func.answer(command(func, 0), 'no-device-support')
    expect(await asked).toMatchObject({ status: 'no-device-support', info: new Uint8Array(0) })
  })
})

describe('errors of the function', () => {
  test('end the command they name', async () => {
    const { func, clock, device } = await openDevice()
    const failing = device.query(RadioState).catch((error: unknown) => error)
    await turn(clock)
    func.error(command(func, 0).transactionId, 'duplicated-tid')
    const error = await failing
    expect(error).toBeInstanceOf(ProtocolError)
    expect(error).toMatchObject({ code: 'protocol', error: 'duplicated-tid' })
  })

  test('are never answered with an error', async () => {
    const { func, clock } = await openDevice()
    func.error(4711, 'fragment-out-of-sequence')
    func.sendFrame(new Uint8Array([4, 0, 0, 0x80, 12, 0, 0, 0, 1, 0, 0, 0])) // without its code
    await turn(clock)
    expect(func.heard).toEqual([])
  })

  test('NOT_OPENED while open is a lost session: all fails, the owner is told, and recovering opens', async () => {
    const { func, clock, device, lost } = await openDevice()
    const failing = [device.query(RadioState), device.query(SignalState)].map(code)
    await turn(clock)
    func.error(command(func, 0).transactionId, 'not-opened')
    expect(await Promise.all(failing)).toEqual(['protocol', 'protocol'])
    expect(lost).toEqual([['closed', 'protocol']])
    expect(await code(device.query(RadioState))).toBe('busy')
    func.heard.length = 0
    func.onMessage((message) => func.standard(message))
    await device.recover('closed')
    expect(types(func)).toEqual(['open', 'command'])
    expect(await code(device.query(RadioState))).toBe('status')
    expect(clock.pending).toBe(0)
  })

  test('three time-outs in a row are a wedged function; recovering closes it first', async () => {
    const { func, clock, device, lost } = await openDevice()
    const failing = [1, 2, 3].map(() => code(device.query(SignalState)))
    const later = code(device.query(Connect, { sessionId: 0 }))
    await clock.advance(Seconds(5))
    expect(await Promise.all(failing)).toEqual(['timeout', 'timeout', 'timeout'])
    expect(await later).toBe('timeout')
    expect(lost).toEqual([['wedged', 'timeout']])
    func.heard.length = 0
    func.onMessage((message) => func.standard(message))
    await device.recover('wedged')
    expect(types(func)).toEqual(['close', 'open', 'command'])
    expect(clock.pending).toBe(0)
  })

  test('whatever the function says in between starts the count again', async () => {
    const { func, clock, device, lost } = await openDevice()
    for (let round = 0; round < 4; round++) {
      const failing = code(device.query(SignalState))
      await clock.advance(Seconds(5))
      expect(await failing).toBe('timeout')
      if (round === 1) func.indicate(RadioState, RADIO)
    }
    expect(lost).toEqual([])
  })

  test('recovering in vain may be tried again', async () => {
    const { func, clock, device } = await openDevice()
    func.error(1, 'not-opened')
    await turn(clock)
    expect(await code(clock.resolve(device.recover('closed')))).toBe('timeout')
    func.onMessage((message) => func.standard(message))
    await clock.resolve(device.recover('wedged'))
    expect(clock.pending).toBe(0)
  })
})

describe('indications', () => {
  test('are told to each who asked, as values, until disposed', async () => {
    const { func, clock, device } = await openDevice()
    const one: unknown[] = []
    const other: unknown[] = []
    const raw: unknown[] = []
    using _one = device.on(RadioState, (info) => one.push(info.swRadioState))
    const second = device.on(RadioState, () => {
      other.push(1)
      throw new Error('a defect of this listener alone')
    })
    using _raw = device.onAny((indication) => raw.push(indication.cid))
    func.indicate(RadioState, RADIO)
    await turn(clock)
    second[Symbol.dispose]()
    func.indicate(RadioState, { ...RADIO, swRadioState: 'off' })
    func.indicate(SubscriberReadyStatus, {
      readyState: 'initialized',
      subscriberId: '001010123456789',
      simIccId: '',
      readyInfo: [],
      telephoneNumbers: [],
    })
    await turn(clock)
    expect(one).toEqual(['on', 'off'])
    expect(other).toEqual([1])
    expect(raw).toEqual([3, 3, 2])
  })

  test('one that cannot be read is dropped', async () => {
    const { func, clock, device } = await openDevice()
    const heard: unknown[] = []
    using _heard = device.on(RadioState, (info) => heard.push(info))
    func.send({
      type: 'indicate-status',
      transactionId: 0,
      service: BasicConnect.uuid,
      cid: 3,
      info: new Uint8Array(5),
    })
    func.indicate(RadioState, RADIO)
    await turn(clock)
    expect(heard).toEqual([RADIO])
  })

  test('the subscribe list has what the function offers, by service', async () => {
    const { func, clock, device } = await openDevice()
    const subscribing = device.subscribe([Connect, RadioState, Connect, MsLteAttachInfo])
    await turn(clock)
    const sent = DeviceServiceSubscribeList.set.decode(command(func, 0).info, 1)
    expect(sent).toEqual({ events: [{ deviceServiceId: BasicConnect.uuid, cidList: [3, 12] }] })
    func.answer(command(func, 0), 'success', DeviceServiceSubscribeList.response, sent)
    await subscribing
  })
})

describe('the end', () => {
  test('unplugged: everything pending rejects, the owner is told once, nothing is left', async () => {
    const { func, clock, device, ends } = await openDevice({ maxOutstanding: 1 })
    const failing = [device.query(RadioState), device.query(SignalState)].map(code)
    await turn(clock)
    func.unplug()
    expect(await Promise.all(failing)).toEqual(['unplugged', 'unplugged'])
    expect(ends.map((cause) => cause?.code)).toEqual(['unplugged'])
    expect(await code(device.query(RadioState))).toBe('unplugged')
    expect(await code(device.open())).toBe('unplugged')
    await device.close()
    expect(clock.pending).toBe(0)
  })

  test('unplugged while OPEN is repeated', async () => {
    const func = new ScriptedFunction((message, self) => {
      if (message.type === 'open') {
        self.send({ type: 'open-done', transactionId: message.transactionId, status: 'failure' })
      }
      if (message.type === 'command') self.error(message.transactionId, 'not-opened')
    })
    const { clock, device } = newDevice(func)
    const opening = code(device.open())
    await clock.advance(Seconds(2))
    expect(clock.pending).toBe(1)
    func.unplug()
    expect(await opening).toBe('unplugged')
    expect(clock.pending).toBe(0)
  })

  test('letting go cancels what is pending and leaves the session open', async () => {
    const { func, clock, device, ends } = await openDevice()
    const failing = code(device.query(RadioState))
    await turn(clock)
    await device.close()
    expect(await failing).toBe('cancelled')
    await turn(clock)
    expect(types(func)).toEqual(['command', 'host-error'])
    expect(ends).toEqual([undefined])
    expect(func.ends).toHaveLength(1)
    expect(clock.pending).toBe(0)
  })

  test('closing ends the session first', async () => {
    const { func, device, ends } = await openDevice()
    func.onMessage((message: HostMessage) => func.standard(message))
    await device.close({ close: true })
    expect(types(func)).toEqual(['close'])
    expect(ends).toEqual([undefined])
  })

  test('closing does not wait for ever for a function that does not answer', async () => {
    const { clock, device } = await openDevice()
    await clock.resolve(device.close({ close: true }))
    expect(clock.monotonic()).toBe(10_000)
    expect(clock.pending).toBe(0)
  })

  test('disposing while opening ends the opening', async () => {
    const func = new ScriptedFunction(() => undefined)
    const { clock, device } = newDevice(func)
    const opening = code(device.open())
    await clock.advance(Seconds(8))
    await device[Symbol.asyncDispose]()
    expect(await opening).toBe('cancelled')
    expect(clock.pending).toBe(0)
  })
})

test('what a CID has not does not compile', async () => {
  const { device } = await openDevice()
  const never = (): unknown => [
    // @ts-expect-error DEVICE_CAPS can only be queried
    device.set(DeviceCaps, {}),
    // @ts-expect-error the subscribe list can only be set
    device.query(DeviceServiceSubscribeList),
    // @ts-expect-error a set needs its value
    device.set(RadioState),
    // @ts-expect-error PIN is not indicated
    device.on(DeviceCaps, () => undefined),
    // @ts-expect-error there is no such word
    device.set(RadioState, { radioState: 'maybe' }),
    // @ts-expect-error a query with arguments needs them
    device.query(Connect),
  ]
  expect(typeof never).toBe('function')
})
