/**
 * A virtual modem as an MBIM function on USB (MBIM 1.0): a Linux kernel makes `/dev/cdc-wdm0` and `wwan0` of it. Its packets go to
 * `network`, one way for each activated context.
 *
 *     const device = mbimUsbDevice({ modem, network: responderNetwork() })
 */
import { silent, type Logger } from '../../../../base/index.ts'
import type { PacketNetwork } from '../../../data-path/packet-network.ts'
import type { VirtualModem } from '../../../virtual-modem.ts'
import type { UsbDevice } from '../usb-device.ts'
import { modemOnUsb } from './modem-on-usb.ts'
import { VirtualData } from './virtual-data.ts'

export interface MbimUsbDeviceOptions {
  readonly modem: VirtualModem
  readonly network: PacketNetwork
  readonly log?: Logger
}

export function mbimUsbDevice({ modem, network, log = silent }: MbimUsbDeviceOptions): UsbDevice {
  const { maxControlTransfer, maxOutstanding } = modem
  const { manufacturer, model, imei: serial, packetFilters } = modem.inside.equipment
  return modemOnUsb({
    modem,
    identity: { manufacturer, model, serial, packetFilters, maxControlTransfer, maxOutstanding },
    data: (host) => new VirtualData({ modem, network, log }, host),
    log,
  })
}
