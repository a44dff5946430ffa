/**
 * How long the host waits, and why. MBIM 1.0 itself sets no general limit for a command; the figures are those that hosts
 * in the field use, which modems are built to meet, and the limits that MBIMEx 4.0 sets a function. A user's patience is
 * another matter: it aborts a command by its signal.
 */
import { Seconds, type Duration } from '../base/index.ts'
import {
  Connect,
  IpConfiguration,
  MsBaseStationsInfo,
  MsNetworkParameters,
  MsProvisionedContextsV2,
  MsUePolicy,
  PacketService,
  PacketStatistics,
  RadioState,
  RegisterState,
  ServiceActivation,
  SignalState,
  SmsRead,
  SmsSend,
  MsUiccApdu,
  MsUiccAtr,
  MsUiccReset,
  Ussd,
  VisibleProviders,
  type CidFacts,
  type Operation,
} from '../mbim/index.ts'

/** Of the control session. */
export const TIMEOUTS = {
  /**
   * Whether somebody listens already: a list that needs no radio and no SIM, answered in milliseconds by one that does.
   * Asked twice, as what is taken for silent is reset.
   */
  probe: Seconds(3),
  /** libmbim repeats an unanswered OPEN after 5 s. */
  openRetry: Seconds(5),
  /** Hosts give a booting modem 30 to 45 s. */
  openTotal: Seconds(45),
  /** Before an OPEN that is to wake a wedged function; libmbim waits 2 s here. */
  closeBeforeOpen: Seconds(2),
  /** libmbim and umbim wait 10 s: the function ends every context before it answers. */
  close: Seconds(10),
  /** A proxy that must open the device for us first does so within the time the client names; this is beyond it. */
  proxyConfiguration: Seconds(50),
} as const satisfies Record<string, Duration>

/** For every command that the table does not name: what libmbim's callers use. */
export const DEFAULT_TIMEOUT = Seconds(10)

interface Row {
  readonly cid: CidFacts
  readonly query?: Duration
  readonly set?: Duration
  readonly because: string
}

const ROWS: readonly Row[] = [
  {
    cid: Connect,
    set: Seconds(180),
    because: 'Windows and ModemManager wait about 180 s; MBIMEx 4.0 allows an attempt 198 s',
  },
  { cid: IpConfiguration, query: Seconds(60), because: 'ModemManager: addresses may come after the context' },
  { cid: PacketService, set: Seconds(30), because: 'ModemManager: an attach goes to the network and back' },
  {
    cid: RegisterState,
    query: Seconds(60),
    set: Seconds(60),
    because: 'ModemManager: a query after a loss of coverage waits for the radio as well',
  },
  {
    cid: RadioState,
    query: Seconds(10),
    set: Seconds(20),
    because: 'ModemManager: contexts, attachment and registration go first (MBIMEx 4.0 limits it to 58 s)',
  },
  { cid: VisibleProviders, query: Seconds(300), because: 'a scan of all bands takes minutes' },
  { cid: MsBaseStationsInfo, query: Seconds(300), because: 'ModemManager: neighbours are measured for it' },
  { cid: SignalState, query: Seconds(5), because: 'asked often, and its silence tells a wedged modem' },
  { cid: PacketStatistics, query: Seconds(5), because: 'counters of the modem itself' },
  {
    cid: MsProvisionedContextsV2,
    query: Seconds(10),
    set: Seconds(10),
    because: 'MBIMEx 4.0: 8 s, and its way',
  },
  { cid: MsNetworkParameters, query: Seconds(60), because: 'MBIMEx 4.0: 58 s, and its way' },
  { cid: MsUePolicy, query: Seconds(60), because: 'MBIMEx 4.0: 58 s, and its way' },
  {
    cid: ServiceActivation,
    set: Seconds(180),
    because:
      'it goes to the operator and back: no limit is known, so it is given that of an activation of a context',
  },
  {
    cid: SmsSend,
    set: Seconds(45),
    because: 'the service centre answers, and the network tries more than once',
  },
  { cid: SmsRead, query: Seconds(30), because: 'a card is read record by record' },
  { cid: Ussd, set: Seconds(100), because: 'the network answers when its menu does' },
  { cid: MsUiccAtr, query: Seconds(60), because: 'MBIMEx 4.0: 58 s, and its way' },
  { cid: MsUiccApdu, set: Seconds(60), because: 'MBIMEx 4.0: 58 s, and its way' },
  { cid: MsUiccReset, query: Seconds(60), set: Seconds(60), because: 'MBIMEx 4.0: 58 s, and its way' },
]

/** Taking a context down is bounded shorter than bringing it up (ModemManager waits 120 s). */
export const DEACTIVATE_TIMEOUT = Seconds(120)

const BY_CID = new Map(ROWS.map((row) => [`${row.cid.service.uuid}/${row.cid.number}`, row]))

/** How long to wait for the answer to this command. */
export function timeoutOf(
  cid: { readonly service: { readonly uuid: string }; readonly number: number },
  operation: Operation,
): Duration {
  const row = BY_CID.get(`${cid.service.uuid}/${cid.number}`)
  return (operation === 'query' ? row?.query : row?.set) ?? DEFAULT_TIMEOUT
}
