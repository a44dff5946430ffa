/** Virtual modems on mbim-proxy's socket, on ptys and as USB devices, with a control socket of their own, until Ctrl-C. */
import { compact, DialtoneError, nameGuid } from '../base/index.ts'
import type { Caller } from '../core/index.ts'
import { buildApp, claimSocket } from '../face/http/index.ts'
import type { Context } from '../face/cli/index.ts'
import { fitting, socketPath, surroundingsOf } from '../reach/index.ts'
import {
  openDataPath,
  Proxy,
  PROXY_SOCKET_NAME,
  PtyServer,
  virtualControl,
  type VirtualModem,
} from '../virtual/index.ts'
import { checkSerialPorts, USB } from './check-serial-ports.ts'
import { createVirtualModems } from './create-virtual-modems.ts'
import { createLog } from './log.ts'
import { openCarrier } from './open-carrier.ts'
import type { Place } from './place.ts'
import { serveSerialPort } from './serve-serial-port.ts'
import { serveUsbModems } from './serve-usb-modems.ts'
import type { Surroundings } from './surroundings.ts'
import { virtualOnlyService } from './virtual-only-service.ts'

export interface VirtualServeFlags {
  readonly proxy?: true
  readonly socketName?: string
  readonly pty: readonly string[]
  readonly usbip?: true
  readonly port?: number
  readonly address?: string
  /** Places of serial ports: each is those of one modem, with commas between them, or `usb`. */
  readonly at: readonly string[]
  /** Network devices, in the order of the modems. */
  readonly link: readonly string[]
  readonly modems: number
  readonly seed?: number
}

/** Namespace of the names of carriers: a random GUID, made once for this purpose. */
const NAMESPACE = '88df96fe-1659-4691-bdcd-cc7e616d13e7'

const LOCAL: Caller = { name: 'local', scopes: ['admin'] }

export async function serveVirtualModems(context: Context, flags: VirtualServeFlags): Promise<void> {
  const { host, output, options } = context
  const { clock } = host
  checkFlags(flags)
  const stop = context.interruption
  const { logger: log } = await createLog({
    sink: host.stderr,
    level: 'warn',
    format: host.stderr.columns === undefined ? 'json' : 'human',
    clock,
  })
  await using serving = new AsyncDisposableStack()
  const path =
    options.socket === undefined ? socketPath(surroundingsOf(host.env), 'virtual') : fitting(options.socket)
  // At a socket of somebody's choice there may be anything; at this one there is nothing else.
  const holder = options.socket === undefined ? 'another "dialtone virtual serve"' : undefined
  const claim = serving.use(await claimSocket(path, compact({ clock, holder })))
  const modems = createVirtualModems(
    {
      count: Math.max(flags.modems, leastModems(flags), flags.link.length),
      seed: flags.seed,
    },
    { clock, log },
  )
  for (const modem of modems) serving.use(modem)
  for (const [index, link] of flags.link.entries()) {
    const modem = modems[index]
    if (modem !== undefined) serving.use(await openDataPath({ modem, link, log }))
  }
  const places = await serve(serving, flags, modems, { clock, log, socket: path })
  const service = virtualOnlyService(virtualControl(() => modems))
  const app = serving.use(await buildApp({ service: () => service, caller: () => LOCAL, clock, log }))
  claim.serve(app.handler)
  serving.defer(() => claim.release())

  if (output.json) output.document({ modems: modems.map(({ name }) => name), places, socket: path })
  else {
    for (const { modem, at, attempt } of places) {
      output.line(`${output.style('bold', modem)} is served ${at}`)
      output.line(output.style('dim', `  try it: ${attempt}`))
    }
    output.line('\nMake things happen to it: npx dialtone virtual --help\nCtrl-C stops it.')
  }
  await new Promise<void>((resolve) => {
    if (stop.aborted) resolve()
    stop.addEventListener('abort', () => resolve(), { once: true })
  })
}

/** @throws DialtoneError `invalid_argument` for what does not go together */
function checkFlags(flags: VirtualServeFlags): void {
  const { socketName, pty, at, proxy, usbip, port, address, link } = flags
  const isElsewhere = pty.length + at.length > 0 || usbip === true
  if (socketName !== undefined && isElsewhere && proxy !== true) {
    throw new DialtoneError('invalid_argument', '--socket-name goes with --proxy')
  }
  if ((port !== undefined || address !== undefined) && usbip !== true && !at.includes(USB)) {
    throw new DialtoneError('invalid_argument', '--port and --address go with --usbip, or --at usb')
  }
  checkSerialPorts(at)
  const own = pty.length + at.length
  const count = Math.max(flags.modems, link.length)
  // The proxy and USB take all that are left; where neither is asked for, a modem without a place of its own has none.
  if (own > 0 && proxy !== true && usbip !== true && count > own) {
    throw new DialtoneError(
      'invalid_argument',
      `nothing would serve ${count - own} of ${count} modems: give each a --pty or an --at, or add --proxy or --usbip for the others`,
    )
  }
  if (usbip === true && link.length >= leastModems(flags)) {
    const message = 'a modem on USB has a network device of its own: --link is for those before it'
    throw new DialtoneError('invalid_argument', message)
  }
}

/** One for each way of serving. */
function leastModems({ pty, at, proxy, usbip }: VirtualServeFlags): number {
  return pty.length + at.length + (proxy === true ? 1 : 0) + (usbip === true ? 1 : 0)
}

async function serve(
  serving: AsyncDisposableStack,
  { proxy, socketName, pty, at, usbip, port, address }: VirtualServeFlags,
  modems: readonly VirtualModem[],
  { socket, ...surroundings }: Pick<Surroundings, 'clock' | 'log'> & { readonly socket: string },
): Promise<readonly Place[]> {
  const places: Place[] = []
  for (const [index, path] of pty.entries()) {
    const modem = modems[index]
    if (modem === undefined) continue
    const server = serving.use(new PtyServer({ ...surroundings, modem, path }))
    places.push({
      modem: modem.name,
      at: `at ${path} (${server.device ?? 'unplugged'})`,
      attempt: `mbimcli -d $(readlink ${path}) --query-device-caps`,
    })
  }
  const told = modems.slice(pty.length, pty.length + at.length)
  const serial = told.filter((_, index) => at[index] === USB)
  const onPorts = told.filter((modem) => !serial.includes(modem))
  if (onPorts.length > 0) {
    // Nobody else has the control socket.
    const name = `dialtone-at-${nameGuid(NAMESPACE, socket).slice(0, 8)}`
    const { networks, packets } = await openCarrier(serving, name, onPorts, surroundings.log)
    for (const [index, modem] of told.entries()) {
      if (serial.includes(modem)) continue
      const ports = { ...surroundings, network: networks.get(modem) }
      for (const one of at[index]?.split(',') ?? []) {
        const place = await serveSerialPort(serving, one, modem, ports)
        places.push({ ...place, at: `${place.at}; ${packets}` })
      }
    }
  }
  // A modem has one host: one on a pty has it there, and beside USB the proxy has the first of the others.
  const others = modems.slice(pty.length + at.length)
  if (usbip === true || serial.length > 0) {
    const onBus = compact({
      modems: usbip === true ? others.splice(proxy === true ? 1 : 0) : [],
      serial,
      port,
      address,
    })
    places.push(...(await serveUsbModems(serving, { ...surroundings, ...onBus })))
  }
  if (proxy !== true && (pty.length + at.length > 0 || usbip === true)) return places
  const shared = others
  const served = serving.use(
    await Proxy.serve({
      ...surroundings,
      modems: () => shared,
      ...(socketName === undefined ? {} : { socketName }),
    }),
  )
  const own = served.socketName === PROXY_SOCKET_NAME
  for (const [index, { name }] of shared.entries()) {
    places.push({
      modem: name,
      at: `on the socket @${served.socketName}`,
      attempt: own
        ? `mbimcli -p -d /dev/${index === 0 ? 'null' : name} --query-device-caps`
        : `dialtone serve, or any program that is told of @${served.socketName}`,
    })
  }
  return places
}
