/**
 * Decides what of a story is told next. The story has a time of its own, which goes on with the clock, but waits before a
 * command that changed something (OPEN, CONNECT, a PIN …) until the host sends it; when it does, the time is that of this
 * command. So what followed a connect in the field by eight seconds follows it by eight seconds here, however long the host took.
 * Pure: it is told the time, and says what is due.
 */
import type { MbimExVersion } from '../../mbim/index.ts'
import { asClock, fingerprintOf, type Answer, type Exchange, type Occurrence, type Story } from './story.ts'

/** What a host asks now. */
export interface Asked {
  readonly kind: string
  readonly cid: string
  readonly gates: boolean
  readonly session?: number
  readonly message: Uint8Array
}

type Told = Extract<Occurrence, { isState: boolean }>

/** The command of the story that stands for what is asked, or what is known instead. */
export type Found =
  /** `exact`: it was asked the same. */
  | { readonly type: 'exchange'; readonly exchange: Exchange; readonly exact: boolean }
  /** The modem has told by itself what is asked. */
  | { readonly type: 'told'; readonly occurrence: Told }
  | { readonly type: 'nothing' }

/** A host of today may be quicker than that of the field by so many milliseconds of the story, and get the same answers. */
const QUICKER = 500
/** What was answered longer ago than this was not asked for by the same turn of events. */
const SLOWER = 5000

export class Teller {
  readonly #occurrences: readonly Occurrence[]
  readonly #speed: number
  readonly #byKind = new Map<string, Exchange[]>()
  /** The commands that the story waits for, those before `#nextGate` no more. */
  readonly #gates: readonly Exchange[]
  #nextGate = 0
  readonly #played = new Set<Exchange>()
  /** Occurrences before this one have been told. */
  #next = 0
  /** What was told last that a query would be answered with, by CID and session. */
  readonly #told = new Map<string, Told>()
  /** The place in the story that corresponds to a place on the clock. */
  #anchor: { readonly story: number; readonly clock: number } | undefined

  constructor({ exchanges, occurrences }: Story, { speed }: { readonly speed: number }) {
    this.#occurrences = occurrences
    this.#speed = speed
    this.#gates = exchanges.filter(({ gates }) => gates)
    for (const exchange of exchanges) {
      const alike = this.#byKind.get(exchange.kind)
      if (alike === undefined) this.#byKind.set(exchange.kind, [exchange])
      else alike.push(exchange)
    }
  }

  /** Where the story is at `now`. It begins with the first command. */
  place(now: number): number {
    const anchor = this.#anchor ?? { story: 0, clock: now }
    const free = anchor.story + (now - anchor.clock) * this.#speed
    return Math.min(free, this.#gateAt)
  }

  /** Everything has been told. */
  get isOver(): boolean {
    return this.#next >= this.#occurrences.length && this.#gateAt === Infinity
  }

  /** What has happened by itself by now, in order; each is given once. */
  due(now: number): readonly Occurrence[] {
    if (this.#anchor === undefined) return []
    const place = this.place(now)
    const gate = this.#gateAt
    return this.#tellWhile((at) => asClock(at) <= asClock(place) && at < gate)
  }

  /** Milliseconds of the clock until something is due; nothing where that depends on the host. */
  wait(now: number): number | undefined {
    const at = this.#occurrences[this.#next]?.at ?? Infinity
    if (this.#anchor === undefined || at === Infinity || at >= this.#gateAt) return undefined
    // Never short of it, or nothing would be due when the time has come.
    return Math.ceil(Math.max(0, (asClock(at) - this.place(now)) / this.#speed) * 1000) / 1000
  }

  /**
   * What a command is answered by. One that changed something takes the story to its place: what had happened before it and
   * was not told yet is given as `caughtUp`.
   */
  find(asked: Asked, now: number): { readonly found: Found; readonly caughtUp: readonly Occurrence[] } {
    this.#anchor ??= { story: 0, clock: now }
    const alike = (this.#byKind.get(asked.kind) ?? []).filter(({ session }) => session === asked.session)
    const exact = alike.filter(sameAs(asked))
    if (!asked.gates) return { found: this.#lookUp(asked, { exact, alike }, this.place(now)), caughtUp: [] }
    const isNext = (one: Exchange): boolean => one.gates && !this.#played.has(one)
    const turn = exact.find(isNext) ?? alike.find(isNext)
    if (turn !== undefined) {
      return {
        found: { type: 'exchange', exchange: turn, exact: exact.includes(turn) },
        caughtUp: this.#goTo(turn, now),
      }
    }
    // Asked once more than in the story.
    const again = exact.findLast(isAnswered) ?? alike.findLast(isAnswered)
    if (again === undefined) return { found: { type: 'nothing' }, caughtUp: [] }
    return { found: { type: 'exchange', exchange: again, exact: exact.includes(again) }, caughtUp: [] }
  }

  /** The last answer to such commands that there is in the story. */
  answerTo(kind: string): Answer | undefined {
    return this.#byKind.get(kind)?.findLast(isAnswered)?.answer
  }

  /** A query, or a set that changed nothing: in its turn unless that is out of date, else what is known by now, else what became known first. */
  #lookUp(
    asked: Asked,
    { exact, alike }: { readonly exact: readonly Exchange[]; readonly alike: readonly Exchange[] },
    place: number,
  ): Found {
    const horizon = Math.min(this.#gateAt, this.#nextIndication(place + QUICKER))
    const turn = exact.find((one) => !this.#played.has(one) && one.at >= place - SLOWER && one.at <= horizon)
    const told = asked.kind.endsWith(' query') ? this.#told.get(toldKey(asked)) : undefined
    if (turn !== undefined) {
      this.#played.add(turn)
      // A host that is slower than that of the field has been told what came after this answer: it would take the answer for newer.
      const isOvertaken =
        told !== undefined && turn.answer !== undefined && told.at > turn.at + turn.answer.after
      if (!isOvertaken) return { type: 'exchange', exchange: turn, exact: true }
    }
    const isExact = exact.some(isAnswered)
    const known = (isExact ? exact : alike).filter(isAnswered)
    const last = known.findLast(({ at }) => at <= place)
    if (told !== undefined && told.at > (last?.at ?? -1)) return { type: 'told', occurrence: told }
    const exchange = last ?? known[0]
    return exchange === undefined ? { type: 'nothing' } : { type: 'exchange', exchange, exact: isExact }
  }

  /** When the modem next tells something that is not told yet, later than `after`. */
  #nextIndication(after: number): number {
    for (let index = this.#next; index < this.#occurrences.length; index++) {
      const occurrence = this.#occurrences[index]
      if (occurrence !== undefined && occurrence.type !== 'set' && occurrence.at > after) return occurrence.at
    }
    return Infinity
  }

  /** Goes to this command; those before it that the host left out are not waited for any more. */
  #goTo(exchange: Exchange, now: number): readonly Occurrence[] {
    for (const gate of this.#gates) if (gate.at <= exchange.at) this.#played.add(gate)
    this.#played.add(exchange)
    this.#anchor = { story: exchange.at, clock: now }
    return this.#tellWhile((at) => at < exchange.at)
  }

  #tellWhile(isDue: (at: number) => boolean): readonly Occurrence[] {
    const from = this.#next
    for (;;) {
      const occurrence = this.#occurrences[this.#next]
      if (occurrence === undefined || !isDue(occurrence.at)) break
      if ('isState' in occurrence && occurrence.isState) {
        this.#told.set(toldKey(occurrence), occurrence)
      }
      this.#next++
    }
    return this.#occurrences.slice(from, this.#next)
  }

  /** The place of the next command that the story waits for. */
  get #gateAt(): number {
    for (;;) {
      const gate = this.#gates[this.#nextGate]
      if (gate === undefined) return Infinity
      if (!this.#played.has(gate)) return gate.at
      this.#nextGate++
    }
  }
}

function toldKey({ cid, session }: { readonly cid: string; readonly session?: number }): string {
  return `${cid} ${session ?? ''}`
}

function isAnswered({ answer }: Exchange): boolean {
  return answer !== undefined
}

/** Whether a command of the story is the very one; what a capture hides makes no difference. */
function sameAs({ message }: Asked): (exchange: Exchange) => boolean {
  const fingerprints = new Map<MbimExVersion | undefined, string>()
  return ({ version, fingerprint, kind }) => {
    // Of how long a control transfer may be the story does not depend.
    if (kind === 'open' || kind === 'close') return true
    const known = fingerprints.get(version) ?? fingerprintOf(message, version)
    fingerprints.set(version, known)
    return known === fingerprint
  }
}
