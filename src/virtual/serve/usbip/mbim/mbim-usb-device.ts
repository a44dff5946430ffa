/**
 * A virtual modem as an MBIM function on USB (MBIM 1.0): a Linux kernel makes `/dev/cdc-wdm0` and `wwan0` of it. Its packets go to
 * `network`, one way for each activated context.
 *
 *     const device = mbimUsbDevice({ modem, network: responderNetwork() })
 */
import { DialtoneError, silent, type Logger } from '../../../../base/index.ts'
import type { PacketNetwork } from '../../../data-path/packet-network.ts'
import type { VirtualModem } from '../../../virtual-modem.ts'
import type { UsbDevice } from '../usb-device.ts'
import { mbimDescription } from './mbim-description.ts'
import { MbimUsbFunction } from './mbim-usb-function.ts'

export interface MbimUsbDeviceOptions {
  readonly modem: VirtualModem
  readonly network: PacketNetwork
  readonly log?: Logger
}

export function mbimUsbDevice({ modem, network, log = silent }: MbimUsbDeviceOptions): UsbDevice {
  return {
    name: modem.name,
    description: mbimDescription(modem),
    get isPlugged() {
      return modem.isPlugged
    },
    connect: (host) => {
      if (!modem.isPlugged) {
        throw new DialtoneError('unplugged', `the virtual modem ${modem.name} is unplugged`)
      }
      return new MbimUsbFunction({ modem, network, host, log })
    },
  }
}
