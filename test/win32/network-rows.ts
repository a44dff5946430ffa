/** The return codes of lists of networks, scans, registering by hand and multi-carrier. */
import type { Service } from '../../src/api/index.ts'
import type { ListedProvider, Modem } from '../../src/core/index.ts'
import {
  IID_IMbnInterface,
  IID_IMbnMultiCarrier,
  IID_IMbnRegistration,
  MBN_CELLULAR_CLASS_GSM,
  MBN_DATA_CLASS_NONE,
  MBN_PROVIDER_STATE_PREFERRED,
  MBN_REGISTER_MODE_MANUAL,
  out,
  type HRESULT,
  type IID,
  type IUnknown,
  type MBN_PROVIDER,
  type MBN_PROVIDER2,
} from '../../src/face/win32/index.ts'
import { MODEM } from './journal-service.ts'
import { got } from './program.ts'
import {
  BAD_SIM,
  LOCKED,
  NO_SIM,
  ofDevice,
  UNKNOWN,
  type Program,
  type Row,
  type Rows,
  type Unprovoked,
} from './row.ts'

const listed = (id: string, ...states: ListedProvider['states'][number][]): ListedProvider => ({
  id,
  name: `Network ${id}`,
  states,
  cellularClasses: ['gsm'],
  rssi: -71,
  errorRate: 0,
})
const VISIBLE = { scannedAt: 0, providers: [listed('00101', 'home', 'visible', 'registered')] }
const UNREADABLE = {
  providers: [],
  cause: { code: 'status', message: 'the SIM cannot be read' },
} as const
const UNSUPPORTED = {
  providers: [],
  cause: { code: 'not_supported', message: 'the modem has no such list' },
} as const

/** A modem that has been asked for everything, and one that can change its carrier. */
export const ABLE: Modem = { ...MODEM, visibleProviders: VISIBLE }
export const CARRYING: Modem = {
  ...ABLE,
  capabilities: { ...MODEM.capabilities, multicarrier: true } as NonNullable<Modem['capabilities']>,
  multicarrier: {
    preferredProviders: { providers: [listed('00101'), listed('00102', 'preferred-multicarrier')] },
    visibleProviders: {
      scannedAt: 0,
      providers: [
        listed('00101', 'home', 'visible', 'registered'),
        listed('00102', 'visible', 'preferred-multicarrier'),
        listed('99940', 'visible'),
      ],
    },
  },
}
const { multicarrier: _, ...CARRYING_UNASKED } = CARRYING

const PROVIDER: MBN_PROVIDER = {
  providerID: '99941',
  providerState: MBN_PROVIDER_STATE_PREFERRED,
  providerName: '',
  dataClass: MBN_DATA_CLASS_NONE,
}
const CARRIER: MBN_PROVIDER2 = {
  provider: PROVIDER,
  cellularClass: MBN_CELLULAR_CLASS_GSM,
  signalStrength: 0,
  signalError: 0,
}

const SAME_AS_HANDLE: Unprovoked = {
  reason: 'contradiction',
  because: 'the page lists two codes for a device that is gone; it is answered with E_HANDLE',
}

/** A getter of an interface of the device, on modems in which the codes come about. */
export function getter<T extends IUnknown>(
  iid: IID<T>,
  get: (object: T) => Promise<HRESULT>,
  modems: Readonly<Record<string, Modem>>,
): Readonly<Record<string, Row>> {
  return Object.fromEntries(
    Object.entries(modems).map(([code, modem]) => [code, async () => get(await ofDevice(modem, iid))]),
  )
}

/** What asks the service, with what may have become of either. */
export function asking<T extends IUnknown>(
  iid: IID<T>,
  ask: (object: T) => Promise<HRESULT>,
): Readonly<Record<string, Row>> {
  const object = async (program: Program): Promise<T> =>
    got<T>(async (ppv) => (await program.device()).QueryInterface(iid, ppv))
  return {
    S_OK: async (program) => {
      program.service.happen({ type: 'modem.changed', modem: MODEM.id, data: CARRYING })
      return ask(await object(program))
    },
    E_HANDLE: async (program) => {
      const one = await object(program)
      program.service.unplug()
      return ask(one)
    },
    'HRESULT_FROM_WIN32(ERROR_NOT_FOUND)': SAME_AS_HANDLE,
    'HRESULT_FROM_WIN32(ERROR_SERVICE_NOT_ACTIVE)': async (program) => {
      const one = await object(program)
      program.service.leave()
      return ask(one)
    },
  }
}

/** What the service refuses, with the code of its refusal. */
function refused<T extends IUnknown>(
  iid: IID<T>,
  ask: (object: T) => Promise<HRESULT>,
  operation: keyof Service,
  codes: Readonly<Record<string, 'invalid_state' | 'not_supported'>>,
): Readonly<Record<string, Row>> {
  return Object.fromEntries(
    Object.entries(codes).map(([code, refusal]) => [
      code,
      async (program: Program) => {
        const object = await got<T>(async (ppv) => (await program.device()).QueryInterface(iid, ppv))
        program.service.refuse(operation, refusal)
        return ask(object)
      },
    ]),
  )
}

export const SIM = { E_MBN_PIN_REQUIRED: LOCKED, E_MBN_SIM_NOT_INSERTED: NO_SIM, E_MBN_BAD_SIM: BAD_SIM }
const NOT_SUPPORTED = 'HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED)'
const READ_FAULT = 'HRESULT_FROM_WIN32(ERROR_READ_FAULT)'
const carrying = (modem: Modem): Modem => ({ ...CARRYING_UNASKED, ...(modem.sim && { sim: modem.sim }) })

export const NETWORK_ROWS: Rows = {
  'IMbnInterface.GetPreferredProviders': getter(
    IID_IMbnInterface,
    (object) => object.GetPreferredProviders(out()),
    {
      S_OK: ABLE,
      E_PENDING: UNKNOWN,
      ...SIM,
      [READ_FAULT]: { ...MODEM, preferredProviders: UNREADABLE },
      [NOT_SUPPORTED]: { ...MODEM, preferredProviders: UNSUPPORTED },
    },
  ),
  'IMbnInterface.SetPreferredProviders': asking(IID_IMbnInterface, (object) =>
    object.SetPreferredProviders([PROVIDER], out()),
  ),
  'IMbnInterface.GetVisibleProviders': getter(
    IID_IMbnInterface,
    (object) => object.GetVisibleProviders(out(), out()),
    { S_OK: ABLE, E_PENDING: { ...ABLE, scanning: 'all' }, E_MBN_INVALID_CACHE: MODEM },
  ),
  'IMbnInterface.ScanNetwork': asking(IID_IMbnInterface, (object) => object.ScanNetwork(out())),
  'IMbnRegistration.SetRegisterMode': {
    ...asking(IID_IMbnRegistration, (object) =>
      object.SetRegisterMode(MBN_REGISTER_MODE_MANUAL, '99941', MBN_DATA_CLASS_NONE, out()),
    ),
    ...refused(
      IID_IMbnRegistration,
      (object) => object.SetRegisterMode(MBN_REGISTER_MODE_MANUAL, '99941', MBN_DATA_CLASS_NONE, out()),
      'register',
      { [NOT_SUPPORTED]: 'not_supported', 'HRESULT_FROM_WIN32(ERROR_INVALID_STATE)': 'invalid_state' },
    ),
  },
  'IMbnMultiCarrier.SetHomeProvider': {
    ...asking(IID_IMbnMultiCarrier, (object) => object.SetHomeProvider(CARRIER, out())),
    ...refused(IID_IMbnMultiCarrier, (object) => object.SetHomeProvider(CARRIER, out()), 'setHomeProvider', {
      [NOT_SUPPORTED]: 'not_supported',
    }),
  },
  'IMbnMultiCarrier.GetPreferredProviders': getter(
    IID_IMbnMultiCarrier,
    (object) => object.GetPreferredProviders(out()),
    {
      S_OK: CARRYING,
      E_PENDING: CARRYING_UNASKED,
      E_MBN_PIN_REQUIRED: carrying(LOCKED),
      E_MBN_SIM_NOT_INSERTED: carrying(NO_SIM),
      E_MBN_BAD_SIM: carrying(BAD_SIM),
      [READ_FAULT]: { ...CARRYING, multicarrier: { preferredProviders: UNREADABLE } },
      [NOT_SUPPORTED]: MODEM,
    },
  ),
  'IMbnMultiCarrier.GetVisibleProviders': getter(
    IID_IMbnMultiCarrier,
    (object) => object.GetVisibleProviders(out(), out()),
    {
      S_OK: CARRYING,
      E_PENDING: { ...CARRYING, scanning: 'multicarrier' },
      E_MBN_INVALID_CACHE: CARRYING_UNASKED,
      [NOT_SUPPORTED]: MODEM,
    },
  ),
  'IMbnMultiCarrier.GetSupportedCellularClasses': {
    ...asking(IID_IMbnMultiCarrier, (object) => object.GetSupportedCellularClasses(out())),
    [NOT_SUPPORTED]: async () =>
      (await ofDevice(MODEM, IID_IMbnMultiCarrier)).GetSupportedCellularClasses(out()),
  },
  'IMbnMultiCarrier.GetCurrentCellularClass': {
    ...asking(IID_IMbnMultiCarrier, (object) => object.GetCurrentCellularClass(out())),
    [NOT_SUPPORTED]: async () => (await ofDevice(MODEM, IID_IMbnMultiCarrier)).GetCurrentCellularClass(out()),
  },
  'IMbnMultiCarrier.ScanNetwork': {
    ...asking(IID_IMbnMultiCarrier, (object) => object.ScanNetwork(out())),
    ...refused(IID_IMbnMultiCarrier, (object) => object.ScanNetwork(out()), 'scan', {
      [NOT_SUPPORTED]: 'not_supported',
    }),
  },
}
