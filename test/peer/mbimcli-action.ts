/**
 * The actions of mbimcli's basic-connect and ms-basic-connect-extensions groups: how each is run and what it must print,
 * with the values that the virtual modem has. `test/peer/mbimcli.test.ts` holds this list to the program's own help.
 */
import { DEFAULT_EQUIPMENT, deriveIdentity, HOME_PLMN, VirtualVendor } from '../../src/virtual/index.ts'
import type { Scene } from './virtual-server.ts'

export interface Action extends Omit<Scene, 'by' | 'runs'> {
  /** Runs before it in the same session. */
  readonly after?: readonly (readonly string[])[]
  /** Its argument, if it takes one. */
  readonly value?: string
  /** The extension version that the program is to ask for. */
  readonly version?: 2 | 3
  /** What it prints: parts of its lines, in this order. */
  readonly prints: readonly string[]
}

export const { imei, imsi, iccid, telephoneNumber } = deriveIdentity(1, 0, HOME_PLMN)
const { firmware, hardware } = DEFAULT_EQUIPMENT

export const CONNECT = '--connect=session-id=0,access-string=internet,ip-type=ipv4v6'
export const LOCKED = { sim: { pin1: { enabled: true } } } as const
const BLOCKED = { sim: { pin1: { enabled: true, attempts: 0 } } } as const
/** A signal that stands still prints the same each time. */
const STEADY = [{ command: 'signal', arguments: { rssi: '-67', steady: true } }] as const

const ADDRESSES = [
  "IPv4 configuration available: 'address, gateway, dns, mtu'",
  "IP [0]: '100.64.0.2/30'",
  "Gateway: '100.64.0.1'",
  "DNS [0]: '198.51.100.53'",
  "DNS [1]: '198.51.100.54'",
  "MTU: '1500'",
  "IPv6 configuration available: 'address, gateway, dns, mtu'",
  "IP [0]: '2001:db8:100::2/64'",
  "Gateway: '2001:db8:100::1'",
  "DNS [0]: '2001:db8::53'",
]

const CAPS = [
  "Device type: 'removable'",
  "Cellular class: 'gsm'",
  "Data class: 'gprs, edge, umts, hsdpa, hsupa, lte'",
  "Ctrl caps: 'reg-manual, hw-radio-switch'",
  "Max sessions: '8'",
  `Device ID: '${imei}'`,
  `Firmware info: '${firmware}'`,
  `Hardware info: '${hardware}'`,
]

const HOME = [
  "Network error: 'none'",
  "Register state: 'home'",
  "Register mode: 'automatic'",
  "Available data classes: 'gprs, edge, umts, hsdpa, hsupa, lte'",
  "Provider ID: '00101'",
  "Provider name: 'Dialtone Mobile'",
  "Registration flags: 'packet-service-automatic-attach'",
]

const ATTACHED = [
  "Packet service state: 'attached'",
  "Available data classes: 'lte'",
  "Uplink speed: '200000000 bps'",
  "Downlink speed: '1500000000 bps'",
]

const FILTER = ['IP packet filters: (1)', 'Filter size   : 4', 'Packet filter : DE AD BE EF', 'FF FF FF 00']
export const SET_FILTER = 'session-id=0,packet-filter=DEADBEEF,packet-mask=FFFFFF00'

export const BASIC_CONNECT: Readonly<Record<string, Action>> = {
  'query-device-caps': { prints: CAPS },
  'query-subscriber-ready-status': {
    prints: [
      "Ready state: 'initialized'",
      `Subscriber ID: '${imsi}'`,
      `SIM ICCID: '${iccid}'`,
      `Telephone numbers: (1) '${telephoneNumber}'`,
    ],
  },
  'query-radio-state': { prints: ["Hardware radio state: 'on'", "Software radio state: 'on'"] },
  'set-radio-state': { value: 'off', prints: ["Hardware radio state: 'on'", "Software radio state: 'off'"] },
  'query-device-services': {
    prints: [
      "Service: 'basic-connect'",
      'device-caps (1)',
      'ip-packet-filters (23)',
      "Service: 'ms-basic-connect-extensions'",
      'version (15)',
      'wake-reason (19)',
      "Service: 'unknown'",
      `UUID: [${VirtualVendor.uuid}]`,
      'CIDs: 1, 2, 3, 4, 5',
    ],
  },
  'query-pin-state': {
    modem: LOCKED,
    prints: ["PIN state: 'locked'", "PIN type: 'pin1'", "Remaining attempts: '3'"],
  },
  'enter-pin': {
    modem: LOCKED,
    value: 'pin1,1234',
    prints: ['PIN operation successful', "PIN state: 'unlocked'"],
  },
  'change-pin': {
    modem: LOCKED,
    after: [['--enter-pin=1234']],
    value: '1234,4321',
    prints: ['PIN operation successful', "PIN state: 'unlocked'"],
  },
  'enable-pin': { value: '1234', prints: ['PIN operation successful', "PIN state: 'unlocked'"] },
  'disable-pin': {
    modem: LOCKED,
    after: [['--enter-pin=1234']],
    value: 'pin1,1234',
    prints: ['PIN operation successful', "PIN state: 'unlocked'"],
  },
  'enter-puk': {
    modem: BLOCKED,
    value: 'puk1,12345678,4321',
    prints: ['PIN operation successful', "PIN state: 'unlocked'"],
  },
  'query-pin-list': {
    prints: [
      'PIN1:',
      "Mode: 'disabled'",
      "Format: 'numeric'",
      "Min length: '4'",
      "Max length: '8'",
      'PIN2:',
      "Mode: 'enabled'",
      'Custom:',
      "Mode: 'not-supported'",
    ],
  },
  'query-home-provider': {
    prints: ["Provider ID: '00101'", "Provider name: 'Dialtone Mobile'", "State: 'home'"],
  },
  'query-preferred-providers': {
    prints: [
      'Preferred providers (3)',
      "Provider ID: '99941'",
      "State: 'preferred'",
      "Provider name: 'Wanderfunk Süd'",
      "Provider ID: '00102'",
      "State: 'forbidden'",
    ],
  },
  'query-visible-providers': {
    before: STEADY,
    prints: [
      'Visible providers (2)',
      "Provider ID: '00101'",
      "State: 'home, visible, registered'",
      "RSSI: '23'",
      "Provider ID: '00102'",
      "State: 'forbidden, visible'",
    ],
  },
  'query-registration-state': { prints: HOME },
  'register-automatic': { value: '', prints: ['Successfully launched automatic registration', ...HOME] },
  'query-signal-state': {
    before: STEADY,
    prints: [
      "RSSI [0-31,99]: '23'",
      "Error rate [0-7,99]: '0'",
      "Signal strength interval: '30'",
      "RSSI threshold: '5'",
      "Error rate threshold: 'unspecified'",
    ],
  },
  'query-packet-service-state': { prints: ATTACHED },
  'attach-packet-service': {
    after: [['--detach-packet-service']],
    prints: ['Successfully attached to packet service', ...ATTACHED],
  },
  'detach-packet-service': {
    prints: ['Successfully detached from packet service', "Packet service state: 'detached'", "'0 bps'"],
  },
  'query-connection-state': {
    after: [[CONNECT]],
    value: '0',
    prints: [
      "Session ID: '0'",
      "Activation state: 'activated'",
      "Voice call state: 'none'",
      "IP type: 'ipv4v6'",
      "Context type: 'internet'",
      "Network error: 'none'",
    ],
  },
  connect: {
    value: CONNECT.slice('--connect='.length),
    prints: ['Successfully connected', "Activation state: 'activated'", ...ADDRESSES],
  },
  'query-ip-configuration': { after: [[CONNECT]], value: '0', prints: ADDRESSES },
  disconnect: {
    after: [[CONNECT]],
    value: '0',
    prints: ['Successfully disconnected', "Activation state: 'deactivated'"],
  },
  'query-packet-statistics': {
    prints: ["Octets (in): '0'", "Packets (in): '0'", "Octets (out): '0'", "Errors (out): '0'"],
  },
  'query-ip-packet-filters': {
    after: [[`--set-ip-packet-filters=${SET_FILTER}`]],
    value: '0',
    prints: FILTER,
  },
  'set-ip-packet-filters': { value: SET_FILTER, prints: FILTER },
  'query-provisioned-contexts': {
    prints: [
      'Provisioned contexts (2)',
      'Context ID 1',
      "Context type: 'internet'",
      "Access string: 'internet'",
      'Context ID 2',
      "Context type: 'ims'",
    ],
  },
  'set-provisioned-contexts': {
    value:
      'context-id=4,context-type=mms,auth=pap,compression=none,username=u,password=p,access-string=mms,provider-id=00101',
    prints: [
      'Provisioned contexts (3)',
      'Context ID 4',
      "Context type: 'mms'",
      "Access string: 'mms'",
      "Username: 'u'",
      "Password: 'p'",
      "Auth protocol: 'pap'",
    ],
  },
  'set-signal-state': {
    before: STEADY,
    value: 'signal-strength-interval=11,rssi-threshold=3,error-rate-threshold=2',
    prints: [
      "RSSI [0-31,99]: '23'",
      "Signal strength interval: '11'",
      "RSSI threshold: '3'",
      "Error rate threshold: '2'",
    ],
  },
  'set-network-idle-hint': { value: 'enabled', prints: ["Network idle hint state: 'enabled'"] },
  'query-network-idle-hint': {
    after: [['--set-network-idle-hint=enabled']],
    prints: ["Network idle hint state: 'enabled'"],
  },
  'query-emergency-mode': {
    before: [{ command: 'emergency', arguments: { state: 'on' } }],
    prints: ["Emergency mode: 'on'"],
  },
  'set-service-activation': {
    value: '01020304',
    prints: ["Network error: 'none'", "Data: '01:02:03:04'"],
  },
}

const STORED =
  'operation=default,context-type=mms,ip-type=ipv4,state=enabled,roaming-control=home-only,media-type=cellular-only,' +
  'source=admin,auth=pap,compression=none,username=u,password=p,access-string=mms'

const PARAMETERS =
  'mico-mode=enabled,drx-cycle=64,ladn-info=requested,default-pdu-activation-hint=likely,re-register-if-needed=yes'

export const MS_BASIC_CONNECT_EXTENSIONS: Readonly<Record<string, Action>> = {
  'ms-query-pco': {
    after: [['--connect=session-id=0,access-string=v4only,ip-type=ipv4']],
    value: '0',
    prints: [
      "Session ID: '0'",
      "PCO data type: 'complete'",
      "PCO data size: '20'",
      "PCO data: '80 00 0D 04 C6 33 64 35 00 0D 04 C6 33 64 36 00 10 02 05 DC'",
    ],
  },
  'ms-query-lte-attach-configuration': {
    prints: [
      'Configuration 0',
      'ipv4v6',
      'home',
      'Configuration 1',
      'partner',
      'Configuration 2',
      'non-partner',
    ],
  },
  'ms-query-lte-attach-info': {
    prints: [
      'LTE attach info',
      'Attach state:  attached',
      'IP type:       ipv4v6',
      'Access string: internet',
    ],
  },
  'ms-query-sys-caps': {
    prints: [
      "Number of executors: '1'",
      "Number of slots: '1'",
      "Concurrency: '1'",
      `Modem ID: '${BigInt(imei).toString()}'`,
    ],
  },
  'ms-query-device-caps': { prints: [...CAPS, "Executor Index: '0'"] },
  'ms-query-slot-info-status': { value: '0', prints: ["Slot '0': 'state-active'"] },
  'ms-set-device-slot-mappings': {
    modem: { equipment: { slots: 2 } },
    value: '1',
    prints: ['Updated slot mappings', "Executor '0': slot '1'"],
  },
  'ms-query-device-slot-mappings': { prints: ["Executor '0': slot '0'"] },
  'ms-query-location-info-status': {
    prints: ['Location area code:  FFFFFFFF', 'Tracking area code:  001A01', 'Cell ID:             00D1A101'],
  },
  'ms-set-provisioned-contexts': {
    value: STORED,
    prints: [
      'Provisioned contexts (3)',
      "Context type: 'mms'",
      "IP type: 'ipv4'",
      "Roaming control: 'home-only'",
      "Source: 'admin'",
      "Access string: 'mms'",
      "Auth protocol: 'pap'",
    ],
  },
  'ms-query-provisioned-contexts': {
    prints: [
      'Provisioned contexts (2)',
      "Context type: 'internet'",
      "IP type: 'ipv4v6'",
      "State: 'enabled'",
      "Roaming control: 'allow-all'",
      "Source: 'operator'",
    ],
  },
  'ms-query-base-stations-info': {
    before: STEADY,
    prints: [
      'System type: lte',
      'Neighboring GSM cells: 1',
      'LAC: 6659',
      'Neighboring UMTS cells: 1',
      'UARFCN: 10700',
      'LTE Serving cell:',
      'Provider id: 00101',
      'Cell id: 13738241',
      'EARFCN: 1300',
      'TAC: 6657',
      'RSRP: -95 dBm',
      'RSRQ: -6 dBm',
      'Neighboring LTE cells: 3',
    ],
  },
  'ms-query-version': {
    value: '1.0,3.0',
    prints: ['MBIM version          : 1.00', 'MBIM extended version : 3.00'],
  },
  'ms-query-registration-parameters': {
    version: 3,
    prints: [
      'MICO mode: default',
      'DRX cycle: not-specified',
      'LADN information: not-needed',
      'Default PDU activation: unlikely',
      'Re-register if needed: no',
    ],
  },
  'ms-set-registration-parameters': {
    version: 3,
    value: PARAMETERS,
    prints: [
      'MICO mode: enabled',
      'DRX cycle: 64',
      'LADN information: requested',
      'Default PDU activation: likely',
      'Re-register if needed: yes',
    ],
  },
  'ms-query-modem-configuration': { version: 3, prints: ["Status: 'completed'", "Name: 'Dialtone Mobile'"] },
  'ms-query-wake-reason': {
    version: 3,
    prints: [
      "Wake type: 'cid-response'",
      "Session ID: '0'",
      '3d01dcc5-fef5-4d05-0d3a-bef7058e9aaf',
      '0x0000000f',
    ],
  },
}

/** What the program offers and no modem can do by the reference: it must be refused, with this status. */
export const REFUSED: Readonly<Record<string, { value: string; status: string; because: string }>> = {
  'set-emergency-mode': {
    value: 'on',
    status: 'NoDeviceSupport',
    because: 'EMERGENCY_MODE can be queried and is indicated; only libmbim knows a set (MBIM 1.0 §10.5.31)',
  },
}
