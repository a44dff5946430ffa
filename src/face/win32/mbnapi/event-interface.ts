/**
 * The event interfaces: what a sink has to have. `EventInterfaces` is for the compiler, `EVENT_INTERFACES` says the same
 * at run time.
 */
import type { GUID } from '../com/guid.ts'
import {
  IID_IMbnInterfaceManagerEvents,
  IID_IMbnInterfaceEvents,
  IID_IMbnRadioEvents,
  IID_IMbnSignalEvents,
  IID_IMbnRegistrationEvents,
  IID_IMbnConnectionManagerEvents,
  IID_IMbnConnectionEvents,
  IID_IMbnConnectionContextEvents,
  IID_IMbnConnectionProfileManagerEvents,
  IID_IMbnConnectionProfileEvents,
  IID_IMbnPinManagerEvents,
  IID_IMbnPinEvents,
  IID_IMbnSmsEvents,
  IID_IMbnServiceActivationEvents,
  IID_IMbnVendorSpecificEvents,
  IID_IMbnMultiCarrierEvents,
  IID_IMbnDeviceServicesEvents,
  IID_IMbnDeviceServiceStateEvents,
} from './identifier.ts'
import type { IMbnConnectionContextEvents } from './interface/connection-context.ts'
import type { IMbnConnectionEvents } from './interface/connection-events.ts'
import type { IMbnConnectionManagerEvents } from './interface/connection-manager.ts'
import type { IMbnConnectionProfileManagerEvents } from './interface/connection-profile-manager.ts'
import type { IMbnConnectionProfileEvents } from './interface/connection-profile.ts'
import type {
  IMbnDeviceServiceStateEvents,
  IMbnDeviceServicesEvents,
} from './interface/device-services-events.ts'
import type { IMbnInterfaceEvents } from './interface/interface-events.ts'
import type { IMbnInterfaceManagerEvents } from './interface/interface-manager.ts'
import type { IMbnMultiCarrierEvents } from './interface/multi-carrier.ts'
import type { IMbnPinEvents } from './interface/pin-events.ts'
import type { IMbnPinManagerEvents } from './interface/pin-manager.ts'
import type { IMbnRadioEvents } from './interface/radio.ts'
import type { IMbnRegistrationEvents } from './interface/registration-events.ts'
import type { IMbnServiceActivationEvents } from './interface/service-activation.ts'
import type { IMbnSignalEvents } from './interface/signal.ts'
import type { IMbnSmsEvents } from './interface/sms-events.ts'
import type { IMbnVendorSpecificEvents } from './interface/vendor-specific-operation.ts'

export interface EventInterfaces {
  IMbnInterfaceManagerEvents: IMbnInterfaceManagerEvents
  IMbnInterfaceEvents: IMbnInterfaceEvents
  IMbnRadioEvents: IMbnRadioEvents
  IMbnSignalEvents: IMbnSignalEvents
  IMbnRegistrationEvents: IMbnRegistrationEvents
  IMbnConnectionManagerEvents: IMbnConnectionManagerEvents
  IMbnConnectionEvents: IMbnConnectionEvents
  IMbnConnectionContextEvents: IMbnConnectionContextEvents
  IMbnConnectionProfileManagerEvents: IMbnConnectionProfileManagerEvents
  IMbnConnectionProfileEvents: IMbnConnectionProfileEvents
  IMbnPinManagerEvents: IMbnPinManagerEvents
  IMbnPinEvents: IMbnPinEvents
  IMbnSmsEvents: IMbnSmsEvents
  IMbnServiceActivationEvents: IMbnServiceActivationEvents
  IMbnVendorSpecificEvents: IMbnVendorSpecificEvents
  IMbnMultiCarrierEvents: IMbnMultiCarrierEvents
  IMbnDeviceServicesEvents: IMbnDeviceServicesEvents
  IMbnDeviceServiceStateEvents: IMbnDeviceServiceStateEvents
}

export type EventInterfaceName = keyof EventInterfaces

export const EVENT_INTERFACES = {
  IMbnInterfaceManagerEvents: {
    iid: IID_IMbnInterfaceManagerEvents,
    methods: ['OnInterfaceArrival', 'OnInterfaceRemoval'],
  },
  IMbnInterfaceEvents: {
    iid: IID_IMbnInterfaceEvents,
    methods: [
      'OnInterfaceCapabilityAvailable',
      'OnSubscriberInformationChange',
      'OnReadyStateChange',
      'OnEmergencyModeChange',
      'OnHomeProviderAvailable',
      'OnPreferredProvidersChange',
      'OnSetPreferredProvidersComplete',
      'OnScanNetworkComplete',
    ],
  },
  IMbnRadioEvents: {
    iid: IID_IMbnRadioEvents,
    methods: ['OnRadioStateChange', 'OnSetSoftwareRadioStateComplete'],
  },
  IMbnSignalEvents: { iid: IID_IMbnSignalEvents, methods: ['OnSignalStateChange'] },
  IMbnRegistrationEvents: {
    iid: IID_IMbnRegistrationEvents,
    methods: [
      'OnRegisterModeAvailable',
      'OnRegisterStateChange',
      'OnPacketServiceStateChange',
      'OnSetRegisterModeComplete',
    ],
  },
  IMbnConnectionManagerEvents: {
    iid: IID_IMbnConnectionManagerEvents,
    methods: ['OnConnectionArrival', 'OnConnectionRemoval'],
  },
  IMbnConnectionEvents: {
    iid: IID_IMbnConnectionEvents,
    methods: ['OnConnectComplete', 'OnDisconnectComplete', 'OnConnectStateChange', 'OnVoiceCallStateChange'],
  },
  IMbnConnectionContextEvents: {
    iid: IID_IMbnConnectionContextEvents,
    methods: ['OnProvisionedContextListChange', 'OnSetProvisionedContextComplete'],
  },
  IMbnConnectionProfileManagerEvents: {
    iid: IID_IMbnConnectionProfileManagerEvents,
    methods: ['OnConnectionProfileArrival', 'OnConnectionProfileRemoval'],
  },
  IMbnConnectionProfileEvents: { iid: IID_IMbnConnectionProfileEvents, methods: ['OnProfileUpdate'] },
  IMbnPinManagerEvents: {
    iid: IID_IMbnPinManagerEvents,
    methods: ['OnPinListAvailable', 'OnGetPinStateComplete'],
  },
  IMbnPinEvents: {
    iid: IID_IMbnPinEvents,
    methods: [
      'OnEnableComplete',
      'OnDisableComplete',
      'OnEnterComplete',
      'OnChangeComplete',
      'OnUnblockComplete',
    ],
  },
  IMbnSmsEvents: {
    iid: IID_IMbnSmsEvents,
    methods: [
      'OnSmsConfigurationChange',
      'OnSetSmsConfigurationComplete',
      'OnSmsSendComplete',
      'OnSmsReadComplete',
      'OnSmsNewClass0Message',
      'OnSmsDeleteComplete',
      'OnSmsStatusChange',
    ],
  },
  IMbnServiceActivationEvents: { iid: IID_IMbnServiceActivationEvents, methods: ['OnActivationComplete'] },
  IMbnVendorSpecificEvents: {
    iid: IID_IMbnVendorSpecificEvents,
    methods: ['OnEventNotification', 'OnSetVendorSpecificComplete'],
  },
  IMbnMultiCarrierEvents: {
    iid: IID_IMbnMultiCarrierEvents,
    methods: [
      'OnSetHomeProviderComplete',
      'OnCurrentCellularClassChange',
      'OnPreferredProvidersChange',
      'OnScanNetworkComplete',
      'OnInterfaceCapabilityChange',
    ],
  },
  IMbnDeviceServicesEvents: {
    iid: IID_IMbnDeviceServicesEvents,
    methods: [
      'OnQuerySupportedCommandsComplete',
      'OnOpenCommandSessionComplete',
      'OnCloseCommandSessionComplete',
      'OnSetCommandComplete',
      'OnQueryCommandComplete',
      'OnEventNotification',
      'OnOpenDataSessionComplete',
      'OnCloseDataSessionComplete',
      'OnWriteDataComplete',
      'OnReadData',
      'OnInterfaceStateChange',
    ],
  },
  IMbnDeviceServiceStateEvents: { iid: IID_IMbnDeviceServiceStateEvents, methods: ['OnSessionsStateChange'] },
} as const satisfies {
  [Name in EventInterfaceName]: {
    readonly iid: GUID
    readonly methods: readonly (keyof EventInterfaces[Name])[]
  }
}
