/** The descriptors of a USB device, as bytes (USB 2.0 §9.6; interface associations: their engineering change notice of 2003). */
import type { UsbAlternate, UsbClass, UsbDescription, UsbInterface } from './usb-description.ts'

export interface Descriptors {
  readonly device: Uint8Array
  /** The whole configuration, interfaces and endpoints included. */
  readonly configuration: Uint8Array
  /** By index; the first is the list of languages. */
  readonly strings: readonly Uint8Array[]
}

const TYPE = { device: 1, configuration: 2, string: 3, interface: 4, endpoint: 5, association: 11 } as const

/** The value that SET_CONFIGURATION chooses it by. */
export const CONFIGURATION = 1
const USB_2_0 = 0x0200
/** Control transfers are in packets of that many bytes: what high speed demands and full speed allows. */
const CONTROL_PACKET = 64
/** Bus-powered, no remote wake-up. */
const ATTRIBUTES = 0x80
/** In units of 2 mA: all that a port may give. */
const MAX_POWER = 250
const ENGLISH_US = 0x0409
const TRANSFER = { bulk: 2, interrupt: 3 } as const
/** bLength is one byte. */
const LONGEST_STRING = 126

export function descriptorsOf(description: UsbDescription): Descriptors {
  const strings: Uint8Array[] = [descriptor(TYPE.string, u16(ENGLISH_US))]
  const string = (text: string | undefined): number => {
    if (text === undefined) return 0
    const units = Array.from({ length: Math.min(text.length, LONGEST_STRING) }, (_, at) =>
      text.charCodeAt(at),
    )
    return strings.push(descriptor(TYPE.string, units.flatMap(u16))) - 1
  }
  const { vendor, product, release, manufacturer, model, serial, interfaces } = description
  const device = descriptor(TYPE.device, [
    ...u16(USB_2_0),
    ...description.class,
    CONTROL_PACKET,
    ...u16(vendor),
    ...u16(product),
    ...u16(release),
    string(manufacturer),
    string(model),
    string(serial),
    1,
  ])
  const inner = interfaces.flatMap((one) => interfaceBytes(one, string))
  const configuration = [
    ...u16(9 + inner.length),
    interfaces.length,
    CONFIGURATION,
    string(undefined),
    ATTRIBUTES,
    MAX_POWER,
  ]
  return {
    device,
    configuration: Uint8Array.of(...descriptor(TYPE.configuration, configuration), ...inner),
    strings,
  }
}

function interfaceBytes(
  { number, association, alternates }: UsbInterface,
  string: (text: string | undefined) => number,
): number[] {
  const together =
    association === undefined
      ? []
      : descriptor(TYPE.association, [number, association.count, ...association.class, string(undefined)])
  return [
    ...together,
    ...alternates.flatMap((alternate, setting) => [
      ...interfaceDescriptor(number, setting, alternate, string(alternate.name)),
      ...(alternate.functional ?? []).flatMap((bytes) => [...bytes]),
      ...alternate.endpoints.flatMap(({ address, type, maxPacket, interval }) => [
        ...descriptor(TYPE.endpoint, [address, TRANSFER[type], ...u16(maxPacket), interval]),
      ]),
    ]),
  ]
}

function interfaceDescriptor(
  number: number,
  setting: number,
  alternate: UsbAlternate,
  name: number,
): Uint8Array {
  const triple: UsbClass = alternate.class
  return descriptor(TYPE.interface, [number, setting, alternate.endpoints.length, ...triple, name])
}

function descriptor(type: number, body: readonly number[]): Uint8Array {
  return Uint8Array.of(body.length + 2, type, ...body)
}

function u16(value: number): [number, number] {
  return [value & 0xff, (value >> 8) & 0xff]
}
