/** Finds out what a frame is and whether a fault strikes it. Fragments are known by the first one of their message. */
import { DialtoneError, type Random } from '../../base/index.ts'
import { findCid, findService, readHeader, type Header } from '../../mbim/index.ts'
import type { Fault, FaultDirection } from './fault.ts'

/** What is known of a frame. */
export interface Sighting {
  readonly direction: FaultDirection
  readonly header: Header | undefined
  /** UUID. */
  readonly service: string | undefined
  readonly cid: number | undefined
}

/** Where the service and the CID stand in the messages that have them (MBIM 1.0 §9.3, §9.4). */
const SERVICE_AT = 20
const CID_AT = 36

export class FrameSpotter {
  readonly #direction: FaultDirection
  /** Service and CID of the messages whose fragments are passing, by transaction. */
  readonly #passing = new Map<number, Pick<Sighting, 'service' | 'cid'>>()

  constructor(direction: FaultDirection) {
    this.#direction = direction
  }

  look(frame: Uint8Array): Sighting {
    const direction = this.#direction
    let header: Header
    try {
      header = readHeader(frame)
    } catch {
      return { direction, header: undefined, service: undefined, cid: undefined }
    }
    const { transactionId, totalFragments, currentFragment } = header
    const what = currentFragment === 0 ? addressOf(frame, header) : this.#passing.get(transactionId)
    if (totalFragments > 1 && currentFragment === 0 && what !== undefined) {
      this.#passing.set(transactionId, what)
    }
    if (currentFragment === totalFragments - 1) this.#passing.delete(transactionId)
    return { direction, header, service: what?.service, cid: what?.cid }
  }
}

function addressOf(frame: Uint8Array, { type }: Header): Pick<Sighting, 'service' | 'cid'> | undefined {
  const addressed = type === 'command' || type === 'command-done' || type === 'indicate-status'
  if (!addressed || frame.length < CID_AT + 4) return undefined
  const digits = Array.from(frame.subarray(SERVICE_AT, CID_AT), (byte) => byte.toString(16).padStart(2, '0'))
  const service = digits.join('').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength)
  return { service, cid: view.getUint32(CID_AT, true) }
}

/** A fault with its names looked up and its counting under way. */
export class FaultMatcher {
  readonly fault: Fault
  readonly #service: string | undefined
  readonly #cid: number | undefined
  #skipped = 0
  #struck = 0

  /** @throws DialtoneError `invalid_argument` for a service or CID that nobody knows, or a chance that is none. */
  constructor(fault: Fault) {
    this.fault = fault
    const { service, cid, probability = 1 } = fault
    if (!(probability >= 0 && probability <= 1)) {
      throw new DialtoneError('invalid_argument', `a probability of ${probability} is not between 0 and 1`)
    }
    const known = service === undefined ? undefined : findService(service.toLowerCase())
    if (
      service !== undefined &&
      known === undefined &&
      !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(service)
    ) {
      throw new DialtoneError('invalid_argument', `there is no service ${JSON.stringify(service)}`)
    }
    this.#service = known?.uuid ?? service?.toLowerCase()
    this.#cid = typeof cid === 'string' && !/^\d+$/.test(cid) ? numberOf(service, cid) : numeric(cid)
  }

  get isUsedUp(): boolean {
    return this.#struck >= (this.fault.count ?? Infinity)
  }

  /** Whether it strikes this frame; counts that it did. */
  strikes({ direction, header, service, cid }: Sighting, random: Random): boolean {
    const { fault } = this
    if (this.isUsedUp) return false
    if (fault.direction !== undefined && fault.direction !== direction) return false
    if (fault.message !== undefined && fault.message !== header?.type) return false
    if (this.#service !== undefined && this.#service !== service) return false
    if (this.#cid !== undefined && this.#cid !== cid) return false
    if (this.#skipped < (fault.skip ?? 0)) {
      this.#skipped++
      return false
    }
    if (fault.probability !== undefined && random.next() >= fault.probability) return false
    this.#struck++
    return true
  }
}

function numeric(cid: number | string | undefined): number | undefined {
  return cid === undefined ? undefined : Number(cid)
}

function numberOf(service: string | undefined, name: string): number {
  const found = findCid((service ?? 'basic-connect').toLowerCase(), name)
  if (found === undefined) {
    throw new DialtoneError(
      'invalid_argument',
      `the service ${service ?? 'basic-connect'} has no CID ${JSON.stringify(name)}`,
    )
  }
  return found.number
}
