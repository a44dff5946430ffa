/**
 * The certificate that the service shows, and the authorities whose certificates it takes from callers, read from files. They
 * are checked before anything listens with them, and can be read again while it does: what is open goes on, and whoever
 * comes next meets the new ones.
 */
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Server } from 'node:https'
import { createSecureContext, type SecureContextOptions } from 'node:tls'
import { DialtoneError, toDialtoneError, type Clock } from '../../base/index.ts'

export interface TlsFiles {
  /** PEM: the certificate, and those between it and its authority. */
  readonly certificate: string
  /** PEM, without a passphrase. */
  readonly key: string
  /** PEM: authorities. A caller may show a certificate of one of them in place of a token. */
  readonly clientCa?: string
}

/** TLS 1.2 at the least (RFC 9325 §3.1.1). */
const LEAST: SecureContextOptions = { minVersion: 'TLSv1.2' }

/** @throws DialtoneError `invalid_argument`, `not_found`, `access_denied` */
export async function readTls(files: TlsFiles, clock: Clock): Promise<SecureContextOptions> {
  const { certificate, key, clientCa } = files
  const cert = await read(certificate, 'certificate')
  const secret = await read(key, 'key')
  const ca = clientCa === undefined ? undefined : await read(clientCa, 'client authorities')
  checkCertificate(certificate, cert, clock)
  checkKey(files, cert, secret)
  if (ca !== undefined && clientCa !== undefined) parsed(clientCa, ca)
  const context = { ...LEAST, cert, key: secret, ...(ca === undefined ? {} : { ca }) }
  try {
    createSecureContext(context)
  } catch (thrown) {
    throw invalid(`${certificate} and ${key} cannot be used`, toDialtoneError(thrown).message, thrown)
  }
  return context
}

/** Takes another certificate from now on. */
export function renew(server: Server, context: SecureContextOptions): void {
  server.setSecureContext(context)
}

async function read(file: string, what: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (thrown) {
    const { code, message } = thrown as NodeJS.ErrnoException
    throw new DialtoneError(
      code === 'ENOENT' ? 'not_found' : code === 'EACCES' ? 'access_denied' : 'invalid_argument',
      `the ${what} for TLS cannot be read: ${message}`,
      { cause: thrown },
    )
  }
}

function checkCertificate(file: string, pem: string, clock: Clock): void {
  const { validToDate } = parsed(file, pem)
  if (validToDate.getTime() > clock.now()) return
  throw invalid(file, `the certificate has expired on ${validToDate.toISOString().slice(0, 10)}`)
}

function parsed(file: string, pem: string): X509Certificate {
  try {
    return new X509Certificate(pem)
  } catch (thrown) {
    throw invalid(file, 'it is no certificate in PEM (-----BEGIN CERTIFICATE-----)', thrown)
  }
}

function checkKey({ certificate, key }: TlsFiles, cert: string, pem: string): void {
  let secret
  try {
    secret = createPrivateKey(pem)
  } catch (thrown) {
    // What OpenSSL says of a key is not repeated: it is not known what of it.
    const locked = pem.includes('ENCRYPTED')
    throw invalid(
      key,
      locked
        ? 'it has a passphrase: take one without'
        : 'it is no private key in PEM (-----BEGIN PRIVATE KEY-----)',
      thrown,
    )
  }
  if (!new X509Certificate(cert).checkPrivateKey(secret)) {
    throw invalid(key, `it is not the key of ${certificate}`)
  }
}

function invalid(file: string, why: string, cause?: unknown): DialtoneError {
  return new DialtoneError('invalid_argument', `${file}: ${why}`, cause === undefined ? {} : { cause })
}
