/** A modem of a capture on mbim-proxy's socket or on a pty, until Ctrl-C. */
import { DialtoneError } from '../base/index.ts'
import { plain, type Context } from '../face/cli/index.ts'
import { createReplayModem, Proxy, PROXY_SOCKET_NAME, PtyServer } from '../virtual/index.ts'

export interface ReplayFlags {
  readonly modem?: string
  readonly speed: number
  readonly proxy?: true
  readonly socketName?: string
  readonly pty?: string
}

export async function replayModem(context: Context, file: string, flags: ReplayFlags): Promise<void> {
  const { host, output } = context
  const { clock } = host
  const { modem: called, speed, proxy, socketName, pty } = flags
  if (pty !== undefined && (proxy === true || socketName !== undefined)) {
    throw new DialtoneError(
      'invalid_argument',
      'a modem is on a pty or on a socket: --pty goes with neither --proxy nor --socket-name',
    )
  }
  const stop = context.interruption
  await using serving = new AsyncDisposableStack()
  const modem = serving.use(
    createReplayModem(file, {
      clock,
      speed,
      ...(called !== undefined && { modem: called }),
      remark: ({ text }) => output.note(plain(text)),
    }),
  )
  const at = await serve()
  if (output.json) output.document({ modem: modem.name, at: at.place })
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
