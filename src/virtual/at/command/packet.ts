/** Attachment and contexts: 3GPP TS 27.007 §10.1. */
import { causeInWords } from '../../command/parameter.ts'
import { activateContext } from '../activate-context.ts'
import { fact, setting, takes, telling, type AtCommand, type Reply, type Run } from '../command.ts'
import {
  cidOf,
  define,
  definition,
  definitions,
  ipTypeOf,
  mostContexts,
  PDP_TYPES,
  pdpTypeOf,
  sessionOf,
} from '../context-words.ts'
import { splitValues, oneOf, optional, or, text, whole, word, type Field } from '../parameter.ts'
import { quoted } from '../quoted.ts'
import { cme, cmeOf, cmeOfCause, OK, type Result } from '../result.ts'
import type { IpLease } from '../../carrier/address-pool.ts'
import type { Modem } from '../../modem/modem.ts'

const LONGEST_APN = 100
const LONGEST_CREDENTIAL = 127

/** As many as any modem here has; whether this one has it is looked at afterwards. */
const cid = whole(1, 255)

const AUTHS = ['none', 'pap', 'chap'] as const

async function attach(run: Run, on: number): Promise<Result> {
  const { packetService } = run.modem
  const status = await (on === 1 ? packetService.attach(run) : packetService.detach(run))
  const cause = packetService.networkError
  return status === 'failure' && cause !== 0 ? cmeOfCause(cause) : cmeOf(status)
}

/** §10.1.10: those named, or all that are defined. */
async function activate(run: Run, on: number, cids: readonly number[]): Promise<Result> {
  const { modem } = run
  const named = cids.length > 0 ? cids : definitions(modem).map(({ id }) => id)
  if (named.some((one) => one < 1 || one > mostContexts(modem))) return cme(50)
  for (const one of named) {
    const result = on === 1 ? await activateContext(run, one) : await deactivate(run, one)
    if (result !== 'success') return typeof result === 'object' ? cmeOfCause(result.cause) : cmeOf(result)
  }
  return OK
}

async function deactivate(run: Run, one: number) {
  const status = await run.modem.contexts.deactivate(sessionOf(one), run)
  // What is down already is as it is to be.
  return status === 'context-not-activated' ? 'success' : status
}

function isActive({ contexts }: Modem, one: number): boolean {
  return contexts.get(sessionOf(one))?.state === 'activated'
}

/** Those given, or all. */
function chosen(modem: Modem, one: number | undefined): readonly number[] {
  const known = new Set([...definitions(modem).map(({ id }) => id), ...activeCids(modem)])
  return one === undefined ? [...known].toSorted((a, b) => a - b) : [one]
}

function activeCids({ contexts }: Modem): readonly number[] {
  return contexts.active.map(({ sessionId }) => cidOf(sessionId))
}

function addresses(modem: Modem, one: number): string {
  const { ipv4, ipv6 } = modem.contexts.get(sessionOf(one))?.bearer?.leases ?? {}
  const known = [ipv4?.address, ipv6 === undefined ? undefined : dotted(ipv6.address)]
  const shown = isActive(modem, one) ? known.filter((address) => address !== undefined) : []
  return [`+CGPADDR: ${one}`, ...shown.map((address) => `"${address}"`)].join(',')
}

/** §10.1.23: a line for each family; the mask is written behind the address. */
function dynamicParameters(modem: Modem, one: number): readonly string[] {
  const bearer = modem.contexts.get(sessionOf(one))?.bearer
  if (bearer === undefined || !isActive(modem, one)) return []
  const { ipv4, ipv6 } = bearer.leases
  const row = (lease: IpLease, format: (address: string) => string, mask: string): string => {
    const [first = '', second = ''] = lease.dns
    const shown = [`${format(lease.address)}.${mask}`, lease.gateway, first, second].map((address, index) =>
      index === 0 || address === '' ? address : format(address),
    )
    // The bearer identities of the packet system begin at 5 (TS 24.007 §11.2.3.1.5).
    return `+CGCONTRDP: ${one},${one + 4},${quoted(bearer.apn.name)},${shown.map((address) => `"${address}"`).join(',')}`
  }
  return [
    ...(ipv4 === undefined ? [] : [row(ipv4, (address) => address, dotted4(ipv4.prefixLength))]),
    ...(ipv6 === undefined ? [] : [row(ipv6, dotted, dotted6(ipv6.prefixLength))]),
  ]
}

function mask(prefixLength: number, octets: number): string {
  return Array.from({ length: octets }, (_, at) => {
    const bits = Math.max(0, Math.min(8, prefixLength - at * 8))
    return (256 - 2 ** (8 - bits)).toString()
  }).join('.')
}

const dotted4 = (prefixLength: number): string => mask(prefixLength, 4)
const dotted6 = (prefixLength: number): string => mask(prefixLength, 16)

/** §10.1.0: an address of IPv6 is written as 16 numbers with dots between, unless +CGPIAF says otherwise. */
function dotted(address: string): string {
  const [before = '', after] = address.split('::')
  const head = before === '' ? [] : before.split(':')
  const tail = after === undefined || after === '' ? [] : after.split(':')
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => '0')
  return [...head, ...(after === undefined ? [] : zeros), ...tail]
    .map((group) => Number.parseInt(group, 16))
    .flatMap((group) => [group >> 8, group & 0xff])
    .join('.')
}

function setActive(run: Run, given: string): Reply | Promise<Reply> {
  const asked = activationOf(given)
  return asked === undefined ? cme(50) : activate(run, asked.on, asked.cids)
}

const definitionFields = [
  cid,
  optional(word(...PDP_TYPES)),
  optional(text(LONGEST_APN)),
  optional(text(64)),
  or(oneOf(0), 0),
  or(oneOf(0), 0),
] as const

const authFields = [
  cid,
  or(whole(0, 2), 0),
  optional(text(LONGEST_CREDENTIAL)),
  optional(text(LONGEST_CREDENTIAL)),
] as const

const optionalCid: readonly [Field<number | undefined>] = [optional(cid)]

/** The first number is the state, all others are cids. */
function activationOf(given: string): { readonly on: number; readonly cids: readonly number[] } | undefined {
  const values = splitValues(given)
  if (values === undefined) return undefined
  const numbers = values.map((value) => (value !== undefined && 'number' in value ? value.number : undefined))
  const known = numbers.filter((value) => value !== undefined)
  const [on, ...cids] = known
  return known.length !== numbers.length || (on !== 0 && on !== 1) ? undefined : { on, cids }
}

export const packetCommands: readonly AtCommand[] = [
  {
    name: '+CGATT',
    source: '3GPP TS 27.007 §10.1.9',
    needsSim: 'cme',
    test: telling('+CGATT', [whole(0, 1)]),
    read: ({ modem }) => [`+CGATT: ${modem.packetService.state === 'attached' ? 1 : 0}`],
    set: takes([whole(0, 1)], attach),
  },
  {
    name: '+CGDCONT',
    source: '3GPP TS 27.007 §10.1.1',
    test: ({ modem }) => PDP_TYPES.map((type) => `+CGDCONT: (1-${mostContexts(modem)}),"${type}",,,(0),(0)`),
    read: ({ modem }) =>
      definitions(modem).map(
        ({ id, ipType, accessString }) =>
          `+CGDCONT: ${id},"${pdpTypeOf(ipType)}",${quoted(accessString)},"",0,0`,
      ),
    set: takes(definitionFields, ({ modem }, one, type, apn) => {
      if (one > mostContexts(modem) || isActive(modem, one)) return cme(one > mostContexts(modem) ? 50 : 3)
      if (type === undefined) {
        modem.storedContexts.remove(({ id }) => id === one)
        return OK
      }
      const accessString = apn === undefined ? {} : { accessString: apn }
      return define(modem, one, { ipType: ipTypeOf(type), ...accessString }) ? OK : cme(20)
    }),
  },
  {
    name: '+CGAUTH',
    source: '3GPP TS 27.007 §10.1.31',
    test: ({ modem }) => [
      `+CGAUTH: (1-${mostContexts(modem)}),(0-2),${LONGEST_CREDENTIAL},${LONGEST_CREDENTIAL}`,
    ],
    // Its password is for the network and for nobody else.
    read: ({ modem }) =>
      definitions(modem)
        .filter(({ auth }) => auth !== 'none')
        .map(
          ({ id, auth, userName }) =>
            `+CGAUTH: ${id},${AUTHS.findIndex((one) => one === auth)},${quoted(userName)}`,
        ),
    set: takes(authFields, ({ modem }, one, auth, userName = '', password = '') => {
      if (definition(modem, one) === undefined) return cme(50)
      const change = auth === 0 ? { userName: '', password: '' } : { userName, password }
      return define(modem, one, { ...change, auth: AUTHS[auth] ?? 'none' }) ? OK : cme(20)
    }),
  },
  {
    name: '+CGACT',
    source: '3GPP TS 27.007 §10.1.10',
    needsSim: 'cme',
    abortable: true,
    test: telling('+CGACT', [whole(0, 1)]),
    read: ({ modem }) =>
      chosen(modem, undefined).map((one) => `+CGACT: ${one},${isActive(modem, one) ? 1 : 0}`),
    set: setActive,
  },
  {
    name: '+CGPADDR',
    source: '3GPP TS 27.007 §10.1.14',
    test: ({ modem }) => [`+CGPADDR: (${chosen(modem, undefined).join(',')})`],
    execute: ({ modem }) => chosen(modem, undefined).map((one) => addresses(modem, one)),
    set: takes(optionalCid, ({ modem }, one) => chosen(modem, one).map((each) => addresses(modem, each))),
  },
  {
    name: '+CGCONTRDP',
    source: '3GPP TS 27.007 §10.1.23',
    test: ({ modem }) => [`+CGCONTRDP: (${activeCids(modem).join(',')})`],
    execute: ({ modem }) => activeCids(modem).flatMap((one) => dynamicParameters(modem, one)),
    set: takes(optionalCid, ({ modem }, one) =>
      (one === undefined ? activeCids(modem) : [one]).flatMap((each) => dynamicParameters(modem, each)),
    ),
  },
  setting({
    name: '+CGEREP',
    source: '3GPP TS 27.007 §10.1.19',
    fields: [or(whole(0, 2), 0), or(whole(0, 1), 0)],
    get: ({ packetEvents }) => packetEvents,
    put: (settings, packetEvents) => {
      settings.packetEvents = packetEvents
      return undefined
    },
  }),
  fact('+CEER', '3GPP TS 27.007 §6.10', ({ at }): Reply => {
    const { lastCause } = at
    return [`+CEER: ${lastCause === undefined ? 'No report available' : causeInWords(lastCause)}`]
  }),
]
