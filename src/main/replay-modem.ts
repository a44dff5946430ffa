/** A modem of a capture on mbim-proxy's socket, on a pty or as a USB device, until Ctrl-C. */
import { DialtoneError } from '../base/index.ts'
import { plain, type Context } from '../face/cli/index.ts'
import {
  createReplayModem,
  Proxy,
  PROXY_SOCKET_NAME,
  PtyServer,
  replayUsbDevice,
  USBIP_PORT,
  UsbipServer,
} from '../virtual/index.ts'
import { USBIP_ADDRESS, usbPlace } from './usb-place.ts'

export interface ReplayFlags {
  readonly modem?: string
  readonly speed: number
  readonly proxy?: true
  readonly socketName?: string
  readonly pty?: string
  readonly usbip?: true
  readonly port?: number
  readonly address?: string
}

export async function replayModem(context: Context, file: string, flags: ReplayFlags): Promise<void> {
  const { host, output } = context
  const { clock } = host
  const { modem: called, speed, socketName, pty } = flags
  checkFlags(flags)
  const stop = context.interruption
  await using serving = new AsyncDisposableStack()
  let torn: string | undefined
  const modem = serving.use(
    createReplayModem(file, {
      clock,
      speed,
      ...(called !== undefined && { modem: called }),
      remark: ({ type, text }) => {
        if (type === 'torn') torn = text
        output.note(plain(text))
      },
    }),
  )
  if (!modem.isDrivable) {
    throw new DialtoneError(
      'not_supported',
      `${file} has no bring-up of ${modem.name}: it does not hold what the modem said of itself (DEVICE_CAPS), so no host could drive it`,
    )
  }
  const at = await serve()
  if (output.json) output.document({ modem: modem.name, at: at.place, ...(torn !== undefined && { torn }) })
  else {
    output.line(
      `${output.style('bold', plain(modem.name))} is played back ${at.place}: ${plain(modem.summary)}`,
    )
    output.line(output.style('dim', `  try it: ${at.attempt}`))
    output.line('Ctrl-C stops it.')
  }
  await new Promise<void>((resolve) => {
    if (stop.aborted) resolve()
    stop.addEventListener('abort', () => resolve(), { once: true })
  })

  async function serve(): Promise<{ readonly place: string; readonly attempt: string }> {
    if (pty !== undefined) {
      const server = serving.use(new PtyServer({ modem, path: pty, clock }))
      return {
        place: `at ${plain(pty)} (${server.device ?? 'unplugged'})`,
        attempt: `npx dialtone serve --device ${plain(pty)} --memory`,
      }
    }
    if (flags.usbip === true) {
      const device = replayUsbDevice({ modem })
      const { port = USBIP_PORT, address = USBIP_ADDRESS } = flags
      const exporting = { devices: () => [device], port, address, clock }
      const { at: place, attempt } = usbPlace(
        serving.use(await UsbipServer.serve(exporting)),
        device,
        address,
      )
      return { place, attempt }
    }
    const served = serving.use(
      await Proxy.serve({ modems: () => [modem], clock, ...(socketName !== undefined && { socketName }) }),
    )
    const own = served.socketName === PROXY_SOCKET_NAME
    return {
      place: `on the socket @${plain(served.socketName)}`,
      attempt: own
        ? 'mbimcli -p -d /dev/null --query-device-caps'
        : `any program that is told of @${plain(served.socketName)}`,
    }
  }
}

/** @throws DialtoneError `invalid_argument` for what does not go together: a modem has one host */
function checkFlags({ proxy, socketName, pty, usbip, port, address }: ReplayFlags): void {
  const onSocket = proxy === true || socketName !== undefined
  if (pty !== undefined && onSocket) {
    throw new DialtoneError(
      'invalid_argument',
      'a modem is on a pty or on a socket: --pty goes with neither --proxy nor --socket-name',
    )
  }
  if (usbip === true && (onSocket || pty !== undefined)) {
    throw new DialtoneError(
      'invalid_argument',
      'a modem is on USB or elsewhere: --usbip goes with none of --proxy, --socket-name and --pty',
    )
  }
  if ((port !== undefined || address !== undefined) && usbip !== true) {
    throw new DialtoneError('invalid_argument', '--port and --address go with --usbip')
  }
}
