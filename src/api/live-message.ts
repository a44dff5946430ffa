/** The messages of a live modem, in plain words. Reading them needs the right `sms`. */
import { DialtoneError } from '../base/index.ts'
import type { EventFilter, MessageClass, MessageFilter, OpenMessage, Request } from '../core/index.ts'
import type { PendingRequest } from './connection-manager.ts'
import type { Accepted } from './accepted.ts'
import type { CdmaMessageInput } from './message/message-service.ts'
import type { Service, WatchItem } from './service.ts'

/** What is sent: a text to a number, or octets that are ready, in hexadecimal. */
export type SendWith =
  | {
      readonly to: string
      readonly text: string
      /** 0 is shown at once and not stored. */
      readonly class?: MessageClass
      /** Asks the network what becomes of it: `delivery` of the message that `done` names. */
      readonly report?: boolean
      /** Seconds for which the network tries. */
      readonly validity?: number
    }
  | { readonly pdu: string }
  | { readonly cdma: CdmaMessageInput }

export interface Sent {
  /** Its id, by which events tell what becomes of it. */
  readonly message: string
  /** One a part. */
  readonly references: readonly number[]
}

export interface IncomingOptions {
  /** Those that nobody has read first. Otherwise only what comes from now on. */
  readonly unread?: boolean
  /** What came after this cursor first. */
  readonly since?: string
  /** Ends the iteration, without an error. */
  readonly signal?: AbortSignal
}

export interface ModemMessages {
  /** As they are known, with their texts, without asking the modem: nothing counts as read by this. */
  list(options?: { readonly filter?: MessageFilter }): Promise<readonly OpenMessage[]>
  /** By id, or place in the store. @throws DialtoneError `not_found` */
  get(message: string | number): Promise<OpenMessage>
  /**
   * Every message as it comes, whole, with its text; also class 0, no reports. It counts as read when it has been
   * `read`, not by this. One that is deleted before it could be looked at is left out.
   */
  incoming(options?: IncomingOptions): AsyncIterable<OpenMessage>
  /** @throws DialtoneError `invalid_argument`, `invalid_sms` for what cannot be sent, `not_supported` */
  send(message: SendWith, options?: { readonly signal?: AbortSignal }): Promise<PendingRequest<Sent>>
  /** From the modem itself; they count as read from then on. Those that are `new` unless told. */
  read(
    which?: { readonly filter: MessageFilter } | { readonly index: number },
  ): Promise<PendingRequest<readonly OpenMessage[]>>
  /** One by id or place, or those of a filter. */
  delete(which: string | number | { readonly filter: MessageFilter }): Promise<PendingRequest<void>>
  /** The number of the service centre that messages are sent through. */
  setServiceCentre(number: string): Promise<PendingRequest<void>>
}

export interface MessageGround {
  readonly service: Service
  readonly events: (
    options: EventFilter & { since?: string; signal?: AbortSignal },
  ) => AsyncIterable<WatchItem>
  readonly pending: <T>(
    accepted: Accepted,
    result: (request: Request) => T | Promise<T>,
    signal?: AbortSignal,
  ) => PendingRequest<T>
}

export function messagesOf({ service, events, pending }: MessageGround, modem: string): ModemMessages {
  const nothing = (): undefined => undefined
  return {
    list: ({ filter } = {}) => service.messages({ modem, ...(filter && { filter }) }),
    get: (message) => service.message({ modem, message: String(message) }),
    incoming: (options = {}) => incoming(service, events, modem, options),
    send: async (message, { signal } = {}) => {
      signal?.throwIfAborted()
      return pending(
        await service.sendMessage({ modem, ...message }),
        ({ message: id, references }) => {
          if (id === undefined || references === undefined) {
            throw new DialtoneError('internal', 'a message was sent without a reference')
          }
          return { message: id, references }
        },
        signal,
      )
    },
    read: async (which = { filter: 'new' }) =>
      pending(await service.readMessages({ modem, ...which }), async ({ messages = [] }) => {
        const were = new Map(messages.map(({ id, status }) => [id, status]))
        // As they were when they were read; what was deleted since is not among them.
        return (await service.messages({ modem })).flatMap((one) => {
          const status = were.get(one.id)
          return status === undefined ? [] : [{ ...one, status }]
        })
      }),
    delete: async (which) =>
      pending(
        typeof which === 'object'
          ? await service.deleteMessages({ modem, ...which })
          : await service.deleteMessage({ modem, message: String(which) }),
        nothing,
      ),
    setServiceCentre: async (serviceCentre) =>
      pending(await service.setMessageConfiguration({ modem, serviceCentre }), nothing),
  }
}

async function* incoming(
  service: Service,
  events: MessageGround['events'],
  modem: string,
  { unread = false, since, signal }: IncomingOptions,
): AsyncGenerator<OpenMessage, void, undefined> {
  const given = new Set<string>()
  const wanted = { type: ['message.received', 'message.removed'], modem: [modem] }
  const watched = events({ ...wanted, ...(since !== undefined && { since }), ...(signal && { signal }) })
  for await (const item of watched) {
    // Behind the snapshot nothing is missed, so that is where to look for what is there already.
    if (unread && (item.type === 'snapshot' || item.type === 'gap')) {
      for (const message of await service.messages({ modem, filter: 'new' })) {
        if (message.kind === 'status-report' || message.missing.length > 0 || given.has(message.id)) continue
        given.add(message.id)
        yield message
      }
    } else if (item.type === 'message.removed') given.delete(item.data.id)
    else if (item.type === 'message.received' && item.modem === modem && item.data.kind !== 'status-report') {
      if (given.has(item.data.id)) continue
      const message = await service.message({ modem, message: item.data.id }).catch(gone)
      if (message === undefined) continue
      if (unread) given.add(message.id)
      yield message
    }
  }
}

/** It was deleted meanwhile. */
function gone(thrown: unknown): undefined {
  if (DialtoneError.of(thrown)?.code === 'not_found') return undefined
  throw thrown
}
