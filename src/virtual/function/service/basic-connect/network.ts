/** Providers, registration, packet service and signal. */
import {
  HomeProvider,
  MulticarrierProviders,
  PacketService,
  PreferredProviders,
  RegisterState,
  SignalState,
  VisibleProviders,
  type MbimExVersion,
  type words,
} from '../../../../mbim/index.ts'
import { generationOf } from '../../../carrier/access-technology.ts'
import { withSlower } from '../../../modem/equipment.ts'
import type { Modem } from '../../../modem/modem.ts'
import { DEFAULT_SIGNAL_RULE } from '../../../modem/signal-report.ts'
import { Answer, indication, query, set, told, type Part } from '../../part.ts'
import {
  codedPlmn,
  codedRsrp,
  codedRssi,
  codedSnr,
  dataClasses,
  dataSubclasses,
  isPlmn,
  NO_ERROR_RATE,
  NO_RSSI,
  nwError,
  technologiesOf,
  UNKNOWN,
} from '../wire-value.ts'

function provider(plmn: string, name: string, state: readonly words.ProviderState[]) {
  return {
    providerId: plmn,
    providerState: state,
    providerName: name,
    cellularClass: ['gsm'],
    rssi: NO_RSSI,
    errorRate: NO_ERROR_RATE,
  } as const
}

function preferredProviders({ sim }: Modem) {
  return {
    providers: (sim.card?.preferred ?? []).map(({ plmn, name, state }) => provider(plmn, name, [state])),
  }
}

function registerState({ registration, equipment, carrier }: Modem, version: MbimExVersion) {
  const { state, isRegistered, manual } = registration
  // While it searches for the one that was chosen by hand, it tells of that one.
  const operator = registration.operator ?? (manual === undefined ? undefined : carrier.operators.get(manual))
  const all = registration.wanted.size > 0 ? registration.wanted : withSlower(equipment.technologies)
  return {
    nwError: nwError(registration.networkError),
    registerState: state,
    registerMode: registration.mode,
    availableDataClasses: dataClasses(registration.technologies, version),
    currentCellularClass: isRegistered ? (['gsm'] as const) : [],
    providerId: operator?.plmn ?? manual ?? '',
    providerName: operator?.name ?? '',
    roamingText: isRegistered && state !== 'home' ? (operator?.roamingText ?? '') : '',
    registrationFlag: [
      ...(equipment.manualRegistration ? [] : (['manual-selection-not-available'] as const)),
      ...(equipment.automaticAttach ? (['packet-service-automatic-attach'] as const) : []),
    ],
    preferredDataClasses: dataClasses(all, version),
  }
}

function packetService({ packetService: service, registration }: Modem, version: MbimExVersion) {
  const { technology, speed } = service
  const used = technology === undefined ? [] : [technology]
  const { operator, cell } = registration
  return {
    nwError: nwError(service.networkError),
    packetServiceState: service.state,
    currentDataClass: dataClasses(used, version),
    uplinkSpeed: BigInt(speed.uplink),
    downlinkSpeed: BigInt(speed.downlink),
    // FR1, below 7.125 GHz (TS 38.101-1); a word about 5G only.
    frequencyRange: dataSubclasses(used).length > 0 ? (['range-1'] as const) : [],
    dataSubclass: dataSubclasses(used),
    tai:
      operator !== undefined && cell !== undefined && generationOf(cell.technology) !== '2g'
        ? { ...codedPlmn(operator.plmn), tac: cell.areaCode }
        : { plmnMcc: 0, plmnMnc: 0, tac: UNKNOWN },
  } as const
}

function signalState(
  { signal: report, registration, packetService: service }: Modem,
  version: MbimExVersion,
) {
  const { signal, rule } = report
  const { rsrp, snr } = signal ?? {}
  const used = service.technology ?? registration.cell?.technology
  return {
    // From MBIMEx 2.0 on one of the two is given, not both.
    rssi: signal === undefined || (version > 1 && rsrp !== undefined) ? NO_RSSI : codedRssi(signal.rssi),
    errorRate: signal?.errorRate ?? NO_ERROR_RATE,
    signalStrengthInterval: rule.interval ?? UNKNOWN,
    rssiThreshold: rule.rssi ?? UNKNOWN,
    errorRateThreshold: rule.errorRate ?? UNKNOWN,
    rsrpSnr:
      rsrp === undefined || snr === undefined || used === undefined
        ? []
        : [
            {
              rsrp: codedRsrp(rsrp),
              snr: codedSnr(snr),
              rsrpThreshold: rule.rsrp ?? UNKNOWN,
              snrThreshold: rule.snr ?? UNKNOWN,
              systemType: dataClasses([used], version),
            },
          ],
  }
}

/** 0 asks for the device's own choice, 0xFFFFFFFF for no reports of that kind. */
function threshold(wanted: number, own: number | undefined): number | undefined {
  return wanted === 0 ? own : wanted === UNKNOWN ? undefined : wanted
}

export const network: readonly Part[] = [
  query(HomeProvider, ({ modem }) => {
    const { sim, carrier } = modem
    const home = sim.subscriber?.home
    if (sim.fault !== undefined || home === undefined) return new Answer(sim.fault ?? 'failure')
    const name = sim.card?.home.plmn === home ? sim.card.home.name : carrier.operator(home).name
    return { provider: provider(home, name, ['home']) }
  }),

  indication(PreferredProviders, 'preferred-providers', preferredProviders),
  query(PreferredProviders, ({ modem }) =>
    modem.sim.fault === undefined ? preferredProviders(modem) : new Answer(modem.sim.fault),
  ),
  set(PreferredProviders, (served, { providers }) => {
    const { modem } = served
    const { fault, card } = modem.sim
    if (fault !== undefined || card === undefined) return new Answer(fault ?? 'failure')
    const list = providers.map(({ providerId, providerName, providerState: [state, ...more] }) =>
      isPlmn(providerId) && more.length === 0 && (state === 'preferred' || state === 'forbidden')
        ? {
            plmn: providerId,
            name: providerName || (modem.carrier.operators.get(providerId)?.name ?? ''),
            state,
          }
        : undefined,
    )
    const valid = list.filter((one) => one !== undefined)
    if (valid.length < list.length) return new Answer('invalid-parameters')
    modem.setPreferred(valid, served)
    return preferredProviders(modem)
  }),

  query(VisibleProviders, async ({ modem, signal }, { action }) => {
    if (typeof action === 'number') return new Answer('invalid-parameters')
    const found = await modem.scan.run(action === 'restricted-scan', signal)
    if (typeof found !== 'object') return new Answer(found)
    return {
      providers: found.map(({ operator, states, rssi, errorRate }) => ({
        ...provider(operator.plmn, operator.name, states),
        rssi: codedRssi(rssi),
        errorRate,
      })),
    }
  }),

  ...told(RegisterState, 'registration', registerState),
  set(RegisterState, async (served, { providerId, registerAction, dataClass }) => {
    const { modem, version } = served
    const { registration, equipment } = modem
    const wanted = technologiesOf(dataClass)
    const refuse = (status: 'invalid-parameters' | 'no-device-support' | 'data-class-not-available') =>
      new Answer(status, registerState(modem, version))
    if (typeof registerAction === 'number') return refuse('invalid-parameters')
    if (registerAction === 'manual' && !equipment.manualRegistration) return refuse('no-device-support')
    if (registerAction === 'manual' && !isPlmn(providerId)) return refuse('invalid-parameters')
    if (dataClass.length > 0 && wanted.size === 0) return refuse('data-class-not-available')
    const plmn = registerAction === 'manual' ? providerId : undefined
    const status = await registration.select(plmn, wanted, served)
    return new Answer(status, registerState(modem, version))
  }),

  ...told(PacketService, 'packet-service', packetService),
  set(PacketService, async (served, { packetServiceAction }) => {
    const { modem, version } = served
    if (typeof packetServiceAction === 'number') return new Answer('invalid-parameters')
    const status = await modem.packetService[packetServiceAction](served)
    return new Answer(status, packetService(modem, version))
  }),

  ...told(SignalState, 'signal', signalState),
  set(SignalState, ({ modem, version }, rule) => {
    modem.signal.setRule({
      ...modem.signal.rule,
      interval: threshold(rule.signalStrengthInterval, DEFAULT_SIGNAL_RULE.interval),
      rssi: threshold(rule.rssiThreshold, DEFAULT_SIGNAL_RULE.rssi),
      errorRate: threshold(rule.errorRateThreshold, DEFAULT_SIGNAL_RULE.errorRate),
    })
    return signalState(modem, version)
  }),
]

function multicarrierProviders({ carrier, settings }: Modem) {
  return {
    providers: settings.multicarrierProviders.map((plmn) =>
      provider(plmn, carrier.operators.get(plmn)?.name ?? '', ['preferred-multicarrier']),
    ),
  }
}

/** What only a multi-carrier device has. */
export const multicarrier: readonly Part[] = [
  // Neither an absent nor a locked card is in the way: choosing another home is the way out of it (MBIM 1.0 §10.5.6).
  set(HomeProvider, ({ modem }, { provider: { providerId } }) => {
    const operator = modem.carrier.operators.get(providerId)
    if (operator === undefined) return new Answer('provider-not-visible')
    modem.chooseHome(providerId)
    return { provider: provider(providerId, operator.name, ['home']) }
  }),
  ...told(MulticarrierProviders, 'multicarrier-providers', multicarrierProviders),
  set(MulticarrierProviders, (served, { providers }) => {
    const { modem } = served
    if (!providers.every(({ providerId }) => isPlmn(providerId))) return new Answer('invalid-parameters')
    modem.setMulticarrierProviders(
      providers.map(({ providerId }) => providerId),
      served,
    )
    return multicarrierProviders(modem)
  }),
]
