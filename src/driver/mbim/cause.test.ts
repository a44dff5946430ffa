import { expect, test } from 'vitest'
import { DialtoneError } from '../../base/index.ts'
import { CauseError } from '../../core/index.ts'
import { ProtocolError, StatusError } from '../../device/index.ts'
import { Connect, DeviceCaps, Pin, type Status } from '../../mbim/index.ts'
import { causeError } from './cause.ts'

const refused = (status: Status, info: Uint8Array = new Uint8Array(0)): StatusError =>
  new StatusError(Connect, { status, info }, 1)

/** CONNECT info of MBIM 1.0 with this network error. */
function withNetworkError(nwError: 'user-authentication-failed'): Uint8Array {
  return Connect.response.encode(
    {
      sessionId: 0,
      activationState: 'deactivated',
      voiceCallState: 'none',
      ipType: 'default',
      contextType: 'internet',
      nwError,
    },
    1,
  )
}

test.each<[string, unknown, object]>([
  [
    'a status that names the obstacle',
    refused('radio-power-off'),
    {
      code: 'radio_off',
      message: 'connecting failed: the radio is off',
      status: { protocol: 'mbim', value: 20, name: 'radio-power-off' },
    },
  ],
  [
    'a bare failure',
    refused('failure'),
    {
      code: 'connect_failed',
      message: 'connecting failed: the modem does not say why',
      status: { protocol: 'mbim', value: 2, name: 'failure' },
    },
  ],
  [
    "a refusal with the network's cause",
    refused('failure', withNetworkError('user-authentication-failed')),
    {
      code: 'connect_failed',
      message: 'connecting failed: the access point refused the user name or the password (3GPP cause 29)',
      status: { protocol: 'mbim', value: 2, name: 'failure' },
      network: {
        value: 29,
        name: 'user-authentication-failed',
        text: 'the access point refused the user name or the password',
      },
    },
  ],
  [
    "a vendor's status",
    refused(0x80000001),
    {
      code: 'connect_failed',
      message: "connecting failed: a vendor's status, 0x80000001",
      status: { protocol: 'mbim', value: 0x80000001, name: '0x80000001' },
    },
  ],
  [
    'a CID without network errors',
    new StatusError(Pin, { status: 'failure', info: withNetworkError('user-authentication-failed') }, 1),
    {
      code: 'connect_failed',
      message: 'connecting failed: the modem does not say why',
      status: { protocol: 'mbim', value: 2, name: 'failure' },
    },
  ],
  [
    'a lost message',
    new ProtocolError('timeout-fragment', 'basic-connect connect'),
    {
      code: 'protocol',
      message:
        'connecting failed: basic-connect connect: the next fragment of the message did not arrive in time',
    },
  ],
  [
    'ours',
    new DialtoneError('timeout', 'no answer'),
    { code: 'timeout', message: 'connecting failed: no answer' },
  ],
  [
    'a defect',
    new TypeError('x is undefined'),
    { code: 'internal', message: 'connecting failed: x is undefined' },
  ],
])('%s', (_name, error, cause) => {
  const made = causeError(error, 'connecting', { failure: 'connect_failed' })
  expect(made.reason).toEqual(cause)
  expect(made.cause).toBe(error)
})

test('a cause that is one already stays as it is', () => {
  const made = new CauseError({ code: 'not_activated', message: 'nothing to do' })
  expect(causeError(made, 'connecting')).toBe(made)
})

test('without a better word a failure is a status', () => {
  const error = new StatusError(DeviceCaps, { status: 'failure', info: new Uint8Array(0) }, 1)
  expect(causeError(error, 'asking').reason.code).toBe('status')
})
