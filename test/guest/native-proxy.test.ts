/**
 * One modem of the real kernel, shared: our service and `mbimcli` through the real `mbim-proxy`. A story: each test goes on where the last
 * one ended.
 */
import { once } from 'node:events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Minutes } from '../../src/base/index.ts'
import type { LiveConnection, LiveModem } from '../../src/api/index.ts'
import { bootGuest, requireGuest } from './guest.ts'
import { GuestService, SLOW } from './guest-service.ts'
import { startPing } from './start-ping.ts'
import { takeAddresses } from './take-addresses.ts'
import { openUsbStage, type UsbStage } from './usb-stage.ts'

const suite = requireGuest()

const WEB_V4 = '192.0.2.80'

suite('a modem that mbim-proxy shares', () => {
  const guest = bootGuest()
  let stage: UsbStage
  let service: GuestService
  let modem: LiveModem
  let connection: LiveConnection
  beforeAll(async () => {
    stage = await openUsbStage(1)
    await guest().attach('1-1', { port: stage.port })
    await guest().until('-e /dev/cdc-wdm0')
    await guest().start('mbim-proxy', '/usr/libexec/mbim-proxy', '--no-exit')
    await guest().until('grep -q @mbim-proxy /proc/net/unix')
    service = await GuestService.start(guest())
    modem = await service.modem()
    connection = await service.manager.connection('modem0')
  }, Minutes(8))
  afterAll(async () => {
    await service[Symbol.asyncDispose]()
    await stage[Symbol.asyncDispose]()
  })

  const mbimcli = async (args: string): Promise<string> =>
    (await guest().run(`mbimcli -p -d /dev/cdc-wdm0 ${args}`)).stdout

  test('is reached through it, and connected', async () => {
    expect(modem.current.reached).toMatchObject({ way: 'mbim-proxy' })
    await (
      await connection.connect({ accessString: 'internet' })
    ).done
    await takeAddresses(guest(), connection, 'wwan0')
    await guest().run(`ip route replace ${WEB_V4} dev wwan0 && ping -c 3 -i 0.2 ${WEB_V4}`)
  })

  test('answers both at once, each its own', async () => {
    await using others = guest().spawn(
      `while [ ! -e /tmp/enough ]; do
         mbimcli -p -d /dev/cdc-wdm0 --query-device-caps && mbimcli -p -d /dev/cdc-wdm0 --query-connection-state=0 || exit 1
       done`,
    )
    let said = ''
    const states = (): readonly string[] => said.match(/Activation state: '\w+'/g) ?? []
    others.process.stdout?.setEncoding('utf8').on('data', (text: string) => (said += text))
    const ended = once(others.process, 'close')
    // Each has been answered some times, while the other was.
    for (let asked = 0; asked < 3 || (states().length < 6 && others.process.exitCode === null); asked += 1) {
      const second = await (await modem.acquire({ accessString: 'v4only' })).done
      expect(second.current.link).toMatchObject({ sessionId: 1 })
      await (
        await second.disconnect()
      ).done
      expect(await (await modem.pins.ask()).done).toBeDefined()
    }
    await guest().run('touch /tmp/enough')
    expect(await ended).toEqual([0, null])
    expect(states().length).toBeGreaterThanOrEqual(6)
    expect(new Set(states())).toEqual(new Set(["Activation state: 'activated'"]))
    expect(said).toContain(stage.modems[0]?.inside.equipment.imei)
    expect(connection.state).toBe('activated')
  })

  test('is heard by both when the other one changes something', async () => {
    await mbimcli('--set-radio-state=off')
    await service.until(() => modem.current.radio?.software === 'off')
    await service.until(() => !connection.present || connection.state === 'deactivated')
    await mbimcli('--set-radio-state=on')
    await service.until(() => modem.state === 'registered' && connection.present)
    await (
      await connection.connect({ accessString: 'internet' })
    ).done
    await takeAddresses(guest(), connection, 'wwan0')
    await guest().run(`ip route replace ${WEB_V4} dev wwan0`)
  })

  test.each([
    ['stopped', 'stop'],
    ['killed', 'kill'],
  ] as const)(
    'keeps the connection while the service is %s and started again, and mbimcli sees it all the time',
    async (_, how) => {
      const { ip, since } = connection.current
      await using pinging = startPing(guest(), `-i 0.5 ${WEB_V4}`)
      await service.end(how)
      expect(await mbimcli('--query-connection-state=0')).toContain("Activation state: 'activated'")
      await service.startAgain()
      await service.until(() => connection.present && connection.state === 'activated')
      expect(connection.current).toMatchObject({ ip, since })
      expect(modem.current.reached).toMatchObject({ way: 'mbim-proxy' })
      expect(await mbimcli('--query-connection-state=0')).toContain("Activation state: 'activated'")
      expect(await pinging.lost()).toEqual([])
    },
    SLOW,
  )

  test('is reached directly when mbim-proxy is no more, with the connection as it was', async () => {
    const { ip, since } = connection.current
    await guest().kill('mbim-proxy')
    await service.until(() => modem.current.reached?.way === 'direct')
    await service.until(() => connection.present && connection.state === 'activated')
    expect(connection.current).toMatchObject({ ip, since })
    await guest().run(`ping -c 3 -i 0.2 ${WEB_V4}`)
  })
})
