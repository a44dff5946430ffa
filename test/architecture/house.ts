/** The rooms of `src/`, in the order in which they are built, what each may import and touch, and why. */
import type { House } from './check.ts'

const FILES = ['node:fs', 'node:fs/promises', 'node:path']
const SOCKETS = ['node:net', 'node:stream']
const PROCESSES = ['node:child_process']

export const house: House = {
  rooms: {
    base: {
      imports: [],
      browser: true,
      because: 'everything stands on it, the browser included; only clock.ts touches the timers of the host',
    },
    native: {
      imports: ['base'],
      node: [...FILES, 'node:os', 'node:module', 'node:worker_threads'],
      packages: ['koffi', '@serialport/bindings-cpp'],
      because: 'foreign-function calls can crash the process, so they are all here and nowhere else',
    },
    mbim: {
      imports: ['base'],
      browser: true,
      because: 'the wire is pure and synchronous: it is fuzzed, replayed and run in a browser',
    },
    sms: {
      imports: ['base'],
      browser: true,
      because: 'it decodes what strangers send: pure, so that it can be fuzzed and can do no harm',
    },
    core: {
      imports: ['base'],
      browser: true,
      because: 'it decides and never acts: our words and machines, the same whatever drives the modem',
    },
    profile: {
      imports: ['base', 'core'],
      packages: ['libxml2-wasm'],
      browser: true,
      because: 'XML to and from core words and nothing else; reading the file is for whoever was given it',
    },
    policy: {
      imports: ['base', 'core'],
      browser: true,
      because: 'it decides and never acts: six hours of back-off run in a millisecond',
    },
    channel: {
      imports: ['base', 'native'],
      node: [...FILES, ...SOCKETS, 'node:os'],
      because: 'bytes in and out, whatever they mean: files and sockets, no protocol',
    },
    device: {
      imports: ['base', 'mbim', 'channel'],
      because: 'all it knows of the world comes through a channel, so a test can be the whole world',
    },
    driver: {
      imports: ['base', 'core', 'mbim', 'sms', 'device'],
      node: [...FILES, ...SOCKETS, ...PROCESSES],
      packages: ['@particle/dbus-next'],
      because: 'it turns the words of a modem, of ModemManager or of pppd into those of core',
    },
    network: {
      imports: ['base', 'core', 'native'],
      node: [...FILES, ...SOCKETS, ...PROCESSES, 'node:os', 'node:dgram', 'node:dns'],
      because: 'the IP side of this computer is the business of the operating system, and of no modem',
    },
    store: {
      imports: ['base', 'core'],
      node: [...FILES, 'node:sqlite', 'node:worker_threads', 'node:crypto', 'node:url'],
      because: 'the only room that knows SQLite, which is still changing in Node.js',
    },
    record: {
      imports: ['base', 'mbim', 'channel'],
      node: [...FILES, 'node:zlib'],
      because: 'the black box sees frames, never decisions: it must work when those are wrong',
    },
    api: {
      imports: ['base', 'core'],
      packages: ['typebox'],
      browser: true,
      because: 'contract and client are the same in Node.js and in a browser, on any fetch',
    },
    reach: {
      imports: ['base', 'api'],
      node: [
        ...FILES,
        ...SOCKETS,
        'node:http',
        'node:https',
        'node:tls',
        'node:os',
        'node:crypto',
        'node:url',
      ],
      packages: ['smol-toml'],
      because: 'the way to a service is sockets and files, and knows nothing of what is said there',
    },
    configuration: {
      imports: ['base', 'core', 'policy', 'api'],
      packages: ['smol-toml'],
      browser: true,
      because: 'a text and what is wrong with it: reading files, and doing what they say, is for main',
    },
    manager: {
      imports: ['base', 'core', 'policy', 'profile', 'sms', 'api'],
      because: 'the shell runs effects through ports only, so every story can be told on a virtual clock',
    },
    'face/http': {
      imports: ['base', 'core', 'api', 'reach'],
      node: [
        ...FILES,
        ...SOCKETS,
        'node:http',
        'node:https',
        'node:tls',
        'node:zlib',
        'node:crypto',
        'node:os',
      ],
      packages: ['fastify', '@fastify/swagger', 'typebox', 'ws'],
      because: 'a face is thin: its transport and the ConnectionManager interface, never another face',
    },
    'face/metrics': {
      imports: ['base', 'core', 'api'],
      packages: ['@prometheus-io/client'],
      because:
        'what scrapers read is counted from events and read from snapshots: it instruments nothing, and travels by whoever serves it',
    },
    'face/cli': {
      imports: ['base', 'core', 'api', 'reach'],
      node: [...FILES, 'node:os', 'node:util', 'node:tty', 'node:readline', 'node:stream'],
      packages: ['commander'],
      because: 'the command line is a client like any other: remote by nature',
    },
    'face/web': {
      imports: ['base', 'core', 'api'],
      packages: ['preact', '@preact/signals', 'uplot'],
      browser: true,
      bundled: true,
      because: 'the dashboard is a client like any other, in a browser',
    },
    'face/win32': {
      imports: ['base', 'core', 'api', 'reach'],
      node: [...FILES, 'node:os', 'node:worker_threads'],
      because:
        'it translates and decides nothing, the same over a manager in process and a remote one; of files it only sees whether they are there, of the machine its name',
    },
    virtual: {
      imports: ['base', 'native', 'mbim', 'sms', 'channel', 'record'],
      node: [
        ...FILES,
        ...SOCKETS,
        ...PROCESSES,
        'node:os',
        'node:crypto',
        'node:dgram',
        'node:events',
        'node:http',
      ],
      because:
        "the modem's end shares the wire with the host and not one decision, or it would repeat its mistakes",
    },
    main: {
      imports: 'all',
      node: 'all',
      packages: 'all',
      because: 'somebody has to put it together, and only here is it known who is who',
    },
  },
  clocks: ['src/base/clock.ts', 'src/base/random.ts'],
  long: {},
}
