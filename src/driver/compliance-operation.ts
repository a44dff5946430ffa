/** What every driver owes its users of what is asked of the modem itself: `operate`, in all its kinds. */
import { toDialtoneError } from '../base/index.ts'
import type { ModemOperation, OperationKind, OperationResult } from '../core/index.ts'
import {
  each,
  expect,
  failure,
  momentsOf,
  never,
  types,
  type Bench,
  type ComplianceCase,
  type Driven,
  type ModemControl,
} from './compliance-bench.ts'

/** One of each kind; those that a modem with an unlocked SIM may refuse, it refuses with its status. */
const OPERATIONS: Readonly<Record<OperationKind, (modem: ModemControl) => ModemOperation>> = {
  'ask-pin': () => ({ kind: 'ask-pin' }),
  'enter-pin': ({ codes }) => ({ kind: 'enter-pin', pin: 'pin1', code: codes.pin }),
  'enable-pin': ({ codes }) => ({ kind: 'enable-pin', pin: 'pin1', code: codes.pin }),
  'disable-pin': ({ codes }) => ({ kind: 'disable-pin', pin: 'pin1', code: codes.pin }),
  'change-pin': ({ codes }) => ({ kind: 'change-pin', pin: 'pin1', code: codes.pin, newCode: codes.pin }),
  'unblock-pin': ({ codes }) => ({ kind: 'unblock-pin', pin: 'pin1', code: codes.puk, newCode: codes.pin }),
  'set-radio': () => ({ kind: 'set-radio', software: 'off' }),
  'set-provisioned-context': () => ({
    kind: 'set-provisioned-context',
    context: { type: 'mms', accessString: 'mms', authProtocol: 'none', compression: false },
  }),
  register: () => ({ kind: 'register', mode: 'automatic' }),
  scan: () => ({ kind: 'scan' }),
  'scan-multicarrier': () => ({ kind: 'scan-multicarrier' }),
  'set-preferred-providers': ({ provider }) => ({
    kind: 'set-preferred-providers',
    providers: [{ id: provider }],
  }),
  'activate-service': () => ({ kind: 'activate-service', data: Uint8Array.of(0) }),
  'ask-device-service': ({ deviceService: service }) => ({ kind: 'ask-device-service', service }),
  'device-command': ({ deviceService: service }) => ({
    kind: 'device-command',
    service,
    command: 1,
    type: 'query',
    data: Uint8Array.of(0),
  }),
  'open-device-service': ({ deviceService: service }) => ({
    kind: 'open-device-service',
    service,
    session: 1,
  }),
  'close-device-service': ({ deviceService: service }) => ({
    kind: 'close-device-service',
    service,
    session: 1,
  }),
  'open-stream': ({ deviceService: service }) => ({ kind: 'open-stream', service, number: 0 }),
  'write-stream': ({ deviceService: service }) => ({
    kind: 'write-stream',
    service,
    stream: 1,
    data: Uint8Array.of(0),
  }),
  'close-stream': ({ deviceService: service }) => ({ kind: 'close-stream', service, stream: 1 }),
  'send-message': () => ({
    kind: 'send-message',
    parts: [{ format: 'pdu', octets: '0001000a8151550521f3000005e8329bfd06' }],
    number: '+15550123',
    statusReport: false,
  }),
  'read-messages': () => ({ kind: 'read-messages', which: { filter: 'all' }, places: 'all' }),
  'delete-messages': () => ({ kind: 'delete-messages', which: { filter: 'all' }, places: 'all' }),
  'set-message-configuration': () => ({ kind: 'set-message-configuration', serviceCentre: '+15550100' }),
  'set-home-provider': ({ provider }) => ({ kind: 'set-home-provider', provider }),
  'set-signal-reports': () => ({ kind: 'set-signal-reports', interval: 10 }),
}

const KINDS = Object.keys(OPERATIONS) as OperationKind[]

/** What a modem may say instead of doing it: it has not got it, it has nothing to do, it will not. */
const REFUSALS: ReadonlySet<string> = new Set([
  'not_supported',
  'status',
  'invalid_argument',
  'invalid_state',
])

const ask = (driven: Driven, operation: ModemOperation, signal = never): Promise<OperationResult> =>
  driven.driver.operate(operation, { signal })

/** The code with which it fails. */
async function endOf(operating: Promise<unknown>): Promise<string> {
  try {
    await operating
    return 'done'
  } catch (error) {
    // What is no error of ours breaks the contract as `internal`.
    return toDialtoneError(error).code
  }
}

/** How many attempts at the awaited PIN are left, asked of the modem. */
async function attemptsLeft(bench: Bench, driven: Driven): Promise<number | undefined> {
  return (await bench.wait(ask(driven, { kind: 'ask-pin' }))).pinStatus?.attemptsLeft
}

const eachKind = (
  name: string,
  run: (bench: Bench, kind: OperationKind) => Promise<void>,
): readonly ComplianceCase[] =>
  KINDS.map((kind) => ({ name: `${kind} ${name}`, run: (bench) => run(bench, kind) }))

export const OPERATION_COMPLIANCE: readonly ComplianceCase[] = [
  ...eachKind('is done, or refused with a cause, and the modem is there afterwards', (bench, kind) =>
    each(bench, async (driven, { modem }) => {
      const end = await bench.wait(endOf(ask(driven, OPERATIONS[kind](modem))))
      expect(`an end that there may be (${end})`, end === 'done' || REFUSALS.has(end), true)
      await bench.settle()
      expect('gone', types(driven.facts).includes('gone'), false)
      await bench.wait(ask(driven, { kind: 'ask-pin' }))
    }),
  ),
  ...eachKind('whose signal was aborted before is cancelled, and is not sent', (bench, kind) =>
    each(bench, async (driven, { modem }) => {
      await bench.settle()
      const told = driven.facts.length
      const operating = ask(driven, OPERATIONS[kind](modem), AbortSignal.abort())
      expect('the code', (await failure('operating', operating)).code, 'cancelled')
      await bench.settle()
      expect('what was told', types(driven.facts.slice(told)), [])
    }),
  ),
  ...eachKind('ends with unplugged when the modem is, at whatever moment', async (bench, kind) => {
    for (const moment of momentsOf(bench, 6)) {
      await each(bench, async (driven, { modem }) => {
        const operating = endOf(ask(driven, OPERATIONS[kind](modem)))
        for (let step = 0; step < moment; step++) await bench.step()
        modem.unplug()
        const end = await bench.wait(operating)
        expect(`the end at moment ${moment} (${end})`, ['done', 'unplugged', ...REFUSALS].includes(end), true)
        await bench.wait(driven.until(({ type }) => type === 'gone'))
        expect(
          'a later one',
          (await failure('operating', ask(driven, { kind: 'ask-pin' }))).code,
          'unplugged',
        )
      })
    }
  }),
  {
    name: 'the right PIN opens a locked SIM, which is told before the operation ends',
    run: (bench) =>
      each(bench, async (driven, { modem }) => {
        modem.lockSim()
        await bench.settle()
        const locked = (await bench.wait(ask(driven, { kind: 'ask-pin' }))).pinStatus
        expect('what is awaited', [locked?.type, locked?.state], ['pin1', 'locked'])
        const from = driven.facts.length
        await bench.wait(ask(driven, OPERATIONS['enter-pin'](modem)))
        const told = driven.facts.slice(from).filter((fact) => fact.type === 'sim')
        expect('told as open', told.at(-1)?.sim.state === 'locked', false)
        expect('told at all', told.length > 0, true)
        const open = (await bench.wait(ask(driven, { kind: 'ask-pin' }))).pinStatus
        expect('what is awaited then', open?.state, 'unlocked')
      }),
  },
  {
    name: 'a wrong PIN costs one attempt and no more, and is pin_failed with those that are left',
    run: (bench) =>
      each(bench, async (driven, { modem }) => {
        modem.lockSim()
        await bench.settle()
        const before = await attemptsLeft(bench, driven)
        const wrong: ModemOperation = {
          kind: 'enter-pin',
          pin: 'pin1',
          code: modem.codes.pin === '9999' ? '8888' : '9999',
        }
        const cause = await failure('entering', bench.wait(ask(driven, wrong)))
        expect('the code', cause.code, 'pin_failed')
        const after = await attemptsLeft(bench, driven)
        expect('attempts left', after, before === undefined ? undefined : before - 1)
        expect('attempts told', cause.attemptsLeft, after)
        await bench.wait(ask(driven, OPERATIONS['enter-pin'](modem)))
      }),
  },
  {
    name: 'the radio goes off and on, each told before the operation ends',
    run: (bench) =>
      each(bench, async (driven) => {
        for (const software of ['off', 'on', 'on'] as const) {
          await bench.wait(ask(driven, { kind: 'set-radio', software }))
          const told = driven.facts.filter((fact) => fact.type === 'radio').at(-1)
          expect('the switch as told', told?.radio.software, software)
        }
      }),
  },
]
