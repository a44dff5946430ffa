/**
 * The way of device service streams, where a modem has one: beside the control channel, as their bytes travel with the IP
 * traffic (MBIM 1.0 errata-1, MBIM_CID_DSS_CONNECT; Linux shows them as VLANs 256 to 511 of the network device). Opening a stream here only
 * listens; that there is one, the modem is told on the control channel.
 */
export interface DataPort {
  /** The longest piece, in bytes, in either direction. */
  readonly maxDataSize: number
  /** `number` is the DssSessionId. */
  open(number: number, sink: DataSink): DataStream | Promise<DataStream>
}

export interface DataSink {
  /** A piece as the modem sent it, in order; a copy is the receiver's to make. */
  data(piece: Uint8Array): void
}

export interface DataStream extends Disposable {
  /** Resolves when the way has taken it; pieces go out in the order in which they were given. */
  write(piece: Uint8Array): void | Promise<void>
}
