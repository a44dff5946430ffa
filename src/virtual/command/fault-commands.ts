/** Faults on the way between host and modem. */
import { Milliseconds, Seconds } from '../../base/index.ts'
import type { Fault, FaultAction } from '../fault/fault.ts'
import { command, type VirtualCommand } from './command.ts'
import { choice, duration, flag, numeric, text } from './parameter.ts'

const ACTIONS = [
  'delay',
  'drop',
  'duplicate',
  'reorder',
  'corrupt',
  'fragment',
  'wedge',
  'unplug',
  'replug',
] as const satisfies readonly FaultAction['action'][]

const MESSAGES = [
  'open',
  'close',
  'command',
  'host-error',
  'open-done',
  'close-done',
  'command-done',
  'function-error',
  'indicate-status',
] as const

const count = { min: 1, max: 1e9, whole: true }

export const faultCommands: readonly VirtualCommand[] = [
  command({
    name: 'fault',
    summary:
      'disturb messages on their way (late, lost, doubled, overtaken, garbled, cut up) or the modem by one',
    parameters: {
      action: choice(ACTIONS, 'what becomes of a message', { positional: true }),
      direction: choice(['to-host', 'to-function'], 'only those that go this way', {}),
      message: choice(MESSAGES, 'only this kind of message', {}),
      service: text('only this service: its name (basic-connect) or UUID', {}, 'service'),
      cid: text('only this CID: its name (connect) or number', {}, 'cid'),
      skip: numeric('let so many pass first', { default: 0, min: 0, max: 1e9, whole: true, type: 'count' }),
      count: numeric('strike so many times; without end unless given', { ...count, type: 'count' }),
      probability: numeric('the chance that a message is struck', {
        default: 1,
        min: 0,
        max: 1,
        type: 'share',
      }),
      by: duration('delay: by how much', { default: '1s' }),
      jitter: duration('delay: and up to so much more', { default: '0ms' }),
      times: numeric('duplicate: how often it comes', { default: 2, min: 2, max: 100, whole: true }),
      bytes: numeric('corrupt: how many bytes', { ...count, max: 65536, default: 1 }),
      header: flag('corrupt: the message header as well'),
      size: numeric('fragment: the longest fragment', {
        default: 64,
        min: 64,
        max: 65536,
        whole: true,
        type: 'bytes',
      }),
      until: choice(['open', 'restart'], 'wedge: what brings it back', { default: 'open' }),
    },
    examples: [
      'fault delay --by 3s --message command-done',
      'fault drop --cid connect --count 1',
      'fault corrupt --direction to-host --probability 0.1',
      'fault unplug --cid connect --message command',
    ],
    run(modem, given) {
      const { action, direction, message, service, cid, skip, count: times, probability } = given
      const actions: { readonly [A in FaultAction['action']]: Extract<FaultAction, { action: A }> } = {
        delay: { action: 'delay', by: given.by, jitter: Milliseconds(given.jitter) },
        drop: { action: 'drop' },
        duplicate: { action: 'duplicate', times: given.times },
        reorder: { action: 'reorder', within: Seconds(1) },
        corrupt: { action: 'corrupt', bytes: given.bytes, header: given.header },
        fragment: { action: 'fragment', size: given.size },
        wedge: { action: 'wedge', until: given.until },
        unplug: { action: 'unplug' },
        replug: { action: 'replug' },
      }
      const fault: Fault = {
        ...actions[action],
        skip,
        probability,
        ...(direction === undefined ? {} : { direction }),
        ...(message === undefined ? {} : { message }),
        ...(service === undefined ? {} : { service }),
        ...(cid === undefined ? {} : { cid }),
        ...(times === undefined ? {} : { count: times }),
      }
      modem.injectFault(fault)
      const which = [message, cid, direction].filter((one) => one !== undefined).join(' ')
      return `${action} strikes ${which || 'every message'} of ${modem.name}`
    },
  }),
  command({
    name: 'clear-faults',
    summary: 'end all faults',
    parameters: {},
    examples: ['clear-faults'],
    run(modem) {
      const { length } = modem.faults
      modem.clearFaults()
      return `${length} ${length === 1 ? 'fault' : 'faults'} of ${modem.name} ended`
    },
  }),
]
