/**
 * A whole day of a modem, told once for every driver: unlocked, connected, dropped, connected again, a message each way. Chapters that
 * have no words but those of a link are told on dialers as well.
 */
import { DialtoneError, fromHex, toHex } from '../base/index.ts'
import type { DriverFact, Link, ModemOperation } from '../core/index.ts'
import { decodePdu, encodePdu, joinText, parseNumber, splitText, submit, type Deliver } from '../sms/index.ts'
import {
  Driven,
  expect,
  failure,
  never,
  types,
  type Bench,
  type ComplianceCase,
  type Subject,
} from './compliance-bench.ts'

/** Two parts, in an alphabet that has its own table of extensions. */
const LONG = 'Wait for me at the [old] station; bring 20 \u20ac and a lamp. '.repeat(4).trim()
const STRANGER = '+15550177'
const FRIEND = '+15550199'

/** What a modem tells when it could be connected. */
const READY: readonly ((fact: DriverFact) => boolean)[] = [
  (fact) => fact.type === 'radio' && fact.radio.software === 'on',
  (fact) => fact.type === 'registration' && fact.registration.state === 'home',
  (fact) => fact.type === 'packet-service' && fact.packetService.state === 'attached',
  (fact) => fact.type === 'message-store' && fact.store.state === 'initialized',
]

/** Whatever brings up a link: a driver of a modem, a dialer; with somebody at the network's end of it. */
export interface Way {
  /** Resolves with the link once it is up. */
  connect(): Promise<Link>
  disconnect(): Promise<void>
  /** The network ends the link. Resolves, once that has been told, with the cause that was told. */
  drop(): Promise<unknown>
  /** As the network sees it. */
  isUp(): boolean
}

/** A modem with a SIM that is locked, and its driver. */
interface Day {
  readonly bench: Bench
  readonly driven: Driven
  readonly subject: Subject
}

/** A part of the story, in the words of all that connects, or in those of modems alone. They follow one another. */
export type Chapter = { readonly name: string } & (
  | { readonly of: 'way'; tell(this: void, way: Way): Promise<void> }
  | { readonly of: 'modem'; tell(this: void, day: Day): Promise<void> }
)

export const STORY: readonly Chapter[] = [
  { name: 'its PIN is entered', of: 'modem', tell: unlock },
  { name: 'it connects, is dropped, connects again', of: 'way', tell: connectAgain },
  { name: 'messages come and go', of: 'modem', tell: exchangeMessages },
  { name: 'it disconnects', of: 'way', tell: disconnect },
]

export const STORY_COMPLIANCE: readonly ComplianceCase[] = [
  {
    name: `the story: ${STORY.map(({ name }) => name).join(', ')}`,
    run: async (bench: Bench): Promise<void> => {
      await using subject = await bench.subject({ locked: true })
      await using driven = await Driven.started(bench, subject)
      const day = { bench, driven, subject }
      for (const chapter of STORY) {
        try {
          await (chapter.of === 'way' ? chapter.tell(wayOf(day)) : chapter.tell(day))
        } catch (error) {
          const told = types(driven.facts).join(', ')
          throw new DialtoneError('internal', `${chapter.name}: ${String(error)}; told: ${told}`, {
            cause: error,
          })
        }
      }
    },
  },
]

function wayOf({ bench, driven, subject }: Day): Way {
  const { modem } = subject
  return {
    connect: async () => (await bench.wait(driven.activate(subject))).link,
    disconnect: () => bench.wait(driven.driver.deactivate(0, { signal: never })),
    drop: async () => {
      const connected = driven.facts.length
      modem.dropContext(0)
      const down = (fact: DriverFact): boolean => fact.type === 'context' && fact.state === 'deactivated'
      const dropped = await bench.wait(driven.until(down, connected))
      return dropped.type === 'context' ? dropped.networkError : undefined
    },
    isUp: () => modem.isUp(0),
  }
}

async function connectAgain(way: Way): Promise<void> {
  const first = await way.connect()
  expect('up at the network', way.isUp(), true)
  const cause = await way.drop()
  expect('a cause', cause !== undefined, true)
  const second = await way.connect()
  expect('the same link', second, first)
}

async function disconnect(way: Way): Promise<void> {
  await way.disconnect()
  expect('up at the network', way.isUp(), false)
}

async function unlock({ bench, driven, subject: { modem } }: Day): Promise<void> {
  const ask = (operation: ModemOperation) => bench.wait(driven.driver.operate(operation, { signal: never }))
  const locked = (await ask({ kind: 'ask-pin' })).pinStatus
  expect('what is awaited', [locked?.type, locked?.state], ['pin1', 'locked'])
  const wrong = modem.codes.pin === '9999' ? '8888' : '9999'
  const cause = await failure('a wrong PIN', ask({ kind: 'enter-pin', pin: 'pin1', code: wrong }))
  expect('the code', cause.code, 'pin_failed')
  expect('attempts left', cause.attemptsLeft, (locked?.attemptsLeft ?? 0) - 1)
  const unlocking = driven.facts.length
  await ask({ kind: 'enter-pin', pin: 'pin1', code: modem.codes.pin })
  expect('what is awaited then', (await ask({ kind: 'ask-pin' })).pinStatus?.state, 'unlocked')
  for (const wanted of READY) {
    const known = driven.facts.slice(0, unlocking).some(wanted)
    if (!known) await bench.wait(driven.until(wanted, unlocking))
  }
}

async function exchangeMessages({ bench, driven, subject: { modem } }: Day): Promise<void> {
  const before = driven.facts.length
  modem.receiveMessage(STRANGER, LONG)
  const parts: string[] = []
  for (let part = 1; part <= 2; part++) {
    const came = await bench.wait(driven.until((fact) => isPart(fact, part), before))
    if (came.type === 'message') parts.push(came.part.content.octets)
  }
  expect('the text', joinText(parts.map(deliverOf)), LONG)
  const outgoing = splitText(LONG, { reference: 7 }).map((part) =>
    toHex(encodePdu({ message: submit({ destination: parseNumber(FRIEND), ...part }) })),
  )
  const sending: ModemOperation = {
    kind: 'send-message',
    parts: outgoing.map((octets) => ({ format: 'pdu', octets })),
    number: FRIEND,
    statusReport: false,
  }
  const { references } = await bench.wait(driven.driver.operate(sending, { signal: never }))
  expect('a reference', (references?.length ?? 0) > 0, true)
  expect('what arrived', modem.sentMessages().join(''), LONG)
}

function isPart(fact: DriverFact, sequence: number): boolean {
  if (fact.type !== 'message' || fact.part.number !== STRANGER) return false
  return fact.part.concatenation?.sequence === sequence && fact.part.status === 'new'
}

function deliverOf(octets: string): Deliver {
  const { message } = decodePdu(fromHex(octets), 'mobile-terminated')
  if (message.type !== 'deliver') throw new DialtoneError('internal', `a message came as ${message.type}`)
  return message
}
