import { expect, test } from 'vitest'
import { CallError } from './bus/index.ts'
import { causeError } from './cause.ts'

test('who has not given up is not told so, whatever ModemManager has cancelled by itself', () => {
  const error = new CallError(
    { member: 'SetPowerState' },
    'org.freedesktop.ModemManager1.Error.Core.Cancelled',
    'Operation was cancelled',
  )
  const status = { protocol: 'modem-manager', value: 0, name: 'Core.Cancelled' }
  expect(causeError(error, 'switching the radio').reason).toMatchObject({ code: 'status', status })
  const options = { failure: 'connect_failed' } as const
  expect(causeError(error, 'activating the context', options).reason.code).toBe('connect_failed')
})
