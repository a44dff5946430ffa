/**
 * The messages of a modem: a mirror of its store, what came without being stored, and what was sent and may yet be
 * reported upon. Parts of a long message find each other here, in whatever order and however often they come; a message
 * is told once, when it is whole or when the rest has not come for long.
 *
 * The modem counts as read what was read for the mirror. What nobody has read stays new here, also over a restart.
 * Everything is bounded, whatever a modem or its network sends.
 */
import { compact, Hours, nameGuid } from '../../base/index.ts'
import type { Message, MessageFilter, MessagePart, MessageSelection, ReadMessage } from '../message.ts'
import type { StorePlaces } from '../operation.ts'
import { viewSent, withReport, type SentMessage } from './message-sent.ts'
import type { Turn } from './phase.ts'

/** A part with what it is known by over a restart. */
export interface KeptPart extends MessagePart {
  readonly digest: string
}

export interface KeptMessage {
  readonly id: string
  /** Of a long message: what its parts have in common. */
  readonly key?: string
  /** As they came, duplicates included. */
  readonly parts: readonly KeptPart[]
  /** Whether it was told. `before`: it was found and not told, because it was read or told in an earlier life. */
  readonly told: 'no' | 'yes' | 'before'
}

export interface Messages {
  /** What is in the store is known. */
  readonly loaded: boolean
  /** As they came. */
  readonly kept: readonly KeptMessage[]
  readonly sent: readonly SentMessage[]
  /** What was left by an earlier life, or when the card went, until the store has been read. */
  readonly recalled: RecalledMessages
}

/** By digest. */
export interface RecalledMessages {
  /** What was new. */
  readonly unread: ReadonlySet<string>
  /** Everything that was in the store and had been told; absent when it has never been read. */
  readonly known?: ReadonlySet<string>
}

export const NO_MESSAGES: Messages = { loaded: false, kept: [], sent: [], recalled: { unread: new Set() } }

/** The timer on which messages are told of which parts are missing. */
export const MESSAGES_TIMER = 'messages'

/** Parts of one message come within minutes; a service centre tries for days to deliver one that did not. */
const PATIENCE = Hours(1)

/** More than the store of any modem holds (3GPP TS 51.011 §10.5.3: 255 records). */
const MOST_STORED = 1024
/** A class 0 message has at most 255 parts, and they are shown and gone. */
const MOST_UNSTORED = 255

/** Namespace of ids: a random GUID, made once for this purpose. */
const NAMESPACE = 'c43b8f12-6f0a-4c11-9d2e-0d6f3f1b7a55'

/** The whole store was read: what is not there any more is gone, what has no place in it stays. */
export function storeRead(messages: Messages, parts: readonly MessagePart[], turn: Turn): Messages {
  const there = new Map(parts.slice(0, MOST_STORED).map((part) => [part.index, part.content.octets]))
  const left = withoutParts(
    messages.kept,
    ({ index, content }) => index !== undefined && there.get(index) !== content.octets,
  )
  const { known } = messages.recalled
  // With nothing in common it is the store of another card, of which nobody knows what was read when.
  const strange = known === undefined || (known.size > 0 && !parts.some((part) => known.has(digestOf(part))))
  let next: Messages = { ...messages, kept: left }
  for (const part of parts.slice(0, MOST_STORED)) {
    // The modem counts as read what a life of ours had read and could not tell any more.
    const missed = !strange && part.status === 'read' && !known.has(digestOf(part))
    const told: MessagePart = missed && !messages.loaded ? { ...part, status: 'new' } : part
    next = withPart(next, told, { found: !messages.loaded })
  }
  return awaitRest({ ...next, loaded: true, recalled: { unread: new Set() } }, turn)
}

/** One came, or was looked up. */
export function partTold(messages: Messages, part: MessagePart, turn: Turn): Messages {
  return awaitRest(withPart(messages, part, { found: false }), turn)
}

/** These places are empty now. */
export function placesEmptied(messages: Messages, places: StorePlaces): Messages {
  const gone = places === 'all' ? undefined : new Set(places)
  const isGone = ({ index }: KeptPart): boolean => index !== undefined && (gone?.has(index) ?? true)
  return { ...messages, kept: withoutParts(messages.kept, isGone) }
}

/** What is still not whole is told as it is. */
export function tellIncomplete(messages: Messages): Messages {
  return {
    ...messages,
    kept: messages.kept.map((one) => (one.told === 'no' ? { ...one, told: 'yes' } : one)),
  }
}

/** The messages that are meant; nothing when an id or index is none. */
export function selected(messages: Messages, which: MessageSelection): readonly Message[] {
  const all = viewMessages(messages)
  if ('id' in which) return all.filter(({ id }) => id === which.id)
  if ('index' in which) return all.filter(({ indexes }) => indexes.includes(which.index))
  return all.filter((message) => matches(message, which.filter))
}

/**
 * They count as read from now on; of a long message that is meant by a place, the part there. Gives what was read as it
 * was before.
 */
export function markRead(
  messages: Messages,
  which: MessageSelection,
): { readonly messages: Messages; readonly read: readonly ReadMessage[] } {
  const meant = selected(messages, which)
  const ids = new Set(meant.map(({ id }) => id))
  const place = 'index' in which ? which.index : undefined
  const read = (part: KeptPart): KeptPart =>
    part.status === 'new' && (place === undefined || part.index === place)
      ? { ...part, status: 'read' }
      : part
  const kept = messages.kept.map((one) =>
    ids.has(one.id) && one.parts.some(({ status }) => status === 'new')
      ? { ...one, parts: one.parts.map(read) }
      : one,
  )
  return {
    messages: { ...messages, kept },
    read: meant.map(({ id, indexes, status }) => ({
      id,
      indexes: place === undefined ? indexes : [place],
      status,
    })),
  }
}

/** Removes those that have no place in the store: the modem need not be asked for that. */
export function dropUnstored(messages: Messages, which: MessageSelection): Messages {
  const ids = new Set(
    selected(messages, which).flatMap(({ id, indexes }) => (indexes.length === 0 ? [id] : [])),
  )
  const stays = ({ id }: { readonly id: string }): boolean => !ids.has(id)
  return { ...messages, kept: messages.kept.filter(stays), sent: messages.sent.filter(stays) }
}

/** Every message, in the order in which they came. */
export function viewMessages({ kept, sent }: Messages): readonly Message[] {
  return [...kept.map(viewMessage), ...sent.map(viewSent)]
}

export function viewMessage({ id, parts }: KeptMessage): Message {
  const inOrder = [...partsInOrder(parts)]
  const [first = parts[0]] = inOrder
  const total = first?.concatenation?.total ?? 1
  const there = new Set(inOrder.map(sequenceOf))
  const status = parts.find((part) => part.status === 'new')?.status ?? first?.status ?? 'read'
  return compact({
    id,
    kind: first?.kind ?? 'unreadable',
    direction: isOutgoing(status) ? ('outgoing' as const) : ('incoming' as const),
    status,
    number: first?.number,
    class: first?.class,
    time: first?.time,
    indexes: [...inOrder, ...parts.filter((part) => !inOrder.includes(part))].flatMap(
      ({ index }) => index ?? [],
    ),
    total,
    missing: Array.from({ length: total }, (_, at) => at + 1).filter((sequence) => !there.has(sequence)),
    report: first?.report,
  })
}

/** One part of each number, in the order of the text. */
export function partsInOrder<P extends MessagePart>(parts: readonly P[]): readonly P[] {
  const bySequence = new Map<number, P>()
  for (const part of parts) if (!bySequence.has(sequenceOf(part))) bySequence.set(sequenceOf(part), part)
  return [...bySequence].sort(([one], [other]) => one - other).map(([, part]) => part)
}

function digestOf({ content }: MessagePart): string {
  return nameGuid(NAMESPACE, content.octets)
}

/** By digest, what is in the store and needs no telling any more. Of what is still not whole the next life has to tell. */
export function storedDigests(messages: Messages): readonly string[] {
  return settledParts(messages).map(({ digest }) => digest)
}

/** By digest, what of that is to be remembered as new. */
export function unreadDigests(messages: Messages): readonly string[] {
  return settledParts(messages).flatMap(({ status, digest }) => (status === 'new' ? [digest] : []))
}

function settledParts({ kept }: Messages): readonly KeptPart[] {
  return kept.flatMap(({ parts, told }) =>
    told === 'no' ? [] : parts.filter(({ index }) => index !== undefined),
  )
}

/**
 * The store went with its card. Should it come back with the same messages, what nobody has read is still new; by an empty
 * one no card is known again.
 */
export function storeGone(messages: Messages): Messages {
  if (!messages.loaded) return { ...NO_MESSAGES, recalled: messages.recalled }
  const isEmpty = !messages.kept.some(({ parts }) => parts.some(({ index }) => index !== undefined))
  if (isEmpty) return NO_MESSAGES
  const recalled = { unread: new Set(unreadDigests(messages)), known: new Set(storedDigests(messages)) }
  return { ...NO_MESSAGES, recalled }
}

/** The place of the latest one that nobody has read: `hint`, if that is one. */
export function latestUnread({ kept }: Messages, hint: number | undefined): number | undefined {
  const unread = kept.flatMap(({ parts }) =>
    parts.flatMap(({ index, status }) => (status === 'new' && index !== undefined ? [index] : [])),
  )
  return hint !== undefined && unread.includes(hint) ? hint : unread.at(-1)
}

function withPart(messages: Messages, part: MessagePart, { found }: { readonly found: boolean }): Messages {
  const digest = digestOf(part)
  const recalled = found && messages.recalled.unread.has(digest)
  const status = recalled && part.status === 'read' ? 'new' : part.status
  const own: KeptPart = { ...part, status, digest }
  const known = messages.kept.find(({ parts }) =>
    parts.some(({ index }) => index !== undefined && index === part.index),
  )
  const before = known?.parts.find(({ index }) => index === part.index)
  if (known !== undefined && before?.content.octets === part.content.octets) {
    const merged = { ...own, status: mergedStatus(before.status, status) }
    return replaced(messages, { ...known, parts: known.parts.map((one) => (one === before ? merged : one)) })
  }
  // The place was used again.
  const rest = before === undefined ? messages.kept : withoutParts(messages.kept, (one) => one === before)
  const quiet = recalled || isOutgoing(status) || (found && status === 'read')
  return reported(added({ ...messages, kept: bounded(rest, own) }, own, quiet), own)
}

function added(messages: Messages, part: KeptPart, quiet: boolean): Messages {
  const key = keyOf(part)
  // A part of the same number with other content begins a new message: its sender has used the reference again.
  const whole = messages.kept.findLast(
    (one) =>
      key !== undefined &&
      one.key === key &&
      !one.parts.some((other) => sequenceOf(other) === sequenceOf(part) && other.digest !== part.digest),
  )
  if (whole !== undefined) {
    return replaced(messages, told({ ...whole, parts: [...whole.parts, part] }))
  }
  const message: KeptMessage = {
    id: freeId(messages.kept, part),
    ...(key !== undefined && { key }),
    parts: [part],
    told: quiet ? 'before' : 'no',
  }
  return { ...messages, kept: [...messages.kept, told(message)] }
}

/** A status report says what became of a message that was sent. */
function reported(messages: Messages, { report, number }: KeptPart): Messages {
  if (report === undefined) return messages
  return { ...messages, sent: withReport(messages.sent, report, number) }
}

/** It is told as soon as it is whole. */
function told(message: KeptMessage): KeptMessage {
  return message.told === 'no' && viewMessage(message).missing.length === 0
    ? { ...message, told: 'yes' }
    : message
}

/** Each part that leaves a message unfinished gives the others time to come. */
function awaitRest(messages: Messages, turn: Turn): Messages {
  if (messages.kept.some((one) => one.told === 'no')) turn.setTimer(MESSAGES_TIMER, PATIENCE)
  return messages
}

/** Room for one more: of those that are not stored the oldest goes; a store beyond all measure is not followed. */
function bounded(kept: readonly KeptMessage[], part: KeptPart): readonly KeptMessage[] {
  const isStored = part.index !== undefined
  const alike = kept.flatMap(({ parts }) => parts.filter(({ index }) => (index !== undefined) === isStored))
  if (alike.length < (isStored ? MOST_STORED : MOST_UNSTORED)) return kept
  const [oldest] = alike
  return withoutParts(kept, (one) => one === oldest)
}

function withoutParts(
  kept: readonly KeptMessage[],
  gone: (part: KeptPart) => boolean,
): readonly KeptMessage[] {
  if (!kept.some(({ parts }) => parts.some(gone))) return kept
  return kept.flatMap((one) => {
    const parts = one.parts.filter((part) => !gone(part))
    if (parts.length === one.parts.length) return [one]
    return parts.length === 0 ? [] : [{ ...one, parts }]
  })
}

function replaced(messages: Messages, message: KeptMessage): Messages {
  return { ...messages, kept: messages.kept.map((one) => (one.id === message.id ? message : one)) }
}

/** What was read for the mirror is not read by anybody; what was read by somebody stays so. */
function mergedStatus(before: MessagePart['status'], now: MessagePart['status']): MessagePart['status'] {
  return isOutgoing(before) || isOutgoing(now) ? now : before
}

function keyOf({ status, number, concatenation }: MessagePart): string | undefined {
  if (concatenation === undefined || concatenation.total < 2) return undefined
  const { wide, reference, total } = concatenation
  return JSON.stringify([isOutgoing(status), number, wide, reference, total])
}

function freeId(kept: readonly KeptMessage[], { index, digest }: KeptPart): string {
  for (let double = 0; ; double++) {
    const id = nameGuid(NAMESPACE, JSON.stringify([digest, index ?? 'unstored', double]))
    if (!kept.some((one) => one.id === id)) return id
  }
}

function matches({ status }: Message, filter: MessageFilter): boolean {
  return filter === 'all' || status === filter
}

function sequenceOf({ concatenation }: MessagePart): number {
  return concatenation?.sequence ?? 1
}

function isOutgoing(status: MessagePart['status']): boolean {
  return status === 'draft' || status === 'sent'
}
