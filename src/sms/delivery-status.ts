/** TP-ST, what became of a message, in words (3GPP TS 23.040 9.2.3.15). */

/**
 * `completed`: over and done with; `trying`: a temporary error, the service centre goes on; `failed`: a permanent error;
 * `abandoned`: a temporary error, but the service centre has stopped trying.
 */
export type DeliveryOutcome = 'completed' | 'trying' | 'failed' | 'abandoned'

export interface DeliveryStatus {
  readonly outcome: DeliveryOutcome
  readonly text: string
}

const TEMPORARY = [
  'congestion',
  'recipient busy',
  'no response from the recipient',
  'service rejected',
  'quality of service not available',
  'error in the recipient',
]

const TEXTS: Readonly<Record<DeliveryOutcome, readonly string[]>> = {
  completed: [
    'received by the recipient',
    'forwarded to the recipient, delivery not confirmed',
    'replaced by the service centre',
  ],
  trying: TEMPORARY,
  failed: [
    'remote procedure error',
    'incompatible destination',
    'connection rejected by the recipient',
    'not obtainable',
    'quality of service not available',
    'no interworking available',
    'validity period expired',
    'deleted by the sender',
    'deleted by the service centre',
    'the message does not exist',
  ],
  abandoned: TEMPORARY,
}

const OUTCOMES = ['completed', 'trying', 'failed', 'abandoned'] as const

/** `status`: the octet. From 0x80 on all are reserved and taken as "service rejected", as the clause says. */
export function describeDeliveryStatus(status: number): DeliveryStatus {
  const reserved = `reserved (0x${status.toString(16).padStart(2, '0')})`
  const outcome = OUTCOMES[status >> 5]
  if (outcome === undefined) return { outcome: 'abandoned', text: `service rejected, ${reserved}` }
  const index = status & 0x1f
  // The upper half of each group is the service centre's own.
  if (index >= 0x10) return { outcome, text: `specific to the service centre (0x${status.toString(16)})` }
  return { outcome, text: TEXTS[outcome][index] ?? reserved }
}
