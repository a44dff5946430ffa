/**
 * A modem that is played back, as an MBIM function on USB: a Linux kernel has the device that was recorded elsewhere, for its drivers and
 * for whoever uses them. Of packets a capture knows nothing: they go nowhere, and none come.
 */
import { silent, type Logger } from '../../../../base/index.ts'
import type { ReplayModem } from '../../../replay/replay-modem.ts'
import type { UsbDevice } from '../usb-device.ts'
import { noData } from './function-data.ts'
import { modemOnUsb } from './modem-on-usb.ts'

export interface ReplayUsbDeviceOptions {
  readonly modem: ReplayModem
  readonly log?: Logger
}

export function replayUsbDevice({ modem, log = silent }: ReplayUsbDeviceOptions): UsbDevice {
  return modemOnUsb({
    modem,
    // What it said on USB is not in a capture: the least that a function may say (MBIM 1.0 §6.4), and a number that stays the same.
    identity: {
      manufacturer: 'Dialtone',
      model: 'Capture',
      serial: modem.name,
      packetFilters: { count: 16, size: 192 },
      maxControlTransfer: modem.maxControlTransfer,
      maxOutstanding: 1,
    },
    data: () => noData,
    log,
  })
}
