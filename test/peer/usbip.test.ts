/** The virtual modem as USB hardware, to programs nobody here wrote: Linux' own `usbip`, and Wireshark. */
import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { Seconds, VirtualClock } from '../../src/base/index.ts'
import { Connect, DeviceCaps } from '../../src/mbim/index.ts'
import { createVirtualModem, mbimUsbDevice, responderNetwork, UsbipServer } from '../../src/virtual/index.ts'
import { Home } from '../support/dialtone-process.ts'
import { activation } from '../support/host-rig.ts'
import { ProbeHost } from '../support/probe-host.ts'
import { configure, controlChannel, echoRequest, packedBlock } from '../support/usb-mbim-host.ts'
import { UsbipClient } from '../support/usbip-client.ts'
import { requirePeer } from './peer.ts'
import { UsbipCapture } from './usbip-capture.ts'

const tool = requirePeer('usbip', 'apt-get install usbip hwdata')
const shark = requirePeer('tshark', 'apt-get install tshark')
const run = promisify(execFile)

tool('usbip', () => {
  test('lists the modems that are plugged in, as what they are', async () => {
    await using home = new Home()
    const serving = home.start('virtual', 'serve', '--usbip', '--port', '0', '--modems', '2')
    const [, port = ''] = await serving.until(
      /virtual1 is served by USB\/IP as 1-2 on 127\.0\.0\.1, port (\d+)/,
    )
    await serving.until(/Ctrl-C stops it/)
    const list = async (): Promise<string> =>
      (await run('usbip', ['--tcp-port', port, 'list', '--remote=127.0.0.1'])).stdout
    const both = await list()
    expect(both).toMatch(
      /1-1: .*\(1209:0001\)\n.*\/dialtone\/virtual0\n.*\(ef\/02\/01\)\n.*\(02\/0e\/00\)\n.*\(0a\/00\/02\)/,
    )
    expect(both).toMatch(/1-2: .*\(1209:0001\)\n.*\/dialtone\/virtual1\n/)
    expect((await home.run('virtual', 'unplug', '--modem', 'virtual0')).code).toBe(0)
    expect(await list()).not.toContain('virtual0')
    expect((await home.run('virtual', 'plug', '--modem', 'virtual0')).code).toBe(0)
    expect(await list()).toContain('1-1: ')
    serving.signal('SIGINT')
    expect((await serving.ended).code).toBe(0)
  })

  test.each([
    ['--port 3240', '--port and --address go with --usbip'],
    ['--address 127.0.0.1', '--port and --address go with --usbip'],
    ['--usbip --socket-name other', '--socket-name goes with --proxy'],
    ['--usbip --link wwan0', '--link is for those before it'],
    ['--usbip --port 65536', 'below 65536'],
    ['--usbip --port 0 --address 203.0.113.77', 'cannot serve USB/IP on 203.0.113.77'],
  ])('%s is refused', async (flags, reason) => {
    await using home = new Home()
    const { code, err } = await home.run('virtual', 'serve', ...flags.split(' '))
    expect(err).toContain(reason)
    expect(code).not.toBe(0)
  })
})

shark('Wireshark', () => {
  test('reads descriptors, control messages and blocks of datagrams, and has nothing against them', async () => {
    const clock = new VirtualClock()
    using modem = createVirtualModem({ name: 'virtual0', clock, timing: 'instant' })
    await using network = responderNetwork()
    const device = mbimUsbDevice({ modem, network })
    await using server = await UsbipServer.serve({ devices: () => [device], port: 0 })
    await clock.advance(Seconds(1))
    await using capture = await UsbipCapture.open(server.port)
    const client = await UsbipClient.attach(capture.port, '1-1')
    if (typeof client === 'number') throw new Error(`refused with ${client}`)
    for (const value of [0x0100, 0x0200, 0x0300, 0x0301, 0x0303]) {
      await client.control(0x80, 6, { value, index: value > 0x0300 ? 0x0409 : 0, length: 255 })
    }
    await configure(client)
    await client.control(0xa1, 0x80, { length: 28 })
    const probe = new ProbeHost(controlChannel(client))
    await probe.open()
    await probe.query(DeviceCaps)
    await probe.set(Connect, activation())
    const { address, gateway } = modem.inside.contexts.get(0)?.bearer?.leases.ipv4 ?? {
      address: '',
      gateway: '',
    }
    const held = client.in(2, 16_384)
    await client.out(
      3,
      packedBlock([echoRequest(address, gateway, 102), echoRequest(address, gateway, 60, 2)]),
    )
    await held
    client.close()
    await client.closed

    const said = dissect(capture.pcap)
    expect(said).not.toMatch(/malformed|expert info|undecoded/i)
    expect(said).toContain('MBIM Extended Functional Descriptor (0x1c)')
    expect(said).toMatch(/wMaxControlMessage: 4096/)
    expect(said).toMatch(/NTB IN Max Size: 65536/)
    expect(said).toContain(`bString: ${modem.inside.equipment.imei}`)
    expect(said.match(/RESPONSE AVAILABLE/g)?.length).toBeGreaterThanOrEqual(3)
    expect(said).toContain(`Device Id: ${modem.inside.equipment.imei}`)
    // Both blocks have both datagrams; the echo replies are those of the requests.
    expect(said.match(/\[Number Of Datagrams: 2\]/g)).toHaveLength(2)
    expect(said.match(/Type: 8 \(Echo \(ping\) request\)/g)).toHaveLength(2)
    expect(said.match(/Type: 0 \(Echo \(ping\) reply\)/g)).toHaveLength(2)
    expect(said.match(/\[correct\]/g)?.length).toBeGreaterThanOrEqual(4)
  })
})

/** Everything that Wireshark finds, as its window shows it. */
function dissect(pcap: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'dialtone-wireshark-'))
  try {
    const file = join(folder, 'usb.pcap')
    writeFileSync(file, pcap)
    const { status, stdout, stderr } = spawnSync('tshark', ['-d', 'tcp.port==3240,usbip', '-r', file, '-V'], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    })
    if (status !== 0) throw new Error(stderr)
    return stdout
  } finally {
    rmSync(folder, { recursive: true })
  }
}
