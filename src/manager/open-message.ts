/**
 * Messages opened for those who may read them: the texts of their parts decoded and joined, in the order of the text.
 * Nothing of it is kept.
 */
import { compact, fromHex, toHex } from '../base/index.ts'
import {
  partsInOrder,
  viewMessages,
  type Message,
  type MessagePart,
  type Messages,
  type OpenMessage,
} from '../core/index.ts'
import {
  cdmaEncoding,
  cdmaText,
  decodePdu,
  joinData,
  joinText,
  type Deliver,
  type Submit,
} from '../sms/index.ts'

/** Stands where a part is missing. */
const GAP = '…'

export function openMessages(messages: Messages): readonly OpenMessage[] {
  const parts = new Map(messages.kept.map((one) => [one.id, one.parts]))
  return viewMessages(messages).map((message) => open(message, parts.get(message.id) ?? []))
}

function open(message: Message, parts: readonly MessagePart[]): OpenMessage {
  const inOrder = partsInOrder(parts)
  const others = parts.filter((part) => !inOrder.includes(part))
  return compact({
    ...message,
    text: message.kind === 'text' ? textOf(message, inOrder) : undefined,
    data: message.kind === 'data' ? dataOf(inOrder) : undefined,
    parts: [...inOrder, ...others].map(({ index, status, content }) => compact({ index, status, content })),
  })
}

function textOf(message: Message, parts: readonly MessagePart[]): string | undefined {
  const runs = runsOf(message, parts)
  const texts = runs.map((run) => (run.length === 0 ? GAP : runText(run)))
  return texts.length === 0 || texts.includes(undefined) ? undefined : texts.join('')
}

/** Parts that follow each other; an empty run where some are missing. */
function runsOf({ total }: Message, parts: readonly MessagePart[]): readonly (readonly MessagePart[])[] {
  const runs: MessagePart[][] = []
  let before = 0
  for (const part of parts) {
    const sequence = part.concatenation?.sequence ?? 1
    if (sequence !== before + 1) runs.push([])
    if (sequence === before + 1 && runs.length > 0) runs.at(-1)?.push(part)
    else runs.push([part])
    before = sequence
  }
  if (parts.length > 0 && before < total) runs.push([])
  return runs
}

function runText(run: readonly MessagePart[]): string | undefined {
  const [first] = run
  if (first?.content.format === 'cdma') {
    const { encoding, characters, octets } = first.content
    return cdmaText({ encoding: cdmaEncoding.decode(encoding), characters, octets: fromHex(octets) })
  }
  return joinText(run.flatMap((part) => decoded(part) ?? []))
}

function dataOf(parts: readonly MessagePart[]): string | undefined {
  const [first] = parts
  if (first?.content.format === 'cdma') return first.content.octets
  return toHex(joinData(parts.flatMap((part) => decoded(part) ?? [])))
}

function decoded({ status, content }: MessagePart): Deliver | Submit | undefined {
  const outgoing = status === 'draft' || status === 'sent'
  // The driver has read it before and found a message in it.
  const { message } = decodePdu(fromHex(content.octets), outgoing ? 'mobile-originated' : 'mobile-terminated')
  return message.type === 'deliver' || message.type === 'submit' ? message : undefined
}
