/** The options of `dialtone serve` that say who may reach the service, and how. */
import { InvalidArgumentError, Option, type Command } from 'commander'
import { compact } from '../../base/index.ts'
import { SCOPES } from '../../core/index.ts'
import type { Configuration } from '../../api/index.ts'
import type { TcpAddress } from '../../face/http/index.ts'
import { parseClient } from '../configuration/access-settings.ts'
import { formatTcpAddress, parseTcpAddress } from '../tcp-address.ts'

export interface AccessFlags {
  readonly listen: readonly TcpAddress[]
  readonly tlsCertificate?: string
  readonly tlsKey?: string
  readonly clientCa?: string
  readonly client: readonly string[]
  readonly hostName: readonly string[]
  readonly plainHttp?: true
  readonly socketGroup?: string
}

export function addAccessOptions(command: Command): Command {
  return command
    .option(
      '--socket-group <group>',
      'a group whose members may use the Unix socket as well, and do everything',
    )
    .addOption(
      new Option(
        '--listen <address:port>',
        'listen on TCP as well, such as at 127.0.0.1:8080, for callers with a token; may be given several times',
      )
        .argParser((text: string, others: readonly TcpAddress[]) => [...others, parseTcpAddress(text)])
        .default([], 'on the Unix socket only'),
    )
    .option(
      '--tls-certificate <file>',
      'encrypt what is said on TCP, by this certificate (PEM); read again on SIGHUP',
    )
    .option('--tls-key <file>', 'its private key (PEM)')
    .option('--client-ca <file>', 'take client certificates of these authorities (PEM) in place of tokens')
    .addOption(
      new Option(
        '--client <name=scopes>',
        'what the bearer of the client certificate with this common name may do, such as branch-7=read,connect',
      )
        .argParser((text: string, others: readonly string[]) => [...others, clientOf(text)])
        .default([], 'nothing'),
    )
    .addOption(
      new Option('--host-name <name>', 'a name by which the service is reached; may be given several times')
        .argParser((text: string, others: readonly string[]) => [...others, hostNameOf(text)])
        .default([], 'localhost and its addresses'),
    )
    .option('--plain-http', 'do not encrypt, on any address: for where something else does')
}

/** As `[listen]` of the configuration file says it. */
export function accessOfFlags(flags: AccessFlags): NonNullable<Configuration['listen']> {
  const { listen, tlsCertificate, tlsKey, clientCa, client, hostName, plainHttp, socketGroup } = flags
  return compact({
    'socket-group': socketGroup,
    tcp: some(listen.map(formatTcpAddress)),
    'tls-certificate': tlsCertificate,
    'tls-key': tlsKey,
    'client-ca': clientCa,
    clients: some(client),
    'host-names': some(hostName),
    'plain-http': plainHttp,
  })
}

function some(words: readonly string[]): string[] | undefined {
  return words.length === 0 ? undefined : [...words]
}

function clientOf(text: string): string {
  if (parseClient(text) === undefined) {
    throw new InvalidArgumentError(`It has to be NAME=SCOPE,SCOPE; scopes are ${SCOPES.join(', ')}.`)
  }
  return text
}

function hostNameOf(text: string): string {
  if (!/^[a-z0-9]([a-z0-9.-]{0,252}[a-z0-9])?$/i.test(text)) {
    throw new InvalidArgumentError('It has to be a host name, without scheme and port.')
  }
  return text
}
