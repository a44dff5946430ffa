/**
 * The device services of a modem: sets of commands, each known by a UUID, of which most belong to the vendor (MBIM 1.0
 * §10.1). What is in the bytes of a command is between its caller and the vendor: to us they are opaque, personal, and in
 * events and answers they are hexadecimal text.
 */

/** Streams of a service's own bytes beside the IP traffic (MBIM 1.0, DSS), as the modem lists them. */
export interface StreamSupport {
  /** Whether the host may write to them. */
  readonly write: boolean
  /** Whether the modem sends on them. */
  readonly read: boolean
  /** How many there may be of this service at once. */
  readonly limit: number
}

export interface DeviceService {
  /** UUID, in lower case. */
  readonly id: string
  /** In words: `basic-connect`; the UUID where nobody here knows the service. */
  readonly name: string
  /** The numbers of its commands. */
  readonly commands: readonly number[]
  /** Dialtone drives the modem by it: it can be queried, and set by nobody else. */
  readonly driven: boolean
  /** Absent where it has none. */
  readonly stream?: StreamSupport
}

/** What the modem offers; fixed while it is plugged in. */
export interface DeviceServices {
  readonly services: readonly DeviceService[]
  /** The longest query or set, in bytes. */
  readonly maxCommandSize: number
  /** How many streams there may be at once, of all services together. */
  readonly maxStreams: number
  /** The longest piece that a stream takes or gives, in bytes. Absent where nothing carries the modem's streams to this host. */
  readonly maxDataSize?: number
}

/** A service and the sessions that are open on it, each known by the request that opened it. */
export interface DeviceServiceState extends DeviceService {
  /** While there is one, the indications of the service are events. */
  readonly sessions: readonly number[]
  /** The streams that are open, each known by the request that opened it. */
  readonly streams: readonly number[]
}

export interface DeviceServicesState extends Omit<DeviceServices, 'services'> {
  readonly services: readonly DeviceServiceState[]
}

/** Something that a service said by itself. */
export interface DeviceServiceIndication {
  /** UUID. */
  readonly service: string
  readonly name: string
  /** The number of the command that it belongs to. */
  readonly command: number
  /** Hexadecimal. Personal. */
  readonly data: string
}

/** A piece that came on a stream. */
export interface DeviceServiceData {
  /** UUID. */
  readonly service: string
  readonly name: string
  /** The request that opened the stream. */
  readonly stream: number
  /** Hexadecimal. Personal. */
  readonly data: string
}

/**
 * What fits into one control transfer of the size that hosts ask for (4096 bytes) after its headers: fragments of what a
 * host sends are put together by few modems of the field.
 */
export const LONGEST_COMMAND = 4048

/** The longest piece on a stream: what every function takes as one datagram (MBIM 1.0 §6.4, wMaxSegmentSize). */
export const LONGEST_PIECE = 2048

/** No more than this is taken from a modem as one answer or indication. */
export const LONGEST_ANSWER = 64 * 1024
