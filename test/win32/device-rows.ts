/** The return codes of devices, registration, radio and signal. */
import type { Modem } from '../../src/core/index.ts'
import {
  IID_IMbnInterface,
  IID_IMbnRadio,
  IID_IMbnRegistration,
  IID_IMbnSignal,
  MBN_RADIO_OFF,
  out,
  type HRESULT,
  type IID,
  type IMbnInterface,
  type IMbnRadio,
  type IMbnRegistration,
  type IMbnSubscriberInformation,
  type IUnknown,
} from '../../src/face/win32/index.ts'
import { MODEM } from './journal-service.ts'
import { got } from './program.ts'
import {
  BAD_SIM,
  LOCKED,
  MEMORY,
  NO_SIM,
  ofDevice,
  UNKNOWN,
  type Program,
  type Row,
  type Rows,
  type Unprovoked,
} from './row.ts'

/** A getter of an interface of the device, on modems in which the codes come about. */
function getter<T extends IUnknown>(
  iid: IID<T>,
  get: (object: T) => Promise<HRESULT>,
  modems: Readonly<Record<string, Modem>>,
): Readonly<Record<string, Row>> {
  return Object.fromEntries(
    Object.entries({ S_OK: MODEM, ...modems }).map(([code, modem]) => [
      code,
      async () => get(await ofDevice(modem, iid)),
    ]),
  )
}

const device = (
  get: (object: IMbnInterface) => Promise<HRESULT>,
  modems: Readonly<Record<string, Modem>>,
): Readonly<Record<string, Row>> => getter(IID_IMbnInterface, get, modems)
const registration = (
  get: (object: IMbnRegistration) => Promise<HRESULT>,
  modems: Readonly<Record<string, Modem>>,
): Readonly<Record<string, Row>> => getter(IID_IMbnRegistration, get, modems)
const subscriber = (
  get: (object: IMbnSubscriberInformation) => Promise<HRESULT>,
): Readonly<Record<string, Row>> => ({
  S_OK: async () => {
    const object = await ofDevice(MODEM, IID_IMbnInterface)
    return get(await got<IMbnSubscriberInformation>((output) => object.GetSubscriberInformation(output)))
  },
})

const PENDING = { E_PENDING: UNKNOWN }
const PENDING_OR_LOCKED = { ...PENDING, E_MBN_PIN_REQUIRED: LOCKED }
const PENDING_OR_SIM = { ...PENDING_OR_LOCKED, E_MBN_SIM_NOT_INSERTED: NO_SIM, E_MBN_BAD_SIM: BAD_SIM }

const SAME_AS_HANDLE: Unprovoked = {
  reason: 'contradiction',
  because: 'the page lists two codes for a device that is gone; it is answered with E_HANDLE',
}
async function radioOf(program: Program): Promise<IMbnRadio> {
  const object = await program.device()
  return got<IMbnRadio>((ppv) => object.QueryInterface(IID_IMbnRadio, ppv))
}

const setRadio = (radio: IMbnRadio): Promise<HRESULT> => radio.SetSoftwareRadioState(MBN_RADIO_OFF, out())

export const DEVICE_ROWS: Rows = {
  'IMbnInterfaceManager.GetInterface': {
    S_OK: ({ interfaces }) => interfaces.GetInterface(MODEM.id, out()),
    'HRESULT_FROM_WIN32(ERROR_NOT_FOUND)': ({ interfaces }) => interfaces.GetInterface('modem0', out()),
    E_POINTER: ({ interfaces }) => interfaces.GetInterface(MODEM.id, null),
    E_OUTOFMEMORY: MEMORY,
  },
  'IMbnInterfaceManager.GetInterfaces': {
    S_OK: ({ interfaces }) => interfaces.GetInterfaces(out()),
    E_POINTER: ({ interfaces }) => interfaces.GetInterfaces(null),
    E_OUTOFMEMORY: MEMORY,
  },
  'IMbnInterface.get_InterfaceID': device((object) => object.get_InterfaceID(out()), {}),
  'IMbnInterface.GetInterfaceCapability': device((object) => object.GetInterfaceCapability(out()), PENDING),
  'IMbnInterface.GetSubscriberInformation': device(
    (object) => object.GetSubscriberInformation(out()),
    PENDING,
  ),
  'IMbnInterface.GetReadyState': device((object) => object.GetReadyState(out()), PENDING),
  'IMbnInterface.InEmergencyMode': device((object) => object.InEmergencyMode(out()), PENDING),
  'IMbnInterface.GetHomeProvider': device((object) => object.GetHomeProvider(out()), {
    ...PENDING_OR_SIM,
    'HRESULT_FROM_WIN32(ERROR_READ_FAULT)': {
      ...UNKNOWN,
      sim: { state: 'no-esim-profile', telephoneNumbers: [] },
    },
  }),
  'IMbnInterface.GetConnection': {
    S_OK: async (program) => (await program.device()).GetConnection(out()),
    'HRESULT_FROM_WIN32(ERROR_NOT_FOUND)': async (program) => {
      const object = await program.device()
      program.service.deregister()
      return object.GetConnection(out())
    },
  },
  'IMbnSubscriberInformation.get_SubscriberID': subscriber((object) => object.get_SubscriberID(out())),
  'IMbnSubscriberInformation.get_SimIccID': subscriber((object) => object.get_SimIccID(out())),
  'IMbnSubscriberInformation.get_TelephoneNumbers': subscriber((object) =>
    object.get_TelephoneNumbers(out()),
  ),
  'IMbnRadio.get_SoftwareRadioState': getter(
    IID_IMbnRadio,
    (object) => object.get_SoftwareRadioState(out()),
    {},
  ),
  'IMbnRadio.SetSoftwareRadioState': {
    S_OK: async (program) => setRadio(await radioOf(program)),
    E_HANDLE: async (program) => {
      const radio = await radioOf(program)
      program.service.unplug()
      return setRadio(radio)
    },
    'HRESULT_FROM_WIN32(ERROR_NOT_FOUND)': SAME_AS_HANDLE,
    'HRESULT_FROM_WIN32(ERROR_SERVICE_NOT_ACTIVE)': async (program) => {
      const radio = await radioOf(program)
      program.service.leave()
      return setRadio(radio)
    },
  },
  'IMbnRadio.get_HardwareRadioState': getter(
    IID_IMbnRadio,
    (object) => object.get_HardwareRadioState(out()),
    {},
  ),
  'IMbnSignal.GetSignalStrength': getter(
    IID_IMbnSignal,
    (object) => object.GetSignalStrength(out()),
    PENDING,
  ),
  'IMbnSignal.GetSignalError': getter(IID_IMbnSignal, (object) => object.GetSignalError(out()), PENDING),
  'IMbnRegistration.GetRegisterState': registration(
    (object) => object.GetRegisterState(out()),
    PENDING_OR_LOCKED,
  ),
  'IMbnRegistration.GetRegisterMode': registration((object) => object.GetRegisterMode(out()), PENDING_OR_SIM),
  'IMbnRegistration.GetProviderID': registration((object) => object.GetProviderID(out()), PENDING_OR_SIM),
  'IMbnRegistration.GetProviderName': registration((object) => object.GetProviderName(out()), PENDING_OR_SIM),
  'IMbnRegistration.GetRoamingText': registration((object) => object.GetRoamingText(out()), PENDING_OR_SIM),
  'IMbnRegistration.GetAvailableDataClasses': registration(
    (object) => object.GetAvailableDataClasses(out()),
    PENDING_OR_LOCKED,
  ),
  'IMbnRegistration.GetCurrentDataClass': registration(
    (object) => object.GetCurrentDataClass(out()),
    PENDING_OR_SIM,
  ),
  'IMbnRegistration.GetRegistrationNetworkError': registration(
    (object) => object.GetRegistrationNetworkError(out()),
    {},
  ),
  'IMbnRegistration.GetPacketAttachNetworkError': registration(
    (object) => object.GetPacketAttachNetworkError(out()),
    {},
  ),
  'IMbnDeviceServicesManager.GetDeviceServicesContext': {
    S_OK: ({ deviceServices }) => deviceServices.GetDeviceServicesContext(`{${MODEM.id}}`, out()),
    'HRESULT_FROM_WIN32(ERROR_NOT_FOUND)': ({ deviceServices }) =>
      deviceServices.GetDeviceServicesContext('{00000000-0000-0000-0000-000000000000}', out()),
    E_POINTER: ({ deviceServices }) => deviceServices.GetDeviceServicesContext(MODEM.id, null),
    E_OUTOFMEMORY: MEMORY,
  },
}
