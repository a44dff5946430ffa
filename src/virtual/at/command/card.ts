/** What is written on the card: 3GPP TS 27.007 §7.19, §8.18. */
import { toHex } from '../../../base/index.ts'
import { cardFile } from '../card-file.ts'
import { takes, type AtCommand, type Reply, type Run } from '../command.ts'
import { optional, or, text, whole } from '../parameter.ts'
import { cme, OK } from '../result.ts'

const READ_BINARY = 176
const GET_RESPONSE = 192
const STATUS = 242

/** ETSI TS 102 221 §10.2.1: status words. */
const DONE = '144,0'
const NO_SUCH_FILE = '106,130'
const OUT_OF_RANGE = '107,0'
const NO_SUCH_COMMAND = '109,0'

function access({ modem }: Run, command: number, identifier = 0, high = 0, low = 0, length = 0): Reply {
  const { card } = modem.sim
  if (card === undefined) return cme(10)
  if (command === STATUS) return [`+CRSM: ${DONE}`]
  if (command !== READ_BINARY && command !== GET_RESPONSE) return [`+CRSM: ${NO_SUCH_COMMAND}`]
  const file = cardFile(card, identifier)
  if (file === undefined) return [`+CRSM: ${NO_SUCH_FILE}`]
  if (command === GET_RESPONSE) return [`+CRSM: ${DONE},"${described(identifier, file.length)}"`]
  const from = high * 256 + low
  const end = length === 0 ? file.length : from + length
  if (end > file.length) return [`+CRSM: ${OUT_OF_RANGE}`]
  return [`+CRSM: ${DONE},"${hex(file.subarray(from, end))}"`]
}

/** 3GPP TS 51.011 §9.2.1: a transparent file, its size and identifier; always readable, and alive. */
function described(identifier: number, size: number): string {
  const octets = [
    0,
    0,
    size >> 8,
    size & 0xff,
    identifier >> 8,
    identifier & 0xff,
    4,
    0,
    0,
    0xaa,
    0,
    1,
    2,
    0,
    0,
  ]
  return hex(Uint8Array.from(octets))
}

function hex(octets: Uint8Array): string {
  return toHex(octets).toUpperCase()
}

function preferred({ modem }: Run): Reply {
  const wanted = (modem.sim.card?.preferred ?? []).filter(({ state }) => state === 'preferred')
  return wanted.map(({ plmn }, index) => `+CPOL: ${index + 1},2,"${plmn}"`)
}

const octet = or(whole(0, 255), 0)

export const cardCommands: readonly AtCommand[] = [
  {
    name: '+CRSM',
    source: '3GPP TS 27.007 §8.18',
    needsSim: 'cme',
    test: () => OK,
    set: takes(
      [whole(0, 255), or(whole(0, 65_535), 0), octet, octet, octet, optional(text(512)), optional(text(64))],
      access,
    ),
  },
  {
    name: '+CPOL',
    source: '3GPP TS 27.007 §7.19',
    needsSim: 'cme',
    // Written by the operator, over the air.
    test: ({ modem }) => [`+CPOL: (1-${Math.max(1, modem.sim.card?.preferred.length ?? 0)}),(2)`],
    read: preferred,
  },
]
