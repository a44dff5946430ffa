/**
 * A dial interface over a modem of the real kernel: traffic dials it, the service gives its network device addresses and routes, and
 * what waited goes out. A story: each test goes on where the last one ended.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Minutes } from '../../src/base/index.ts'
import type { LiveDialInterface } from '../../src/api/index.ts'
import { bootGuest, requireGuest } from './guest.ts'
import { GuestService, SLOW } from './guest-service.ts'
import { startPing } from './start-ping.ts'
import { openUsbStage, type UsbStage } from './usb-stage.ts'

const suite = requireGuest()
const isRoot = process.getuid?.() === 0

const WEB_V4 = '192.0.2.80'
const WEB_V6 = '2001:db8:80::80'

suite('a dial interface over a modem of a real kernel', () => {
  const guest = bootGuest()
  let stage: UsbStage
  let service: GuestService
  let branch: LiveDialInterface
  beforeAll(async () => {
    stage = await openUsbStage(1)
    await guest().attach('1-1', { port: stage.port })
    await guest().until('-e /dev/cdc-wdm0')
    service = await GuestService.start(guest())
    branch = await service.addDialInterface(await service.modem(), [`${WEB_V4}/32`, `${WEB_V6}/128`])
  }, Minutes(8))
  afterAll(async () => {
    await service[Symbol.asyncDispose]()
    await stage[Symbol.asyncDispose]()
  })

  /** Longer than dialling takes where the processor is emulated, shorter than whatever is tried again only after half a minute. */
  const ping = async (address: string): Promise<string> => {
    const command = `ping -c 5 -i 0.2 -W 20 ${address}`
    return (await guest().run(command, { timeout: Minutes(2) })).stdout
  }

  const hangUp = async (): Promise<void> => {
    await (
      await branch.disconnect()
    ).done
    await service.until(() => branch.state === 'disconnected')
  }

  test('is dialled by the first packet, and none is lost', async () => {
    expect(await ping(WEB_V4)).toContain('5 received')
    await service.until(() => branch.state === 'connected' && branch.current.dataPath.state === 'open')
    expect(branch.current).toMatchObject({
      reason: { code: 'dialled-traffic' },
      connected: { direction: 'outgoing' },
    })
    const { ipv4 } = stage.modems[0]?.inside.contexts.get(0)?.bearer?.leases ?? {}
    expect((await guest().run('ip -br address show dev wwan0')).stdout).toContain(`${ipv4?.address ?? ''}/`)
    expect((await guest().run(`ip route get ${WEB_V4}`)).stdout).toContain('dev wwan0')
  })

  test('is dialled by a packet of the other family as well', async () => {
    await hangUp()
    expect((await guest().run('ip -br address show dev wwan0 scope global')).stdout).not.toMatch(/\d\/\d/)
    expect(await ping(WEB_V6)).toContain('5 received')
  })

  test.runIf(isRoot)('is dialled by a page that is asked for, which comes', async () => {
    await hangUp()
    const { stdout } = await guest().run(`curl -sS --max-time 50 http://${WEB_V4}/address`)
    await service.until(() => branch.state === 'connected')
    const { ipv4 } = stage.modems[0]?.inside.contexts.get(0)?.bearer?.leases ?? {}
    expect(stdout).toBe(`${ipv4?.address ?? ''}\n`)
  })

  test.each([
    ['stopped', 'stop'],
    ['killed', 'kill'],
  ] as const)(
    'stays up when the service is %s and started again: not a packet is lost',
    async (_, how) => {
      await ping(WEB_V4)
      await service.until(() => branch.state === 'connected')
      const { connected, reason, since } = branch.current
      if (connected === undefined) throw new Error('it is connected')
      const { number, ip, link, port } = connected
      await using pinging = startPing(guest(), `-i 0.5 ${WEB_V4}`)
      await service.end(how)
      await guest().run(`ping -c 3 -i 0.2 ${WEB_V6}`)
      await service.startAgain()
      await service.until(() => branch.state === 'connected' && branch.current.dataPath.state === 'open')
      expect(branch.current).toMatchObject({ reason, since, connected: { number, ip, link, port } })
      expect(branch.current.connected?.since).toBe(connected.since)
      await guest().run(`ping -c 3 -i 0.2 ${WEB_V6}`)
      expect(await pinging.lost()).toEqual([])
    },
    SLOW,
  )

  test('is dialled again by the next packet when its modem was pulled out and is back', async () => {
    stage.modems[0]?.unplug()
    await service.until(() => branch.state === 'unreachable')
    await guest().until('! -e /dev/cdc-wdm0')
    stage.modems[0]?.plug()
    await guest().attach('1-1', { port: stage.port })
    await service.until(() => branch.state === 'disconnected')
    expect(await ping(WEB_V4)).toContain('5 received')
  })
})
