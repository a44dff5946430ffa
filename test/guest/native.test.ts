/**
 * Our service on the kernel's own devices of a modem, `/dev/cdc-wdm0` and `wwan0`. A story: each test goes on where the last one
 * ended.
 */
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
const WEB_V6 = '2001:db8:80::80'

suite('our service on a real kernel', () => {
  const guest = bootGuest()
  let stage: UsbStage
  let service: GuestService
  let modem: LiveModem
  let connection: LiveConnection
  beforeAll(async () => {
    stage = await openUsbStage(1)
    await guest().attach('1-1', { port: stage.port })
    await guest().until('-e /dev/cdc-wdm0')
    service = await GuestService.start(guest())
  }, Minutes(8))
  afterAll(async () => {
    await service[Symbol.asyncDispose]()
    await stage[Symbol.asyncDispose]()
  })

  const virtual = () => {
    const [one] = stage.modems
    if (one === undefined) throw new Error('there is a modem')
    return one
  }

  /** Bytes of all connections, as the modem counts them and as the service has heard. */
  const counted = () => {
    const { statistics } = virtual().inside
    return Number(statistics.read('in').octets + statistics.read('out').octets)
  }
  const heard = async () => {
    const { received, sent } = (await modem.usage()).total
    return received + sent
  }

  test('finds it by sysfs and reaches it by its control device', async () => {
    modem = await service.modem()
    expect(modem.current).toMatchObject({
      device: '/dev/cdc-wdm0',
      driver: 'mbim',
      reached: { way: 'direct' },
      equipment: { id: virtual().inside.equipment.imei },
    })
  })

  test('connects, and packets of both families pass through its network device', async () => {
    connection = await service.manager.connection('modem0')
    await (
      await connection.connect({ accessString: 'internet' })
    ).done
    expect(connection.current).toMatchObject({ state: 'activated', link: { name: 'wwan0', sessionId: 0 } })
    await takeAddresses(guest(), connection, 'wwan0')
    await guest().run(`ip route replace ${WEB_V4} dev wwan0 && ip -6 route replace ${WEB_V6} dev wwan0`)
    await guest().run(`ping -c 3 -i 0.2 ${WEB_V4} && ping -c 3 -i 0.2 ${WEB_V6}`)
    if (stage.namespace === undefined) return
    expect((await guest().run(`curl -sS http://${WEB_V4}/ http://[${WEB_V6}]/`)).stdout).toBe(
      'This is the internet behind Dialtone Mobile.\n'.repeat(2),
    )
  })

  test('has a second session beside it, which is VLAN 1 of the same device', async () => {
    const second = await (await modem.acquire({ accessString: 'v4only' })).done
    expect(second.current).toMatchObject({ state: 'activated', link: { name: 'wwan0', sessionId: 1 } })
    await guest().run('ip link add link wwan0 name wwan0.1 type vlan id 1')
    await takeAddresses(guest(), second, 'wwan0.1')
    await guest().run(`ping -c 3 -i 0.2 -I wwan0.1 ${second.ip?.v4?.gateway ?? 'none'}`)
    await guest().run('ip link del wwan0.1')
    await (
      await second.disconnect()
    ).done
    await guest().run(`ping -c 1 ${WEB_V4}`)
  })

  test.each([
    ['stopped', 'stop'],
    ['killed', 'kill'],
  ] as const)(
    'is %s and started again: not a packet is lost, and the connection is the one that it was',
    async (_, how) => {
      const { ip, since, profile, accessString } = connection.current
      const { bearer } = virtual().inside.contexts.get(0) ?? {}
      expect(bearer).toBeDefined()
      await using pinging = startPing(guest(), `-i 0.5 ${WEB_V4}`)
      await service.end(how)
      await guest().run(`ping -c 10 -i 0.2 ${WEB_V4}`)
      const meanwhile = counted()
      await service.startAgain()
      await service.until(() => connection.present && connection.state === 'activated')
      expect(connection.current).toMatchObject({ ip, since, accessString, link: { name: 'wwan0' } })
      expect(connection.current.profile).toEqual(profile)
      expect(virtual().inside.contexts.get(0)?.bearer, 'no other context').toBe(bearer)
      // What passed while nobody looked is counted, and nothing twice.
      await service.until(async () => (await heard()) >= meanwhile)
      expect(await heard()).toBeLessThanOrEqual(counted())
      expect(await pinging.lost()).toEqual([])
    },
    SLOW,
  )

  test('is told when the network ends the connection, and why', async () => {
    expect(virtual().networkDisconnect({ cause: 38 })).toBe(true)
    await service.until(() => connection.state === 'deactivated')
    expect(connection.current.cause).toMatchObject({ code: 'disconnected', network: { value: 38 } })
    await (
      await connection.connect({ accessString: 'internet' })
    ).done
    await takeAddresses(guest(), connection, 'wwan0')
    await guest().run(`ip route replace ${WEB_V4} dev wwan0 && ping -c 1 ${WEB_V4}`)
  })
})
