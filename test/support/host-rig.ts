/** A virtual modem and a host on its channel, on a virtual clock. */
import { expect } from 'vitest'
import { Seconds, VirtualClock } from '../../src/base/index.ts'
import type { Connect, FunctionMessage, ProtocolErrorCode, ValueOf } from '../../src/mbim/index.ts'
import { createVirtualModem, type VirtualModem } from '../../src/virtual/index.ts'
import type { VirtualModemOptions } from '../../src/virtual/index.ts'
import { ProbeHost } from './probe-host.ts'

export interface HostRig {
  readonly modem: VirtualModem
  readonly clock: VirtualClock
  readonly host: ProbeHost
}

export function rig(options: Partial<VirtualModemOptions> = {}): HostRig {
  const clock = new VirtualClock()
  const modem = createVirtualModem({ name: 'virtual0', clock, timing: 'instant', ...options })
  return { modem, clock, host: new ProbeHost(modem.connect()) }
}

export async function open(options: Partial<VirtualModemOptions> = {}): Promise<HostRig> {
  const made = rig(options)
  expect(await made.host.open(made.modem.maxControlTransfer)).toBe('success')
  await made.clock.advance(Seconds(2))
  made.host.forget()
  return made
}

export function activation(changes: Partial<ValueOf<typeof Connect.set>> = {}): ValueOf<typeof Connect.set> {
  return {
    sessionId: 0,
    activationCommand: 'activate',
    accessString: 'internet',
    userName: '',
    password: '',
    compression: 'none',
    authProtocol: 'none',
    ipType: 'ipv4v6',
    contextType: 'internet',
    ...changes,
  }
}

export function errorIn(message: FunctionMessage | undefined): ProtocolErrorCode | undefined {
  return message?.type === 'function-error' ? message.error : undefined
}
