/**
 * The classes and interfaces of mbnapi.h by their GUIDs, and the aliases that some pages print for the classes. Three
 * interfaces have look-alike IIDs (-201F-): they differ in the first group.
 */
import { clsid, iid } from '../com/guid.ts'
import type { IMbnConnectionContext, IMbnConnectionContextEvents } from './interface/connection-context.ts'
import type { IMbnConnectionEvents } from './interface/connection-events.ts'
import type { IMbnConnectionManager, IMbnConnectionManagerEvents } from './interface/connection-manager.ts'
import type {
  IMbnConnectionProfileManager,
  IMbnConnectionProfileManagerEvents,
} from './interface/connection-profile-manager.ts'
import type { IMbnConnectionProfile, IMbnConnectionProfileEvents } from './interface/connection-profile.ts'
import type { IMbnConnection } from './interface/connection.ts'
import type { IMbnDeviceService } from './interface/device-service.ts'
import type {
  IMbnDeviceServiceStateEvents,
  IMbnDeviceServicesEvents,
} from './interface/device-services-events.ts'
import type { IMbnDeviceServicesContext, IMbnDeviceServicesManager } from './interface/device-services.ts'
import type { IMbnInterfaceEvents } from './interface/interface-events.ts'
import type { IMbnInterfaceManager, IMbnInterfaceManagerEvents } from './interface/interface-manager.ts'
import type { IMbnInterface } from './interface/interface.ts'
import type { IMbnMultiCarrier, IMbnMultiCarrierEvents } from './interface/multi-carrier.ts'
import type { IMbnPinEvents } from './interface/pin-events.ts'
import type { IMbnPinManager, IMbnPinManagerEvents } from './interface/pin-manager.ts'
import type { IMbnPin } from './interface/pin.ts'
import type { IDummyMBNUCMExt } from './interface/placeholder.ts'
import type { IMbnRadio, IMbnRadioEvents } from './interface/radio.ts'
import type { IMbnRegistrationEvents } from './interface/registration-events.ts'
import type { IMbnRegistration } from './interface/registration.ts'
import type { IMbnServiceActivation, IMbnServiceActivationEvents } from './interface/service-activation.ts'
import type { IMbnSignal, IMbnSignalEvents } from './interface/signal.ts'
import type { IMbnSmsConfiguration } from './interface/sms-configuration.ts'
import type { IMbnSmsEvents } from './interface/sms-events.ts'
import type { IMbnSmsReadMsgPdu, IMbnSmsReadMsgTextCdma } from './interface/sms-message.ts'
import type { IMbnSms } from './interface/sms.ts'
import type { IMbnSubscriberInformation } from './interface/subscriber-information.ts'
import type {
  IMbnVendorSpecificEvents,
  IMbnVendorSpecificOperation,
} from './interface/vendor-specific-operation.ts'

export const CLSID_MbnConnectionProfileManager = clsid('BDFEE05A-4418-11DD-90ED-001C257CCFF1')
export const CLSID_MbnInterfaceManager = clsid('BDFEE05B-4418-11DD-90ED-001C257CCFF1')
export const CLSID_MbnConnectionManager = clsid('BDFEE05C-4418-11DD-90ED-001C257CCFF1')
export const CLSID_MbnDeviceServicesManager = clsid('2269DAA3-2A9F-4165-A501-CE00A6F7A75B')

export const CLSID_IMbnConnectionProfileManager = CLSID_MbnConnectionProfileManager
export const CLSID_IMbnInterfaceManager = CLSID_MbnInterfaceManager
export const CLSID_IMbnConnectionManager = CLSID_MbnConnectionManager
export const CLSID_IMbnDeviceServicesManager = CLSID_MbnDeviceServicesManager

export const IID_IMbnInterfaceManager = iid<IMbnInterfaceManager>('DCBBBAB6-201B-4BBB-AAEE-338E368AF6FA')
export const IID_IMbnInterfaceManagerEvents = iid<IMbnInterfaceManagerEvents>(
  'DCBBBAB6-201C-4BBB-AAEE-338E368AF6FA',
)
export const IID_IMbnInterface = iid<IMbnInterface>('DCBBBAB6-2001-4BBB-AAEE-338E368AF6FA')
export const IID_IMbnInterfaceEvents = iid<IMbnInterfaceEvents>('DCBBBAB6-2002-4BBB-AAEE-338E368AF6FA')
export const IID_IMbnSubscriberInformation = iid<IMbnSubscriberInformation>(
  '459ECC43-BCF5-11DC-A8A8-001321F1405F',
)
export const IID_IMbnRadio = iid<IMbnRadio>('DCCCCAB6-201F-4BBB-AAEE-338E368AF6FA')
export const IID_IMbnRadioEvents = iid<IMbnRadioEvents>('DCDDDAB6-201F-4BBB-AAEE-338E368AF6FA')
export const IID_IMbnSignal = iid<IMbnSignal>('DCBBBAB6-2003-4BBB-AAEE-338E368AF6FA')
export const IID_IMbnSignalEvents = iid<IMbnSignalEvents>('DCBBBAB6-2004-4BBB-AAEE-338E368AF6FA')
export const IID_IMbnRegistration = iid<IMbnRegistration>('DCBBBAB6-2009-4BBB-AAEE-338E368AF6FA')
export const IID_IMbnRegistrationEvents = iid<IMbnRegistrationEvents>('DCBBBAB6-200A-4BBB-AAEE-338E368AF6FA')
export const IID_IMbnConnectionManager = iid<IMbnConnectionManager>('DCBBBAB6-201D-4BBB-AAEE-338E368AF6FA')
export const IID_IMbnConnectionManagerEvents = iid<IMbnConnectionManagerEvents>(
  'DCBBBAB6-201E-4BBB-AAEE-338E368AF6FA',
)
export const IID_IMbnConnection = iid<IMbnConnection>('DCBBBAB6-200D-4BBB-AAEE-338E368AF6FA')
export const IID_IMbnConnectionEvents = iid<IMbnConnectionEvents>('DCBBBAB6-200E-4BBB-AAEE-338E368AF6FA')
export const IID_IMbnConnectionContext = iid<IMbnConnectionContext>('DCBBBAB6-200B-4BBB-AAEE-338E368AF6FA')
export const IID_IMbnConnectionContextEvents = iid<IMbnConnectionContextEvents>(
  'DCBBBAB6-200C-4BBB-AAEE-338E368AF6FA',
)
export const IID_IMbnConnectionProfileManager = iid<IMbnConnectionProfileManager>(
  'DCBBBAB6-200F-4BBB-AAEE-338E368AF6FA',
)
export const IID_IMbnConnectionProfileManagerEvents = iid<IMbnConnectionProfileManagerEvents>(
  'DCBBBAB6-201F-4BBB-AAEE-338E368AF6FA',
)
export const IID_IMbnConnectionProfile = iid<IMbnConnectionProfile>('DCBBBAB6-2010-4BBB-AAEE-338E368AF6FA')
export const IID_IMbnConnectionProfileEvents = iid<IMbnConnectionProfileEvents>(
  'DCBBBAB6-2011-4BBB-AAEE-338E368AF6FA',
)
export const IID_IMbnPinManager = iid<IMbnPinManager>('DCBBBAB6-2005-4BBB-AAEE-338E368AF6FA')
export const IID_IMbnPinManagerEvents = iid<IMbnPinManagerEvents>('DCBBBAB6-2006-4BBB-AAEE-338E368AF6FA')
export const IID_IMbnPin = iid<IMbnPin>('DCBBBAB6-2007-4BBB-AAEE-338E368AF6FA')
export const IID_IMbnPinEvents = iid<IMbnPinEvents>('DCBBBAB6-2008-4BBB-AAEE-338E368AF6FA')
export const IID_IMbnSms = iid<IMbnSms>('DCBBBAB6-2015-4BBB-AAEE-338E368AF6FA')
export const IID_IMbnSmsConfiguration = iid<IMbnSmsConfiguration>('DCBBBAB6-2012-4BBB-AAEE-338E368AF6FA')
export const IID_IMbnSmsReadMsgPdu = iid<IMbnSmsReadMsgPdu>('DCBBBAB6-2013-4BBB-AAEE-338E368AF6FA')
export const IID_IMbnSmsReadMsgTextCdma = iid<IMbnSmsReadMsgTextCdma>('DCBBBAB6-2014-4BBB-AAEE-338E368AF6FA')
export const IID_IMbnSmsEvents = iid<IMbnSmsEvents>('DCBBBAB6-2016-4BBB-AAEE-338E368AF6FA')
export const IID_IMbnServiceActivation = iid<IMbnServiceActivation>('DCBBBAB6-2017-4BBB-AAEE-338E368AF6FA')
export const IID_IMbnServiceActivationEvents = iid<IMbnServiceActivationEvents>(
  'DCBBBAB6-2018-4BBB-AAEE-338E368AF6FA',
)
export const IID_IMbnVendorSpecificOperation = iid<IMbnVendorSpecificOperation>(
  'DCBBBAB6-2019-4BBB-AAEE-338E368AF6FA',
)
export const IID_IMbnVendorSpecificEvents = iid<IMbnVendorSpecificEvents>(
  'DCBBBAB6-201A-4BBB-AAEE-338E368AF6FA',
)
export const IID_IMbnMultiCarrier = iid<IMbnMultiCarrier>('DCBBBAB6-2020-4BBB-AAEE-338E368AF6FA')
export const IID_IMbnMultiCarrierEvents = iid<IMbnMultiCarrierEvents>('DCDDDAB6-2021-4BBB-AAEE-338E368AF6FA')
export const IID_IMbnDeviceServicesManager = iid<IMbnDeviceServicesManager>(
  '20A26258-6811-4478-AC1D-13324E45E41C',
)
export const IID_IMbnDeviceServicesContext = iid<IMbnDeviceServicesContext>(
  'FC5AC347-1592-4068-80BB-6A57580150D8',
)
export const IID_IMbnDeviceService = iid<IMbnDeviceService>('B3BB9A71-DC70-4BE9-A4DA-7886AE8B191B')
export const IID_IMbnDeviceServicesEvents = iid<IMbnDeviceServicesEvents>(
  '0A900C19-6824-4E97-B76E-CF239D0CA642',
)
export const IID_IMbnDeviceServiceStateEvents = iid<IMbnDeviceServiceStateEvents>(
  '5D3FF196-89EE-49D8-8B60-33FFDDFFC58D',
)

/** A placeholder of the header: it has no methods, and no object has it. */
export const IID_IDummyMBNUCMExt = iid<IDummyMBNUCMExt>('DCBBBAB6-FFFF-4BBB-AAEE-338E368AF6FA')
