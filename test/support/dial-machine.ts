/** Facts and settings for tests of the machine of a dial interface, and a way to run them. */
import { Seconds } from '../../src/base/index.ts'
import {
  completeDialSettings,
  type Cause,
  type DialedLink,
  type DialSettings,
  type PacketSummary,
} from '../../src/core/index.ts'
import {
  initialDial,
  type DialEffect,
  type DialFact,
  type DialMachine,
} from '../../src/policy/dial/machine.ts'
import { stepDial } from '../../src/policy/dial/step.ts'

export const START = Date.UTC(2026, 0, 1)
export const link: DialedLink = {
  direction: 'outgoing',
  port: 'modem0',
  ip: { v4: { addresses: [{ address: '192.0.2.7', prefixLength: 30 }], dns: [] } },
  link: { sessionId: 0, configuredBy: 'us' },
}
export const packet: PacketSummary = {
  family: 'ipv4',
  source: '192.0.2.1',
  destination: '203.0.113.9',
  protocol: 6,
  destinationPort: 443,
  bytes: 40,
}
export const refused: Cause = { code: 'connect_failed', message: 'the network refused' }

export const here: DialFact = { type: 'available' }
export const traffic: DialFact = { type: 'traffic', packet }
export const up = { type: 'up', link, connection: 5 } as const satisfies DialFact
export const drop: DialFact = {
  type: 'down',
  cause: { code: 'disconnected', message: 'the network ended it' },
}
export const connect: DialFact = { type: 'connect', request: 1, by: 'anna' }
export const disconnect: DialFact = { type: 'disconnect', request: 2, by: 'bert' }
export const failedAttempt = (attempt: number, cause = refused): DialFact => ({
  type: 'dialled',
  attempt,
  cause,
})
export const timer = (name: Extract<DialFact, { type: 'timer' }>['timer']): DialFact => ({
  type: 'timer',
  timer: name,
})
export const set = (change: Partial<DialSettings>): DialFact => ({
  type: 'settings',
  settings: settings(change),
  by: 'anna',
})

export function settings(change: Partial<DialSettings> = {}): DialSettings {
  return completeDialSettings({
    name: 'branch',
    dialer: { kind: 'modem', modems: [], profile: 'internet' },
    routes: [{ destination: '10.0.0.0/8', metric: 0, dials: true }],
    redial: { attempts: 1, interval: Seconds(10) },
    ...change,
  })
}

/** Takes facts; a number among them is time that passes. */
export function run(
  facts: readonly (DialFact | number)[],
  change: Partial<DialSettings> = {},
): { machine: DialMachine; effects: readonly DialEffect[]; now: number } {
  let now = START
  let machine = initialDial('id', settings(change), now)
  let effects: readonly DialEffect[] = []
  for (const fact of [{ type: 'recall', requests: [] } as const, ...facts]) {
    if (typeof fact === 'number') now += fact
    else ({ state: machine, effects } = stepDial(machine, fact, now))
  }
  return { machine, effects, now }
}

export const say = (effect: DialEffect): string => {
  switch (effect.type) {
    case 'dial':
    case 'hang-up':
      return `${effect.type} ${effect.attempt} for ${effect.by}`
    case 'abort':
      return `abort ${effect.attempt}`
    case 'complete':
      return `end ${effect.request} ${effect.cause?.code ?? 'well'}`
    case 'path':
      return effect.path.to
    case 'measure':
      return 'measure'
    case 'set-timer':
      return `${effect.timer} in ${effect.delay / 1000} s`
    case 'clear-timer':
      return `no ${effect.timer}`
  }
}
