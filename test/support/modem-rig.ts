/** A modem without its wire, switched on, and what it tells, as text with the value it then had. */
import { expect } from 'vitest'
import { Seconds, VirtualClock } from '../../src/base/index.ts'
import type { ContextRequest } from '../../src/virtual/modem/contexts.ts'
import type { Change } from '../../src/virtual/modem/change.ts'
import type { Modem } from '../../src/virtual/modem/modem.ts'
import { buildModem, type VirtualModemOptions } from '../../src/virtual/virtual-modem-options.ts'

export interface ModemRig {
  readonly modem: Modem
  readonly clock: VirtualClock
  /** What was told since the last look. */
  readonly told: () => string[]
}

/** A modem that has been switched on; what it tells is kept as text with the value it then had. */
export function rig(options: Partial<VirtualModemOptions> = {}): ModemRig {
  const clock = new VirtualClock()
  const { modem } = buildModem({ name: 'virtual0', clock, timing: 'brisk', ...options })
  let log: string[] = []
  modem.listen((change) => log.push(inWords(modem, change)))
  modem.powerOn()
  return {
    modem,
    clock,
    told: () => {
      const before = log
      log = []
      return before
    },
  }
}

function inWords(modem: Modem, { topic, index = 0 }: Change): string {
  switch (topic) {
    case 'subscriber-ready':
      return `sim ${modem.sim.readyState}`
    case 'radio':
      return `radio ${modem.radio.hardware} ${modem.radio.software}`
    case 'registration': {
      const { state, operator, networkError } = modem.registration
      return ['registration', state, operator?.plmn ?? '', networkError || ''].join(' ').trim()
    }
    case 'packet-service':
      return `packet service ${modem.packetService.state}`
    case 'context': {
      const context = modem.contexts.get(index)
      return `context ${index} ${context?.state ?? ''} ${context?.networkError ?? ''}`
    }
    case 'slot':
      return `slot ${index} ${modem.sim.slotState(index)}`
    default:
      return topic
  }
}

/** The states of the parts that people mean, in the order they were told in. */
export function states(told: readonly string[]): string[] {
  return told.filter((line) => /^(sim|radio|registration|packet service|context) /.test(line))
}

export const by = {}

export function request(changes: Partial<ContextRequest> = {}): ContextRequest {
  return {
    sessionId: 0,
    accessString: 'internet',
    userName: '',
    password: '',
    auth: 'none',
    ipType: 'ipv4v6',
    contextType: 'internet',
    ...changes,
  }
}

export async function attached(options: Partial<VirtualModemOptions> = {}): Promise<ModemRig> {
  const made = rig(options)
  await made.clock.advance(Seconds(2))
  expect(made.modem.packetService.state).toBe('attached')
  made.told()
  return made
}

export async function connected(sessions = 1, options: Partial<VirtualModemOptions> = {}): Promise<ModemRig> {
  const made = await attached(options)
  for (let sessionId = 0; sessionId < sessions; sessionId++) {
    const { signal } = new AbortController()
    const activation = made.modem.contexts.activate(request({ sessionId }), { by, signal })
    expect(await made.clock.resolve(activation)).toBe('success')
  }
  made.told()
  return made
}
