import { expect, test } from 'vitest'
import { MODEM, MODEM_3GPP, STATE } from '../names.ts'
import { RemoteObject } from '../remote-object.ts'
import { isEmergencyOnly, packetService, registration } from './registration.ts'

/** A modem that has been enabled, in the MMModem3gppRegistrationState and the MMModem3gppPacketServiceState. */
function modem(RegistrationState: number, PacketServiceState?: number): RemoteObject {
  const object = new RemoteObject('/modem', () => Promise.reject(new Error('nothing is asked')))
  object.put(MODEM, { State: STATE.registered, AccessTechnologies: 1 << 14 })
  object.put(MODEM_3GPP, {
    RegistrationState,
    ...(PacketServiceState !== undefined && { PacketServiceState }),
  })
  return object
}

test.each([
  ['IDLE', 0, 'deregistered', 'detached', false],
  ['HOME', 1, 'home', 'attached', false],
  ['SEARCHING', 2, 'searching', 'detached', false],
  ['DENIED', 3, 'denied', 'detached', false],
  ['UNKNOWN', 4, 'unknown', 'detached', false],
  ['ROAMING', 5, 'roaming', 'attached', false],
  ['HOME_SMS_ONLY', 6, 'home', 'detached', false],
  ['ROAMING_SMS_ONLY', 7, 'roaming', 'detached', false],
  ['EMERGENCY_ONLY', 8, 'denied', 'detached', true],
  ['HOME_CSFB_NOT_PREFERRED', 9, 'home', 'attached', false],
  ['ROAMING_CSFB_NOT_PREFERRED', 10, 'roaming', 'attached', false],
  ['ATTACHED_RLOS', 11, 'denied', 'detached', true],
  ['one of the future', 12, 'unknown', 'detached', false],
] as const)(
  '%s is this standing, and this attachment where the modem does not tell of it',
  (_, number, state, attached, emergency) => {
    const object = modem(number)
    const standing = registration(object, 'automatic')
    expect(standing.state).toBe(state)
    expect(packetService(object, standing, []).state).toBe(attached)
    expect(isEmergencyOnly(object)).toBe(emergency)
  },
)

test.each([
  ['attached', 6, 2],
  ['detached', 1, 1],
] as const)('what the modem tells of its attachment is so: %s', (state, number, told) => {
  const object = modem(number, told)
  expect(packetService(object, registration(object, 'automatic'), []).state).toBe(state)
})
