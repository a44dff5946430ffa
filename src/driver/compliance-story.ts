/** A whole day of a modem, told once for every driver: unlocked, connected, dropped, connected again, a message each way. */
import { DialtoneError, fromHex, toHex } from '../base/index.ts'
import type { DriverFact, ModemOperation } from '../core/index.ts'
import { decodePdu, encodePdu, joinText, parseNumber, splitText, submit, type Deliver } from '../sms/index.ts'
import { Driven, expect, failure, never, type Bench, type ComplianceCase } from './compliance-bench.ts'

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

export const STORY_COMPLIANCE: readonly ComplianceCase[] = [
  {
    name: 'the story: its PIN is entered, it connects, is dropped, connects again, and messages come and go',
    run: async (bench: Bench): Promise<void> => {
      await using subject = await bench.subject({ locked: true })
      await using driven = await Driven.started(bench, subject)
      const { modem } = subject
      const ask = (operation: ModemOperation) =>
        bench.wait(driven.driver.operate(operation, { signal: never }))

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

      const first = await bench.wait(driven.activate(subject))
      expect('up at the network', modem.isUp(0), true)
      const connected = driven.facts.length
      modem.dropContext(0)
      const down = (fact: DriverFact): boolean => fact.type === 'context' && fact.state === 'deactivated'
      const dropped = await bench.wait(driven.until(down, connected))
      expect('a cause', dropped.type === 'context' && dropped.networkError !== undefined, true)
      const second = await bench.wait(driven.activate(subject))
      expect('the same link', second.link, first.link)

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
      const { references } = await ask({
        kind: 'send-message',
        parts: outgoing.map((octets) => ({ format: 'pdu', octets })),
        number: FRIEND,
        statusReport: false,
      })
      expect('a reference', (references?.length ?? 0) > 0, true)
      expect('what arrived', modem.sentMessages().join(''), LONG)

      await bench.wait(driven.driver.deactivate(0, { signal: never }))
      expect('up at the network', modem.isUp(0), false)
    },
  },
]

function isPart(fact: DriverFact, sequence: number): boolean {
  if (fact.type !== 'message' || fact.part.number !== STRANGER) return false
  return fact.part.concatenation?.sequence === sequence && fact.part.status === 'new'
}

function deliverOf(octets: string): Deliver {
  const { message } = decodePdu(fromHex(octets), 'mobile-terminated')
  if (message.type !== 'deliver') throw new DialtoneError('internal', `a message came as ${message.type}`)
  return message
}
