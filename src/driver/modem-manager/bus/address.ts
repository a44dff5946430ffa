/** Where a bus listens: the addresses of the D-Bus specification ("Server Addresses"), as far as a client of ours uses them. */
import { DialtoneError } from '../../../base/index.ts'

/** A way to a bus, as `node:net` takes it. */
export type BusEndpoint = { readonly path: string } | { readonly host: string; readonly port: number }

/** Where the system bus is unless `DBUS_SYSTEM_BUS_ADDRESS` says otherwise. */
export const SYSTEM_BUS = 'unix:path=/run/dbus/system_bus_socket'

/**
 * The ways in the order in which they are to be tried; kinds that are not known here are left out.
 * @throws DialtoneError `invalid_argument` when none is left
 */
export function parseBusAddress(text: string): readonly BusEndpoint[] {
  const endpoints = text.split(';').flatMap((one) => endpointOf(one) ?? [])
  if (endpoints.length > 0) return endpoints
  throw new DialtoneError(
    'invalid_argument',
    `${JSON.stringify(text)} is no address of a bus that can be reached: give unix:path=…, unix:abstract=… or tcp:host=…,port=…`,
  )
}

function endpointOf(text: string): BusEndpoint | undefined {
  const [, transport, list = ''] = /^([a-z-]+):(.*)$/.exec(text) ?? []
  const values = new Map<string, string>()
  for (const pair of list.split(',')) {
    const [, key, value] = /^([^=]+)=(.*)$/.exec(pair) ?? []
    const plain = value === undefined ? undefined : unescaped(value)
    if (key !== undefined && plain !== undefined) values.set(key, plain)
  }
  if (transport === 'unix') {
    const abstract = values.get('abstract')
    const path = values.get('path') ?? (abstract === undefined ? undefined : `\0${abstract}`)
    return path === undefined ? undefined : { path }
  }
  const port = Number(values.get('port'))
  if (transport !== 'tcp' || !Number.isInteger(port) || port < 1 || port > 0xffff) return undefined
  return { host: values.get('host') ?? 'localhost', port }
}

/** Octets are written as `%2c`; nothing where they are no text. */
function unescaped(value: string): string | undefined {
  try {
    return decodeURIComponent(value)
  } catch {
    return undefined
  }
}
