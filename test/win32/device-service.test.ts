/** Device services and vendor-specific operations, as stories on the virtual modem. */
import { describe, expect, test } from 'vitest'
import { fromHex, Milliseconds, toHex } from '../../src/base/index.ts'
import {
  CLSID_MbnDeviceServicesManager,
  E_HANDLE,
  E_INVALIDARG,
  E_MBN_SMS_OPERATION_NOT_ALLOWED,
  ERROR_BUFFER_OVERFLOW,
  ERROR_INVALID_STATE,
  ERROR_NOT_FOUND,
  ERROR_NOT_SUPPORTED,
  ERROR_OPEN_FAILED,
  ERROR_TOO_MANY_SESS,
  HRESULT_FROM_WIN32,
  IID_IMbnDeviceServicesManager,
  IID_IMbnVendorSpecificOperation,
  MBN_DEVICE_SERVICES_CAPABLE_INTERFACE_ARRIVAL,
  MBN_DEVICE_SERVICES_CAPABLE_INTERFACE_REMOVAL,
  MBN_DEVICE_SERVICE_SESSIONS_RESTORED,
  out,
  S_OK,
  type IMbnDeviceService,
  type IMbnDeviceServicesContext,
  type IMbnDeviceServicesManager,
  type IMbnVendorSpecificOperation,
  type MBN_DEVICE_SERVICE,
  type Win32,
} from '../../src/face/win32/index.ts'
import { VirtualVendor } from '../../src/virtual/index.ts'
import { DEVICE_SERVICES } from '../support/service-state.ts'
import { vendorRequest } from './device-service-rows.ts'
import { MODEM } from './journal-service.ts'
import { advised, created, got, type Recorder } from './program.ts'
import { program } from './row.ts'
import { complete, world, type World } from './world.ts'

const VENDOR = VirtualVendor.uuid
const ECHO = 1
const NOTICE = 3
const FAILURE = 4

interface Used {
  readonly manager: IMbnDeviceServicesManager
  readonly context: IMbnDeviceServicesContext
  readonly service: IMbnDeviceService
  readonly sink: Recorder
}

async function use(one: World, facade: Win32 = one.facade): Promise<Used> {
  const manager = await created(facade, CLSID_MbnDeviceServicesManager, IID_IMbnDeviceServicesManager)
  const sink = await advised(manager, 'IMbnDeviceServicesEvents', 'IMbnDeviceServiceStateEvents')
  const device = await one.device()
  const id = await got<string>((output) => device.get_InterfaceID(output))
  const context = await got<IMbnDeviceServicesContext>((output) =>
    manager.GetDeviceServicesContext(id, output),
  )
  const service = await got<IMbnDeviceService>((output) => context.GetDeviceService(`{${VENDOR}}`, output))
  return { manager, context, service, sink }
}

async function open(one: World, { sink, service }: Used): Promise<void> {
  const { id, values } = await complete(one, sink, 'OnOpenCommandSessionComplete', (request) =>
    service.OpenCommandSession(request),
  )
  expect(values).toEqual([S_OK, id])
}

const isOpen = ({ service }: Used): Promise<boolean> =>
  got((value) => service.get_IsCommandSessionOpen(value))

describe('device services', () => {
  test('are enumerated, found by UUID in any spelling, and not found otherwise', async () => {
    await using one = await world()
    const { context } = await use(one)
    const all = await got<readonly MBN_DEVICE_SERVICE[]>((output) => context.EnumerateDeviceServices(output))
    expect(all).toContainEqual({
      deviceServiceID: `{${VENDOR.toUpperCase()}}`,
      dataWriteSupported: true,
      dataReadSupported: true,
    })
    expect(await context.GetDeviceService(VENDOR, out())).toBe(S_OK)
    expect(await context.GetDeviceService('{00000000-0000-0000-0000-000000000000}', out())).toBe(
      HRESULT_FROM_WIN32(ERROR_NOT_FOUND),
    )
    expect(await got<number>((output) => context.get_MaxCommandSize(output))).toBe(4048)
  })

  test('tell which commands they have', async () => {
    await using one = await world()
    const { service, sink } = await use(one)
    const { id, values } = await complete(one, sink, 'OnQuerySupportedCommandsComplete', (request) =>
      service.QuerySupportedCommands(request),
    )
    expect(values).toEqual([[1, 2, 3, 4, 5], S_OK, id])
  })

  test('answer commands in a session, each kind by its own completion; a refusal brings its bytes along', async () => {
    await using one = await world()
    const used = await use(one)
    const { service, sink } = used
    expect(await service.QueryCommand(ECHO, fromHex('01'), out())).toBe(HRESULT_FROM_WIN32(ERROR_OPEN_FAILED))
    expect(await isOpen(used)).toBe(false)
    await open(one, used)
    expect(await isOpen(used)).toBe(true)
    const queried = await complete(one, sink, 'OnQueryCommandComplete', (id) =>
      service.QueryCommand(ECHO, fromHex('0102'), id),
    )
    expect(queried.values).toEqual([ECHO, '0102', S_OK, queried.id])
    const set = await complete(one, sink, 'OnSetCommandComplete', (id) =>
      service.SetCommand(ECHO, fromHex('03'), id),
    )
    expect(set.values).toEqual([ECHO, '03', S_OK, set.id])
    const refused = await complete(one, sink, 'OnSetCommandComplete', (id) =>
      service.SetCommand(FAILURE, fromHex('1c000000'), id),
    )
    expect(refused.values).toEqual([FAILURE, '1c000000', E_MBN_SMS_OPERATION_NOT_ALLOWED, refused.id])
  })

  test('take no command that is too long, unknown or no bytes', async () => {
    await using one = await world()
    const used = await use(one)
    const { service } = used
    await open(one, used)
    expect(await service.SetCommand(ECHO, new Uint8Array(4049), out())).toBe(E_INVALIDARG)
    expect(await service.SetCommand(99, new Uint8Array(1), out())).toBe(
      HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED),
    )
    expect(await service.QueryCommand(ECHO, 'bytes' as unknown as Uint8Array, out())).toBe(E_INVALIDARG)
    expect(await service.QueryCommand(-1, new Uint8Array(1), out())).toBe(E_INVALIDARG)
  })

  test('are heard in a session, opened once and closed once', async () => {
    await using one = await world()
    const used = await use(one)
    const { service, sink } = used
    one.modem.vendorSays(fromHex('01'))
    await one.clock.advance(Milliseconds(20))
    await open(one, used)
    expect(await service.OpenCommandSession(out())).toBe(HRESULT_FROM_WIN32(ERROR_INVALID_STATE))
    one.modem.vendorSays(fromHex('02'))
    await one.until(() => sink.methods.includes('OnEventNotification'))
    expect(sink.heard.at(-1)?.arguments.slice(1)).toEqual([NOTICE, fromHex('02')])
    const [told] = sink.heard.at(-1)?.arguments ?? []
    expect(await isOpen({ ...used, service: told as IMbnDeviceService })).toBe(true)
    const { id, values } = await complete(one, sink, 'OnCloseCommandSessionComplete', (request) =>
      service.CloseCommandSession(request),
    )
    expect(values).toEqual([S_OK, id])
    expect(await isOpen(used)).toBe(false)
    expect(await service.CloseCommandSession(out())).toBe(HRESULT_FROM_WIN32(ERROR_OPEN_FAILED))
    sink.clear()
    one.modem.vendorSays(fromHex('03'))
    await one.clock.advance(Milliseconds(100))
    expect(sink.methods).toEqual([])
  })

  test('are each program’s own: another one neither hears nor closes its session', async () => {
    await using one = await world()
    const mine = await use(one)
    await using facade = one.other()
    const theirs = await use(one, facade)
    await open(one, mine)
    theirs.sink.clear()
    one.modem.vendorSays(fromHex('01'))
    await one.until(() => mine.sink.methods.includes('OnEventNotification'))
    expect(theirs.sink.methods).toEqual([])
    expect(await isOpen(theirs)).toBe(false)
    expect(await theirs.service.CloseCommandSession(out())).toBe(HRESULT_FROM_WIN32(ERROR_OPEN_FAILED))
    expect(await isOpen(mine)).toBe(true)
  })

  test('come and go with their modem, and stale objects say so', async () => {
    await using one = await world()
    const { service, context, sink } = await use(one)
    one.modem.unplug()
    await one.until(() => sink.methods.includes('OnInterfaceStateChange'))
    expect(sink.heard.at(-1)?.arguments[1]).toBe(MBN_DEVICE_SERVICES_CAPABLE_INTERFACE_REMOVAL)
    expect(await service.OpenCommandSession(out())).toBe(E_HANDLE)
    expect(await service.get_IsCommandSessionOpen(out())).toBe(E_HANDLE)
    expect(await context.EnumerateDeviceServices(out())).toBe(E_HANDLE)
    sink.clear()
    one.modem.plug()
    await one.until(() => sink.methods.includes('OnInterfaceStateChange'))
    expect(sink.heard.at(-1)?.arguments[1]).toBe(MBN_DEVICE_SERVICES_CAPABLE_INTERFACE_ARRIVAL)
  })

  test('keep their session over a modem that had to be opened anew, and it is told', async () => {
    await using one = await world()
    const used = await use(one)
    await open(one, used)
    one.modem.wedge('until-open')
    await one.until(() => used.sink.methods.includes('OnSessionsStateChange'))
    expect(used.sink.heard.at(-1)?.arguments[1]).toBe(MBN_DEVICE_SERVICE_SESSIONS_RESTORED)
    expect(await isOpen(used)).toBe(true)
  })
})

describe('data sessions of device services', () => {
  const isDataOpen = ({ service }: Used): Promise<boolean> =>
    got((value) => service.get_IsDataSessionOpen(value))

  async function openData(one: World, { sink, service }: Used): Promise<void> {
    const { id, values } = await complete(one, sink, 'OnOpenDataSessionComplete', (request) =>
      service.OpenDataSession(request),
    )
    expect(values).toEqual([S_OK, id])
  }
  async function written(one: World, { sink, service }: Used, bytes: string): Promise<void> {
    const { id, values } = await complete(one, sink, 'OnWriteDataComplete', (request) =>
      service.WriteData(fromHex(bytes), request),
    )
    expect(values).toEqual([S_OK, id])
  }
  const read = ({ sink }: Used): string[] =>
    sink.heard.flatMap(({ method, arguments: [, data] }) =>
      method === 'OnReadData' ? [toHex(data as Uint8Array)] : [],
    )

  test('are opened, written, read and closed, each with its completion', async () => {
    await using one = await world()
    const used = await use(one)
    const { context, service, sink } = used
    expect(await got<number>((output) => context.get_MaxDataSize(output))).toBe(2048)
    expect(await isDataOpen(used)).toBe(false)
    await openData(one, used)
    expect(await isDataOpen(used)).toBe(true)
    expect(await isOpen(used)).toBe(false)
    expect(await service.OpenDataSession(out())).toBe(HRESULT_FROM_WIN32(ERROR_INVALID_STATE))
    await written(one, used, '0102')
    await one.until(() => read(used).length > 0)
    expect(read(used)).toEqual(['0102'])
    const [told] = sink.heard.find(({ method }) => method === 'OnReadData')?.arguments ?? []
    expect(await isDataOpen({ ...used, service: told as IMbnDeviceService })).toBe(true)
    const { id, values } = await complete(one, sink, 'OnCloseDataSessionComplete', (request) =>
      service.CloseDataSession(request),
    )
    expect(values).toEqual([S_OK, id])
    expect(await isDataOpen(used)).toBe(false)
    expect(await service.CloseDataSession(out())).toBe(HRESULT_FROM_WIN32(ERROR_OPEN_FAILED))
    expect(await service.WriteData(fromHex('01'), out())).toBe(HRESULT_FROM_WIN32(ERROR_OPEN_FAILED))
  })

  test('take bytes, no more than fit', async () => {
    await using one = await world()
    const used = await use(one)
    await openData(one, used)
    const { service } = used
    expect(await service.WriteData('01' as unknown as Uint8Array, out())).toBe(E_INVALIDARG)
    expect(await service.WriteData(new Uint8Array(0), out())).toBe(E_INVALIDARG)
    expect(await service.WriteData(new Uint8Array(2049), out())).toBe(
      HRESULT_FROM_WIN32(ERROR_BUFFER_OVERFLOW),
    )
    await written(one, used, 'ab'.repeat(2048))
  })

  test('are as many as the device has', async () => {
    await using one = await world()
    const { context, sink } = await use(one)
    const other = async (): Promise<IMbnDeviceService> =>
      got((output) => context.GetDeviceService(`{${VENDOR}}`, output))
    for (let count = 0; count < 4; count++) {
      const service = await other()
      await complete(one, sink, 'OnOpenDataSessionComplete', (id) => service.OpenDataSession(id))
    }
    expect(await (await other()).OpenDataSession(out())).toBe(HRESULT_FROM_WIN32(ERROR_TOO_MANY_SESS))
  })

  test('that the device has none left for complete with that', async () => {
    await using one = await world()
    const used = await use(one)
    for (const number of [1, 2, 3, 4]) one.modem.inside.streams.activate(VENDOR, number)
    const { values } = await complete(one, used.sink, 'OnOpenDataSessionComplete', (id) =>
      used.service.OpenDataSession(id),
    )
    expect(values[0]).toBe(HRESULT_FROM_WIN32(ERROR_TOO_MANY_SESS))
    expect(await isDataOpen(used)).toBe(false)
  })

  test('are each program’s own: another one neither reads, writes nor closes it', async () => {
    await using one = await world()
    const mine = await use(one)
    await using facade = one.other()
    const theirs = await use(one, facade)
    await openData(one, mine)
    theirs.sink.clear()
    await written(one, mine, 'ca')
    await one.until(() => read(mine).length > 0)
    await one.clock.advance(Milliseconds(100))
    expect(theirs.sink.methods).toEqual([])
    const notOpen = HRESULT_FROM_WIN32(ERROR_OPEN_FAILED)
    expect(await theirs.service.WriteData(fromHex('fe'), out())).toBe(notOpen)
    expect(await theirs.service.CloseDataSession(out())).toBe(notOpen)
    await openData(one, theirs)
    await written(one, theirs, 'fe')
    await one.until(() => read(theirs).length > 0)
    expect([read(mine), read(theirs)]).toEqual([['ca'], ['fe']])
  })

  test('end with the device', async () => {
    await using one = await world()
    const used = await use(one)
    await openData(one, used)
    one.modem.unplug()
    await one.until(() => used.sink.methods.includes('OnInterfaceStateChange'))
    expect(await used.service.WriteData(fromHex('01'), out())).toBe(E_HANDLE)
    one.modem.plug()
    used.sink.clear()
    await one.until(() => used.sink.methods.includes('OnInterfaceStateChange'))
    expect(await isDataOpen(used)).toBe(false)
    await openData(one, used)
  })

  test('are not supported by services without, and on a way that carries none', async () => {
    await using one = await world()
    const { context } = await use(one)
    const basicConnect = '{a289cc33-bcbb-8b4f-b6b0-133ec2aae6df}'
    const service = await got<IMbnDeviceService>((output) => context.GetDeviceService(basicConnect, output))
    const unsupported = HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED)
    expect(await service.OpenDataSession(out())).toBe(unsupported)
    const { maxDataSize: _, ...state } = DEVICE_SERVICES
    const { service: fake, deviceServices } = await program()
    fake.deviceServices = async () => state
    const other = await got<IMbnDeviceServicesContext>((output) =>
      deviceServices.GetDeviceServicesContext(MODEM.id, output),
    )
    expect(await other.get_MaxDataSize(out())).toBe(unsupported)
  })
})

describe('a vendor-specific operation', () => {
  async function vendor(one: World): Promise<{ object: IMbnVendorSpecificOperation; sink: Recorder }> {
    const sink = await advised(one.interfaces, 'IMbnVendorSpecificEvents')
    const device = await one.device()
    const object = await got<IMbnVendorSpecificOperation>((ppv) =>
      device.QueryInterface(IID_IMbnVendorSpecificOperation, ppv),
    )
    return { object, sink }
  }
  const uuid = VENDOR.replaceAll('-', '')

  test('goes to a device service, and completes with its answer; the outcome is in the bytes', async () => {
    await using one = await world()
    const { object, sink } = await vendor(one)
    const answered = await complete(one, sink, 'OnSetVendorSpecificComplete', (id) =>
      object.SetVendorSpecific(vendorRequest(VENDOR, ECHO, 0, [0xca, 0xfe]), id),
    )
    expect(answered.values).toEqual([`${uuid}01000000000000000200000` + '0cafe', answered.id])
    const refused = await complete(one, sink, 'OnSetVendorSpecificComplete', (id) =>
      object.SetVendorSpecific(vendorRequest(VENDOR, FAILURE, 1, [0x1c, 0, 0, 0]), id),
    )
    expect(refused.values).toEqual([`${uuid}040000001c000000040000001c000000`, refused.id])
  })

  test('has what the service says by itself told from then on', async () => {
    await using one = await world()
    const { object, sink } = await vendor(one)
    await complete(one, sink, 'OnSetVendorSpecificComplete', (id) =>
      object.SetVendorSpecific(vendorRequest(VENDOR), id),
    )
    one.modem.vendorSays(fromHex('beef'))
    await one.until(() => sink.methods.includes('OnEventNotification'))
    expect(toHex(sink.heard.at(-1)?.arguments[1] as Uint8Array)).toBe(`${uuid}0300000002000000beef`)
  })

  test.each([
    ['no bytes', new Uint8Array(0)],
    ['a length that is not so', vendorRequest(VENDOR, ECHO, 0, [1]).subarray(0, 28)],
    ['a type that there is not', vendorRequest(VENDOR, ECHO, 2)],
    ['text', 'bytes' as unknown as Uint8Array],
  ])('of %s is refused at once', async (_what, bytes) => {
    await using one = await world()
    const { object } = await vendor(one)
    expect(await object.SetVendorSpecific(bytes, out())).toBe(E_INVALIDARG)
  })
})
