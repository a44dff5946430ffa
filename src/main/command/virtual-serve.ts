/** `dialtone virtual serve`: virtual modems for programs that are not ours, by mbim-proxy's protocol, by AT commands and as USB hardware. */
import { Option } from 'commander'
import type { Define } from '../../face/cli/index.ts'
import { PROXY_SOCKET_NAME, USBIP_PORT } from '../../virtual/index.ts'
import { count, port, whole } from './number.ts'
import type { VirtualServeFlags } from '../serve-virtual-modems.ts'

/** An option that may be given several times. */
const another = (one: string, others: readonly string[]): readonly string[] => [...others, one]

export const virtualServe: Define = (command, context) => {
  command
    .command('serve')
    .summary('serve virtual modems to other programs')
    .description(
      'Serve virtual modems to other programs, such as mbimcli and ModemManager, until Ctrl-C: ' +
        "by mbim-proxy's protocol on its abstract socket (the default), as a device on a pty, by AT commands on serial ports, " +
        'or as USB hardware, which a Linux kernel attaches by USB/IP.',
    )
    .option('--proxy', 'on the abstract socket of mbim-proxy')
    .option('--socket-name <name>', `another abstract socket than @${PROXY_SOCKET_NAME}`)
    .addOption(
      new Option(
        '--pty <path>',
        'a modem as a device without a proxy; a link to the pty is made there; may be given several times',
      )
        .argParser(another)
        .default([], 'none'),
    )
    .option('--usbip', 'as USB devices, exported by USB/IP')
    .option('--port <number>', `another port for USB/IP than ${USBIP_PORT}`, port)
    .option(
      '--address <ip>',
      'where USB/IP listens, in place of 127.0.0.1: whoever reaches it may take a modem',
    )
    .addOption(
      new Option(
        '--at <ports>',
        'a modem with serial ports that take AT commands, with commas between them: each a path, where a link to a pty is made, ' +
          'or abstract:NAME, a socket; or usb, which exports it by USB/IP; may be given several times',
      )
        .argParser(another)
        .default([], 'none'),
    )
    .addOption(
      new Option(
        '--link <name>',
        'a network device for a modem, with an internet behind it (needs root): the first for the first modem, and so on',
      )
        .argParser(another)
        .default([], 'none'),
    )
    .option('--modems <count>', 'how many modems', count, 1)
    .option('--seed <number>', 'what they draw from: the same seed, the same modems', whole)
    .addHelpText(
      'after',
      `
By the proxy, a device path that ends in a modem's name (/dev/virtual1) means that modem, any other the first.
While this runs, "dialtone virtual disconnect" and the like act on its modems.

Examples:
  $ npx dialtone virtual serve --proxy
  $ mbimcli -p -d /dev/null --query-device-caps
  $ npx dialtone virtual serve --pty /tmp/modem
  $ mbimcli -d $(readlink /tmp/modem) --query-device-caps
  $ npx dialtone virtual serve --usbip --modems 2
  $ sudo modprobe vhci-hcd && sudo usbip attach -r 127.0.0.1 -b 1-1
  $ npx dialtone virtual serve --at /tmp/ttyModem,/tmp/ttyCommand
  $ npx dialtone virtual serve --at abstract:at0,abstract:at1
  $ npx dialtone virtual serve --at usb
  $ sudo npx dialtone virtual serve --pty /tmp/modem --link wwan0
  $ sudo npx dialtone serve --device /tmp/modem=wwan0`,
    )
    .action(async (flags: VirtualServeFlags) => {
      context.stayHere()
      const { serveVirtualModems } = await import('../serve-virtual-modems.ts')
      await serveVirtualModems(context, flags)
    })
}
