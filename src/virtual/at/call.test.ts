/** Calls that carry data, from the terminal's side of the line. */
import { expect, test } from 'vitest'
import { Milliseconds, Seconds, VirtualClock } from '../../base/index.ts'
import { PppHost } from '../../../test/support/ppp-host.ts'
import { lines, serialRig, SerialTerminal, type SerialRig } from '../../../test/support/serial-terminal.ts'
import { checksum, writeIpPacket } from '../data-path/ip-packet.ts'
import { addressBytes } from '../data-path/ip-address.ts'
import type { PacketLink, PacketNetwork } from '../data-path/packet-network.ts'
import { readDialString } from './dial-string.ts'
import { createVirtualModem } from '../virtual-modem.ts'

async function dialled(
  { terminal, clock }: SerialRig,
  { dial = 'ATD*99***1#', userName = '', password = '' } = {},
): Promise<PppHost> {
  expect(await terminal.type(`${dial}\r`)).toMatch(/CONNECT \d+\r\n/)
  const host = new PppHost(terminal, clock, { role: 'client', userName, password })
  host.peer.start()
  // What the modem said first was lost before anybody listened: it says it again.
  await host.settle(Seconds(3))
  await host.settle(Seconds(3))
  return host
}

function echoRequest(source: Uint8Array, destination: string): Uint8Array {
  const payload = Uint8Array.of(8, 0, 0, 0, 0, 1, 0, 1, 0x64, 0x74)
  new DataView(payload.buffer).setUint16(2, checksum(payload))
  return writeIpPacket({ source, destination: addressBytes(destination), protocol: 1, payload })
}

test.each([
  ['*99#', { kind: 'packet', cid: 1 }],
  ['T*99***3#', { kind: 'packet', cid: 3 }],
  ['*99**PPP*2#', { kind: 'packet', cid: 2 }],
  ['*99**1*2#', { kind: 'packet', cid: 2 }],
  ['T 555-0100', { kind: 'number', number: '5550100', voice: false }],
  ['P+1 (555) 0100;', { kind: 'number', number: '+15550100', voice: true }],
  ['*100#', { kind: 'number', number: '*100#', voice: false }],
  ['', undefined],
  ['*99***x#', undefined],
  ['hello', undefined],
  ['1'.repeat(41), undefined],
])('ATD%s', (text, dialling) => {
  expect(readDialString(text)).toEqual(dialling)
})

test('dials a context: PPP comes up with its addresses, and packets go both ways', async () => {
  const rig = await serialRig()
  const host = await dialled(rig)
  expect(rig.terminal.signals?.carrier).toBe(true)
  const lease = rig.modem.inside.contexts.get(0)?.bearer?.leases.ipv4
  expect(host.addresses?.own.join('.')).toBe(lease?.address)
  expect(host.addresses?.peer.join('.')).toBe(lease?.gateway)
  host.peer.sendPacket(echoRequest(host.addresses?.own ?? addressBytes('0.0.0.0'), '192.0.2.80'))
  await host.settle()
  expect(host.packets.map((packet) => packet[20])).toEqual([0])
  const { statistics } = rig.modem.inside
  expect([statistics.read('out').packets, statistics.read('in').packets]).toEqual([1n, 1n])
})

test('the network ends the context: the link is ended in good order, then the carrier goes', async () => {
  const rig = await serialRig()
  const host = await dialled(rig)
  rig.modem.networkDisconnect({ cause: 38 })
  await host.settle()
  await host.settle(Seconds(7))
  expect(host.ended).toBe(true)
  expect(rig.terminal.signals?.carrier).toBe(false)
  expect(await rig.terminal.ask('AT+CEER')).toMatch(/^\+CEER: cause 38/)
})

test('a host that is silent when the network ends the context finds no carrier soon after', async () => {
  const rig = await serialRig()
  await dialled(rig)
  rig.modem.networkDetach()
  await rig.clock.advance(Seconds(7))
  expect(rig.terminal.heard()).toMatch(/\r\nNO CARRIER\r\n$/)
})

test('the host ends the link: the context is down, and the carrier gone', async () => {
  const rig = await serialRig()
  const host = await dialled(rig)
  host.peer.close()
  await host.settle()
  expect(host.ended).toBe(true)
  await rig.clock.advance(Seconds(3))
  expect(rig.terminal.heard()).toBe('\r\nNO CARRIER\r\n')
  expect(rig.modem.inside.contexts.active).toEqual([])
})

test('the terminal goes away: what &D says is done', async () => {
  for (const [setting, carrier, contexts] of [
    ['AT&D0', true, 1],
    ['AT&D1', true, 1],
    ['AT&D2', false, 0],
  ] as const) {
    const rig = await serialRig()
    await rig.terminal.ask(setting)
    await dialled(rig)
    rig.terminal.end.terminalReady(false)
    await rig.clock.advance(Milliseconds(0))
    expect(rig.terminal.signals?.carrier).toBe(carrier)
    expect(rig.modem.inside.contexts.active).toHaveLength(contexts)
    if (setting === 'AT&D1') expect(await rig.terminal.ask('AT')).toMatch(/OK$/)
  }
})

test('a call that ends while its way into the network is being made leaves none behind', async () => {
  const rig = await serialRig()
  const made = Promise.withResolvers<PacketLink>()
  const over = async (): Promise<void> => undefined
  const network = { attach: () => made.promise, [Symbol.asyncDispose]: over }
  const terminal = new SerialTerminal(rig.modem, rig.clock, network)
  await dialled({ ...rig, terminal })
  terminal.end.terminalReady(false)
  await rig.clock.advance(Milliseconds(0))
  let withdrawn = 0
  made.resolve({
    send: () => undefined,
    [Symbol.asyncDispose]: async () => {
      withdrawn++
    },
  })
  await rig.clock.advance(Milliseconds(0))
  expect(withdrawn).toBe(1)
})

test.each([
  ['ATD*99***1#', 'a context'],
  ['ATD+15550100', 'a number'],
])(
  '%s: whoever shows anew who it is has one way into the network, and none once it has gone',
  async (dial) => {
    const rig = await serialRig()
    rig.modem.carrier.exchange.set('+15550100', { type: 'answer', apn: 'internet' })
    const ways = new Set<{ readonly address: string | undefined }>()
    const network: PacketNetwork = {
      attach: async ({ bearer }) => {
        const way = { address: bearer?.leases.ipv4?.address }
        ways.add(way)
        return {
          send: () => undefined,
          [Symbol.asyncDispose]: async () => void ways.delete(way),
        }
      },
      [Symbol.asyncDispose]: async () => undefined,
    }
    const terminal = new SerialTerminal(rig.modem, rig.clock, network)
    const shown = { userName: 'dialtone', password: 'secret' }
    await dialled({ ...rig, terminal }, { dial, ...shown })
    expect(ways.size).toBe(1)
    // As a pppd that was killed and started again on a line that stayed up: the link is agreed on anew.
    const again = new PppHost(terminal, rig.clock, { role: 'client', ...shown })
    again.peer.start()
    for (let turn = 0; turn < 4; turn++) await again.settle(Seconds(3))
    expect([...ways]).toEqual([{ address: again.addresses?.own.join('.') }])
    terminal.end.terminalReady(false)
    await rig.clock.advance(Milliseconds(0))
    expect(ways.size).toBe(0)
  },
)

test('three pluses with silence around them lead back to commands, ATO to the data and ATH to nothing', async () => {
  const rig = await serialRig()
  const host = await dialled(rig)
  await rig.clock.advance(Seconds(1))
  expect(await rig.terminal.type('+++')).toBe('')
  await rig.clock.advance(Seconds(1))
  expect(rig.terminal.heard()).toBe('\r\nOK\r\n')
  expect(await rig.terminal.ask('AT+CGACT?')).toContain('+CGACT: 1,1')
  expect(await rig.terminal.ask('ATO')).toMatch(/^CONNECT/)
  host.peer.sendPacket(echoRequest(host.addresses?.own ?? addressBytes('0.0.0.0'), '192.0.2.80'))
  await host.settle()
  expect(host.packets).toHaveLength(1)
  await rig.clock.advance(Seconds(1))
  await rig.terminal.type('+')
  await rig.terminal.type('++')
  await rig.clock.advance(Seconds(1))
  expect(lines(rig.terminal.heard())).toBe('OK')
  expect(await rig.terminal.ask('ATH')).toBe('OK')
  expect(rig.terminal.signals?.carrier).toBe(false)
  expect(rig.modem.inside.contexts.active).toEqual([])
  expect(await rig.terminal.ask('ATO')).toBe('NO CARRIER')
})

test('pluses in the midst of data, too many of them, or where they are switched off, are data', async () => {
  const rig = await serialRig()
  await dialled(rig)
  await rig.terminal.type('x+++')
  await rig.clock.advance(Seconds(2))
  expect(rig.terminal.heard()).toBe('')
  await rig.terminal.type('++++')
  await rig.clock.advance(Seconds(2))
  expect(rig.terminal.heard()).toBe('')
})

test.each([
  ['secret', true],
  ['wrong', false],
])('an access point that wants credentials: with the password %s', async (password, isUp) => {
  const rig = await serialRig()
  await rig.terminal.ask('AT+CGDCONT=3,"IP","company.example"')
  const host = await dialled(rig, { dial: 'ATD*99***3#', userName: 'dialtone', password })
  expect(host.addresses !== undefined).toBe(isUp)
  expect(host.ended).toBe(!isUp)
  expect(rig.modem.inside.contexts.get(2)?.state).toBe(isUp ? 'activated' : 'deactivated')
  if (!isUp) {
    await rig.clock.advance(Seconds(7))
    expect(await rig.terminal.ask('AT+CEER')).toMatch(/cause 29/)
  }
})

test('what cannot be dialled is refused at once', async () => {
  const rig = await serialRig()
  expect(await rig.terminal.ask('ATD*99***7#')).toBe('ERROR')
  expect(await rig.terminal.ask('ATDhello')).toBe('ERROR')
  rig.modem.roam('nowhere')
  expect(await rig.terminal.ask('ATD*99#')).toBe('NO CARRIER')
  expect(await rig.terminal.ask('ATD5550100')).toBe('NO CARRIER')
  expect(await rig.terminal.ask('ATA')).toBe('NO CARRIER')
})

test('a number is answered, busy, not answered, or none', async () => {
  const rig = await serialRig()
  expect(await rig.terminal.ask('ATD5550102')).toBe('BUSY')
  expect(await rig.terminal.ask('ATX1D5550102')).toBe('NO CARRIER')
  expect(await rig.terminal.ask('ATD5559999')).toBe('NO CARRIER')
  await rig.terminal.ask('ATS7=30')
  expect(await rig.terminal.ask('ATDT5550103')).toBe('')
  await rig.clock.advance(Seconds(30))
  expect(lines(rig.terminal.heard())).toBe('NO ANSWER')
  expect(await rig.terminal.ask('ATDT5550103')).toBe('')
  expect(await rig.terminal.ask(' ')).toBe('NO CARRIER')
  const host = await dialled(rig, { dial: 'ATDT 555 0101', userName: 'dialtone', password: 'secret' })
  expect(host.addresses?.own.join('.')).toMatch(/^203\.0\.113\./)
  expect(rig.modem.inside.contexts.active).toEqual([])
  rig.modem.networkDisconnect()
  await host.settle()
  await host.settle(Seconds(3))
  expect(host.ended).toBe(true)
})

test('a call of voice goes on beside the commands, and hinders contexts', async () => {
  const rig = await serialRig()
  expect(await rig.terminal.ask('ATD+15550123;')).toBe('OK')
  expect(await rig.terminal.ask('AT+CGACT=1,1')).toBe('ERROR')
  expect(await rig.terminal.ask('AT+CHUP;+CGACT=1,1')).toBe('OK')
})

test('rings, and is answered: the caller shows who it is, and gets an address', async () => {
  const rig = await serialRig()
  await rig.terminal.ask('AT+CLIP=1')
  const caller = { number: '+15550123', userName: 'branch', password: 'secret' }
  expect(rig.modem.ringSerial(caller)).toBe(true)
  expect(rig.modem.ringSerial(caller)).toBe(false)
  expect(rig.terminal.signals?.ring).toBe(true)
  expect(lines(rig.terminal.heard())).toBe('RING | +CLIP: "+15550123",145')
  await rig.clock.advance(Seconds(1))
  expect(rig.terminal.signals?.ring).toBe(false)
  await rig.clock.advance(Seconds(4))
  expect(lines(rig.terminal.heard())).toBe('RING | +CLIP: "+15550123",145')
  expect(await rig.terminal.type('ATA\r')).toContain('CONNECT 33600')
  const shown: unknown[] = []
  const host = new PppHost(rig.terminal, rig.clock, {
    role: 'server',
    asks: ['pap'],
    open: async (what) => {
      shown.push(what)
      const lease = { address: '10.64.64.2', gateway: '10.64.64.1', prefixLength: 32, dns: [], mtu: 1500 }
      return { leases: { ipv4: lease } }
    },
  })
  host.peer.start()
  await host.settle(Seconds(3))
  await host.settle(Seconds(3))
  expect(shown).toEqual([{ by: 'pap', userName: 'branch', password: 'secret' }])
  expect(host.addresses?.peer.join('.')).toBe('10.64.64.2')
  host.peer.sendPacket(echoRequest(addressBytes('10.64.64.1'), '10.64.64.2'))
  await host.settle()
  expect(host.packets.map((packet) => packet[20])).toEqual([0])
  expect(rig.modem.networkDisconnect()).toBe(true)
  await host.settle()
  await host.settle(Seconds(3))
  expect(host.ended).toBe(true)
})

test('cannot be called where no port could ring', async () => {
  const clock = new VirtualClock()
  using modem = createVirtualModem({ name: 'virtual0', timing: 'instant', clock })
  await clock.advance(Seconds(2))
  const caller = { number: '1', userName: '', password: '' }
  expect([modem.inside.registration.isRegistered, modem.ringSerial(caller)]).toEqual([true, false])
})

test('is answered by itself after as many rings as S0 says, or not at all', async () => {
  const rig = await serialRig()
  await rig.terminal.ask('ATS0=2')
  rig.modem.ringSerial({ number: '1', userName: '', password: '' })
  expect(lines(rig.terminal.heard())).toBe('RING')
  await rig.clock.advance(Seconds(5))
  expect(rig.terminal.heard()).toMatch(/^\r\nRING\r\n\r\nCONNECT 33600\r\n~/)
  const other = await serialRig()
  other.modem.ringSerial({ number: '1', userName: '', password: '' })
  await other.clock.advance(Seconds(100))
  expect(other.terminal.heard().match(/RING/g)).toHaveLength(12)
  expect(await other.terminal.ask('ATA')).toBe('NO CARRIER')
})

test('an access point that says nothing leaves the host to its own patience', async () => {
  const rig = await serialRig()
  await rig.terminal.ask('AT+CGDCONT=4,"IP","silent"')
  const host = await dialled(rig, { dial: 'ATD*99***4#' })
  expect(host.ended).toBe(false)
  host.peer.close()
  await host.settle()
  await rig.clock.advance(Seconds(4))
  expect(rig.modem.inside.contexts.get(3)?.state).toBe('deactivated')
})
