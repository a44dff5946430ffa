/** Messages: listed, read, written, sent and deleted. 3GPP TS 27.005 §3, §4. */
import { fromHex, toHex } from '../../../base/index.ts'
import { SmsError, tpduLength } from '../../../sms/index.ts'
import type { Filter, RecordStatus } from '../../modem/message-shelf.ts'
import type { PlacedRecord } from '../../modem/messaging.ts'
import { takes, type AtCommand, type Reply, type Run } from '../command.ts'
import { composeSubmit, describeStored } from '../message-text.ts'
import { digits, optional, or, splitValues, text, whole } from '../parameter.ts'
import { cms, cmsOf, OK, type Result } from '../result.ts'
import type { Settings } from '../settings.ts'

/** §3.1 `<stat>`, by its number in PDU mode; 4 is all of them. */
const STATUSES = [
  ['new', 'REC UNREAD'],
  ['old', 'REC READ'],
  ['draft', 'STO UNSENT'],
  ['sent', 'STO SENT'],
] as const satisfies readonly (readonly [RecordStatus, string])[]

const ALL = 4

function statusNumber(status: RecordStatus): number {
  return STATUSES.findIndex(([one]) => one === status)
}

/** What the terminal means in its mode; the first one where it says nothing. */
function filterOf(given: string, { textMode }: Settings): Filter | undefined {
  const [value, ...more] = splitValues(given) ?? [{ number: -1 }]
  if (more.length > 0) return undefined
  if (value === undefined) return 'new'
  if ('string' in value !== textMode) return undefined
  if ('number' in value) return value.number === ALL ? 'all' : STATUSES[value.number]?.[0]
  const name = value.string.toUpperCase()
  return name === 'ALL' ? 'all' : STATUSES.find(([, one]) => one === name)?.[0]
}

function shown(
  { index, status, content }: PlacedRecord,
  settings: Settings,
  name: '+CMGL' | '+CMGR',
): string {
  const place = name === '+CMGL' ? `${index},` : ''
  if (!(content instanceof Uint8Array)) return ''
  if (settings.textMode) {
    const words = STATUSES[statusNumber(status)]?.[1] ?? ''
    return `${name}: ${place}"${words}",${describeStored(content, status, settings) ?? '""'}`
  }
  return `${name}: ${place}${statusNumber(status)},,${tpduLength(content)}\r\n${toHex(content).toUpperCase()}`
}

function list({ modem, settings }: Run, filter: Filter | undefined): Reply {
  if (filter === undefined) return cms(settings.textMode ? 305 : 304)
  const records = modem.messaging.read(filter)
  if (typeof records === 'string' || typeof records === 'number') return statusOf(records)
  return records.map((record) => shown(record, settings, '+CMGL'))
}

function read({ modem, settings }: Run, index: number): Reply {
  const records = modem.messaging.read(index)
  if (typeof records === 'string' || typeof records === 'number') return statusOf(records)
  return records.map((record) => shown(record, settings, '+CMGR'))
}

function statusOf(status: Parameters<typeof cmsOf>[0]): Result {
  return cmsOf(status)
}

/** §3.5.4: by its place, or all that have been read, sent, or are there at all. */
const DELETIONS: readonly (readonly Filter[])[] = [
  [],
  ['old'],
  ['old', 'sent'],
  ['old', 'sent', 'draft'],
  ['all'],
]

function remove({ modem }: Run, index: number, flag: number): Reply {
  const filters = DELETIONS[flag] ?? []
  if (filters.length === 0) return cmsOf(modem.messaging.delete(index))
  for (const filter of filters) modem.messaging.delete(filter)
  return OK
}

/** The PDU that is typed after a length in PDU mode, or a text after a number in text mode. */
async function compose(run: Run, given: string): Promise<Uint8Array | Result> {
  const { settings, port } = run
  const [value] = splitValues(given) ?? []
  if (value === undefined) return cms(settings.textMode ? 305 : 304)
  if (settings.textMode) {
    const number = 'string' in value ? value.string : value.number.toString()
    if (!/^\+?[0-9*#]{1,20}$/.test(number)) return cms(305)
    const typed = await port.prompt()
    if (typed === undefined) return OK
    return composeSubmit(number, typed, settings) ?? cms(305)
  }
  if (!('number' in value) || value.number < 1 || value.number > LONGEST_TPDU) return cms(304)
  const typed = await port.prompt()
  if (typed === undefined) return OK
  return pduOf(typed, value.number) ?? cms(304)
}

/** 3GPP TS 23.040 §9.2.2.2: 140 octets of user data and 24 before them at the most. */
const LONGEST_TPDU = 164

function pduOf(typed: string, length: number): Uint8Array | undefined {
  const hex = typed.replace(/\s/g, '')
  if (!/^(?:[0-9a-f]{2})+$/i.test(hex)) return undefined
  const octets = fromHex(hex)
  try {
    return tpduLength(octets) === length ? octets : undefined
  } catch (thrown) {
    if (thrown instanceof SmsError) return undefined
    throw thrown
  }
}

async function sendOctets(run: Run, octets: Uint8Array, name: '+CMGS' | '+CMSS'): Promise<Reply> {
  const sent = await run.modem.messaging.send(octets, run.signal)
  return 'status' in sent ? statusOf(sent.status) : [`${name}: ${sent.reference}`]
}

async function send(run: Run, given: string): Promise<Reply> {
  const composed = await compose(run, given)
  return composed instanceof Uint8Array ? sendOctets(run, composed, '+CMGS') : composed
}

async function write(run: Run, given: string): Promise<Reply> {
  const composed = await compose(run, given)
  if (!(composed instanceof Uint8Array)) return composed
  const stored = run.modem.messaging.store(composed)
  return 'index' in stored ? [`+CMGW: ${stored.index}`] : statusOf(stored.status)
}

async function sendStored(run: Run, index: number, number: string | undefined): Promise<Reply> {
  const { messaging } = run.modem
  const record = messaging.shelf?.at(index)
  if (record === undefined) return cms(321)
  if (!(record.content instanceof Uint8Array) || number !== undefined) return cms(302)
  const reply = await sendOctets(run, record.content, '+CMSS')
  if (Array.isArray(reply) && record.status === 'draft') messaging.markSent(index)
  return reply
}

export const messageCommands: readonly AtCommand[] = [
  {
    name: '+CMGL',
    source: '3GPP TS 27.005 §3.4.2, §4.1',
    needsSim: 'cms',
    test: ({ settings }) =>
      settings.textMode
        ? [`+CMGL: (${STATUSES.map(([, one]) => `"${one}"`).join(',')},"ALL")`]
        : ['+CMGL: (0-4)'],
    execute: (run) => list(run, 'new'),
    set: (run, given) => list(run, filterOf(given, run.settings)),
  },
  {
    name: '+CMGR',
    source: '3GPP TS 27.005 §3.4.3, §4.2',
    needsSim: 'cms',
    test: () => OK,
    set: takes([whole(1, 255)], read),
  },
  {
    name: '+CMGD',
    source: '3GPP TS 27.005 §3.5.4',
    needsSim: 'cms',
    test: ({ modem }) => [`+CMGD: (${(modem.messaging.shelf?.places('all') ?? []).join(',')}),(0-4)`],
    set: takes([whole(1, 255), or(whole(0, 4), 0)], remove),
  },
  {
    name: '+CMGS',
    source: '3GPP TS 27.005 §3.5.1, §4.3',
    needsSim: 'cms',
    test: () => OK,
    set: send,
  },
  {
    name: '+CMGW',
    source: '3GPP TS 27.005 §3.5.3, §4.4',
    needsSim: 'cms',
    test: () => OK,
    set: write,
  },
  {
    name: '+CMSS',
    source: '3GPP TS 27.005 §3.5.2, §4.7',
    needsSim: 'cms',
    test: () => OK,
    set: takes([whole(1, 255), optional(digits(20)), optional(whole(129, 255))], sendStored),
  },
  {
    name: '+CNMA',
    source: '3GPP TS 27.005 §3.4.4, §4.6',
    test: () => ['+CNMA: (0-2)'],
    // The centre has its acknowledgement from the modem: none is waited for.
    execute: ({ settings }) => (settings.messageService === 1 ? OK : cms(340)),
    set: takes([or(whole(0, 2), 0), optional(whole(0, 255)), optional(text(0))], ({ settings }) =>
      settings.messageService === 1 ? OK : cms(340),
    ),
  },
]
