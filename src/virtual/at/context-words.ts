/** Contexts by the names that AT commands have for them: cid n is session n - 1, and the context stored with the id n. */
import type { IpType } from '../carrier/bearer.ts'
import type { Modem } from '../modem/modem.ts'
import { NEW_CONTEXT, type StoredContext } from '../modem/stored-contexts.ts'

export const PDP_TYPES = ['IP', 'IPV6', 'IPV4V6'] as const

export type PdpType = (typeof PDP_TYPES)[number]

const IP_TYPES: Readonly<Record<PdpType, IpType>> = { IP: 'ipv4', IPV6: 'ipv6', IPV4V6: 'ipv4v6' }

export function ipTypeOf(type: PdpType): IpType {
  return IP_TYPES[type]
}

export function pdpTypeOf(ipType: IpType): PdpType {
  return ipType === 'ipv6' ? 'IPV6' : ipType === 'ipv4' ? 'IP' : 'IPV4V6'
}

export function cidOf(sessionId: number): number {
  return sessionId + 1
}

export function sessionOf(cid: number): number {
  return cid - 1
}

/** cids go from 1 to this. */
export function mostContexts({ equipment }: Modem): number {
  return equipment.maxSessions
}

/** What is defined, by cid. */
export function definitions(modem: Modem): readonly StoredContext[] {
  return modem.storedContexts
    .of(modem.sim.home)
    .filter(({ id }) => id >= 1 && id <= mostContexts(modem))
    .toSorted((one, other) => one.id - other.id)
}

export function definition(modem: Modem, cid: number): StoredContext | undefined {
  return definitions(modem).find(({ id }) => id === cid)
}

/** Defines a context, or changes what is given of one. */
export function define(modem: Modem, cid: number, change: Partial<Omit<StoredContext, 'id'>>): boolean {
  const before = definition(modem, cid)
  const context = { ...NEW_CONTEXT, contextType: 'internet', ...before, ...change }
  return modem.storedContexts.write(cid, context) === 'success'
}
