/**
 * Brings the parts of concatenated messages together (3GPP TS 23.040 9.2.3.24.1), in whatever order and however often they
 * come. Pure: time is what the caller says it is, and nothing happens but when the caller calls.
 *
 * Parts belong together when sender, width and value of the reference, and total are the same. Parts with the same
 * reference that disagree on the total are therefore two messages. A part that comes again with the same content is a
 * duplicate, also for a while after the message was complete; with other content it begins a new message, for which the
 * sender has used the reference again, and what there was of the old one is given up.
 *
 * Memory is bounded by the number of parts kept: past it the message that was quiet for the longest goes, finished ones
 * first. Whatever is given up is handed back, so that no received part is ever lost silently.
 */
import { Hours, type Duration, type Instant } from '../base/index.ts'
import type { Address } from './address.ts'
import type { Concatenation } from './information-element.ts'
import { MOST_PARTS } from './part-header.ts'
import { lastElement } from './user-data-header.ts'
import type { UserData } from './user-data.ts'

/** What is put in and given back; an SMS-DELIVER is one, with whatever else the caller needs beside it. */
export interface ReceivedPart {
  readonly originator: Address
  readonly userData: UserData
}

export interface ReassemblerOptions {
  /** How long a message may stay quiet before it is given up: 24 h unless given. */
  readonly expiry?: Duration
  /** How many parts are kept at most, finished messages included: 1024 unless given. At least 255. */
  readonly capacity?: number
}

/** A message that is given up. */
export interface Incomplete<P> {
  readonly reason: 'expired' | 'evicted' | 'superseded'
  /** Those that came, in the order of the text. */
  readonly parts: readonly P[]
  /** The numbers of those that did not. */
  readonly missing: readonly number[]
}

export interface Arrival<P> {
  /** A message that has only this part is complete at once. */
  readonly state: 'complete' | 'waiting' | 'duplicate'
  /** In order, all of them; empty unless `complete`. */
  readonly parts: readonly P[]
  /** The numbers of those that are still to come; empty unless `waiting`. */
  readonly missing: readonly number[]
  /** What was given up on this occasion. */
  readonly dropped: readonly Incomplete<P>[]
}

interface Message<P> {
  readonly total: number
  readonly parts: Map<number, P>
  touched: Instant
}

export class Reassembler<P extends ReceivedPart> {
  readonly #expiry: Duration
  readonly #capacity: number
  /** By key, the one that was quiet for the longest first. */
  readonly #waiting = new Map<string, Message<P>>()
  /** Likewise; handed over already, and kept to know their duplicates. */
  readonly #finished = new Map<string, Message<P>>()
  #size = 0

  constructor({ expiry = Hours(24), capacity = 1024 }: ReassemblerOptions = {}) {
    this.#expiry = expiry
    this.#capacity = Math.max(capacity, MOST_PARTS)
  }

  /** How many parts are kept, those of finished messages included. */
  get size(): number {
    return this.#size
  }

  /** `now`: of any clock that does not go back, in milliseconds. */
  add(part: P, now: Instant): Arrival<P> {
    const dropped = this.expire(now)
    const place = lastElement(part.userData.header, 'concatenation')
    if (place === undefined || place.total === 1) {
      return { state: 'complete', parts: [part], missing: [], dropped }
    }
    const key = keyOf(part.originator, place)
    const known = this.#waiting.get(key) ?? this.#finished.get(key)
    const twin = known?.parts.get(place.sequence)
    if (known !== undefined && twin !== undefined) {
      if (sameContent(twin.userData, part.userData)) {
        return { state: 'duplicate', parts: [], missing: [], dropped }
      }
      dropped.push(...this.#giveUp(key, known, 'superseded'))
    }
    const message = this.#waiting.get(key) ?? {
      total: place.total,
      parts: new Map<number, P>(),
      touched: now,
    }
    message.parts.set(place.sequence, part)
    message.touched = now
    this.#size++
    const missing = missingOf(message)
    this.#waiting.delete(key) // to come last when it is set again
    const messages = missing.length === 0 ? this.#finished : this.#waiting
    messages.set(key, message)
    dropped.push(...this.#evict(key))
    return missing.length === 0
      ? { state: 'complete', parts: inOrder(message), missing, dropped }
      : { state: 'waiting', parts: [], missing, dropped }
  }

  /** Gives up what was quiet for too long. */
  expire(now: Instant): Incomplete<P>[] {
    const dropped: Incomplete<P>[] = []
    for (const messages of [this.#waiting, this.#finished]) {
      for (const [key, message] of messages) {
        if (now - message.touched < this.#expiry) break
        dropped.push(...this.#giveUp(key, message, 'expired'))
      }
    }
    return dropped
  }

  /** When `expire` next finds an unfinished message, unless more of it comes; nothing when none waits. */
  nextExpiry(): Instant | undefined {
    for (const { touched } of this.#waiting.values()) return touched + this.#expiry
    return undefined
  }

  /** @param key of the message that stays */
  #evict(key: string): Incomplete<P>[] {
    const dropped: Incomplete<P>[] = []
    for (const messages of [this.#finished, this.#waiting]) {
      for (const [other, message] of messages) {
        if (this.#size <= this.#capacity) return dropped
        if (other !== key) dropped.push(...this.#giveUp(other, message, 'evicted'))
      }
    }
    return dropped
  }

  /** Forgetting a finished message loses nothing. */
  #giveUp(key: string, message: Message<P>, reason: Incomplete<P>['reason']): Incomplete<P>[] {
    this.#size -= message.parts.size
    if (this.#finished.delete(key)) return []
    this.#waiting.delete(key)
    return [{ reason, parts: inOrder(message), missing: missingOf(message) }]
  }
}

function keyOf(originator: Address, { wide, reference, total }: Concatenation): string {
  const sender = 'text' in originator ? originator.text : originator.digits
  return JSON.stringify([originator.type, sender, wide, reference, total])
}

function inOrder<P>({ parts }: Message<P>): P[] {
  return [...parts].sort(([one], [other]) => one - other).map(([, part]) => part)
}

function missingOf({ parts, total }: Message<unknown>): number[] {
  return Array.from({ length: total }, (_, index) => index + 1).filter((sequence) => !parts.has(sequence))
}

function sameContent(one: UserData, other: UserData): boolean {
  const [first, second] = [one, other].map((data) => ('septets' in data ? data.septets : data.octets))
  return (
    'septets' in one === 'septets' in other &&
    first?.length === second?.length &&
    (first?.every((octet, index) => octet === second?.[index]) ?? false)
  )
}
