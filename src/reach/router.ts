/** A router that is another computer, or a service of this one: where it is, and how one is known there. */

export interface RouterPlace {
  /** `https://192.0.2.1:8443`; `http://` on a loopback address; the path of a Unix socket, also as `unix:…`. */
  readonly address: string
  /** A secret: shown as `authorization: Bearer …`. */
  readonly token?: string
  /** Who may vouch for its certificate: authorities, or that certificate itself, in PEM. The usual ones unless given. */
  readonly ca?: string
  /** `sha256:…`: the one certificate that is its own, whoever vouches for it and whatever it says. */
  readonly fingerprint?: string
  /** A client certificate to show there, and its key, in PEM. */
  readonly certificate?: string
  readonly key?: string
  /** Ask it without encryption, tokens included, wherever it is: for where something else encrypts. */
  readonly plain?: boolean
}
