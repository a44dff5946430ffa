/** SMS-COMMAND: the mobile asks the service centre to do something with an earlier message (3GPP TS 23.040 9.2.2.4). */
import { addressOctets, readAddress, type Address } from './address.ts'
import { enumeration, type Word } from './enumeration.ts'
import { checkInteger } from './error.ts'
import type { OctetReader } from './octet-reader.ts'
import { headerBit, readUserData, userDataOctets, type OctetData } from './user-data.ts'

/** TP-CT (9.2.3.19). The rest are reserved, or the service centre's own from 0xe0 on. */
export const commandType = enumeration({
  enquiry: 0,
  'cancel-status-report': 1,
  delete: 2,
  'enable-status-report': 3,
})

export type CommandType = Word<typeof commandType> | number

export interface Command {
  readonly type: 'command'
  /** TP-SRR: a status report shall tell what came of it. */
  readonly statusReport: boolean
  /** TP-MR */
  readonly messageReference: number
  /** TP-PID */
  readonly protocolIdentifier: number
  readonly commandType: CommandType
  /** TP-MN: the reference of the message it is about. */
  readonly messageNumber: number
  /** TP-DA: whom that message went to. */
  readonly destination: Address
  /** TP-CD */
  readonly commandData: OctetData
}

/** 9.2.2.4 bounds it by the TPDU alone. */
const LONGEST = 164

/** `firstOctet` has been read. */
export function readCommand(reader: OctetReader, firstOctet: number): Command {
  const messageReference = reader.octet('messageReference')
  const protocolIdentifier = reader.octet('protocolIdentifier')
  const type = commandType.decode(reader.octet('commandType'))
  const messageNumber = reader.octet('messageNumber')
  const destination = readAddress(reader, 'destination')
  const form = { septets: false, hasHeader: (firstOctet & 0x40) !== 0, longest: LONGEST } as const
  return {
    type: 'command',
    statusReport: (firstOctet & 0x20) !== 0,
    messageReference,
    protocolIdentifier,
    commandType: type,
    messageNumber,
    destination,
    commandData: readUserData(reader, form, 'commandData'),
  }
}

export function commandOctets(command: Command): number[] {
  const { commandData } = command
  return [
    0x02 | (command.statusReport ? 0x20 : 0) | headerBit(commandData),
    checkInteger('messageReference', command.messageReference, 0, 255),
    checkInteger('protocolIdentifier', command.protocolIdentifier, 0, 255),
    commandType.encode(command.commandType, 'commandType', 255),
    checkInteger('messageNumber', command.messageNumber, 0, 255),
    ...addressOctets(command.destination, 'destination'),
    ...userDataOctets(commandData, { septets: false, longest: LONGEST }, 'commandData'),
  ]
}
