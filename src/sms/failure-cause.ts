/** TP-FCS, why a message was refused, in words (3GPP TS 23.040 9.2.3.22). */

const TEXTS: Readonly<Record<number, string>> = {
  0x80: 'telematic interworking not supported',
  0x81: 'short message type 0 not supported',
  0x82: 'cannot replace the short message',
  0x8f: 'protocol identifier: unspecified error',
  0x90: 'data coding scheme (alphabet) not supported',
  0x91: 'message class not supported',
  0x9f: 'data coding scheme: unspecified error',
  0xa0: 'the command cannot be actioned',
  0xa1: 'command not supported',
  0xaf: 'command: unspecified error',
  0xb0: 'kind of message not supported',
  0xc0: 'service centre busy',
  0xc1: 'no service centre subscription',
  0xc2: 'service centre system failure',
  0xc3: 'invalid address',
  0xc4: 'the destination is barred',
  0xc5: 'rejected as a duplicate',
  0xc6: 'format of the validity period not supported',
  0xc7: 'validity period not supported',
  0xd0: 'the message store of the SIM is full',
  0xd1: 'the SIM cannot store messages',
  0xd2: 'error in the mobile station',
  0xd3: 'memory capacity exceeded',
  0xd4: 'SIM application toolkit busy',
  0xd5: 'SIM data download error',
  0xff: 'unspecified error',
}

export function describeFailureCause(cause: number): string {
  const text = TEXTS[cause]
  if (text !== undefined) return text
  const hex = `0x${cause.toString(16).padStart(2, '0')}`
  return cause >= 0xe0 ? `specific to the application (${hex})` : `reserved (${hex})`
}
