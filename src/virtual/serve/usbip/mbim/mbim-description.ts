/** What an MBIM function on USB says of itself (MBIM 1.0 §6): one interface for control, one for data, together one function. */
import type { UsbDescription } from '../usb-description.ts'
import { ASSOCIATED, CS_INTERFACE, TEST_VENDOR } from '../usb-number.ts'

export const CONTROL_INTERFACE = 0
export const DATA_INTERFACE = 1
/** Of the data interface: no endpoints at first, so that nothing flows before the host has settled how. */
export const DATA_FLOWS = 1
export const NOTIFICATIONS = 0x81
export const DATA_IN = 0x82
export const DATA_OUT = 0x03

/** The longest datagram, in bytes: what every function takes (MBIM 1.0 §6.4). */
export const LONGEST_DATAGRAM = 2048
/** MTU of IP, until a context says another. */
const MTU = 1500

const TEST_PRODUCT = 0x0001

const MBIM_CONTROL = [0x02, 0x0e, 0x00] as const
const MBIM_DATA = [0x0a, 0x00, 0x02] as const
/** SetMaxDatagramSize; NtbInputSize with a number of datagrams (MBIM 1.0 §6.4, bmNetworkCapabilities). */
const CAPABILITIES = 0x28

/** Who it is, and how much it can take. */
export interface MbimIdentity {
  readonly manufacturer: string
  readonly model: string
  readonly serial: string
  readonly packetFilters: { readonly count: number; readonly size: number }
  readonly maxControlTransfer: number
  readonly maxOutstanding: number
}

export function mbimDescription(identity: MbimIdentity): UsbDescription {
  const { manufacturer, model, serial } = identity
  return {
    speed: 'high',
    vendor: TEST_VENDOR,
    product: TEST_PRODUCT,
    release: 0x0100,
    class: ASSOCIATED,
    manufacturer,
    model,
    serial,
    interfaces: [
      {
        number: CONTROL_INTERFACE,
        association: { count: 2, class: MBIM_CONTROL },
        alternates: [
          {
            class: MBIM_CONTROL,
            name: `${manufacturer} MBIM`,
            functional: functional(identity),
            // The smallest notification is one packet; at this interval a high-speed port asks each 2 ms.
            endpoints: [{ address: NOTIFICATIONS, type: 'interrupt', maxPacket: 16, interval: 5 }],
          },
        ],
      },
      {
        number: DATA_INTERFACE,
        alternates: [
          { class: MBIM_DATA, endpoints: [] },
          {
            class: MBIM_DATA,
            endpoints: [
              { address: DATA_IN, type: 'bulk', maxPacket: 512, interval: 0 },
              { address: DATA_OUT, type: 'bulk', maxPacket: 512, interval: 0 },
            ],
          },
        ],
      },
    ],
  }
}

function functional({ packetFilters, maxControlTransfer, maxOutstanding }: MbimIdentity): Uint8Array[] {
  const u16 = (value: number): [number, number] => [value & 0xff, value >> 8]
  return [
    // CDC 1.10
    Uint8Array.of(5, CS_INTERFACE, 0x00, ...u16(0x0110)),
    Uint8Array.of(5, CS_INTERFACE, 0x06, CONTROL_INTERFACE, DATA_INTERFACE),
    // MBIM 1.0
    Uint8Array.of(
      ...[12, CS_INTERFACE, 0x1b, ...u16(0x0100), ...u16(Math.min(maxControlTransfer, 0xffff))],
      ...[packetFilters.count, packetFilters.size, ...u16(LONGEST_DATAGRAM), CAPABILITIES],
    ),
    Uint8Array.of(8, CS_INTERFACE, 0x1c, ...u16(0x0100), Math.min(maxOutstanding, 0xff), ...u16(MTU)),
  ]
}
