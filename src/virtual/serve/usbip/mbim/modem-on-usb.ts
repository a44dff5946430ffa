/** A modem as an MBIM function on USB (MBIM 1.0), whatever plays it. */
import { DialtoneError } from '../../../../base/index.ts'
import type { UsbDevice } from '../usb-device.ts'
import { mbimDescription, type MbimIdentity } from './mbim-description.ts'
import { MbimUsbFunction, type MbimUsbFunctionOptions } from './mbim-usb-function.ts'

export interface ModemOnUsbOptions extends Omit<MbimUsbFunctionOptions, 'host'> {
  readonly identity: MbimIdentity
}

export function modemOnUsb({ identity, ...options }: ModemOnUsbOptions): UsbDevice {
  const { modem } = options
  return {
    name: modem.name,
    description: mbimDescription(identity),
    get isPlugged() {
      return modem.isPlugged
    },
    connect: (host) => {
      if (!modem.isPlugged) throw new DialtoneError('unplugged', `the modem ${modem.name} is unplugged`)
      return new MbimUsbFunction({ ...options, host })
    },
  }
}
