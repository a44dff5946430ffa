/** Sending, reading, deleting and setting up short messages: SMS_SEND, SMS_READ, SMS_DELETE, SMS_CONFIGURATION. */
import { fromHex } from '../../../base/index.ts'
import {
  CauseError,
  type MessageOperation,
  type OutgoingPart,
  type StorePlaces,
} from '../../../core/index.ts'
import { StatusError } from '../../../device/index.ts'
import {
  SmsConfiguration,
  SmsDelete,
  SmsRead,
  SmsSend,
  type CidFacts,
  type ValueOf,
} from '../../../mbim/index.ts'
import { causeError } from '../cause.ts'
import type { DriverContext } from '../context.ts'
import { messageStore } from '../fact/message.ts'
import { inTurn, readPlace, tellFull, tellStore } from '../message-store.ts'
import { patiently } from '../patience.ts'

/** Gives the references of the parts. One that fails ends it: a text with a hole is better not sent on. */
export async function sendMessage(
  context: DriverContext,
  parts: readonly OutgoingPart[],
  what: string,
  signal: AbortSignal,
): Promise<readonly number[]> {
  needs(context, SmsSend, what)
  return inTurn(context, async () => {
    const references: number[] = []
    for (const part of parts) {
      const which = parts.length === 1 ? what : `${what} (part ${references.length + 1} of ${parts.length})`
      references.push(await sendPart(context, part, which, signal))
    }
    return references
  })
}

async function sendPart(
  { clock, device }: DriverContext,
  part: OutgoingPart,
  what: string,
  signal: AbortSignal,
): Promise<number> {
  try {
    // BUSY is no sending: it may be asked again. One that is not answered is not, or it might arrive twice.
    const { messageReference } = await patiently(() => device.set(SmsSend, sendRecord(part), { signal }), {
      clock,
      signal,
    })
    return messageReference
  } catch (error) {
    throw causeError(error, what)
  }
}

function sendRecord(part: OutgoingPart): ValueOf<typeof SmsSend.set> {
  const octets = fromHex(part.octets)
  if (part.format === 'pdu') {
    return { format: 'pdu', pduMessage: { pduData: octets }, cdmaMessage: undefined }
  }
  const { address, encoding, language, characters } = part
  return {
    format: 'cdma',
    pduMessage: undefined,
    cdmaMessage: {
      encoding,
      language,
      address,
      encodedMessage: octets,
      encodedMessageSizeInCharacters: characters,
    },
  }
}

/** Asks the modem and tells what is there; so the mirror is as good as the modem itself. */
export async function readMessages(
  context: DriverContext,
  places: StorePlaces,
  what: string,
  signal: AbortSignal,
): Promise<void> {
  needs(context, SmsRead, what)
  await inTurn(context, async () => {
    try {
      if (places === 'all') {
        await tellStore(context, signal)
        return
      }
      for (const index of places) await tellPlace(context, index, signal)
    } catch (error) {
      throw causeError(error, what)
    }
  })
}

async function tellPlace(context: DriverContext, index: number, signal: AbortSignal): Promise<void> {
  try {
    for (const part of await readPlace(context, index, signal)) context.tell({ type: 'message', part })
  } catch (error) {
    if (isEmpty(error)) context.tell({ type: 'messages-removed', places: [index] })
    throw error
  }
}

/** What was deleted before something failed is deleted. */
export async function deleteMessages(
  context: DriverContext,
  places: StorePlaces,
  what: string,
  signal: AbortSignal,
): Promise<void> {
  const { clock, device } = context
  needs(context, SmsDelete, what)
  await inTurn(context, async () => {
    const remove = async (flag: 'all' | 'index', messageIndex: number): Promise<void> => {
      const set = (): Promise<unknown> => device.set(SmsDelete, { flag, messageIndex }, { signal })
      await patiently(set, { clock, signal })
      context.tell({ type: 'messages-removed', places: flag === 'all' ? 'all' : [messageIndex] })
    }
    try {
      if (places === 'all') {
        await remove('all', 0)
        return
      }
      for (const index of places) await remove('index', index)
    } catch (error) {
      throw causeError(error, what)
    }
  })
  await tellFull(context).catch((error: unknown) => {
    context.log.debug({ error: String(error) }, 'could not ask whether the store of messages is full')
  })
}

export async function configureMessages(
  context: DriverContext,
  { serviceCentre, format }: Extract<MessageOperation, { kind: 'set-message-configuration' }>,
  what: string,
  signal: AbortSignal,
): Promise<void> {
  const { clock, device, known } = context
  needs(context, SmsConfiguration, what)
  await inTurn(context, async () => {
    const { messages } = known
    const value = { format: format ?? messages.format, scAddress: serviceCentre ?? messages.serviceCentre }
    try {
      const info = await patiently(() => device.set(SmsConfiguration, value, { signal }), { clock, signal })
      messages.format = info.format
      messages.serviceCentre = info.scAddress
      context.tell({ type: 'message-store', store: messageStore(info) })
    } catch (error) {
      throw causeError(error, what)
    }
  })
}

function needs({ device }: DriverContext, cid: CidFacts, what: string): void {
  if (device.offers(cid)) return
  throw new CauseError({ code: 'not_supported', message: `${what} failed: the modem does not offer it` })
}

function isEmpty(error: unknown): boolean {
  return StatusError.of(error)?.status === 'invalid-memory-index'
}
