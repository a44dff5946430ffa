import { expect, test } from 'vitest'
import { Seconds, toHex, VirtualClock } from '../../base/index.ts'
import { Automaton, type Judgement, type Layer } from './automaton.ts'
import { option, readControlPacket, writeOptions, type Option } from './control-packet.ts'
import { STATES, transition, type Event } from './transition.ts'

// RFC 1661 §4.1, cells of the table that are easily got wrong.
test.each([
  ['initial', 'open', 'tls', 'starting'],
  ['starting', 'up', 'irc,scr', 'request-sent'],
  ['stopped', 'rcr+', 'irc,scr,sca', 'ack-sent'],
  ['request-sent', 'rca', 'irc', 'ack-received'],
  ['ack-received', 'rcr+', 'sca,tlu', 'opened'],
  ['ack-received', 'rca', 'scr', 'request-sent'],
  ['ack-sent', 'rca', 'irc,tlu', 'opened'],
  ['opened', 'rcr-', 'tld,scr,scn', 'request-sent'],
  ['opened', 'rtr', 'tld,zrc,sta', 'stopping'],
  ['opened', 'close', 'tld,irc,str', 'closing'],
  ['opened', 'rxr', 'ser', 'opened'],
  ['request-sent', 'to-', 'tlf', 'stopped'],
  ['closing', 'rta', 'tlf', 'closed'],
] as const)('%s, %s: %s, %s', (state, event, actions, next) => {
  expect(transition(state, event)).toEqual({ actions: actions.split(','), next })
})

test('every event has a cell for every state, and leads to one that there is', () => {
  const events: Event[] = [
    ...(['up', 'down', 'open', 'close', 'to+', 'to-', 'rcr+', 'rcr-'] as const),
    ...(['rca', 'rcn', 'rtr', 'rta', 'ruc', 'rxj+', 'rxj-', 'rxr'] as const),
  ]
  for (const event of events) {
    for (const state of STATES) {
      const step = transition(state, event)
      if (step !== undefined) expect(STATES).toContain(step.next)
    }
  }
  expect(transition('initial', 'rcr+')).toBeUndefined()
})

interface Rig {
  readonly clock: VirtualClock
  readonly automaton: Automaton
  /** What was sent, in hexadecimal. */
  readonly sent: string[]
  readonly told: string[]
  readonly receive: (hex: string) => void
}

function rig(judge: (options: readonly Option[]) => Judgement = () => ({ verdict: 'ack' })): Rig {
  const clock = new VirtualClock()
  const sent: string[] = []
  const told: string[] = []
  const layer: Layer = {
    protocol: 0x8021,
    request: () => [option(3, 10, 0, 0, 1)],
    judge,
    naked: (options) => told.push(`naked ${toHex(writeOptions(options))}`),
    rejected: (options) => told.push(`rejected ${toHex(writeOptions(options))}`),
    up: () => told.push('up'),
    down: () => told.push('down'),
    finished: () => told.push('finished'),
  }
  const automaton = new Automaton({
    clock,
    layer,
    send: (_, information) => sent.push(toHex(information)),
  })
  const receive = (hex: string): void => {
    const packet = readControlPacket(Uint8Array.from(Buffer.from(hex, 'hex')))
    if (packet !== undefined) automaton.receive(packet)
  }
  automaton.open()
  automaton.up()
  return { clock, automaton, sent, told, receive }
}

test('asks ten times, three seconds apart, and gives up', async () => {
  const { clock, sent, told } = rig()
  expect(sent).toEqual(['0101000a03060a000001'])
  await clock.advance(Seconds(26))
  expect(sent).toHaveLength(9)
  expect(told).toEqual([])
  await clock.advance(Seconds(4))
  expect(sent).toHaveLength(10)
  expect(told).toEqual(['finished'])
  expect(clock.pending).toBe(0)
})

test('is up when both have agreed, and down when the other ends it', async () => {
  const { clock, receive, sent, told } = rig()
  receive('02050004') // an acknowledgement of nothing that was asked
  receive('0201000a03060a000001')
  receive('01070004')
  expect(sent.at(-1)).toBe('02070004')
  expect(told).toEqual(['up'])
  receive('05090004')
  expect(sent.at(-1)).toBe('06090004')
  await clock.advance(Seconds(3))
  expect(told).toEqual(['up', 'down', 'finished'])
})

test('ends it itself, and does not wait for ever', async () => {
  const { automaton, clock, receive, sent, told } = rig()
  receive('0201000a03060a000001')
  receive('01070004')
  automaton.close()
  expect(sent.at(-1)).toBe('05020004')
  await clock.advance(Seconds(3))
  expect(sent.at(-1)).toBe('05030004')
  await clock.advance(Seconds(3))
  expect(told).toEqual(['up', 'down', 'finished'])
})

test('does not go on with naks for ever: the sixth is a rejection', () => {
  const { receive, sent } = rig(() => ({ verdict: 'nak', options: [option(3, 10, 0, 0, 2)] }))
  for (let turn = 0; turn < 6; turn++) receive(`010${turn}000a030600000000`)
  expect(sent.slice(1).map((hex) => hex.slice(0, 2))).toEqual(['03', '03', '03', '03', '03', '04'])
})

test('tells what it does not know, and goes on', () => {
  const { receive, sent, told } = rig()
  receive('63010004')
  expect(sent.at(-1)).toMatch(/^07..000863010004$/)
  receive('0701000863010004')
  receive('0301000a03060a000009')
  expect(told).toEqual(['naked 03060a000009'])
})
