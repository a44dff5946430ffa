/** ModemManager and NetworkManager as Debian has them, on a real kernel, take the virtual modem for a modem. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Minutes } from '../../src/base/index.ts'
import { bootGuest, requireGuest } from './guest.ts'
import { openUsbStage, type UsbStage } from './usb-stage.ts'

const suite = requireGuest()

const WEB_V4 = '192.0.2.80'
const WEB_V6 = '2001:db8:80::80'

suite('stock ModemManager and NetworkManager', () => {
  const guest = bootGuest()
  let stage: UsbStage
  beforeAll(async () => {
    stage = await openUsbStage(1)
  })
  afterAll(() => stage[Symbol.asyncDispose]())

  /** The state of the modem as ModemManager has it. */
  const isIn = (state: string): Promise<void> =>
    guest().until(`mmcli -m any -K 2>/dev/null | grep -q '^modem.generic.state *: ${state}$'`, {
      timeout: Minutes(2),
    })

  test('find it when it is plugged in', async () => {
    await guest().start('ModemManager')
    await guest().start('NetworkManager')
    await guest().attach('1-1', { port: stage.port })
    await guest().until("mmcli -L | grep -q 'Modem/0'", { timeout: Minutes(2) })
    const { stdout } = await guest().run('mmcli -m any -K')
    expect(stdout).toMatch(/^modem\.generic\.drivers\.value\[1\] *: cdc_mbim$/m)
    expect(stdout).toMatch(/^modem\.generic\.primary-port *: cdc-wdm0$/m)
    expect(stdout).toContain(stage.modems[0]?.inside.equipment.imei)
  })

  test('connect, and packets pass in both families', async () => {
    await guest().run(
      "nmcli connection add type gsm ifname '*' con-name internet apn internet autoconnect no",
    )
    await guest().run('nmcli --wait 120 connection up internet', { timeout: Minutes(3) })
    await isIn('connected')
    const { stdout } = await guest().run('ip -br address show wwan0; ip route show default')
    expect(stdout).toMatch(/100\.64\.\d+\.\d+\/\d+ 2001:db8:100:/)
    expect(stdout).toMatch(/^default .*dev wwan0/m)
    await guest().run(`ping -c 3 -i 0.2 ${WEB_V4}`)
    await guest().run(`ping -c 3 -i 0.2 ${WEB_V6}`)
    // The web server is a program in the carrier's namespace, and the name is asked of the servers that the network has told.
    if (stage.namespace === undefined) return
    const { stdout: page } = await guest().run(
      'curl -sS -4 http://www.example.com/ && curl -sS -6 http://www.example.com/',
    )
    expect(page).toBe('This is the internet behind Dialtone Mobile.\n'.repeat(2))
  })

  test('notice that the network ends the connection, and connect again', async () => {
    expect(stage.modems[0]?.networkDisconnect({ cause: 38 })).toBe(true)
    await guest().until('! nmcli -g NAME connection show --active | grep -qx internet')
    await isIn('registered')
    await guest().run('nmcli --wait 120 connection up internet', { timeout: Minutes(3) })
    await guest().run(`ping -c 3 -i 0.2 ${WEB_V4}`)
  })

  test('notice that it is pulled out', async () => {
    stage.modems[0]?.unplug()
    await guest().until("mmcli -L | grep -q 'No modems'")
    await guest().until('! -e /dev/cdc-wdm0')
  })
})
