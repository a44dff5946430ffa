/** The network: what is barred, where the device is, what 5G was asked for and gave. */
import {
  MsLocationInfoStatus,
  MsNetworkBlacklist,
  MsNetworkParameters,
  MsRegistrationParameters,
  MsUePolicy,
  type Tlv,
} from '../../../../mbim/index.ts'
import { generationOf } from '../../../carrier/access-technology.ts'
import type { Modem } from '../../../modem/modem.ts'
import { Answer, indication, query, set, told, type Part } from '../../part.ts'
import { codedPlmn, UNKNOWN } from '../wire-value.ts'

/** Actuated: what is on the list is here, and therefore not served. */
function blacklist({ sim, reception, settings }: Modem) {
  const { home } = sim
  const isNear = reception.operators().some(({ plmn }) => settings.isBlacklisted(plmn, 'network'))
  return {
    state: [
      ...(home !== undefined && settings.isBlacklisted(home, 'sim')
        ? (['sim-provider-actuated'] as const)
        : []),
      ...(isNear ? (['network-provider-actuated'] as const) : []),
    ],
    providers: settings.blacklist.map(({ mcc, mnc, type }) => ({ mcc, mnc, networkBlacklistType: type })),
  }
}

/** GSM and UMTS have location areas, LTE and NR tracking areas. */
function locationInfo({ registration: { cell } }: Modem) {
  if (cell === undefined) return { locationAreaCode: UNKNOWN, trackingAreaCode: UNKNOWN, cellId: UNKNOWN }
  const generation = generationOf(cell.technology)
  const hasLac = generation === '2g' || generation === '3g'
  return {
    locationAreaCode: hasLac ? cell.areaCode : UNKNOWN,
    trackingAreaCode: hasLac ? UNKNOWN : cell.areaCode,
    cellId: cell.id,
  }
}

/** One tracking area: type 0, one entry, PLMN, TAC (MBIMEx 3.0, TAI list). */
function networkParameters({ registration }: Modem) {
  const { operator, cell } = registration
  if (operator === undefined || cell === undefined) return undefined
  const data = new Uint8Array(10)
  const view = new DataView(data.buffer)
  const { plmnMcc, plmnMnc } = codedPlmn(operator.plmn)
  view.setUint8(1, 1)
  view.setUint16(2, plmnMcc, true)
  view.setUint16(4, plmnMnc, true)
  view.setUint32(6, cell.areaCode, true)
  const tai: Tlv = { type: 'tai', data }
  return { micoIndication: 'not-available', drxParams: 'not-specified', unnamedIes: [tai] } as const
}

export const network: readonly Part[] = [
  ...told(MsNetworkBlacklist, 'network-blacklist', blacklist),
  set(MsNetworkBlacklist, (served, { providers }) => {
    const { modem } = served
    const list = providers.map(({ mcc, mnc, networkBlacklistType: type }) =>
      typeof type === 'number' || mcc > 999 || mnc > 999 ? undefined : { mcc, mnc, type },
    )
    const valid = list.filter((one) => one !== undefined)
    if (valid.length < list.length) return new Answer('invalid-parameters')
    modem.setBlacklist(valid, served)
    return blacklist(modem)
  }),

  ...told(MsLocationInfoStatus, 'registration', locationInfo),

  query(MsRegistrationParameters, ({ modem }) => modem.settings.registrationParameters),
  set(MsRegistrationParameters, ({ modem }, input) => {
    const { micoMode, drxCycle, ladnInfo, defaultPduActivationHint, reRegisterIfNeeded } = input
    const words = [micoMode, drxCycle, ladnInfo, defaultPduActivationHint, reRegisterIfNeeded]
    if (words.some((word) => typeof word === 'number')) return new Answer('invalid-parameters')
    modem.settings.registrationParameters = { ...input, unnamedIes: kept(input.unnamedIes) }
    if (reRegisterIfNeeded === true) modem.registration.reconsider()
    return modem.settings.registrationParameters
  }),

  query(MsNetworkParameters, ({ modem }) => networkParameters(modem) ?? new Answer('not-registered')),
  indication(MsNetworkParameters, 'registration', (modem) => networkParameters(modem)),

  ...told(MsUePolicy, 'ue-policy', ({ settings }) => ({ unnamedIes: settings.uePolicies })),
]

/** Copies: what was read is a view on the frame. */
function kept(ies: readonly Tlv[]): readonly Tlv[] {
  return ies.map(({ type, data }) => ({ type, data: data.slice() }))
}
