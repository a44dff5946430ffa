/**
 * Our service and a stock ModemManager share a modem on a real kernel: it is driven by whoever has it, and packets go on
 * while it changes hands. A dial interface stands for the user. A story: each test goes on where the last one ended.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Minutes } from '../../src/base/index.ts'
import type { LiveConnection, LiveDialInterface, LiveModem } from '../../src/api/index.ts'
import { BUILT } from './built-service.ts'
import { bootGuest, requireGuest } from './guest.ts'
import { GuestService, SLOW } from './guest-service.ts'
import { startPing } from './start-ping.ts'
import { openUsbStage, type UsbStage } from './usb-stage.ts'

const suite = requireGuest()

const WEB = '192.0.2.80'

suite('our service beside stock ModemManager', () => {
  const guest = bootGuest()
  let stage: UsbStage
  let service: GuestService
  let modem: LiveModem
  let connection: LiveConnection
  let branch: LiveDialInterface
  beforeAll(async () => {
    stage = await openUsbStage(1)
    await guest().attach('1-1', { port: stage.port })
    await guest().until('-e /dev/cdc-wdm0')
    service = await GuestService.start(guest())
    modem = await service.modem()
    connection = await service.manager.connection('modem0')
    branch = await service.addDialInterface(modem, [`${WEB}/32`])
  }, Minutes(8))
  afterAll(async () => {
    await service[Symbol.asyncDispose]()
    await stage[Symbol.asyncDispose]()
  })

  const bearer = () => stage.modems[0]?.inside.contexts.get(0)?.bearer
  const reached = async (way: string): Promise<void> => {
    await service.until(() => modem.present && modem.current.reached?.way === way)
    await service.until(() => ['registered', 'connected'].includes(modem.state))
  }
  const ping = () => guest().run(`ping -c 2 -i 0.2 -W 30 ${WEB}`)
  /** What goes on over it loses no packet, and the connection is the one that it was. */
  async function uninterrupted(work: () => Promise<void>): Promise<void> {
    const { id, ip, since } = connection.current
    const before = bearer()
    expect(before).toBeDefined()
    await using pinging = startPing(guest(), `-i 0.3 ${WEB}`)
    await work()
    await service.until(() => connection.present && connection.state === 'activated')
    await ping()
    expect(connection.current).toMatchObject({ id, ip, since, link: { name: 'wwan0' } })
    expect(bearer(), 'no other context').toBe(before)
    await service.until(() => branch.state === 'connected' && branch.current.dataPath.state === 'open')
    expect(await pinging.lost()).toEqual([])
  }

  test('an idle modem that was driven directly is handed to the ModemManager that comes', async () => {
    const { id, name } = modem.current
    expect(modem.current.reached).toMatchObject({ way: 'direct' })
    await guest().start('ModemManager')
    await reached('modem-manager')
    expect(modem.current).toMatchObject({ id, name, driver: 'modem-manager', device: '/dev/cdc-wdm0' })
    const { stdout } = await guest().run(`${BUILT.join(' ')} why modem0`)
    expect(stdout).toMatch(/ModemManager has it/)
  })

  test('a packet dials through ModemManager, and our data path carries it', async () => {
    await ping()
    await service.until(() => branch.state === 'connected')
    expect(connection.current).toMatchObject({ state: 'activated', link: { name: 'wwan0' } })
    expect((await guest().run('mmcli -m any -K')).stdout).toMatch(/^modem\.generic\.state *: connected$/m)
  })

  test(
    'the service is killed and started again, and finds the session as a bearer',
    () =>
      uninterrupted(async () => {
        await service.end('kill')
        await service.startAgain()
        await reached('modem-manager')
      }),
    SLOW,
  )

  test('the modem of a ModemManager that is killed is taken over with its session', () =>
    uninterrupted(async () => {
      await guest().kill('ModemManager')
      await reached('mbim-proxy')
    }))

  test('a ModemManager that comes again leaves the session to us', () =>
    uninterrupted(async () => {
      await guest().start('ModemManager')
      await guest().until("mmcli -m any -K | grep -q '^modem.generic.state *: \\(disabled\\|registered\\)'")
      await service.until(() => modem.current.reached?.because.includes('made natively') === true)
      expect(modem.current.reached).toMatchObject({ way: 'mbim-proxy' })
    }))

  test('the session that ModemManager then makes in its place is taken over there', async () => {
    const before = bearer()?.leases.ipv4?.address
    await guest().run('mmcli -m any -e')
    await guest().run("mmcli -m any --simple-connect='apn=internet'")
    await reached('modem-manager')
    const { ipv4 } = bearer()?.leases ?? {}
    expect(ipv4?.address).not.toBe(before)
    await service.until(() => connection.ip?.v4?.addresses[0]?.address === ipv4?.address)
    await service.until(() => connection.state === 'activated' && branch.state === 'connected')
    await ping()
  })

  test('a ModemManager that is stopped in good order ends its session, and the next packet dials without it', async () => {
    await guest().stop('ModemManager')
    await service.until(() => connection.state === 'deactivated')
    await reached('mbim-proxy')
    await ping()
    await service.until(() => branch.state === 'connected')
  })
})
