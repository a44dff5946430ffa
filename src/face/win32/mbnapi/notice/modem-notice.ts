/**
 * What the sinks are told of a modem: the difference between what the getters would answer before and after. So nothing is
 * told that a program could not read, and a gap in the journal is told by the same rules as a single event.
 */
import { equal } from '../../../../base/index.ts'
import type { Modem } from '../../../../core/index.ts'
import { E_PENDING } from '../../hresult.ts'
import type { Ground } from '../ground.ts'
import {
  IID_IMbnConnectionContext,
  IID_IMbnMultiCarrier,
  IID_IMbnPinManager,
  IID_IMbnRadio,
  IID_IMbnRegistration,
  IID_IMbnSignal,
  IID_IMbnSms,
} from '../identifier.ts'
import { createInterface } from '../object/interface.ts'
import { storedContexts } from '../reading/context.ts'
import {
  emergencyMode,
  hardwareRadio,
  homeProvider,
  interfaceCapability,
  readyState,
  softwareRadio,
  subscriberInformation,
} from '../reading/device.ts'
import { pinList } from '../reading/pin.ts'
import { currentCellularClass, preferredCarriers, preferredProviders } from '../reading/provider.ts'
import type { Reading } from '../reading/reading.ts'
import { raisesFlag, smsConfiguration, smsStatus } from '../reading/sms.ts'
import {
  availableDataClasses,
  currentDataClass,
  packetAttachNetworkError,
  providerID,
  providerName,
  registerMode,
  registerState,
  registrationNetworkError,
  roamingText,
} from '../reading/registration.ts'
import { signalError, signalStrength } from '../reading/signal.ts'
import { notice, type Notice } from './notice.ts'

type Getter = (modem: Modem) => Reading<unknown>

export function interfaceArrival(ground: Ground, modem: Modem): Notice {
  return notice('IMbnInterfaceManagerEvents', (sink) =>
    sink.OnInterfaceArrival(createInterface(ground, modem).primary),
  )
}

export function interfaceRemoval(ground: Ground, modem: Modem): Notice {
  return notice('IMbnInterfaceManagerEvents', (sink) =>
    sink.OnInterfaceRemoval(createInterface(ground, modem).primary),
  )
}

/** The changes of a modem that was there before and is there after, in the order in which a modem goes through them. */
export function modemChanges(ground: Ground, before: Modem, after: Modem): readonly Notice[] {
  const object = (): ReturnType<typeof createInterface> => createInterface(ground, after)
  const changed = (...getters: readonly Getter[]): boolean =>
    getters.some((getter) => isNews(getter(before), getter(after)))
  const became = (...getters: readonly Getter[]): boolean =>
    getters.some((getter) => isKnown(getter(before), getter(after)))
  const rows: readonly (readonly [due: boolean, notice: Notice])[] = [
    [
      became(interfaceCapability),
      notice('IMbnInterfaceEvents', (sink) => sink.OnInterfaceCapabilityAvailable(object().primary)),
    ],
    [changed(readyState), notice('IMbnInterfaceEvents', (sink) => sink.OnReadyStateChange(object().primary))],
    [
      changed(subscriberInformation),
      notice('IMbnInterfaceEvents', (sink) => sink.OnSubscriberInformationChange(object().primary)),
    ],
    [
      became(pinList),
      notice('IMbnPinManagerEvents', (sink) => sink.OnPinListAvailable(object().as(IID_IMbnPinManager))),
    ],
    [
      changed(softwareRadio, hardwareRadio),
      notice('IMbnRadioEvents', (sink) => sink.OnRadioStateChange(object().as(IID_IMbnRadio))),
    ],
    [
      became(homeProvider),
      notice('IMbnInterfaceEvents', (sink) => sink.OnHomeProviderAvailable(object().primary)),
    ],
    [
      became(preferredProviders),
      notice('IMbnInterfaceEvents', (sink) => sink.OnPreferredProvidersChange(object().primary)),
    ],
    [
      became(storedContexts),
      notice('IMbnConnectionContextEvents', (sink) =>
        sink.OnProvisionedContextListChange(object().as(IID_IMbnConnectionContext)),
      ),
    ],
    [
      became(registerMode),
      notice('IMbnRegistrationEvents', (sink) =>
        sink.OnRegisterModeAvailable(object().as(IID_IMbnRegistration)),
      ),
    ],
    [
      changed(registerState, providerID, providerName, roamingText, known(registrationNetworkError)),
      notice('IMbnRegistrationEvents', (sink) =>
        sink.OnRegisterStateChange(object().as(IID_IMbnRegistration)),
      ),
    ],
    [
      changed(emergencyMode),
      notice('IMbnInterfaceEvents', (sink) => sink.OnEmergencyModeChange(object().primary)),
    ],
    [
      changed(availableDataClasses, currentDataClass, known(packetAttachNetworkError), packetServiceState),
      notice('IMbnRegistrationEvents', (sink) =>
        sink.OnPacketServiceStateChange(object().as(IID_IMbnRegistration)),
      ),
    ],
    [
      carrierChanged(before, after),
      notice('IMbnMultiCarrierEvents', (sink) =>
        sink.OnInterfaceCapabilityChange(object().as(IID_IMbnMultiCarrier)),
      ),
    ],
    [
      changed(currentCellularClass),
      notice('IMbnMultiCarrierEvents', (sink) =>
        sink.OnCurrentCellularClassChange(object().as(IID_IMbnMultiCarrier)),
      ),
    ],
    [
      became(preferredCarriers),
      notice('IMbnMultiCarrierEvents', (sink) =>
        sink.OnPreferredProvidersChange(object().as(IID_IMbnMultiCarrier)),
      ),
    ],
    [
      changed(signalStrength, signalError),
      notice('IMbnSignalEvents', (sink) => sink.OnSignalStateChange(object().as(IID_IMbnSignal))),
    ],
    [
      changed(smsConfiguration),
      notice('IMbnSmsEvents', (sink) => sink.OnSmsConfigurationChange(object().as(IID_IMbnSms))),
    ],
    [
      smsStatusRaised(before, after),
      notice('IMbnSmsEvents', (sink) => sink.OnSmsStatusChange(object().as(IID_IMbnSms))),
    ],
  ]
  return rows.filter(([due]) => due).map(([, due]) => due)
}

function smsStatusRaised(before: Modem, after: Modem): boolean {
  const [was, is] = [smsStatus(before), smsStatus(after)]
  return 'value' in was && 'value' in is ? raisesFlag(was.value, is.value) : isNews(was, is)
}

/** What a modem can do was known and is something else: it has another carrier. */
function carrierChanged(before: Modem, after: Modem): boolean {
  const [was, is] = [interfaceCapability(before), interfaceCapability(after)]
  return after.capabilities?.multicarrier === true && 'value' in was && 'value' in is && !equal(was, is)
}

/** A change, of which "not known any longer" is none: the event comes when the value is known again. */
export function isNews(before: Reading<unknown>, after: Reading<unknown>): boolean {
  return !equal(before, after) && !('failure' in after && after.failure === E_PENDING)
}

/** A value that became known or is another now, or could not be had after it was asked for. */
function isKnown(before: Reading<unknown>, after: Reading<unknown>): boolean {
  const asked = 'failure' in before && before.failure === E_PENDING
  return isNews(before, after) && ('value' in after || asked)
}

/** A getter that always has an answer. */
function known(value: (modem: Modem) => unknown): Getter {
  return (modem) => ({ value: value(modem) })
}

/** No getter tells it, but its event is raised by attaching and detaching. */
function packetServiceState({ packetService }: Modem): Reading<unknown> {
  return packetService === undefined ? { failure: E_PENDING } : { value: packetService.state }
}
