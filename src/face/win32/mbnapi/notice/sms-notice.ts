/**
 * The completions of short messages, and the news of those that are shown at once. What was read is asked of the service
 * when the sinks are called: no text waits in a queue.
 */
import type { Message, MessageStatus, Modem, OpenMessage, Request } from '../../../../core/index.ts'
import type { IUnknown } from '../../com/unknown.ts'
import { S_OK, type HRESULT } from '../../hresult.ts'
import type { Ground } from '../ground.ts'
import { IID_IMbnSms } from '../identifier.ts'
import type { IMbnSms } from '../interface/sms.ts'
import { createInterface } from '../object/interface.ts'
import { createSmsMessage, type SmsRecord } from '../object/sms-message.ts'
import { formatOf, isCdma } from '../reading/sms.ts'
import { notice, type Notice } from './notice.ts'

/** So many records go into one completion: a sink need not take a whole store at once. */
const CHUNK = 16

export function smsEnded(
  ground: Ground,
  modem: Modem,
  request: Request,
  ended: () => Promise<Request>,
  status: () => Promise<HRESULT>,
): readonly Notice[] {
  const { id, kind } = request
  const sms = (): IMbnSms => createInterface(ground, modem).as(IID_IMbnSms)
  switch (kind) {
    case 'send-message':
      return [notice('IMbnSmsEvents', async (sink) => sink.OnSmsSendComplete(sms(), id, await status()))]
    case 'delete-messages':
      return [notice('IMbnSmsEvents', async (sink) => sink.OnSmsDeleteComplete(sms(), id, await status()))]
    case 'set-message-configuration':
      return [
        notice('IMbnSmsEvents', async (sink) =>
          sink.OnSetSmsConfigurationComplete(sms(), id, await status()),
        ),
      ]
    case 'read-messages':
      return readCompletions(ground, modem, request, ended, status)
    default:
      return []
  }
}

function readCompletions(
  ground: Ground,
  modem: Modem,
  request: Request,
  ended: () => Promise<Request>,
  status: () => Promise<HRESULT>,
): readonly Notice[] {
  // Of a request whose end was not seen nobody knows yet how many they are: they come in one.
  const chunks = Math.max(1, Math.ceil(placesOf(request).length / CHUNK))
  return Array.from({ length: chunks }, (_, chunk) =>
    notice('IMbnSmsEvents', async (sink) => {
      const more = chunk + 1 < chunks
      const places = placesOf(await ended()).slice(chunk * CHUNK, more ? (chunk + 1) * CHUNK : undefined)
      return sink.OnSmsReadComplete(
        createInterface(ground, modem).as(IID_IMbnSms),
        formatOf(modem),
        objects(modem, await recordsAt(ground, modem, places)),
        more,
        request.id,
        await status(),
      )
    }),
  )
}

/** A place that was read, with the status that the message had then. */
interface Place {
  readonly message: string
  readonly index: number
  readonly status: MessageStatus
}

function placesOf({ messages = [] }: Request): readonly Place[] {
  return messages.flatMap(({ id, indexes, status }) =>
    indexes.map((index) => ({ message: id, index, status })),
  )
}

/** What was deleted since it was read is told to nobody. */
async function recordsAt(
  ground: Ground,
  modem: Modem,
  places: readonly Place[],
): Promise<readonly SmsRecord[]> {
  if (places.length === 0) return []
  const messages = new Map((await messagesOf(ground, modem)).map((one) => [one.id, one]))
  return places.flatMap(({ message, index, status }) => {
    const part = messages.get(message)?.parts.find((one) => one.index === index)
    return part === undefined ? [] : [{ ...part, status }]
  })
}

async function messagesOf(ground: Ground, { id }: Modem): Promise<readonly OpenMessage[]> {
  try {
    return await ground.service.messages({ modem: id })
  } catch (thrown) {
    ground.log.info({ error: thrown }, 'the messages that were read cannot be had')
    return []
  }
}

/** A message that is shown at once and stored nowhere. */
export function class0Notice(ground: Ground, modem: Modem, message: Message): readonly Notice[] {
  if (message.class !== 0 || message.indexes.length > 0) return []
  return [
    notice('IMbnSmsEvents', async (sink) => {
      const found = (await messagesOf(ground, modem)).find(({ id }) => id === message.id)
      if (found === undefined) return S_OK
      const sms = createInterface(ground, modem).as(IID_IMbnSms)
      return sink.OnSmsNewClass0Message(sms, formatOf(modem), objects(modem, found.parts))
    }),
  ]
}

function objects(modem: Modem, records: readonly SmsRecord[]): readonly IUnknown[] {
  return records.map((record) => createSmsMessage(record, isCdma(modem)))
}
