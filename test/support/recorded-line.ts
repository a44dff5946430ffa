/** Channels to record, and what passes on them. */
import { serializeInfo, serializeMessage, SubscriberReadyStatus } from '../../src/mbim/index.ts'
import { memoryChannel, type Channel } from '../../src/channel/index.ts'

export const OPEN = serializeMessage({ type: 'open', transactionId: 1, maxControlTransfer: 4096 }).slice()

/** An answer with who the subscriber is, and so many telephone numbers. */
export function ready(transactionId: number, length: number): Uint8Array {
  return serializeInfo(
    {
      type: 'command-done',
      transactionId,
      service: SubscriberReadyStatus.service.uuid,
      cid: SubscriberReadyStatus.number,
      status: 'success',
    },
    SubscriberReadyStatus.response,
    {
      readyState: 'initialized',
      subscriberId: '001010123456789',
      simIccId: '8949000000000000001',
      readyInfo: [],
      telephoneNumbers: Array.from({ length }, (_, at) => `+4917012345${at.toString().padStart(2, '0')}`),
    },
    1,
  ).slice()
}

export interface Line {
  readonly host: Channel
  readonly function: Channel
  /** What the host was sent. */
  readonly received: readonly Uint8Array[]
}

/** A channel with a host that sends by `host`, and a function that answers by `function`. */
export function line(tap: (channel: Channel) => Channel): Line {
  const [host, other] = memoryChannel()
  const tapped = tap(host)
  const received: Uint8Array[] = []
  tapped.start({ frame: (bytes) => void received.push(bytes), closed: () => undefined })
  other.start({ frame: () => undefined, closed: () => undefined })
  return { host: tapped, function: other, received }
}
