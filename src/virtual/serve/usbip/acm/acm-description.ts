/** What a modem with serial ports says of itself on USB (USB PSTN 1.2 §5.3): for each port one interface for control, one for data. */
import type { VirtualModem } from '../../../virtual-modem.ts'
import type { UsbDescription, UsbInterface } from '../usb-description.ts'
import { ASSOCIATED, CS_INTERFACE, TEST_VENDOR } from '../usb-number.ts'

/** Beside that of the MBIM function. */
const TEST_PRODUCT = 0x0002

/** Abstract control model, spoken to by the commands of V.250. */
const CONTROL = [0x02, 0x02, 0x01] as const
const DATA = [0x0a, 0x00, 0x00] as const
/** bmCapabilities: line coding, circuits and SERIAL_STATE (USB PSTN 1.2 §5.3.2). */
const LINE_AND_STATE = 0x02
/** Calls are the device's own affair, and asked for on the data interface (§5.3.1). */
const CALLS_BY_DATA = 0x03

/** Three endpoints a port, and there are fifteen each way. */
export const MOST_PORTS = 7

export interface PortAddresses {
  readonly control: number
  readonly data: number
  readonly notifications: number
  readonly dataIn: number
  readonly dataOut: number
}

/** `port` counts from 0. */
export function addressesOf(port: number): PortAddresses {
  return {
    control: 2 * port,
    data: 2 * port + 1,
    notifications: 0x81 + 2 * port,
    dataIn: 0x82 + 2 * port,
    dataOut: 0x01 + port,
  }
}

export function acmDescription({ inside: { equipment } }: VirtualModem, ports: number): UsbDescription {
  return {
    speed: 'high',
    vendor: TEST_VENDOR,
    product: TEST_PRODUCT,
    release: 0x0100,
    class: ASSOCIATED,
    manufacturer: equipment.manufacturer,
    model: equipment.model,
    serial: equipment.imei,
    interfaces: Array.from({ length: ports }, (_, port) => interfacesOf(addressesOf(port))).flat(),
  }
}

function interfacesOf({ control, data, notifications, dataIn, dataOut }: PortAddresses): UsbInterface[] {
  return [
    {
      number: control,
      association: { count: 2, class: CONTROL },
      alternates: [
        {
          class: CONTROL,
          functional: [
            Uint8Array.of(5, CS_INTERFACE, 0x00, 0x10, 0x01),
            Uint8Array.of(5, CS_INTERFACE, 0x01, CALLS_BY_DATA, data),
            Uint8Array.of(4, CS_INTERFACE, 0x02, LINE_AND_STATE),
            Uint8Array.of(5, CS_INTERFACE, 0x06, control, data),
          ],
          endpoints: [{ address: notifications, type: 'interrupt', maxPacket: 16, interval: 5 }],
        },
      ],
    },
    {
      number: data,
      alternates: [
        {
          class: DATA,
          endpoints: [
            { address: dataIn, type: 'bulk', maxPacket: 512, interval: 0 },
            { address: dataOut, type: 'bulk', maxPacket: 512, interval: 0 },
          ],
        },
      ],
    },
  ]
}
