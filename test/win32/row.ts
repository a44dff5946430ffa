/** The rows of the pages' return-code tables: how each is provoked, or why it cannot be. */
import type { Modem } from '../../src/core/index.ts'
import * as win32 from '../../src/face/win32/index.ts'
import {
  CLSID_MbnConnectionManager,
  CLSID_MbnConnectionProfileManager,
  CLSID_MbnDeviceServicesManager,
  CLSID_MbnInterfaceManager,
  createWin32,
  IID_IMbnConnectionManager,
  IID_IMbnConnectionProfileManager,
  IID_IMbnDeviceServicesManager,
  IID_IMbnInterfaceManager,
  IID_IMbnPinManager,
  MBN_PIN_TYPE_PIN1,
  type HRESULT,
  type IID,
  type IMbnConnection,
  type IMbnConnectionManager,
  type IMbnConnectionProfile,
  type IMbnConnectionProfileManager,
  type IMbnDeviceService,
  type IMbnDeviceServicesContext,
  type IMbnDeviceServicesManager,
  type IMbnInterface,
  type IMbnInterfaceManager,
  type IMbnPin,
  type IMbnPinManager,
  type IMbnSubscriberInformation,
  type IUnknown,
  type SAFEARRAY,
} from '../../src/face/win32/index.ts'
import { DEVICE_SERVICES } from '../support/service-state.ts'
import { JournalService, MODEM, PROFILE } from './journal-service.ts'
import { created, got } from './program.ts'
import { configurationOf, pduOf, textOf } from './sms-object.ts'

export const NO_SIM: Modem = { ...MODEM, sim: { state: 'not-inserted', telephoneNumbers: [] } }
export const BAD_SIM: Modem = { ...MODEM, sim: { state: 'bad', telephoneNumbers: [] } }
export const LOCKED: Modem = {
  ...MODEM,
  sim: { state: 'locked', telephoneNumbers: [], pin: { type: 'pin1', state: 'locked' } },
}
const { id, name, driver, device, state, reason } = MODEM
/** One of which nothing is known yet. */
export const UNKNOWN: Modem = { id, name, driver, device, state, reason }

/** A program that holds one of everything. */
export interface Program {
  readonly service: JournalService
  readonly interfaces: IMbnInterfaceManager
  readonly connections: IMbnConnectionManager
  readonly profiles: IMbnConnectionProfileManager
  readonly deviceServices: IMbnDeviceServicesManager
  readonly device: () => Promise<IMbnInterface>
  readonly connection: () => Promise<IMbnConnection>
  readonly profile: () => Promise<IMbnConnectionProfile>
}

export type Row = ((program: Program) => Promise<HRESULT>) | Unprovoked

/** Why a row cannot be provoked: one of the reasons that are admitted. */
export interface Unprovoked {
  readonly reason: 'memory' | 'hardware' | 'contradiction'
  readonly because: string
}

/** `Interface.Method` → code → row. */
export type Rows = Readonly<Record<string, Readonly<Record<string, Row>>>>

export const MEMORY: Unprovoked = { reason: 'memory', because: 'memory is not exhausted on purpose' }

export async function program(modem: Modem = MODEM): Promise<Program> {
  const service = new JournalService([modem])
  const facade = createWin32(service)
  const connections = await created(facade, CLSID_MbnConnectionManager, IID_IMbnConnectionManager)
  const interfaces = await created(facade, CLSID_MbnInterfaceManager, IID_IMbnInterfaceManager)
  const profiles = await created(facade, CLSID_MbnConnectionProfileManager, IID_IMbnConnectionProfileManager)
  return {
    service,
    interfaces,
    connections,
    profiles,
    deviceServices: await created(facade, CLSID_MbnDeviceServicesManager, IID_IMbnDeviceServicesManager),
    device: () => only(got<SAFEARRAY<IMbnInterface>>((all) => interfaces.GetInterfaces(all))),
    connection: () => only(got<SAFEARRAY<IMbnConnection>>((all) => connections.GetConnections(all))),
    profile: () =>
      got<IMbnConnectionProfile>((profile) => profiles.GetConnectionProfile(null, PROFILE.name, profile)),
  }
}

/** An interface of the one device. */
export async function ofDevice<T extends IUnknown>(modem: Modem, iid: IID<T>): Promise<T> {
  const device = await (await program(modem)).device()
  return got<T>((ppv) => device.QueryInterface(iid, ppv))
}

/** An object by the name of its interface, to be called by the names of the reference. */
export async function objectOf(
  one: Program,
  name: string,
): Promise<Readonly<Record<string, (...values: readonly unknown[]) => Promise<HRESULT>>>> {
  const device = await one.device()
  const sources: Readonly<Record<string, () => Promise<object>>> = {
    IMbnInterfaceManager: async () => one.interfaces,
    IMbnConnectionManager: async () => one.connections,
    IMbnConnectionProfileManager: async () => one.profiles,
    IMbnDeviceServicesManager: async () => one.deviceServices,
    IMbnDeviceServicesContext: () =>
      got<IMbnDeviceServicesContext>((output) =>
        one.deviceServices.GetDeviceServicesContext(MODEM.id, output),
      ),
    IMbnDeviceService: async () => {
      const context = await got<IMbnDeviceServicesContext>((output) =>
        one.deviceServices.GetDeviceServicesContext(MODEM.id, output),
      )
      const [service] = DEVICE_SERVICES.services
      return got<IMbnDeviceService>((output) => context.GetDeviceService(service?.id ?? '', output))
    },
    IMbnConnection: () => one.connection(),
    IMbnConnectionProfile: () => one.profile(),
    IMbnPin: () => pinOf(device),
    IMbnSmsConfiguration: () => configurationOf(one),
    IMbnSmsReadMsgPdu: () => pduOf(one),
    IMbnSmsReadMsgTextCdma: () => textOf(one),
    IMbnSubscriberInformation: () =>
      got<IMbnSubscriberInformation>((output) => device.GetSubscriberInformation(output)),
  }
  // Every other one is an interface of the device, whose IIDs are exported by their names.
  const iid = (win32 as unknown as Readonly<Record<string, IID<object>>>)[`IID_${name}`]
  const object = await (sources[name]?.() ??
    got<object>((ppv) => device.QueryInterface(iid as IID<object>, ppv)))
  return object as Awaited<ReturnType<typeof objectOf>>
}

/** PIN1 of a device. */
export async function pinOf(device: IMbnInterface): Promise<IMbnPin> {
  const manager = await got<IMbnPinManager>((ppv) => device.QueryInterface(IID_IMbnPinManager, ppv))
  return got<IMbnPin>((pin) => manager.GetPin(MBN_PIN_TYPE_PIN1, pin))
}

async function only<T>(all: Promise<readonly T[]>): Promise<T> {
  const [first, ...others] = await all
  if (first === undefined || others.length > 0) throw new Error('there is exactly one')
  return first
}
