/** `dialtone virtual replay`: a modem of a capture, played back to other programs. */
import { InvalidArgumentError, Option } from 'commander'
import type { Define } from '../../face/cli/index.ts'
import { PROXY_SOCKET_NAME, USBIP_PORT } from '../../virtual/index.ts'
import type { ReplayFlags } from '../replay-modem.ts'
import { port } from './number.ts'

export const virtualReplay: Define = (command, context) => {
  command
    .command('replay')
    .summary('play back a modem that was captured')
    .description(
      'Play back a modem of a capture to other programs until Ctrl-C: it answers as it did, and tells by itself what it told, ' +
        "with the timing it had. By mbim-proxy's protocol on its abstract socket (the default), as a device on a pty, or as USB " +
        'hardware, which a Linux kernel attaches by USB/IP.',
    )
    .argument('<file>', 'what "dialtone capture save" has written, or another capture of MBIM')
    .option('--modem <name>', 'which modem of the capture, where there are several')
    .addOption(
      new Option('--speed <times>', 'how many times faster than it was').argParser(speedOf).default(1),
    )
    .option('--proxy', 'on the abstract socket of mbim-proxy')
    .option('--socket-name <name>', `another abstract socket than @${PROXY_SOCKET_NAME}`)
    .option('--pty <path>', 'as a device without a proxy; a link to the pty is made there')
    .option('--usbip', 'as a USB device, exported by USB/IP: it carries no packets')
    .option('--port <number>', `another port for USB/IP than ${USBIP_PORT}`, port)
    .option(
      '--address <ip>',
      'where USB/IP listens, in place of 127.0.0.1: whoever reaches it may take the modem',
    )
    .addHelpText(
      'after',
      `
What the host asks and the capture does not know is refused by a status of MBIM, and said on standard error.

Examples:
  $ npx dialtone virtual replay drop.pcapng
  $ mbimcli -p -d /dev/null --query-connection-state
  $ npx dialtone virtual replay drop.pcapng --pty /tmp/modem --speed 10
  $ npx dialtone serve --device /tmp/modem --memory
  $ npx dialtone virtual replay drop.pcapng --usbip
  $ sudo modprobe vhci-hcd && sudo usbip attach -r 127.0.0.1 -b 1-1`,
    )
    .action(async (file: string, flags: ReplayFlags) => {
      context.stayHere()
      const { replayModem } = await import('../replay-modem.ts')
      await replayModem(context, file, flags)
    })
}

function speedOf(text: string): number {
  const speed = /^\d{1,6}(\.\d{1,3})?$/.test(text) ? Number(text) : 0
  if (speed > 0) return speed
  throw new InvalidArgumentError('It has to be a number above 0, such as 10 or 0.5.')
}
