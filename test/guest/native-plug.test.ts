/**
 * Modems that are pulled out of the service's hands and put in again, in every order of the kernel's numbers. A story: each test goes
 * on where the last one ended.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Minutes } from '../../src/base/index.ts'
import type { LiveConnection, LiveModem } from '../../src/api/index.ts'
import type { VirtualModem } from '../../src/virtual/index.ts'
import { bootGuest, requireGuest } from './guest.ts'
import { GuestService } from './guest-service.ts'
import { takeAddresses } from './take-addresses.ts'
import { openUsbStage, type UsbStage } from './usb-stage.ts'

const suite = requireGuest()

const WEB_V4 = '192.0.2.80'

suite('modems that are pulled out', () => {
  const guest = bootGuest()
  let stage: UsbStage
  let service: GuestService
  let pid: string
  beforeAll(async () => {
    stage = await openUsbStage(2)
    await putIn(0, '/dev/cdc-wdm0')
    await putIn(1, '/dev/cdc-wdm1')
    service = await GuestService.start(guest())
    pid = await service.pid()
    await service.until(async () => (await service.manager.modems()).length === 2)
  }, Minutes(8))
  afterAll(async () => {
    await service[Symbol.asyncDispose]()
    await stage[Symbol.asyncDispose]()
  })

  const virtual = (index: number): VirtualModem => {
    const modem = stage.modems[index]
    if (modem === undefined) throw new Error(`there is no virtual modem ${index}`)
    return modem
  }

  /** By its equipment, whatever it is called and wherever it is; resolves when it can be used. */
  async function modemOf(index: number): Promise<LiveModem> {
    const { imei } = virtual(index).inside.equipment
    let found: LiveModem | undefined
    await service.until(async () => {
      found = (await service.manager.modems()).find((one) => one.current.equipment?.id === imei)
      return found?.state === 'registered' || found?.state === 'connected'
    })
    if (found === undefined) throw new Error(`the service does not know ${imei}`)
    return found
  }

  /** Resolves when the kernel's driver has made this control device of it. */
  async function putIn(index: number, device: string): Promise<void> {
    virtual(index).plug()
    await guest().attach(`1-${index + 1}`, { port: stage.port })
    await guest().until(`-e ${device}`)
  }

  async function pullOut(index: number): Promise<void> {
    const modem = (await service.manager.modems()).find(
      (one) => one.current.equipment?.id === virtual(index).inside.equipment.imei,
    )
    const device = modem?.current.device ?? ''
    virtual(index).unplug()
    await service.until(() => modem?.present === false)
    await guest().until(`! -e ${device}`)
  }

  /** The network device that hangs on the same USB device as a control device. */
  const linkOf = async (device: string): Promise<string> =>
    (await guest().run(`ls /sys/class/usbmisc/${device.slice('/dev/'.length)}/device/net`)).stdout.trim()

  /** Connected, with packets through its own network device. */
  async function connect(modem: LiveModem): Promise<LiveConnection> {
    const connection = await service.manager.connection(modem.name)
    await (
      await connection.connect({ accessString: 'internet' })
    ).done
    const link = await linkOf(modem.current.device)
    expect(connection.current.link).toMatchObject({ name: link })
    await takeAddresses(guest(), connection, link)
    await guest().run(
      `ip route replace ${WEB_V4} dev ${link} && ping -c 2 -i 0.2 -I ${link} ${connection.ip?.v4?.gateway ?? ''}`,
    )
    return connection
  }

  test('are two, each with its own devices, also where udev calls one by another name', async () => {
    const [first, second] = [await modemOf(0), await modemOf(1)]
    expect([first.current.device, second.current.device]).toEqual(['/dev/cdc-wdm0', '/dev/cdc-wdm1'])
    expect([first.name, second.name].sort()).toEqual(['modem0', 'modem1'])
    await guest().run('ip link set wwan1 down; ip link set wwan1 name wwx020406080a0c')
    expect((await connect(second)).current.link?.name).toBe('wwx020406080a0c')
    expect((await connect(first)).current.link?.name).toBe('wwan0')
  })

  test('while connected: the connection ends with it, and the other one goes on', async () => {
    const modem = await modemOf(0)
    const other = await service.manager.connection((await modemOf(1)).name)
    const { since } = other.current
    const connection = await service.manager.connection(modem.name)
    await pullOut(0)
    await service.until(() => !connection.present || connection.state === 'deactivated')
    await guest().run(`ping -c 2 -i 0.2 -I wwx020406080a0c ${other.ip?.v4?.gateway ?? ''}`)
    expect(other.current).toMatchObject({ state: 'activated', since })
    expect(await service.pid()).toBe(pid)
  })

  test('are another modem when another comes to the same port', async () => {
    const { id, name } = await modemOf(1)
    await pullOut(1)
    // The port and the number that the first one had.
    await putIn(1, '/dev/cdc-wdm0')
    const place = '/sys/class/usbmisc/cdc-wdm0/device'
    expect((await guest().run(`readlink -f ${place}`)).stdout).toMatch(/\/usb\d+\/\d+-1\/\d+-1:1\.0\n$/)
    const modem = await modemOf(1)
    expect(modem.current).toMatchObject({ id, name, device: '/dev/cdc-wdm0' })
    expect((await service.manager.modems()).map((one) => one.id)).toEqual([id])
    const connection = await service.manager.connection(name)
    expect(connection.state, 'nobody has connected it').toBe('deactivated')
  })

  test('are themselves when they come back in the other order of numbers', async () => {
    await putIn(0, '/dev/cdc-wdm1')
    const [first, second] = [await modemOf(0), await modemOf(1)]
    expect([first.current.device, second.current.device]).toEqual(['/dev/cdc-wdm1', '/dev/cdc-wdm0'])
    expect(first.id).not.toBe(second.id)
    await connect(first)
    await connect(second)
    await pullOut(0)
    await pullOut(1)
    await putIn(0, '/dev/cdc-wdm0')
    await putIn(1, '/dev/cdc-wdm1')
    expect(await modemOf(0)).toBe(first)
    expect(await modemOf(1)).toBe(second)
    await connect(first)
  })

  test('while a verb is underway: it ends with why, and the service goes on', async () => {
    const modem = await modemOf(1)
    const connection = await service.manager.connection(modem.name)
    const request = await connection.connect({ accessString: 'silent' })
    const ended = expect(request.done).rejects.toMatchObject({ reason: { code: 'unplugged' } })
    await service.until(() => connection.state === 'activating')
    await pullOut(1)
    await ended
    expect(await service.pid()).toBe(pid)
  })

  test('while they are being opened, and come up the next time', async () => {
    const modem = virtual(1)
    const pulled = new Promise<void>((resolve) => {
      const behaviour = modem.behave({
        onCommand: () => {
          behaviour[Symbol.dispose]()
          modem.unplug()
          resolve()
          return true
        },
      })
    })
    await putIn(1, '/dev/cdc-wdm1')
    await pulled
    await guest().until('! -e /dev/cdc-wdm1')
    await putIn(1, '/dev/cdc-wdm1')
    await connect(await modemOf(1))
    expect(await service.pid()).toBe(pid)
  })

  test('faster than anybody looks, and are there again at once', async () => {
    for (let times = 0; times < 3; times += 1) {
      virtual(1).unplug()
      await guest().until('! -e /dev/cdc-wdm1')
      await putIn(1, '/dev/cdc-wdm1')
    }
    await connect(await modemOf(1))
    const first = await service.manager.connection((await modemOf(0)).name)
    expect(first.state, 'all the time').toBe('activated')
    expect(await service.pid()).toBe(pid)
  })
})
