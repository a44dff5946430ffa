/** A modem in the hands of a USB host: control messages, notifications and blocks of datagrams (MBIM 1.0 §6 to §8). */
import { toDialtoneError, type Logger } from '../../../../base/index.ts'
import type { Channel } from '../../../../channel/index.ts'
import type { HostedModem } from '../../../hosted-modem.ts'
import { decodeNtb } from '../ntb/decode-ntb.ts'
import type { Datagram } from '../ntb/ntb-layout.ts'
import type { SetupPacket, UsbFunction, UsbHost } from '../usb-device.ts'
import { ALIGNMENT, DataSettings, LONGEST_BLOCK } from './data-settings.ts'
import { Downlink } from './downlink.ts'
import type { DataHost, FunctionData } from './function-data.ts'
import {
  CONTROL_INTERFACE,
  DATA_FLOWS,
  DATA_IN,
  DATA_INTERFACE,
  DATA_OUT,
  NOTIFICATIONS,
} from './mbim-description.ts'
import { ResponseQueue } from './response-queue.ts'

/** A modem that can be on USB: one that is simulated, or one that is played back. */
export interface UsbModem extends HostedModem {
  /** The control session and what belongs to it are over, as by RESET_FUNCTION (MBIM 1.0 §9.4.1). */
  resetFunction(): void
}

export interface MbimUsbFunctionOptions {
  readonly modem: UsbModem
  readonly data: (host: DataHost) => FunctionData
  readonly host: UsbHost
  readonly log: Logger
}

const REQUEST = { sendEncapsulatedCommand: 0x00, getEncapsulatedResponse: 0x01, resetFunction: 0x05 } as const
/** MBIM_OPEN_MSG, which begins anew also where the function is open (MBIM 1.0 §9.3.1). */
const OPEN = 1
const NOTHING = new Uint8Array(0)

export class MbimUsbFunction implements UsbFunction {
  readonly #options: MbimUsbFunctionOptions
  readonly #responses = new ResponseQueue(CONTROL_INTERFACE)
  readonly #settings = new DataSettings()
  readonly #downlink = new Downlink(this.#settings)
  readonly #data: FunctionData
  #channel: Channel | undefined
  #isConfigured = false
  #isFlowing = false
  #hasWarned = false

  constructor(options: MbimUsbFunctionOptions) {
    this.#options = options
    this.#data = options.data({
      deliver: (datagram) => this.#toHost(datagram),
      ended: (session) => this.#downlink.forget('ip', session),
    })
    this.#open()
  }

  configure(value: number): void {
    this.#isConfigured = value !== 0
    this.#isFlowing = false
    this.#settings.reset()
    this.#begin()
  }

  reset(): void {
    this.configure(0)
  }

  select(interfaceNumber: number, alternate: number): void {
    if (interfaceNumber !== DATA_INTERFACE) return
    this.#isFlowing = alternate === DATA_FLOWS
    this.#downlink.clear()
    // Back to where nothing is settled (USB NCM 1.0 §7.2).
    if (!this.#isFlowing) this.#settings.reset()
  }

  control(setup: SetupPacket, data: Uint8Array): Uint8Array | 'stall' {
    const { type, recipient, index, request, direction } = setup
    const isOurs = type === 'class' && recipient === 'interface' && index === CONTROL_INTERFACE
    if (!this.#isConfigured || !isOurs) return 'stall'
    switch (request) {
      case REQUEST.sendEncapsulatedCommand:
        return direction === 'out' ? this.#command(data) : 'stall'
      case REQUEST.getEncapsulatedResponse:
        return direction === 'in' ? this.#responses.take() : 'stall'
      case REQUEST.resetFunction:
        if (direction === 'in') return 'stall'
        this.#begin()
        return NOTHING
      default:
        return this.#settings.answer(setup, data, this.#isFlowing)
    }
  }

  take(endpoint: number, length: number): Uint8Array | undefined {
    if (endpoint === NOTIFICATIONS) return this.#responses.notification()?.subarray(0, length)
    return endpoint === DATA_IN ? this.#downlink.take(length) : undefined
  }

  give(endpoint: number, data: Uint8Array): undefined {
    // A transfer of no length ends another one.
    if (endpoint === DATA_OUT && data.length > 0) this.#fromHost(data)
  }

  [Symbol.dispose](): void {
    this.#close()
    this.#data[Symbol.dispose]()
  }

  #command(data: Uint8Array): Uint8Array | 'stall' {
    if (this.#channel === undefined || data.length > this.#options.modem.maxControlTransfer) return 'stall'
    // What a host before this one has not fetched is of a session that is over: a host asks once for each message of
    // which it was told, and would be behind by as many for ever.
    if (data.length >= 4 && Buffer.from(data.buffer, data.byteOffset).readUInt32LE() === OPEN) {
      this.#responses.clear()
    }
    // It is read later, and is a view on what the host sent.
    this.#channel.send(data.slice())
    return NOTHING
  }

  #fromHost(block: Uint8Array): void {
    const { log } = this.#options
    if (!this.#isFlowing) return
    if (block.length > LONGEST_BLOCK) {
      this.#refused(`a block of ${block.length} bytes`)
      return
    }
    let datagrams: Datagram[]
    try {
      datagrams = decodeNtb(block, { format: this.#settings.format, alignment: ALIGNMENT })
    } catch (thrown) {
      this.#refused(toDialtoneError(thrown).message)
      return
    }
    for (const datagram of datagrams) {
      const { session, bytes } = datagram
      if (bytes.length > this.#settings.maxDatagram) {
        log.debug({ session, length: bytes.length }, 'the host sent a longer datagram than agreed')
        this.#data.refused()
      } else this.#data.send(datagram)
    }
  }

  #refused(why: string): void {
    const { log } = this.#options
    // Whoever sends one may send thousands.
    if (this.#hasWarned) log.debug({ why }, 'the host sent a block that is none')
    else log.warn({ why }, 'the host sends blocks that are none')
    this.#hasWarned = true
    this.#data.refused()
  }

  #toHost(datagram: Datagram): boolean {
    if (!this.#isFlowing || !this.#downlink.push(datagram)) return false
    this.#options.host.ready(DATA_IN)
    return true
  }

  /** A control channel of its own, with a modem that is as after power-on to its host. */
  #open(): void {
    const { modem, host, log } = this.#options
    const channel = modem.connect()
    this.#channel = channel
    channel.start({
      frame: (frame) => {
        if (this.#channel !== channel) return
        if (this.#responses.push(frame)) host.ready(NOTIFICATIONS)
        else log.debug({}, 'the host does not fetch what the function says')
      },
      closed: () => {
        if (this.#channel !== channel) return
        this.#channel = undefined
        if (!modem.isPlugged) host.gone()
      },
    })
  }

  #close(): void {
    const channel = this.#channel
    this.#channel = undefined
    channel?.close()
    this.#responses.clear()
    this.#downlink.clear()
  }

  /** As after power-on, but for what the host has settled about the bus. */
  #begin(): void {
    const { modem, host } = this.#options
    this.#close()
    modem.resetFunction()
    // There is a channel while it is plugged in: by its end an unplugging is noticed.
    if (modem.isPlugged) this.#open()
    else host.gone()
  }
}
