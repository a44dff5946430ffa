/** Addresses to listen at, as `--listen` takes them. */
import { isIPv6 } from 'node:net'
import { DialtoneError } from '../base/index.ts'
import type { TcpAddress } from '../face/http/index.ts'

/** `127.0.0.1:8080`, `[::1]:8080`, `localhost:0`. @throws DialtoneError `invalid_argument` */
export function parseTcpAddress(text: string): TcpAddress {
  const [, v6, other, digits = ''] = /^(?:\[([^\]]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(text) ?? []
  const host = v6 ?? other
  const port = Number(digits)
  if (host === undefined || port > 65_535 || (v6 !== undefined && !isIPv6(v6))) {
    throw new DialtoneError(
      'invalid_argument',
      `${JSON.stringify(text)} is no address to listen at: write 127.0.0.1:8080, or [::1]:8080`,
    )
  }
  return { host, port }
}

/** As `parseTcpAddress` takes it. */
export function formatTcpAddress({ host, port }: TcpAddress): string {
  return `${isIPv6(host) ? `[${host}]` : host}:${port}`
}
