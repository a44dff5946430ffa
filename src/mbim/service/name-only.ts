/**
 * Services that are known by name: their commands are not documented anywhere we may learn from. Their messages are read
 * and written with the information buffer as bytes.
 */
import { service } from '../service.ts'

export const Multiflow = service('multiflow', '8d8f32d9-f7c2-4419-b28b-dedcde205ed8', 'Multi-flow')
export const IntelSar = service('intel-sar', '10e40d69-375a-42ce-a297-906164f2754c', 'Intel SAR')
export const IntelAct = service(
  'intel-act',
  'ed19555d-a6ac-4327-8eb1-fc022e5e2388',
  'Intel adaptive clocking',
)
export const IntelTrcsvc = service('intel-trcsvc', '59a7f323-fe5a-4301-b185-b8ea9e6167b7', 'Intel tracing')
export const IntelNrtc = service('intel-nrtc', '2b6d8c5a-0ca9-418f-8aac-1a9dc8e32866', 'Intel coexistence')
export const IntelUsbProfile = service(
  'intel-usb-profile',
  'fa142322-166b-4fd9-89f0-99be90ae8e3d',
  'Intel USB profile',
)
export const IntelCiq = service('intel-ciq', '6a2a8150-abca-4b11-a4e2-f2fc879f5481', 'Intel CIQ')
export const Qmbe = service('qmbe', '2d0c12c9-0e6a-495a-915c-8d174fe5d63c', 'Qualcomm MBIM extension')
/** Has no commands at all: its files come as a device service stream. */
export const ModemFileTransfer = service(
  'modem-file-transfer',
  '0ebb1ceb-af2d-484d-8df3-53bc51fd162c',
  'Modem file transfer',
)
