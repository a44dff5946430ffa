/** Sending, reading and deleting short messages: the Messaging interface, and an object for each message. */
import { DialtoneError, Minutes } from '../../../base/index.ts'
import { CauseError, type MessageOperation, type StorePlaces } from '../../../core/index.ts'
import { causeError } from '../cause.ts'
import type { ModemContext } from '../context.ts'
import { messageProperties } from '../fact/message.ts'
import { MESSAGING, SMS } from '../names.ts'
import { count, path as pathOf } from '../read.ts'
import { notThroughModemManager } from './not-supported.ts'

/** A long message goes part by part. */
const SENDING = Minutes(3)

/**
 * Gives the reference that ModemManager tells, which is that of one part. Sent once: one that is not answered might arrive
 * twice.
 */
export async function sendMessage(
  context: ModemContext,
  { parts, number, statusReport }: Extract<MessageOperation, { kind: 'send-message' }>,
  what: string,
  signal: AbortSignal,
): Promise<readonly number[]> {
  const { modem, service, messages, log } = context
  if (!modem.has(MESSAGING)) throw notThroughModemManager(what, 'it has no messages of this modem')
  if (parts.some(({ format }) => format !== 'pdu')) {
    throw notThroughModemManager(what, 'it takes a text, not the octets of a CDMA message')
  }
  const made = propertiesOf(
    parts.map(({ octets }) => octets),
    { number, statusReport },
    what,
  )
  let path: string | undefined
  try {
    const [created] = await modem.call(MESSAGING, 'Create', { signature: 'a{sv}', values: [made] })
    path = pathOf(created)
    if (path === undefined) {
      throw new DialtoneError('protocol', 'ModemManager made a message and does not say which')
    }
    messages.hide(path)
    signal.throwIfAborted()
    const sms = await service.object(path, SMS)
    await sms.call(SMS, 'Send', undefined, { signal, timeout: SENDING })
    await sms.refresh(SMS)
    return [count(sms.get(SMS, 'MessageReference')) ?? 0]
  } catch (error) {
    throw causeError(error, what)
  } finally {
    if (path !== undefined) {
      // What was sent is told as sent by who asked for it; nothing is left with ModemManager.
      remove(context, path).catch((error: unknown) =>
        log.debug({ error: String(error) }, 'a sent message stays'),
      )
    }
  }
}

function propertiesOf(
  parts: readonly string[],
  options: { readonly number: string; readonly statusReport: boolean },
  what: string,
): Readonly<Record<string, unknown>> {
  try {
    const made = messageProperties(parts, options)
    if ('properties' in made) return made.properties
    throw notThroughModemManager(what, made.impossible)
  } catch (error) {
    throw causeError(error, what)
  }
}

function remove({ modem }: ModemContext, path: string): Promise<unknown> {
  return modem.call(MESSAGING, 'Delete', { signature: 'o', values: [path] })
}

export async function readMessages(
  context: ModemContext,
  places: StorePlaces,
  what: string,
  signal: AbortSignal,
): Promise<void> {
  const { modem, messages } = context
  if (!modem.has(MESSAGING)) throw notThroughModemManager(what, 'it has no messages of this modem')
  try {
    await modem.refresh(MESSAGING, { signal })
    if (places === 'all') await messages.read()
    else if (messages.tell(places).length === 0) {
      context.tell({ type: 'messages-removed', places })
      throw new CauseError({ code: 'not_found', message: `${what} failed: nothing is stored there` })
    }
  } catch (error) {
    throw causeError(error, what)
  }
}

/** What was deleted before something failed is deleted. A long message goes as a whole. */
export async function deleteMessages(
  context: ModemContext,
  places: StorePlaces,
  what: string,
  signal: AbortSignal,
): Promise<void> {
  const { modem, messages } = context
  if (!modem.has(MESSAGING)) throw notThroughModemManager(what, 'it has no messages of this modem')
  try {
    for (const path of messages.objects(places)) {
      signal.throwIfAborted()
      await remove(context, path)
      messages.heard(MESSAGING, 'Deleted', [path])
    }
  } catch (error) {
    throw causeError(error, what)
  }
}
