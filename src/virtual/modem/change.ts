/**
 * What a part of the modem tells when it has changed, for whoever speaks to hosts. It names what is different now; the
 * value is read from the part itself. Told after the change, in the order in which things happened.
 */

export type Topic =
  | 'subscriber-ready'
  | 'radio'
  | 'registration'
  | 'packet-service'
  | 'signal'
  | 'context'
  | 'ip-configuration'
  | 'emergency'
  | 'preferred-providers'
  | 'multicarrier-providers'
  | 'provisioned-contexts'
  | 'lte-attach-configuration'
  | 'lte-attach'
  | 'slot'
  | 'pco'
  | 'network-blacklist'
  | 'modem-logging'
  | 'ue-policy'
  | 'vendor'
  | 'message-configuration'
  | 'message-store'
  | 'message-shown'

export interface Change {
  readonly topic: Topic
  /** Session of `context`, `ip-configuration` and `pco`, slot of `slot`, place of a message that came. */
  readonly index?: number
  /** What asked for the change, if something did and is told the outcome anyway. */
  readonly by?: object | undefined
}

export type Tell = (change: Change) => void
