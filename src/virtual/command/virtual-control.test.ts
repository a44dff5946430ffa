import { expect, test } from 'vitest'
import { Seconds } from '../../base/index.ts'
import { Connect, IpConfiguration, RegisterState, SubscriberReadyStatus } from '../../mbim/index.ts'
import { activation, open, type HostRig } from '../../../test/support/host-rig.ts'
import { serialRig } from '../../../test/support/serial-terminal.ts'
import { createVirtualModem } from '../virtual-modem.ts'
import type { RawArgument } from './parameter.ts'
import { VIRTUAL_COMMANDS, virtualControl } from './virtual-control.ts'

type Given = Readonly<Record<string, RawArgument>>

async function run({ modem }: HostRig, command: string, given: Given = {}): Promise<string> {
  const { message } = await virtualControl(() => [modem]).command({ command, arguments: given })
  return message
}

async function connected(): Promise<HostRig> {
  const rig = await open()
  await rig.host.set(Connect, activation())
  rig.host.forget()
  return rig
}

/** What is read back after the command, as one line. */
async function state({ host, modem, clock }: HostRig): Promise<string> {
  await clock.advance(Seconds(1))
  return `${modem.isOpen ? ((await host.query(RegisterState)).info?.registerState ?? '') : 'closed'}; ${modem.summary}`
}

const home = 'home; Dialtone Mobile (home), attached'

test.each<[string, Given, RegExp, string]>([
  ['disconnect', {}, /^the network ended session 0 of virtual0 \(cause 36: ended regularly\)$/, home],
  ['disconnect', { session: '0', cause: 'network-failure-sm' }, /cause 38: the network failed/, home],
  ['detach', { cause: 7 }, /detached virtual0 \(cause 7/, 'home; Dialtone Mobile (home), detached'],
  ['roam', {}, /is now abroad/, 'partner; Nomad Telecom (partner), attached'],
  ['roam', { to: 'nowhere' }, /is now nowhere/, 'searching; searching'],
  ['home', {}, /is now home/, `${home}, 1 context`],
  ['deny', { cause: 'illegal-me' }, /refuses virtual0 \(cause 6/, 'denied; denied'],
  [
    'deny',
    { 'packet-service': true, cause: 7 },
    /refuses to attach virtual0 \(cause 7/,
    'home; Dialtone Mobile (home), detached',
  ],
  [
    'subscription',
    { state: 'inactive' },
    /is inactive/,
    'home; SIM not-activated, Dialtone Mobile (home), attached, 1 context',
  ],
  ['ip-change', {}, /now has 100\.64\.0\.6 and 2001:db8:100:1::2/, `${home}, 1 context`],
  [
    'apn',
    { name: 'internet', answer: 'refuse', cause: '33' },
    /internet refuses \(cause 33/,
    `${home}, 1 context`,
  ],
  ['apn', { name: 'internet', answer: 'slow', delay: '30s' }, /answers after 30 s/, `${home}, 1 context`],
  [
    'congestion',
    { level: '0.25', delay: '2s' },
    /fails 25 % of .* and answers 2 s later/,
    `${home}, 1 context`,
  ],
  ['congestion', { level: 0 }, /free again/, `${home}, 1 context`],
  ['signal', { rssi: '-101', steady: true }, /is -101 dBm/, `${home}, 1 context`],
  ['signal', { rssi: 'auto' }, /that of its cells/, `${home}, 1 context`],
  ['traffic', { down: '1000' }, /1000 bytes\/s down and 0 bytes\/s up/, `${home}, 1 context`],
  ['traffic', {}, /what it really carries/, `${home}, 1 context`],
  ['remove-sim', {}, /is out/, 'deregistered; SIM sim-not-inserted, deregistered'],
  ['lock-sim', {}, /asks for its PIN/, 'deregistered; SIM device-locked, deregistered'],
  ['unlock-sim', {}, /asks for no PIN/, `${home}, 1 context`],
  ['radio-switch', { position: 'off' }, /is off/, 'deregistered; radio off'],
  ['emergency', { state: 'on' }, /is in an emergency call/, `${home}, 1 context`],
  ['unplug', {}, /is unplugged/, 'closed; unplugged'],
  ['restart', {}, /is back in 0 ms/, 'closed; Dialtone Mobile (home), attached'],
  [
    'fault',
    { action: 'delay', by: '2s', cid: 'connect' },
    /delay strikes connect of virtual0/,
    `${home}, 1 context`,
  ],
  ['clear-faults', {}, /0 faults of virtual0 ended/, `${home}, 1 context`],
])('%s %o', async (command, given, message, after) => {
  const rig = await connected()
  expect(await run(rig, command, given)).toMatch(message)
  expect(await state(rig)).toBe(after)
})

test('what was taken away comes back', async () => {
  const rig = await connected()
  await run(rig, 'remove-sim')
  expect(await run(rig, 'insert-sim')).toBe('the SIM of virtual0 is in')
  expect(await state(rig)).toBe(home)
  await run(rig, 'deny')
  await run(rig, 'allow')
  expect(await state(rig)).toBe(home)
  await run(rig, 'unplug')
  await run(rig, 'plug')
  expect(rig.modem.isPlugged).toBe(true)
  expect(await run(rig, 'emergency', { state: 'off' })).toBe('virtual0 is no longer in an emergency call')
})

test('a wedged modem is silent until it is opened', async () => {
  const rig = await connected()
  expect(await run(rig, 'wedge')).toBe('virtual0 is wedged until it is opened anew')
  rig.host.send(rig.host.frame(SubscriberReadyStatus, 900))
  await rig.clock.advance(Seconds(5))
  expect(rig.host.answers).toEqual([])
  expect(await rig.host.open()).toBe('success')
})

test('a call that is no context is hung up on, and it is said which of both ended', async () => {
  const { modem, terminal } = await serialRig()
  const said = async (command: string, given: Given = {}): Promise<string> =>
    (await virtualControl(() => [modem]).command({ command, arguments: given })).message
  expect(await said('call', { from: '+15550123' })).toBe('+15550123 calls virtual0')
  await expect(said('disconnect', { session: 1 })).rejects.toThrow('session 1 of virtual0 is not connected')
  expect(await said('disconnect')).toBe('the far end of the call of virtual0 hung up')
  await expect(said('disconnect')).rejects.toThrow('there is nothing to end')
  await said('call', { from: '+15550123' })
  expect(await terminal.type('ATA\r')).toContain('CONNECT')
  expect(await said('call')).toBe('the network opened session 0 of virtual0')
  expect(await said('disconnect')).toBe(
    'the far end of the call of virtual0 hung up, and the network ended session 0 of virtual0 (cause 36: ended regularly)',
  )
})

test('faults are counted and ended', async () => {
  const rig = await connected()
  await run(rig, 'fault', { action: 'drop', message: 'command-done', count: '1' })
  rig.host.send(rig.host.frame(IpConfiguration, 900, { sessionId: 0 }))
  await rig.clock.advance(Seconds(1))
  expect(rig.host.answers).toEqual([])
  for (const action of ['drop', 'duplicate', 'reorder', 'corrupt', 'fragment', 'unplug', 'wedge']) {
    await run(rig, 'fault', { action, count: 3, direction: 'to-host' })
  }
  expect(await run(rig, 'clear-faults')).toBe('7 faults of virtual0 ended')
})

test.each<[string, Given, RegExp]>([
  ['nothing', {}, /no command "nothing" for virtual modems; there are call, /],
  ['roam', { place: 'abroad' }, /virtual roam takes no "place": it takes to/],
  ['plug', { hard: true }, /virtual plug takes no "hard": it takes nothing/],
  ['radio-switch', {}, /virtual radio-switch needs position \(on\|off\): where to/],
  ['radio-switch', { position: 'half' }, /position: "half" is none of on, off/],
  ['disconnect', { session: '1.5' }, /session: "1.5" is not a whole number/],
  ['fault', { action: 'corrupt', bytes: 1e9 }, /bytes: 1000000000 is not between 1 and 65536/],
  ['disconnect', { session: 256 }, /session: 256 is not between 0 and 255/],
  ['disconnect', { cause: 'because' }, /cause: "because" is no cause: .* congestion/],
  ['disconnect', { cause: 0 }, /cause: 0 is no cause/],
  ['apn', { name: 'internet', answer: 'slow', delay: 'soon' }, /delay: "soon" is not a duration such as/],
  ['fault', { action: 'delay', by: '5' }, /by: "5" is not a duration such as 250ms, 2s or 1min/],
  ['fault', { action: 'delay', by: 5 }, /by: 5 is not a duration/],
  ['apn', { name: 'nothing', answer: 'accept' }, /no access point "nothing"/],
  ['congestion', { level: 'high' }, /level: "high" is not a number/],
  ['signal', { rssi: '-10' }, /"-10" is neither auto nor dBm/],
  ['deny', { 'packet-service': 'maybe' }, /packet-service: "maybe" is neither true nor false/],
  ['fault', { action: 'drop', cid: 'nothing' }, /no CID "nothing"/],
  ['disconnect', { session: 3 }, /session 3 of virtual0 is not connected/],
  ['ip-change', { session: 3 }, /session 3 of virtual0 is not connected/],
  ['insert-sim', {}, /no SIM can be put into virtual0: there is one in it/],
  ['plug', {}, /virtual0 is plugged in already/],
  ['call', { user: 'branch' }, /user and password are what somebody who calls shows: give the number/],
  ['call', { password: 'secret' }, /user and password are what/],
  ['call', { from: '+15550123', apn: 'internet' }, /session and apn are of a context/],
  ['call', { from: '+15550123', session: 0 }, /session and apn are of a context/],
])('%s %o is answered with what is wrong', async (command, given, message) => {
  await expect(run(await connected(), command, given)).rejects.toThrow(message)
})

test('what has no packet service cannot be detached', async () => {
  const rig = await connected()
  await run(rig, 'detach')
  await expect(run(rig, 'detach')).rejects.toThrow('virtual0 is not attached')
})

test('which modem is meant must be clear', async () => {
  const modems = ['virtual0', 'virtual1'].map((name) => createVirtualModem({ name, timing: 'instant' }))
  const control = virtualControl(() => modems)
  await expect(control.command({ command: 'wedge', arguments: {} })).rejects.toThrow(
    'which virtual modem? There are virtual0, virtual1',
  )
  await expect(control.command({ modem: 'x', command: 'wedge', arguments: {} })).rejects.toThrow(
    'there is no virtual modem "x"; there are virtual0, virtual1',
  )
  const done = await control.command({ modem: 'virtual1', command: 'wedge', arguments: {} })
  expect(done.message).toContain('virtual1')
  expect(await control.list()).toMatchObject([{ name: 'virtual0' }, { name: 'virtual1' }])
  await expect(virtualControl(() => []).command({ command: 'wedge', arguments: {} })).rejects.toThrow(
    'there is no virtual modem',
  )
})

test.each(VIRTUAL_COMMANDS.map((command) => [command.name, command] as const))(
  '%s explains itself',
  (_name, { name, summary, parameters, examples }) => {
    expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/)
    expect(summary).toMatch(/^[a-z].*[^.]$/)
    expect(examples.length).toBeGreaterThan(0)
    for (const example of examples) expect(example.split(' ')[0]).toBe(name)
    const list = Object.values(parameters)
    // On a command line, what has a place comes first, and what must be given before what need not.
    const places = list.map(({ positional, required }) => (required ? 0 : positional ? 1 : 2))
    expect(places).toEqual(places.toSorted((one, other) => one - other))
    for (const { help, type } of list) {
      expect(help).not.toBe('')
      expect(type).not.toBe('')
    }
    // Its defaults are values that it takes.
    for (const { default: given, read } of list) {
      if (given !== undefined) expect(() => read(given)).not.toThrow()
    }
  },
)

test('names of commands are unique', () => {
  const names = VIRTUAL_COMMANDS.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
})
