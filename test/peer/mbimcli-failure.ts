/** What mbimcli must not succeed with, and the status that it is to be told. */
import { CONNECT, LOCKED, SET_FILTER } from './mbimcli-action.ts'
import type { Scene } from './virtual-server.ts'

/** What must fail, and the status with which it does. The last run is the one that fails. */
export interface Failure extends Pick<Scene, 'modem' | 'before' | 'runs'> {
  readonly what: string
  readonly status: string
}

const RADIO_OFF = [['--set-radio-state=off']] as const
const NO_SIM = [{ command: 'remove-sim', arguments: {} }] as const
const NOWHERE = [{ command: 'roam', arguments: { to: 'nowhere' } }] as const

export const FAILURES: readonly Failure[] = [
  { what: 'connecting with the radio off', runs: [...RADIO_OFF, [CONNECT]], status: 'RadioPowerOff' },
  {
    what: 'attaching with the radio off',
    runs: [...RADIO_OFF, ['--attach-packet-service']],
    status: 'RadioPowerOff',
  },
  {
    what: 'scanning with the radio off',
    runs: [...RADIO_OFF, ['--query-visible-providers']],
    status: 'RadioPowerOff',
  },
  {
    what: 'registering with the radio off',
    runs: [...RADIO_OFF, ['--register-automatic=']],
    status: 'RadioPowerOff',
  },
  { what: 'connecting without a SIM', before: NO_SIM, runs: [[CONNECT]], status: 'SimNotInserted' },
  {
    what: 'the home provider without a SIM',
    before: NO_SIM,
    runs: [['--query-home-provider']],
    status: 'SimNotInserted',
  },
  { what: 'connecting with the SIM locked', modem: LOCKED, runs: [[CONNECT]], status: 'PinRequired' },
  {
    what: 'the home provider with the SIM locked',
    modem: LOCKED,
    runs: [['--query-home-provider']],
    status: 'PinRequired',
  },
  {
    what: 'changing a PIN that is awaited',
    modem: LOCKED,
    runs: [['--change-pin=1234,4321']],
    status: 'PinRequired',
  },
  { what: 'changing a PIN that is off', runs: [['--change-pin=1234,4321']], status: 'PinDisabled' },
  { what: 'a PIN too short', modem: LOCKED, runs: [['--enter-pin=12']], status: 'InvalidParameters' },
  {
    what: 'a lock that the modem has not',
    runs: [['--enter-pin=network-pin,1234']],
    status: 'NoDeviceSupport',
  },
  { what: 'connecting without a network', before: NOWHERE, runs: [[CONNECT]], status: 'NotRegistered' },
  {
    what: 'attaching without a network',
    before: NOWHERE,
    runs: [['--attach-packet-service']],
    status: 'NotRegistered',
  },
  {
    what: 'scanning where nobody is',
    before: NOWHERE,
    runs: [['--query-visible-providers']],
    status: 'ProvidersNotFound',
  },
  {
    what: 'connecting while detached',
    runs: [['--detach-packet-service'], [CONNECT]],
    status: 'PacketServiceDetached',
  },
  {
    what: 'connecting with a subscription that is not active',
    before: [{ command: 'subscription', arguments: { state: 'inactive' } }],
    runs: [[CONNECT]],
    status: 'ServiceNotActivated',
  },
  {
    what: 'an access point that is not subscribed',
    runs: [['--connect=access-string=unsubscribed']],
    status: 'Failure',
  },
  {
    what: 'an access point nobody knows',
    runs: [['--connect=access-string=nobody.knows']],
    status: 'Failure',
  },
  {
    what: 'a wrong password',
    runs: [['--connect=access-string=company.example,auth=pap,username=a,password=b']],
    status: 'Failure',
  },
  {
    what: 'an access point name that is none',
    runs: [['--connect=access-string=-bad-']],
    status: 'InvalidAccessString',
  },
  {
    what: 'a session too many',
    runs: [['--connect=session-id=8,access-string=internet']],
    status: 'InvalidParameters',
  },
  {
    what: 'more sessions than there are',
    modem: { equipment: { maxSessions: 1 } },
    runs: [[CONNECT], ['--connect=session-id=1,access-string=internet']],
    status: 'MaxActivatedContexts',
  },
  { what: 'disconnecting what is not connected', runs: [['--disconnect=0']], status: 'ContextNotActivated' },
  {
    what: 'addresses of what is not connected',
    runs: [['--query-ip-configuration=0']],
    status: 'ContextNotActivated',
  },
  { what: 'options of what is not connected', runs: [['--ms-query-pco=0']], status: 'ContextNotActivated' },
  {
    what: 'wake filters without room',
    modem: { equipment: { packetFilters: { count: 0, size: 192 } } },
    runs: [[`--set-ip-packet-filters=${SET_FILTER}`]],
    status: 'FilterNotSupported',
  },
  {
    what: 'a slot that is not there',
    runs: [['--ms-query-slot-info-status=3']],
    status: 'InvalidParameters',
  },
  {
    what: 'mapping a slot that is not there',
    runs: [['--ms-set-device-slot-mappings=3']],
    status: 'InvalidParameters',
  },
]
