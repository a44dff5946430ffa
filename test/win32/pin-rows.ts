/** The return codes of PINs. */
import type { Modem } from '../../src/core/index.ts'
import {
  IID_IMbnPinManager,
  MBN_PIN_TYPE_NETWORK_PIN,
  MBN_PIN_TYPE_PIN1,
  out,
  type HRESULT,
  type IMbnPin,
  type IMbnPinManager,
} from '../../src/face/win32/index.ts'
import { MODEM } from './journal-service.ts'
import {
  BAD_SIM,
  LOCKED,
  NO_SIM,
  ofDevice,
  pinOf,
  UNKNOWN,
  type Program,
  type Row,
  type Rows,
  type Unprovoked,
} from './row.ts'
import { got } from './program.ts'

const SAME_AS_HANDLE: Unprovoked = {
  reason: 'contradiction',
  because: 'the page lists two codes for a device that is gone; it is answered with E_HANDLE',
}
const manager = (
  get: (object: IMbnPinManager) => Promise<HRESULT>,
  modems: Readonly<Record<string, Modem>>,
): Readonly<Record<string, Row>> =>
  Object.fromEntries(
    Object.entries({ S_OK: MODEM, ...modems }).map(([code, modem]) => [
      code,
      async () => get(await ofDevice(modem, IID_IMbnPinManager)),
    ]),
  )

/** Every method that is asynchronous. */
function asking<T>(
  objectOf: (program: Program) => Promise<T>,
  ask: (object: T) => Promise<HRESULT>,
): Readonly<Record<string, Row>> {
  return {
    S_OK: async (program) => ask(await objectOf(program)),
    E_HANDLE: async (program) => {
      const object = await objectOf(program)
      program.service.unplug()
      return ask(object)
    },
    'HRESULT_FROM_WIN32(ERROR_NOT_FOUND)': SAME_AS_HANDLE,
    'HRESULT_FROM_WIN32(ERROR_SERVICE_NOT_ACTIVE)': async (program) => {
      const object = await objectOf(program)
      program.service.leave()
      return ask(object)
    },
  }
}

const thePin = async (program: Program): Promise<IMbnPin> => pinOf(await program.device())
async function theManager(program: Program): Promise<IMbnPinManager> {
  const object = await program.device()
  return got<IMbnPinManager>((ppv) => object.QueryInterface(IID_IMbnPinManager, ppv))
}
const unblock = (pin: IMbnPin): Promise<HRESULT> => pin.Unblock('12345678', '1234', out())
const property = (get: (pin: IMbnPin) => Promise<HRESULT>): Readonly<Record<string, Row>> => ({
  S_OK: async (program) => get(await thePin(program)),
})

const UNREADABLE = {
  E_PENDING: UNKNOWN,
  E_MBN_PIN_REQUIRED: LOCKED,
  E_MBN_SIM_NOT_INSERTED: NO_SIM,
  E_MBN_BAD_SIM: BAD_SIM,
}

export const PIN_ROWS: Rows = {
  'IMbnPinManager.GetPinList': manager((object) => object.GetPinList(out()), UNREADABLE),
  'IMbnPinManager.GetPin': {
    ...manager((object) => object.GetPin(MBN_PIN_TYPE_PIN1, out()), UNREADABLE),
    'HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED)': async (program) =>
      (await theManager(program)).GetPin(MBN_PIN_TYPE_NETWORK_PIN, out()),
  },
  'IMbnPinManager.GetPinState': asking(theManager, (object) => object.GetPinState(out())),
  'IMbnPin.get_PinType': property((pin) => pin.get_PinType(out())),
  'IMbnPin.get_PinFormat': property((pin) => pin.get_PinFormat(out())),
  'IMbnPin.get_PinLengthMin': property((pin) => pin.get_PinLengthMin(out())),
  'IMbnPin.get_PinLengthMax': property((pin) => pin.get_PinLengthMax(out())),
  'IMbnPin.get_PinMode': property((pin) => pin.get_PinMode(out())),
  'IMbnPin.Enable': asking(thePin, (pin) => pin.Enable('1234', out())),
  'IMbnPin.Disable': asking(thePin, (pin) => pin.Disable('1234', out())),
  'IMbnPin.Enter': asking(thePin, (pin) => pin.Enter('1234', out())),
  'IMbnPin.Change': asking(thePin, (pin) => pin.Change('1234', '4321', out())),
  'IMbnPin.Unblock': {
    ...asking(thePin, unblock),
    E_ACCESSDENIED: async (program) => {
      program.service.refuse('unblockPin', 'access_denied')
      return unblock(await thePin(program))
    },
  },
  'IMbnPin.GetPinManager': {
    S_OK: async (program) => (await thePin(program)).GetPinManager(out()),
  },
}
