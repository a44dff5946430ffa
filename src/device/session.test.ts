import { describe, expect, test } from 'vitest'
import { code, command, newDevice, openDevice, RADIO, turn, types } from '../../test/support/open-device.ts'
import { ScriptedFunction } from '../../test/support/scripted-function.ts'
import { Seconds } from '../base/index.ts'
import {
  BasicConnect,
  Connect,
  DeviceCaps,
  DeviceServices,
  MsBasicConnectExtensions,
  MsLteAttachInfo,
  MsModemConfiguration,
  MsVersion,
  ProxyVersion,
  RadioState,
  SignalState,
} from '../mbim/index.ts'

describe('opening', () => {
  test('asks before it opens, and takes a live session over without OPEN', async () => {
    const { func, device } = newDevice()
    expect(await device.open()).toEqual({ adopted: true })
    expect(types(func)).toEqual(['command'])
    expect(device.offers(Connect)).toBe(true)
    expect(device.offers(MsLteAttachInfo)).toBe(false)
    expect(device.version).toBe(1)
  })

  test('opens a function that says NOT_OPENED', async () => {
    let open = false
    const func = new ScriptedFunction((message, self) => {
      if (message.type === 'open') open = true
      if (open) self.standard(message)
      else self.error(message.transactionId, 'not-opened')
    })
    const { device } = newDevice(func, { maxControlTransfer: 2048 })
    expect(await device.open()).toEqual({ adopted: false })
    expect(types(func)).toEqual(['command', 'open', 'command'])
    expect(func.heard[1]).toMatchObject({ maxControlTransfer: 2048 })
  })

  test('closes and opens a function that says nothing, and repeats OPEN until it does', async () => {
    let opens = 0
    const func = new ScriptedFunction((message, self) => {
      if (message.type === 'open') opens++
      if (opens === 3) self.standard(message)
    })
    const { clock, device } = newDevice(func)
    expect(await clock.resolve(device.open())).toEqual({ adopted: false })
    // Twice 3 s for the question, 2 s for CLOSE, two OPENs of 5 s; the third is answered.
    expect(clock.monotonic()).toBe(18_000)
    const asked = ['command', 'host-error', 'command', 'host-error']
    expect(types(func)).toEqual([...asked, 'close', 'open', 'open', 'open', 'command'])
    expect(clock.pending).toBe(0)
  })

  test('gives up after 45 s of OPENs', async () => {
    const func = new ScriptedFunction(() => undefined)
    const { clock, device } = newDevice(func)
    expect(await code(clock.resolve(device.open()))).toBe('timeout')
    expect(clock.monotonic()).toBe(2 * 3000 + 45_000)
    expect(clock.pending).toBe(0)
  })

  test('a stray CLOSE_DONE while opening means that a CLOSE was still under way: closes and opens again', async () => {
    let opens = 0
    const func = new ScriptedFunction((message, self) => {
      if (message.type === 'command' && opens === 0) self.error(message.transactionId, 'not-opened')
      else if (message.type === 'open' && ++opens === 1) {
        self.send({ type: 'close-done', transactionId: 4711, status: 'success' })
      } else self.standard(message)
    })
    const { clock, device } = newDevice(func)
    await device.open()
    expect(clock.monotonic()).toBe(0)
    expect(types(func)).toEqual(['command', 'open', 'close', 'open', 'command'])
  })

  test('a function that never stops saying CLOSE_DONE is closed once', async () => {
    const func = new ScriptedFunction((message, self) => {
      if (message.type === 'command') self.error(message.transactionId, 'not-opened')
      if (message.type === 'open') self.send({ type: 'close-done', transactionId: 4711, status: 'success' })
    })
    const { clock, device } = newDevice(func)
    expect(await code(clock.resolve(device.open()))).toBe('timeout')
    expect(types(func).filter((type) => type === 'close')).toHaveLength(1)
  })

  test('the transfer size of the host before us is learnt from the fragments of its session', async () => {
    const func = new ScriptedFunction()
    func.maxControlTransfer = 64
    const { clock, device } = newDevice(func)
    await device.open()
    func.onMessage(() => undefined)
    const sent: number[] = []
    const longest = { sessionId: 0, accessString: 'a'.repeat(100), userName: '', password: '' }
    const abort = new AbortController()
    const asked = code(
      device.set(
        Connect,
        {
          ...longest,
          activationCommand: 'activate',
          compression: 'none',
          authProtocol: 'none',
          ipType: 'default',
          contextType: 'internet',
        },
        { signal: abort.signal },
      ),
    )
    func.onFrame = (frame) => sent.push(frame.length)
    await turn(clock)
    abort.abort()
    expect(await asked).toBe('cancelled')
    expect(sent.length).toBeGreaterThan(4)
    expect(Math.max(...sent)).toBe(64)
  })

  test('before OPEN_DONE whatever arrives belongs to the session before, and is dropped', async () => {
    const heard: unknown[] = []
    let opens = 0
    const func = new ScriptedFunction((message, self) => {
      if (message.type === 'command' && opens === 0) self.error(message.transactionId, 'not-opened')
      else if (message.type === 'open') {
        opens++
        self.indicate(RadioState, RADIO)
        self.standard(message)
        self.indicate(RadioState, { ...RADIO, swRadioState: 'off' })
      } else self.standard(message)
    })
    const { device } = newDevice(func)
    device.on(RadioState, (info) => heard.push(info))
    await device.open()
    expect(heard).toEqual([{ hwRadioState: 'on', swRadioState: 'off' }])
  })

  test('a transfer size that is refused is lowered', async () => {
    const sizes: number[] = []
    const func = new ScriptedFunction((message, self) => {
      if (message.type === 'open') {
        sizes.push(message.maxControlTransfer)
        if (message.maxControlTransfer > 512) self.error(message.transactionId, 'max-transfer')
        else self.standard(message)
      } else if (sizes.length === 0) self.error(message.transactionId, 'not-opened')
      else self.standard(message)
    })
    const { clock, device } = newDevice(func)
    await clock.resolve(device.open())
    expect(sizes).toEqual([4096, 512])
  })

  test('a function that refuses to list its services is asked Basic Connect all the same', async () => {
    const func = new ScriptedFunction((message, self) => {
      if (message.type === 'command') self.answer(message, 'no-device-support')
    })
    const { device } = newDevice(func)
    expect(await device.open()).toEqual({ adopted: true })
    expect(device.offers(DeviceCaps)).toBe(true)
    expect(device.offers(MsVersion)).toBe(false)
  })

  test('one lost answer is not taken for silence: the session lives on', async () => {
    let asked = 0
    const func = new ScriptedFunction((message, self) => {
      if (++asked > 1) self.standard(message)
    })
    const { clock, device } = newDevice(func)
    expect(await clock.resolve(device.open())).toEqual({ adopted: true })
    expect(types(func)).toEqual(['command', 'host-error', 'command'])
  })

  test('can be abandoned', async () => {
    const func = new ScriptedFunction(() => undefined)
    const { clock, device } = newDevice(func)
    const abort = new AbortController()
    const opening = code(device.open({ signal: abort.signal }))
    await clock.advance(Seconds(9))
    abort.abort()
    expect(await opening).toBe('cancelled')
    expect(clock.pending).toBe(0)
  })

  test('nothing can be asked before', async () => {
    const { device } = newDevice()
    expect(await code(device.query(RadioState))).toBe('invalid_state')
  })
})

describe('version', () => {
  const both = [
    { deviceServiceId: BasicConnect.uuid, cidList: [3, 16] },
    { deviceServiceId: MsBasicConnectExtensions.uuid, cidList: [15, 16] },
  ]
  const speaks = (bcd: number) =>
    new ScriptedFunction((message, self) => {
      if (message.type !== 'command' || self.services(message, both)) return
      self.answer(message, 'success', MsVersion.response, { mbimVersion: 0x0100, mbimExtendedVersion: bcd })
    })

  test.each([
    [0x0100, 1],
    [0x0200, 2],
    [0x0300, 3],
  ])('the function answers %s: both speak %s', async (bcd, version) => {
    const { func, device } = newDevice(speaks(bcd))
    await device.open()
    expect(device.version).toBe(version)
    expect(func.commands.map(({ cid }) => cid)).toEqual([DeviceServices.number, MsVersion.number])
    expect(MsVersion.query.decode(command(func, 1).info, 1)).toEqual({
      mbimVersion: 0x0100,
      mbimExtendedVersion: 0x0300,
    })
  })

  test('what the function says right behind its answer is in the new version already', async () => {
    const func = new ScriptedFunction((message, self) => {
      if (message.type !== 'command' || self.services(message, both)) return
      self.answer(message, 'success', MsVersion.response, {
        mbimVersion: 0x0100,
        mbimExtendedVersion: 0x0300,
      })
      self.version = 3
      self.indicate(SignalState, {
        rssi: 99,
        errorRate: 'unknown',
        signalStrengthInterval: 0,
        rssiThreshold: 0,
        errorRateThreshold: 0,
        rsrpSnr: [{ rsrp: 40, snr: 30, rsrpThreshold: 0, snrThreshold: 0, systemType: ['lte'] }],
      })
    })
    const { device } = newDevice(func)
    const heard: unknown[] = []
    device.on(SignalState, (info) => heard.push(info.rsrpSnr?.[0]?.rsrp))
    await device.open()
    expect(heard).toEqual([40])
  })

  test('what mbim-proxy tells of the version holds', async () => {
    const { func, clock, device } = await openDevice()
    func.indicate(ProxyVersion, { mbimVersion: 0x0100, mbimExtendedVersion: 0x0200 })
    await turn(clock)
    expect(device.version).toBe(2)
  })

  test('4.0 is spoken when it is allowed', async () => {
    const { device } = newDevice(speaks(0x0400), { highestVersion: 4 })
    await device.open()
    expect(device.version).toBe(4)
  })

  test('a function that refuses VERSION stays with 1.0', async () => {
    const func = new ScriptedFunction((message, self) => {
      if (message.type === 'command' && !self.services(message, both)) self.answer(message, 'failure')
    })
    const { device } = newDevice(func)
    await device.open()
    expect(device.version).toBe(1)
  })

  test('a CID of a later version is not sent', async () => {
    const { func, device } = newDevice(speaks(0x0200))
    await device.open()
    expect(device.offers(MsModemConfiguration)).toBe(false)
    expect(await code(device.query(MsModemConfiguration))).toBe('not_supported')
    expect(func.commands).toHaveLength(2)
  })
})
