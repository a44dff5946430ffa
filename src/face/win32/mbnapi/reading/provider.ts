/** What IMbnInterface and IMbnMultiCarrier read of lists of networks, and how programs hand such lists in. */
import type {
  CellularClass,
  ListedProvider,
  Modem,
  PreferredProvider,
  ProviderList,
  ProviderState,
  VisibleProviders,
} from '../../../../core/index.ts'
import type { SAFEARRAY } from '../../com/data-type.ts'
import { E_PENDING, HRESULT_FROM_WIN32 } from '../../hresult.ts'
import { ERROR_NOT_SUPPORTED, ERROR_READ_FAULT } from '../../win32-error.ts'
import {
  MBN_CELLULAR_CLASS_CDMA,
  MBN_CELLULAR_CLASS_GSM,
  MBN_CELLULAR_CLASS_NONE,
  MBN_DATA_CLASS_NONE,
  type MBN_CELLULAR_CLASS,
} from '../enumeration/device.ts'
import {
  MBN_PROVIDER_STATE,
  MBN_PROVIDER_STATE_FORBIDDEN,
  MBN_PROVIDERID_LEN,
  MBN_PROVIDERNAME_LEN,
} from '../enumeration/registration.ts'
import { E_MBN_INVALID_CACHE } from '../hresult.ts'
import type { MBN_PROVIDER, MBN_PROVIDER2 } from '../structure.ts'
import { pending, unlessSimUnusable, type Reading } from './reading.ts'
import { errorRateCode, rssiCode } from './signal.ts'

const NOT_SUPPORTED = { failure: HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED) } as const

const STATES = {
  home: MBN_PROVIDER_STATE.MBN_PROVIDER_STATE_HOME,
  forbidden: MBN_PROVIDER_STATE.MBN_PROVIDER_STATE_FORBIDDEN,
  preferred: MBN_PROVIDER_STATE.MBN_PROVIDER_STATE_PREFERRED,
  visible: MBN_PROVIDER_STATE.MBN_PROVIDER_STATE_VISIBLE,
  registered: MBN_PROVIDER_STATE.MBN_PROVIDER_STATE_REGISTERED,
  'preferred-multicarrier': MBN_PROVIDER_STATE.MBN_PROVIDER_STATE_PREFERRED_MULTICARRIER,
} as const satisfies Record<ProviderState, MBN_PROVIDER_STATE>

export function preferredProviders(modem: Modem): Reading<SAFEARRAY<MBN_PROVIDER>> {
  return ofList(modem, modem.preferredProviders, (list) => list.map(providerOf))
}

export function visibleProviders({
  scanning,
  visibleProviders: found,
}: Modem): Reading<SAFEARRAY<MBN_PROVIDER>> {
  return ofScan(scanning === 'all', found, (providers) => providers.map(providerOf))
}

/** The carriers that the modem could change to: that with which it is registered is none of them. */
export function preferredCarriers(modem: Modem): Reading<SAFEARRAY<MBN_PROVIDER2>> {
  if (!isMulticarrier(modem)) return NOT_SUPPORTED
  const { multicarrier, registration } = modem
  return ofList(modem, multicarrier?.preferredProviders, (list) =>
    list.filter(({ id }) => id !== registration?.provider?.id).map(provider2Of),
  )
}

/** Of the carriers in reach those that are neither listed already nor in use. */
export function visibleCarriers(modem: Modem): Reading<SAFEARRAY<MBN_PROVIDER2>> {
  if (!isMulticarrier(modem)) return NOT_SUPPORTED
  const { multicarrier, scanning } = modem
  return ofScan(scanning === 'multicarrier', multicarrier?.visibleProviders, (providers) =>
    providers
      .filter(({ states }) => !states.includes('preferred-multicarrier') && !states.includes('registered'))
      .map(provider2Of),
  )
}

export function supportedCellularClasses(modem: Modem): Reading<SAFEARRAY<MBN_CELLULAR_CLASS>> {
  if (!isMulticarrier(modem)) return NOT_SUPPORTED
  return { value: (modem.capabilities?.cellularClasses ?? []).map((one) => cellularClassOf([one])) }
}

export function currentCellularClass(modem: Modem): Reading<MBN_CELLULAR_CLASS> {
  if (!isMulticarrier(modem)) return NOT_SUPPORTED
  const current = modem.registration?.cellularClass
  return { value: cellularClassOf(current === undefined ? [] : [current]) }
}

/** Seconds since a scan; a clock that is behind the service's makes it no younger than new. */
export function ageOf(found: VisibleProviders | undefined, now: number): number {
  return Math.max(0, Math.floor((now - (found?.scannedAt ?? now)) / 1000))
}

/** What a program hands in: a network is preferred unless it is marked as forbidden. Nothing for what is no list. */
export function preferredOf(providers: unknown): readonly PreferredProvider[] | undefined {
  if (!Array.isArray(providers)) return undefined
  const entries = providers.map((one: unknown): PreferredProvider | undefined => {
    if (!isProvider(one)) return undefined
    const { providerID: id, providerState } = one
    return { id, state: (providerState & MBN_PROVIDER_STATE_FORBIDDEN) === 0 ? 'preferred' : 'forbidden' }
  })
  const valid = entries.filter((one) => one !== undefined)
  return valid.length === entries.length ? valid : undefined
}

/** The carrier that a program chooses: without a signal, as the page wants it. Nothing for what is none. */
export function carrierOf(
  value: unknown,
): { readonly provider: string; readonly cellularClass?: CellularClass } | undefined {
  if (!isObject(value)) return undefined
  const { provider, cellularClass, signalStrength, signalError } = value
  if (!isProvider(provider) || signalStrength !== 0 || signalError !== 0) return undefined
  const { providerID } = provider
  switch (cellularClass) {
    case MBN_CELLULAR_CLASS_NONE:
      return { provider: providerID }
    case MBN_CELLULAR_CLASS_GSM:
      return { provider: providerID, cellularClass: 'gsm' }
    case MBN_CELLULAR_CLASS_CDMA:
      return { provider: providerID, cellularClass: 'cdma' }
    default:
      return undefined
  }
}

function isMulticarrier({ capabilities }: Modem): boolean {
  return capabilities?.multicarrier === true
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function isProvider(value: unknown): value is Pick<MBN_PROVIDER, 'providerID' | 'providerState'> {
  return isObject(value) && typeof value.providerID === 'string' && typeof value.providerState === 'number'
}

/** That a modem has no such list is so whatever its SIM; what else is in the way of it, the SIM says first. */
function ofList<T>(
  modem: Modem,
  list: ProviderList | undefined,
  value: (providers: readonly ListedProvider[]) => T,
): Reading<T> {
  if (list?.cause?.code === 'not_supported') return NOT_SUPPORTED
  if (list?.cause !== undefined) {
    return unlessSimUnusable(modem, { failure: HRESULT_FROM_WIN32(ERROR_READ_FAULT) })
  }
  return unlessSimUnusable(modem, pending(list && value(list.providers)))
}

function ofScan<T>(
  running: boolean,
  found: VisibleProviders | undefined,
  value: (providers: readonly ListedProvider[]) => T,
): Reading<T> {
  if (running) return { failure: E_PENDING }
  return found === undefined ? { failure: E_MBN_INVALID_CACHE } : { value: value(found.providers) }
}

/** Which technologies a network has, no modem tells. */
function providerOf({ id, name, states }: ListedProvider): MBN_PROVIDER {
  return {
    providerID: id.slice(0, MBN_PROVIDERID_LEN),
    providerState: states.reduce<number>((flags, one) => flags | STATES[one], 0),
    providerName: name.slice(0, MBN_PROVIDERNAME_LEN),
    dataClass: MBN_DATA_CLASS_NONE,
  }
}

function provider2Of(listed: ListedProvider): MBN_PROVIDER2 {
  return {
    provider: providerOf(listed),
    cellularClass: cellularClassOf(listed.cellularClasses),
    signalStrength: rssiCode(listed.rssi),
    signalError: errorRateCode(listed.errorRate),
  }
}

/** What can be both is shown as what the rest of its data is of: GSM. */
export function cellularClassOf(classes: readonly CellularClass[]): MBN_CELLULAR_CLASS {
  if (classes.includes('gsm')) return MBN_CELLULAR_CLASS_GSM
  return classes.includes('cdma') ? MBN_CELLULAR_CLASS_CDMA : MBN_CELLULAR_CLASS_NONE
}
