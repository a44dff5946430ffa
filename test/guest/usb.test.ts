/** The virtual modem as hardware to a real kernel, and the programs that people use with it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Minutes } from '../../src/base/index.ts'
import { createReplayModem, replayUsbDevice, UsbipServer } from '../../src/virtual/index.ts'
import { bootGuest, requireGuest } from './guest.ts'
import { openUsbStage, type UsbStage } from './usb-stage.ts'

const suite = requireGuest()
const isRoot = process.getuid?.() === 0

suite('the virtual modem as USB hardware', () => {
  const guest = bootGuest()
  let stage: UsbStage
  beforeAll(async () => {
    stage = await openUsbStage(2)
  })
  afterAll(() => stage[Symbol.asyncDispose]())

  const bash = async (command: string, mayFail = false): Promise<string> =>
    (await guest().run(command, { mayFail, timeout: Minutes(3) })).stdout
  const imei = (index: number): string => stage.modems[index]?.inside.equipment.imei ?? ''

  /** A run of mbimcli that leaves the control session open; each goes on with ids of its own. */
  let transaction = 0
  const mbimcli = (args: string, device = '/dev/cdc-wdm0'): Promise<string> => {
    const session = transaction === 0 ? '' : `--no-open=${transaction}`
    transaction += 100
    return bash(`mbimcli -d ${device} ${session} --no-close ${args}`)
  }

  /** Attached, and there for programs. */
  const attach = async (busId = '1-1', number = 0): Promise<void> => {
    await guest().attach(busId, { port: stage.port })
    await guest().until(`-e /dev/cdc-wdm${number} && -e /sys/class/net/wwan${number}`)
    transaction = 0
  }

  /** Connected, with its addresses on the device. */
  const connect = async (session = 0, device = 'wwan0'): Promise<{ gateway: string }> => {
    await guest().until(
      `mbimcli -d /dev/cdc-wdm0 ${transaction === 0 ? '' : `--no-open=${transaction}`} --no-close --query-packet-service-state | grep -q "'attached'"`,
    )
    transaction += 1000
    const said = await mbimcli(`--connect=session-id=${session},access-string=internet,ip-type=ipv4v6`)
    const [ipv4 = ''] = /(?<=IP \[0\]: ')[\d.]+(?=\/30)/.exec(said) ?? []
    const [ipv6 = ''] = /(?<=IP \[0\]: ')[\da-f:]+(?=\/64)/.exec(said) ?? []
    const [gateway = ''] = /(?<=Gateway: ')[\d.]+/.exec(said) ?? []
    await bash(
      `ip link set ${device} up && ip addr add ${ipv4}/30 dev ${device} && ip addr add ${ipv6}/64 dev ${device} nodad`,
    )
    return { gateway }
  }

  test('is a modem with its drivers, and mbimcli talks to it', async () => {
    await attach()
    expect(await bash('lsusb -v -d 1209:0001')).toContain(imei(0))
    expect(await bash('basename $(readlink /sys/class/net/wwan0/device/driver)')).toBe('cdc_mbim\n')
    expect(await mbimcli('--query-device-caps')).toContain(`Device ID: '${imei(0)}'`)
  })

  test('is refused to whoever comes second', async () => {
    const again = guest().attach('1-1', { port: stage.port })
    await expect(again).rejects.toThrow('Device busy')
  })

  test('carries packets of both families to the internet behind it, and names', async () => {
    const { gateway } = await connect()
    await bash(
      `ip route add default via ${gateway} dev wwan0 && ip -6 route replace default dev wwan0 metric 1`,
    )
    expect(await bash(`ping -c 3 -i 0.2 ${gateway}`)).toContain('3 received')
    expect(await bash('ping -c 3 -i 0.2 2001:db8:80::80')).toContain('3 received')
    expect(await bash('dig +short @198.51.100.53 www.example.com aaaa')).toBe('2001:db8:80::80\n')
    if (!isRoot) return
    const { ipv4, ipv6 } = stage.modems[0]?.inside.contexts.get(0)?.bearer?.leases ?? {}
    expect(await bash('curl -sS http://192.0.2.80/address')).toBe(`${ipv4?.address ?? ''}\n`)
    expect(await bash('curl -sSg "http://[2001:db8:80::80]/address"')).toBe(`${ipv6?.address ?? ''}\n`)
  })

  test.runIf(isRoot)('carries many packets in a block, both ways, and counts each', async () => {
    const { statistics } = stage.modems[0]?.inside ?? {}
    if (statistics === undefined) throw new Error('there is a modem')
    const bytes = 20_000_000
    const packets = (): { in: number; out: number } => ({
      in: Number(statistics.read('in').packets),
      out: Number(statistics.read('out').packets),
    })
    const before = { ...packets(), ...stage.blocks }
    expect(await bash(`curl -sS -o /dev/null -w '%{size_download}' http://192.0.2.80/bytes/${bytes}`)).toBe(
      `${bytes}`,
    )
    const down = packets().in - before.in
    expect(down).toBeGreaterThan(bytes / 1500)
    expect(stage.blocks.toHost - before.toHost).toBeLessThan(down / 2)
    const middle = { ...packets(), ...stage.blocks }
    // The page takes nothing, and reads all of it first.
    await bash(`head -c ${bytes} /dev/zero | curl -sS -o /dev/null --data-binary @- http://192.0.2.80/`)
    const up = packets().out - middle.out
    expect(up).toBeGreaterThan(bytes / 1500)
    expect(stage.blocks.fromHost - middle.fromHost).toBeLessThan(up)
  })

  test('is the router of its prefix: an address of its own is made from it', async () => {
    await bash('sysctl -q -w net.ipv6.conf.wwan0.accept_ra=2; ip link set wwan0 down; ip link set wwan0 up')
    await guest().until('ip -6 addr show dev wwan0 | grep -q "2001:db8:100:.*dynamic"')
    await guest().until('ip -6 route show default | grep -q "via fe80::1 dev wwan0 proto ra"')
  })

  test('has a VLAN for another session, and takes nothing from addresses that are not its own', async () => {
    await bash('ip link add link wwan0 name wwan0.5 type vlan id 5')
    const { gateway } = await connect(5, 'wwan0.5')
    expect(await bash(`ping -c 2 -i 0.2 -I wwan0.5 ${gateway}`)).toContain('2 received')
    await bash('ip addr add 10.9.9.9/32 dev wwan0.5')
    expect(await bash(`ping -c 2 -i 0.2 -W 1 -I 10.9.9.9 ${gateway}`, true)).toContain('0 received')
  })

  test('carries nothing once the network has ended the context', async () => {
    stage.modems[0]?.networkDisconnect({ sessionId: 5, cause: 38 })
    expect(await bash('ping -c 2 -i 0.2 -W 1 -I wwan0.5 100.64.0.5', true)).toContain('0 received')
    expect(await mbimcli('--query-connection-state=5')).toContain("'deactivated'")
  })

  test('begins anew when its driver lets it go and takes it again', async () => {
    await bash('cd /sys/bus/usb/drivers/cdc_mbim && d=$(ls -d *:1.0) && echo $d >unbind && echo $d >bind')
    await guest().until('-e /dev/cdc-wdm0 && -e /sys/class/net/wwan0')
    transaction = 0
    expect(await mbimcli('--query-device-caps')).toContain(imei(0))
    expect(stage.modems[0]?.inside.contexts.active).toHaveLength(0)
    const { gateway } = await connect()
    expect(await bash(`ping -c 2 -i 0.2 ${gateway}`)).toContain('2 received')
  })

  test('is as after power-on to a host that has reset its port', async () => {
    expect(stage.modems[0]?.isOpen).toBe(true)
    await bash('usbreset 1209:0001')
    expect(stage.modems[0]?.isOpen).toBe(false)
    await guest().until('-e /dev/cdc-wdm0 && -e /sys/class/net/wwan0')
    transaction = 0
    expect(await mbimcli('--query-device-caps')).toContain(imei(0))
  })

  test('is one of two', async () => {
    await attach('1-2', 1)
    const caps = await bash('mbimcli -d /dev/cdc-wdm1 --query-device-caps')
    expect(caps).toContain(imei(1))
    expect(imei(1)).not.toBe(imei(0))
    expect(await bash('usbip port')).toMatch(/1-1 .*\n[^]*1-2 /)
  })

  test('is gone when it is pulled out, and the same when it is put in again', async () => {
    const [modem] = stage.modems
    modem?.unplug()
    await guest().until('! -e /dev/cdc-wdm0 && ! -e /sys/class/net/wwan0')
    await expect(guest().attach('1-1', { port: stage.port })).rejects.toThrow('1-1')
    expect(await bash('mbimcli -d /dev/cdc-wdm1 --query-device-caps')).toContain(imei(1))
    modem?.plug()
    await attach()
    expect(await bash('cat /sys/class/net/wwan0/device/../serial')).toBe(`${imei(0)}\n`)
    expect(await mbimcli('--query-device-caps')).toContain(imei(0))
  })
  test('is, played back, the modem of a capture: it connects, and loses its connection as it did', async () => {
    using modem = createReplayModem('examples/drop.pcapng', { speed: 4 })
    const device = replayUsbDevice({ modem })
    await using server = await UsbipServer.serve({ devices: () => [device], port: 0 })
    await guest().attach('1-1', { port: server.port })
    await guest().until('-e /dev/cdc-wdm2 && -e /sys/class/net/wwan2')
    expect(await bash('cat /sys/class/net/wwan2/device/../serial')).toBe('modem0\n')
    const ask = (args: string): Promise<string> => bash(`mbimcli -d /dev/cdc-wdm2 ${args}`)
    // Who it was is not in the capture.
    expect(await ask('--query-device-caps')).toMatch(/Device ID: '0{15}'/)
    await ask('--query-registration-state')
    expect(await ask('--connect=access-string=internet')).toContain('Successfully connected')
    await guest().until(
      `mbimcli -d /dev/cdc-wdm2 --query-connection-state | grep -q "Activation state: 'deactivated'"`,
    )
  })
})
