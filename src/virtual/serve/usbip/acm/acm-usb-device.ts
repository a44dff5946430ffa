/**
 * A virtual modem with serial ports on USB (CDC-ACM): a Linux kernel makes `/dev/ttyACM0` of the first, for `pppd`, `chat` and
 * ModemManager. One port carries a call's data while another takes commands; all are of one modem.
 *
 *     const device = acmUsbDevice({ modem, ports: 2, network })
 */
import { DialtoneError } from '../../../../base/index.ts'
import type { PacketNetwork } from '../../../data-path/packet-network.ts'
import type { VirtualModem } from '../../../virtual-modem.ts'
import type { SetupPacket, UsbDevice, UsbFunction, UsbHost } from '../usb-device.ts'
import { acmDescription, addressesOf, MOST_PORTS } from './acm-description.ts'
import { AcmPort } from './acm-port.ts'

export interface AcmUsbDeviceOptions {
  readonly modem: VirtualModem
  /** 2 unless given: one for data, one for commands. */
  readonly ports?: number
  /** Where the packets of calls go; answered in the process unless given. */
  readonly network?: PacketNetwork
}

/** @throws DialtoneError `invalid_argument` for a number of ports that USB has no endpoints for */
export function acmUsbDevice({ modem, ports = 2, network }: AcmUsbDeviceOptions): UsbDevice {
  if (!Number.isInteger(ports) || ports < 1 || ports > MOST_PORTS) {
    throw new DialtoneError('invalid_argument', `a modem on USB has 1 to ${MOST_PORTS} serial ports`)
  }
  return {
    name: modem.name,
    description: acmDescription(modem, ports),
    get isPlugged() {
      return modem.isPlugged
    },
    connect: (host) => {
      if (!modem.isPlugged) {
        throw new DialtoneError('unplugged', `the virtual modem ${modem.name} is unplugged`)
      }
      return new AcmUsbFunction(modem, ports, network, host)
    },
  }
}

class AcmUsbFunction implements UsbFunction {
  readonly #modem: VirtualModem
  readonly #count: number
  readonly #network: PacketNetwork | undefined
  readonly #host: UsbHost
  readonly #plug: Disposable
  #ports: readonly AcmPort[] = []
  #over = false

  constructor(modem: VirtualModem, count: number, network: PacketNetwork | undefined, host: UsbHost) {
    this.#modem = modem
    this.#count = count
    this.#network = network
    this.#host = host
    this.#plug = modem.whilePlugged(() => ({
      [Symbol.dispose]: () => {
        if (!this.#over) host.gone()
      },
    }))
  }

  configure(value: number): void {
    this.reset()
    if (value === 0) return
    const network = this.#network === undefined ? {} : { network: this.#network }
    this.#ports = Array.from(
      { length: this.#count },
      (_, index) =>
        new AcmPort(
          addressesOf(index),
          (line) => this.#modem.connectSerial(line, network),
          (endpoint) => {
            this.#host.ready(endpoint)
          },
        ),
    )
  }

  select(): void {
    // Every interface has one setting.
  }

  reset(): void {
    for (const port of this.#ports) port[Symbol.dispose]()
    this.#ports = []
  }

  control(setup: SetupPacket, data: Uint8Array): Uint8Array | 'stall' {
    const { type, recipient, index } = setup
    const port = this.#find(({ control }) => control === index)
    return type !== 'class' || recipient !== 'interface' || port === undefined
      ? 'stall'
      : port.control(setup, data)
  }

  take(endpoint: number, length: number): Uint8Array | undefined {
    const data = this.#find(({ dataIn }) => dataIn === endpoint)
    if (data !== undefined) return data.take(length)
    return this.#find(({ notifications }) => notifications === endpoint)
      ?.notification()
      ?.subarray(0, length)
  }

  give(endpoint: number, data: Uint8Array): undefined {
    this.#find(({ dataOut }) => dataOut === endpoint)?.give(data)
  }

  [Symbol.dispose](): void {
    this.#over = true
    this.#plug[Symbol.dispose]()
    this.reset()
  }

  #find(matches: (addresses: ReturnType<typeof addressesOf>) => boolean): AcmPort | undefined {
    return this.#ports.find((_, index) => matches(addressesOf(index)))
  }
}
