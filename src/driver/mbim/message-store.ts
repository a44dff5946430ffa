/**
 * The store of messages as it is told upward: read as a whole once the card can be used, and place by place as the modem
 * says that something came. Commands of this service go one after the other: a modem takes one, and so what was read can
 * never be older than what was deleted.
 */
import type { MessagePart } from '../../core/index.ts'
import { StatusError } from '../../device/index.ts'
import {
  SmsConfiguration,
  SmsMessageStoreStatus,
  SmsRead,
  type ValueOf,
  type words,
} from '../../mbim/index.ts'
import type { DriverContext } from './context.ts'
import { messageParts, messageStore } from './fact/message.ts'
import { ifOffered, patiently } from './patience.ts'

type ConfigurationInfo = ValueOf<typeof SmsConfiguration.response>
type StatusInfo = ValueOf<typeof SmsMessageStoreStatus.response>

/** A modem that can only be asked place by place is asked for so many: a card has no more (3GPP TS 51.011 §10.5.3). */
const MOST_PLACES = 255

/** What is begun when all commands before it have ended, however they did. */
export function inTurn<T>({ known }: DriverContext, work: () => Promise<T>): Promise<T> {
  const { messages } = known
  const done = messages.turn.then(work, work)
  messages.turn = done.catch(() => undefined)
  return done
}

/** Reads everything and tells it. Nothing for a modem without messages, or whose store is not ready. */
export async function syncMessages(context: DriverContext): Promise<void> {
  const { clock, device, signal } = context
  if (!device.offers(SmsConfiguration) || !device.offers(SmsRead)) return
  const info = await inTurn(context, () =>
    ifOffered(patiently(() => device.query(SmsConfiguration, {}, { signal }), { clock, signal })),
  )
  if (info !== undefined) await configurationChanged(context, info)
}

export async function configurationChanged(context: DriverContext, info: ConfigurationInfo): Promise<void> {
  const { messages } = context.known
  messages.format = info.format
  messages.capacity = info.maxMessages
  messages.serviceCentre = info.scAddress
  const store = messageStore(info)
  if (store.state !== 'initialized') messages.read = false
  else if (!messages.read) {
    messages.read = true
    await inTurn(context, () => tellStore(context, context.signal)).catch((error: unknown) => {
      messages.read = false
      context.log.info({ error: String(error) }, 'the messages of the modem could not be read')
    })
  }
  context.tell({ type: 'message-store', store })
  if (store.state === 'initialized') await tellFull(context)
}

/** Reads the whole store and tells what is in it. In turn. */
export async function tellStore(context: DriverContext, signal: AbortSignal): Promise<void> {
  context.tell({ type: 'messages', parts: await readAll(context, signal) })
}

/** In turn. @throws StatusError `invalid-memory-index` where nothing is */
export async function readPlace(
  context: DriverContext,
  messageIndex: number,
  signal: AbortSignal,
): Promise<readonly MessagePart[]> {
  return read(context, 'index', messageIndex, signal)
}

/** Something came, or nothing more can. */
export async function storeStatusChanged(context: DriverContext, info: StatusInfo): Promise<void> {
  if (info.flag.includes('message-store-full')) context.tell({ type: 'message-store-full', full: true })
  if (!info.flag.includes('new-message')) return
  const parts = await inTurn(context, () => readPlace(context, info.messageIndex, context.signal))
  for (const part of parts) {
    // Some modems count it as read by the time they have handed it out.
    const isNew = part.status === 'read'
    context.tell({ type: 'message', part: isNew ? { ...part, status: 'new' } : part })
  }
}

/** A class 0 message comes with its indication and nowhere else. */
export function arrivedUnstored(context: DriverContext, info: ValueOf<typeof SmsRead.indication>): void {
  for (const part of messageParts(info, { stored: false })) context.tell({ type: 'message', part })
}

/** Asks whether the store is full. */
export async function tellFull(context: DriverContext): Promise<void> {
  const { device, signal } = context
  if (!device.offers(SmsMessageStoreStatus)) return
  const info = await ifOffered(inTurn(context, () => device.query(SmsMessageStoreStatus, {}, { signal })))
  if (info === undefined) return
  context.tell({ type: 'message-store-full', full: info.flag.includes('message-store-full') })
}

/** A modem need not know more filters than NEW and INDEX (MBIM 1.0 §10.5.19). */
async function readAll(context: DriverContext, signal: AbortSignal): Promise<readonly MessagePart[]> {
  try {
    return await read(context, 'all', 0, signal)
  } catch (error) {
    if (StatusError.of(error)?.status !== 'filter-not-supported') throw error
  }
  const parts: MessagePart[] = []
  const last = Math.min(context.known.messages.capacity, MOST_PLACES)
  for (let index = 1; index <= last; index++) {
    try {
      parts.push(...(await readPlace(context, index, signal)))
    } catch (error) {
      if (StatusError.of(error)?.status !== 'invalid-memory-index') throw error
    }
  }
  return parts
}

async function read(
  { clock, device, known }: DriverContext,
  flag: words.SmsFlag,
  messageIndex: number,
  signal: AbortSignal,
): Promise<readonly MessagePart[]> {
  const { format } = known.messages
  const info = await patiently(() => device.query(SmsRead, { format, flag, messageIndex }, { signal }), {
    clock,
    signal,
  })
  return messageParts(info, { stored: true })
}
