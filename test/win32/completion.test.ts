/** Every status that the pages list for the completions of connections, and those of ours that they lack. */
import { describe, expect, test } from 'vitest'
import type { Cause } from '../../src/core/index.ts'
import { ERROR_CODES, type ErrorCode } from '../../src/base/index.ts'
import {
  CLSID_MbnConnectionManager,
  createWin32,
  FormatMessage,
  IID_IMbnConnectionManager,
  MBN_CONNECTION_MODE_TMP_PROFILE,
  type HRESULT,
  type IMbnConnection,
  type SAFEARRAY,
} from '../../src/face/win32/index.ts'
import { ERROR_HRESULTS, hresultOf, STATUS_HRESULTS } from '../../src/face/win32/error-hresult.ts'
import { JournalService } from './journal-service.ts'
import { advised, created, got, until } from './program.ts'
import { reference } from './reference.ts'

const code = (name: ErrorCode): Cause => ({ code: name, message: 'as the test wants it' })
const status = (value: number): Cause => ({
  ...code('status'),
  status: { protocol: 'mbim', value, name: 'as the modem names it' },
})
const network = (value: number): Cause => ({
  ...code('connect_failed'),
  status: { protocol: 'mbim', value: 2, name: 'FAILURE' },
  network: { value, name: 'as 3GPP names it', text: 'as the network means it' },
})

/** Status → the causes that come to it. */
const CONNECT: Readonly<Record<string, readonly Cause[]>> = {
  E_MBN_SIM_NOT_INSERTED: [code('sim_not_inserted'), status(3)],
  E_MBN_PIN_REQUIRED: [code('pin_required'), status(5)],
  E_MBN_SERVICE_NOT_ACTIVATED: [code('service_not_activated'), status(17), network(8), network(33)],
  E_MBN_PROVIDER_NOT_VISIBLE: [status(10), { ...status(10), code: 'not_found' }],
  E_MBN_INVALID_ACCESS_STRING: [status(18), network(27)],
  'HRESULT_FROM_WIN32(ERROR_INVALID_PASSWORD)': [status(19), network(29)],
  E_MBN_VOICE_CALL_IN_PROGRESS: [status(15), { ...status(15), code: 'busy' }],
  E_MBN_MAX_ACTIVATED_CONTEXTS: [code('max_activated_contexts'), status(13)],
  E_MBN_RADIO_POWER_OFF: [code('radio_off'), status(20)],
  E_MBN_PACKET_SVC_DETACHED: [code('packet_service_detached'), status(12)],
}

async function completion(cause?: Cause): Promise<HRESULT> {
  const service = new JournalService()
  const manager = await created(createWin32(service), CLSID_MbnConnectionManager, IID_IMbnConnectionManager)
  const sink = await advised(manager, 'IMbnConnectionEvents')
  const [connection] = await got<SAFEARRAY<IMbnConnection>>((all) => manager.GetConnections(all))
  const id = await got<number>(
    async (requestID) =>
      (await connection?.Connect(MBN_CONNECTION_MODE_TMP_PROFILE, '<MBNProfile/>', requestID)) ?? -1,
  )
  if (cause === undefined) service.succeed(id)
  else service.fail(id, cause)
  await until(() => sink.methods.includes('OnConnectComplete'))
  const [, requestID, hr] = sink.heard.at(-1)?.arguments ?? []
  expect(requestID).toBe(id)
  return hr as HRESULT // OnConnectComplete
}

describe('OnConnectComplete', () => {
  const listed = reference.interfaces.IMbnConnectionEvents?.methods.OnConnectComplete?.statuses ?? []

  test('every status of its page is here, but for S_OK and the one that no header defines', () => {
    expect([...Object.keys(CONNECT), 'S_OK', 'E_MBN_ACTIVE_CONNECTION'].sort()).toEqual([...listed].sort())
  })

  test('succeeds with S_OK', async () => {
    expect(await completion()).toBe(0)
  })

  const rows = Object.entries(CONNECT).flatMap(([name, causes]) => causes.map((cause) => ({ name, cause })))
  test.each(rows)(
    '$name from $cause.code, $cause.status.value, $cause.network.value',
    async ({ name, cause }) => {
      expect(await completion(cause)).toBe(Number(reference.hresults[name]))
    },
  )

  test.each([
    ['given up', code('cancelled'), 0x800704c7],
    ['unplugged', code('unplugged'), 0x80070006],
    ['a service that restarted', code('service_restarted'), 0x800703e3],
    ['a refusal without a reason', code('connect_failed'), 0x80004005],
    ['a refusal for a reason without a code', network(38), 0x80004005],
    ['a status without a code', status(2), 0x80004005],
    [
      'a status of another protocol',
      { ...status(3), status: { protocol: 'at', value: 3, name: 'x' } },
      0x80004005,
    ],
  ])('%s', async (_what, cause, hr) => {
    expect(await completion(cause)).toBe(hr)
  })
})

test('Disconnect completes with S_OK', async () => {
  const service = new JournalService()
  const manager = await created(createWin32(service), CLSID_MbnConnectionManager, IID_IMbnConnectionManager)
  const sink = await advised(manager, 'IMbnConnectionEvents')
  const [connection] = await got<SAFEARRAY<IMbnConnection>>((all) => manager.GetConnections(all))
  service.connectionBecomes({ state: 'activated' })
  const id = await got<number>(async (requestID) => (await connection?.Disconnect(requestID)) ?? -1)
  service.succeed(id)
  await until(() => sink.methods.includes('OnDisconnectComplete'))
  expect(sink.heard.at(-1)?.arguments.slice(1)).toEqual([id, 0])
})

describe('our errors', () => {
  test.each(Object.keys(ERROR_CODES) as ErrorCode[])('%s has an HRESULT with words', (name) => {
    expect(ERROR_HRESULTS[name]).toBeGreaterThanOrEqual(0x80000000)
    expect(FormatMessage(ERROR_HRESULTS[name])).not.toMatch(/^Error 0x/)
  })

  test('so has every status of a modem that has one', () => {
    for (const hr of Object.values(STATUS_HRESULTS)) expect(FormatMessage(hr)).not.toMatch(/^Error 0x/)
  })

  test('what is no error of ours is unexpected', () => {
    expect(hresultOf(new TypeError('a defect'))).toBe(0x8000ffff)
    expect(hresultOf('a text')).toBe(0x8000ffff)
  })
})
