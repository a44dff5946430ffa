/**
 * The operator's configuration file as one JSON Schema: what checks it, what editors complete it by, and what its reference
 * is written from. Keys are in small letters with dashes, as the options of the command line are. A setting that only the
 * next start of the service takes up says so (`x-restart`).
 */
import { Type, type Static } from 'typebox'
import { dial } from './dial.ts'
import { duration, flag, section, size, text, texts, whole } from './form.ts'

const service = section('The service as a whole', {
  state: Type.Optional(
    text(4096, {
      description: 'The folder in which profiles and events are kept',
      'x-default': '/var/lib/dialtone for root, ~/.local/state/dialtone for others; what systemd gives',
      'x-restart': true,
      examples: ['/var/lib/dialtone'],
    }),
  ),
  memory: Type.Optional(
    flag({ description: 'Keeps nothing beyond the end of the service', default: false, 'x-restart': true }),
  ),
})

const listen = section('How the service is reached', {
  socket: Type.Optional(
    text(107, {
      description: 'The Unix socket, at which the command line finds the service',
      'x-default': '/run/dialtone/dialtone.sock for root; below $XDG_RUNTIME_DIR for others',
      'x-restart': true,
      examples: ['/run/dialtone/dialtone.sock'],
    }),
  ),
  'socket-group': Type.Optional(
    text(64, {
      description: 'A group whose members may use the Unix socket as well, and do everything',
      'x-default': 'its owner and root alone',
      'x-restart': true,
      examples: ['dialtone'],
    }),
  ),
  tcp: Type.Optional(
    texts(
      16,
      {
        description: 'Addresses and ports at which callers with a token are answered',
        default: [],
        examples: [['127.0.0.1:8080', '[::1]:8080']],
      },
      {
        pattern: '^(\\[[0-9A-Fa-f:.]+\\]|[^:\\[\\]\\s]+):[0-9]{1,5}$',
        'x-wanted': 'an address and a port, such as "127.0.0.1:8080" or "[::1]:8080"',
      },
    ),
  ),
  'tls-certificate': Type.Optional(
    text(4096, {
      description:
        'A file (PEM) with the certificate by which TCP is encrypted, which is begun and ended by the next start only; a reload reads the file again',
      examples: ['/etc/dialtone/router.pem'],
    }),
  ),
  'tls-key': Type.Optional(
    text(4096, {
      description: 'A file (PEM) with its private key; a reload reads the file again',
      examples: ['/etc/dialtone/router.key'],
    }),
  ),
  'client-ca': Type.Optional(
    text(4096, {
      description:
        'A file (PEM) with the authorities whose client certificates are taken in place of tokens, which is begun and ended by the next start only; a reload reads the file again',
      examples: ['/etc/dialtone/branches.pem'],
    }),
  ),
  clients: Type.Optional(
    texts(
      1024,
      {
        description: 'What the bearers of client certificates may do, by their common names',
        default: [],
        examples: [['branch-7=read,connect', 'noc=admin']],
      },
      {
        pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}=[a-z-]+(,[a-z-]+)*$',
        'x-wanted': 'a name and scopes, such as "branch-7=read,connect"',
      },
    ),
  ),
  'host-names': Type.Optional(
    texts(
      64,
      {
        description: 'Names by which the service is reached, beside localhost and its addresses',
        default: [],
        examples: [['router.example']],
      },
      { pattern: '^[A-Za-z0-9.-]{1,253}$', 'x-wanted': 'a host name without scheme and port' },
    ),
  ),
  'plain-http': Type.Optional(
    flag({
      description: 'TCP is not encrypted, on any address: for where something else does',
      default: false,
      'x-restart': true,
    }),
  ),
})

const log = section('What the service says of itself', {
  level: Type.Optional(
    Type.Enum(['debug', 'info', 'warn', 'error'], {
      description: 'The least that is logged',
      default: 'info',
    }),
  ),
  format: Type.Optional(
    Type.Enum(['human', 'json'], {
      description: 'Words for people, or one JSON object a line',
      'x-default': 'human on a terminal, json elsewhere',
      'x-restart': true,
    }),
  ),
})

const journal = section('The journal of events', {
  durability: Type.Optional(
    Type.Enum(['group', 'full'], {
      description:
        'What a power cut may take: at most the last 100 ms, or nothing that was told, for which each telling waits for the disk',
      default: 'group',
      'x-restart': true,
    }),
  ),
  'max-events': Type.Optional(
    whole(1000, 100_000_000, {
      description: 'How many events are kept',
      default: 200_000,
    }),
  ),
  'max-age': Type.Optional(
    duration(['1 h', '3650 d'], {
      description: 'How long an event is kept; the last thousand are kept whatever their age',
      default: '30 d',
    }),
  ),
  'max-size': Type.Optional(
    size(['1 MiB', '1024 GiB'], {
      description:
        'What the state may take on the disk; the last thousand events are kept whatever they take',
      default: '256 MiB',
    }),
  ),
})

const modems = section('The modems of this machine', {
  devices: Type.Optional(
    texts(64, {
      description:
        'The control devices to drive, each with "=" and its network device where the kernel does not show it',
      'x-default': 'all that are found, unless there are virtual ones',
      'x-restart': true,
      examples: [['/dev/cdc-wdm0', '/dev/cdc-wdm1=wwan1']],
    }),
  ),
  owner: Type.Optional(
    Type.Enum(['auto', 'direct', 'mbim-proxy', 'modem-manager'], {
      description:
        'Who drives them: whoever has them already ("auto"), or one for all; "direct" has ModemManager leave them alone',
      default: 'auto',
    }),
  ),
  owners: Type.Optional(
    texts(
      64,
      {
        description:
          'Who drives single ones in place of that, by control device or a link to it, or by IMEI, which goes first',
        default: [],
        examples: [['/dev/cdc-wdm1=modem-manager', '490154203237518=direct']],
      },
      {
        pattern: '^(/.{0,4095}|[0-9A-Fa-f]{8,18})=(auto|direct|mbim-proxy|modem-manager)$',
        'x-wanted':
          'a device or an IMEI, and auto, direct, mbim-proxy or modem-manager, such as "/dev/cdc-wdm1=modem-manager"',
      },
    ),
  ),
  virtual: Type.Optional(
    whole(0, 1000, { description: 'How many virtual modems are played', default: 0, 'x-restart': true }),
  ),
  seed: Type.Optional(
    whole(0, 4_294_967_295, {
      description: 'What the virtual modems draw from: the same seed, the same modems',
      'x-restart': true,
    }),
  ),
})

const record = section('The recorder: what passes between the service and its modems', {
  enabled: Type.Optional(flag({ description: 'Whether it records all the time', default: true })),
  'max-size': Type.Optional(
    size(['1 MiB', '256 MiB'], {
      description: 'What it may take; without a state, in memory, 2 MiB at the most',
      default: '16 MiB',
    }),
  ),
  'max-age': Type.Optional(
    duration(['1 min', '30 d'], {
      description: 'How long anything is kept, but for what a capture that begins late begins with',
      default: '24 h',
    }),
  ),
})

const modemManager = section('The modems of ModemManager, of any protocol', {
  enabled: Type.Optional(
    flag({
      description:
        'Whether all modems are driven through ModemManager, but for `devices`; `false`: it is not asked; `modems.owner` and `modems.owners` go before this',
      'x-default': 'as `modems.owner` says',
      'x-restart': true,
    }),
  ),
  bus: Type.Optional(
    text(1024, {
      description: 'The address of the bus that it is on',
      'x-default': 'DBUS_SYSTEM_BUS_ADDRESS, else unix:path=/run/dbus/system_bus_socket',
      'x-restart': true,
      examples: ['unix:path=/run/dbus/system_bus_socket'],
    }),
  ),
  'enable-modems': Type.Optional(
    flag({
      description: 'Whether a modem is enabled that ModemManager has just taken up, which it does disabled',
      default: true,
      'x-restart': true,
    }),
  ),
  multiplex: Type.Optional(
    flag({
      description: 'Whether the connections of a modem share its data port, so that it can have several',
      default: false,
      'x-restart': true,
    }),
  ),
})

const demandDial = section('Demand dialling as a whole', {
  enabled: Type.Optional(flag({ description: 'Whether there is any', default: true, 'x-restart': true })),
  'data-path': Type.Optional(
    flag({
      description: 'Whether dial interfaces configure this machine; without, they are connected by hand',
      default: true,
      'x-restart': true,
    }),
  ),
})

export const CONFIGURATION = section('The configuration of Dialtone', {
  service: Type.Optional(service),
  listen: Type.Optional(listen),
  log: Type.Optional(log),
  journal: Type.Optional(journal),
  record: Type.Optional(record),
  modems: Type.Optional(modems),
  'modem-manager': Type.Optional(modemManager),
  'demand-dial': Type.Optional(demandDial),
  dial: Type.Optional(
    Type.Record(Type.String(), dial, {
      description: 'Interfaces that are dialled on demand, by their names',
    }),
  ),
})

/** The file as TOML gives it, once it has been checked. */
export type Configuration = Static<typeof CONFIGURATION>
