import { expect, test } from 'vitest'
import { Milliseconds, Seconds, VirtualClock } from '../../../../base/index.ts'
import { createVirtualModem, type VirtualModem } from '../../../virtual-modem.ts'
import type { SetupPacket, UsbFunction } from '../usb-device.ts'
import { MOST_PORTS } from './acm-description.ts'
import { acmUsbDevice } from './acm-usb-device.ts'

interface Rig {
  readonly clock: VirtualClock
  readonly modem: VirtualModem
  readonly usb: UsbFunction
  /** Endpoints that something was said to be at, in order. */
  readonly ready: number[]
  readonly state: { gone: boolean }
  /** What the program on a port reads after it has written this. */
  readonly type: (port: number, text: string) => Promise<string>
}

async function rig(ports = 2): Promise<Rig> {
  const clock = new VirtualClock()
  const modem = createVirtualModem({ name: 'virtual0', clock, timing: 'instant' })
  const ready: number[] = []
  const state = { gone: false }
  const host = {
    ready: (endpoint: number) => void ready.push(endpoint),
    gone: () => void (state.gone = true),
  }
  const usb = acmUsbDevice({ modem, ports }).connect(host)
  usb.configure(1)
  await clock.advance(Seconds(1))
  const type = async (port: number, text: string): Promise<string> => {
    void usb.give(
      0x01 + port,
      Uint8Array.from(text, (character) => character.charCodeAt(0)),
    )
    await clock.advance(Milliseconds(0))
    return read(usb, port)
  }
  return { clock, modem, usb, ready, state, type }
}

function read(usb: UsbFunction, port: number): string {
  let text = ''
  for (let part = usb.take(0x82 + 2 * port, 64); part !== undefined; part = usb.take(0x82 + 2 * port, 64)) {
    text += String.fromCharCode(...part)
  }
  return text
}

/** A request of the class to the control interface of a port. */
function request(
  number: number,
  port: number,
  { value = 0, length = 0, direction = 'out' as const } = {},
): SetupPacket {
  const requestType = 0x21
  const index = 2 * port
  return {
    requestType,
    direction,
    type: 'class',
    recipient: 'interface',
    request: number,
    value,
    index,
    length,
  }
}

const open = ({ usb }: Rig, port = 0): void => {
  usb.control(request(0x22, port, { value: 3 }), new Uint8Array(0))
}

/** DCD, DSR and RI of all notifications of a port that wait. */
function states(usb: UsbFunction, port = 0): (number | undefined)[] {
  const found: (number | undefined)[] = []
  for (let one = usb.take(0x81 + 2 * port, 16); one !== undefined; one = usb.take(0x81 + 2 * port, 16)) {
    expect([...one.subarray(0, 8)]).toEqual([0xa1, 0x20, 0, 0, 2 * port, 0, 2, 0])
    found.push(one[8])
  }
  return found
}

test('says of itself what the kernel looks for', () => {
  const modem = createVirtualModem({ name: 'virtual0', timing: 'instant' })
  const { description } = acmUsbDevice({ modem, ports: 2 })
  expect(description.interfaces.map(({ number, alternates: [only] }) => [number, only?.class])).toEqual([
    [0, [2, 2, 1]],
    [1, [10, 0, 0]],
    [2, [2, 2, 1]],
    [3, [10, 0, 0]],
  ])
  // Header, call management, abstract control, union: USB CDC 1.2 §5.2.3, PSTN 1.2 §5.3.
  expect(description.interfaces[2]?.alternates[0]?.functional?.map((one) => [...one])).toEqual([
    [5, 0x24, 0, 0x10, 0x01],
    [5, 0x24, 1, 3, 3],
    [4, 0x24, 2, 2],
    [5, 0x24, 6, 2, 3],
  ])
  const addresses = description.interfaces.flatMap(({ alternates }) =>
    alternates.flatMap(({ endpoints }) => endpoints.map(({ address }) => address)),
  )
  expect(new Set(addresses).size).toBe(addresses.length)
  for (const ports of [0, MOST_PORTS + 1, 1.5]) {
    expect(() => acmUsbDevice({ modem, ports })).toThrow(
      expect.objectContaining({ code: 'invalid_argument' }),
    )
  }
})

test('carries octets both ways, each port its own', async () => {
  const usb = await rig()
  open(usb, 0)
  open(usb, 1)
  expect(await usb.type(0, 'AT+CGMM\r')).toBe('AT+CGMM\r\r\nDT-VM1\r\n\r\nOK\r\n')
  expect(await usb.type(1, 'ATE0\r')).toBe('ATE0\r\r\nOK\r\n')
  expect(await usb.type(1, 'AT\r')).toBe('\r\nOK\r\n')
  expect(usb.ready).toContain(0x82)
  expect(usb.ready).toContain(0x84)
})

test('keeps the line coding that it is given', async () => {
  const { usb } = await rig()
  const get = { ...request(0x21, 0), requestType: 0xa1, direction: 'in' as const, length: 7 }
  expect(usb.control(get, new Uint8Array(0))).toEqual(Uint8Array.of(0, 0xc2, 1, 0, 0, 0, 8))
  const coding = Uint8Array.of(0x80, 0x25, 0, 0, 2, 1, 7)
  expect(usb.control(request(0x20, 0, { length: 7 }), coding)).not.toBe('stall')
  expect(usb.control(get, new Uint8Array(0))).toEqual(coding)
  expect(usb.control(request(0x20, 0, { length: 3 }), new Uint8Array(3))).toBe('stall')
  expect(usb.control(request(0x99, 0), new Uint8Array(0))).toBe('stall')
  expect(usb.control(request(0x22, 7), new Uint8Array(0))).toBe('stall')
})

test('tells of the carrier and the bell, and hangs up when the program goes', async () => {
  const host = await rig()
  const { usb, modem, clock } = host
  open(host)
  expect(states(usb)).toEqual([0x02])
  modem.ringSerial({ number: '1', userName: '', password: '' })
  await clock.advance(Seconds(1))
  expect(states(usb)).toEqual([0x0a, 0x02])
  expect(read(usb, 0)).toContain('RING')
  expect(await host.type(0, 'ATH\r')).toContain('OK')
  expect(await host.type(0, 'ATD*99#\r')).toMatch(/CONNECT \d+\r\n~/)
  expect(states(usb)).toEqual([0x03])
  usb.control(request(0x22, 0, { value: 0 }), new Uint8Array(0))
  await clock.advance(Milliseconds(0))
  expect(states(usb)).toEqual([0x02])
  expect(read(usb, 0)).toBe('')
})

test('what a program left unread is not for the next one, though the kernel never said that it had gone', async () => {
  const host = await rig()
  open(host)
  await host.type(0, 'ATE0+CREG=1\r')
  host.modem.roam('nowhere')
  // As cdc_acm opens a port that was hung up: the same circuits once more.
  open(host)
  expect(read(host.usb, 0)).toBe('')
  expect(await host.type(0, 'AT\r')).toBe('\r\nOK\r\n')
})

test('says nothing to a port that nobody has open', async () => {
  const { type, usb } = await rig()
  expect(await type(0, 'AT\r')).toBe('')
  expect(states(usb, 1)).toEqual([0x02])
})

test('is gone when the modem is pulled out, and begins anew with another configuration', async () => {
  const host = await rig()
  open(host)
  await host.type(0, 'ATE0\r')
  host.usb.configure(1)
  open(host)
  expect(await host.type(0, 'AT\r')).toBe('AT\r\r\nOK\r\n')
  host.modem.unplug()
  expect(host.state.gone).toBe(true)
  expect(() =>
    acmUsbDevice({ modem: host.modem }).connect({ ready: () => undefined, gone: () => undefined }),
  ).toThrow(expect.objectContaining({ code: 'unplugged' }))
  host.usb[Symbol.dispose]()
})
