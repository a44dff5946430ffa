/** An authority and certificates of it, made by `openssl` in a temporary folder. */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Pair {
  readonly certificate: string
  readonly key: string
}

export interface CertificateOptions {
  /** Subject alternative names: `DNS:localhost`, `IP:127.0.0.1`. */
  readonly names?: readonly string[]
  /** Negative: it has expired. */
  readonly days?: number
}

export class Authority {
  readonly certificate: string
  readonly #key: string
  readonly #folder: string

  constructor(folder: string, name = 'authority') {
    this.#folder = folder
    this.certificate = join(folder, `${name}.pem`)
    this.#key = join(folder, `${name}.key`)
    openssl([
      ...['req', '-x509', '-nodes', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
      ...['-days', '30', '-subj', `/CN=${name}`, '-keyout', this.#key, '-out', this.certificate],
    ])
  }

  /** `subject` is a common name. */
  issue(subject: string, { names = [], days = 30 }: CertificateOptions = {}): Pair {
    const base = join(this.#folder, subject.replaceAll(/\W/g, '_'))
    const pair = { certificate: `${base}.pem`, key: `${base}.key` }
    openssl([
      ...['req', '-new', '-nodes', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
      ...['-subj', `/CN=${subject}`, '-keyout', pair.key, '-out', `${base}.csr`],
    ])
    const extensions = names.length === 0 ? '' : `subjectAltName=${names.join(',')}\n`
    writeFileSync(`${base}.ext`, `basicConstraints=CA:FALSE\n${extensions}`)
    openssl([
      ...['x509', '-req', '-in', `${base}.csr`, '-CA', this.certificate, '-CAkey', this.#key],
      ...['-CAcreateserial', '-days', String(days), '-extfile', `${base}.ext`, '-out', pair.certificate],
    ])
    return pair
  }
}

function openssl(words: readonly string[]): void {
  execFileSync('openssl', words, { stdio: ['ignore', 'pipe', 'pipe'] })
}
