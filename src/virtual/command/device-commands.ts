/** What a hand does to a modem: its SIM, its switch, its plug. */
import { formatDuration, fromHex } from '../../base/index.ts'
import { VirtualVendor } from '../function/service/vendor.ts'
import { command, impossible, type VirtualCommand } from './command.ts'
import { choice, invalid, text } from './parameter.ts'

const LONGEST_NOTICE = 65_536

export const deviceCommands: readonly VirtualCommand[] = [
  command({
    name: 'remove-sim',
    summary: 'take the SIM out',
    parameters: {},
    examples: ['remove-sim'],
    run(modem) {
      if (!modem.removeSim()) throw impossible(`${modem.name} has no SIM to remove`)
      return `the SIM of ${modem.name} is out`
    },
  }),
  command({
    name: 'insert-sim',
    summary: 'put the SIM back that was taken out',
    parameters: {},
    examples: ['insert-sim'],
    run(modem) {
      if (!modem.insertSim()) {
        const why = modem.inside.sim.card === undefined ? 'none was taken out' : 'there is one in it'
        throw impossible(`no SIM can be put into ${modem.name}: ${why}`)
      }
      return `the SIM of ${modem.name} is in`
    },
  }),
  command({
    name: 'lock-sim',
    summary: 'the SIM asks for its PIN (1234 unless set otherwise), now and at every start',
    parameters: {},
    examples: ['lock-sim'],
    run(modem) {
      if (!modem.lockSim()) throw impossible(`${modem.name} has no SIM to lock`)
      return `the SIM of ${modem.name} asks for its PIN`
    },
  }),
  command({
    name: 'unlock-sim',
    summary: 'the SIM asks for no PIN any more',
    parameters: {},
    examples: ['unlock-sim'],
    run(modem) {
      if (!modem.unlockSim()) throw impossible(`${modem.name} has no SIM to unlock`)
      return `the SIM of ${modem.name} asks for no PIN`
    },
  }),
  command({
    name: 'radio-switch',
    summary: 'move the radio switch on the case',
    parameters: { position: choice(['on', 'off'], 'where to', { positional: true }) },
    examples: ['radio-switch off', 'radio-switch on'],
    run(modem, { position }) {
      modem.hardwareRadio(position)
      return `the radio switch of ${modem.name} is ${position}`
    },
  }),
  command({
    name: 'emergency',
    summary: 'begin or end an emergency call',
    parameters: { state: choice(['on', 'off'], 'whether one is going on', { positional: true }) },
    examples: ['emergency on', 'emergency off'],
    run(modem, { state }) {
      modem.setEmergency(state === 'on')
      return `${modem.name} is ${state === 'on' ? '' : 'no longer '}in an emergency call`
    },
  }),
  command({
    name: 'voice-call',
    summary: 'a voice call begins or ends; while one goes on, no context can be activated',
    parameters: {
      state: choice(['in-progress', 'hang-up', 'none'], 'what the modem tells of it', { positional: true }),
    },
    examples: ['voice-call in-progress', 'voice-call hang-up'],
    run(modem, { state }) {
      modem.setVoiceCall(state)
      return `the voice call of ${modem.name} is ${{ 'in-progress': 'in progress', 'hang-up': 'hung up', none: 'over' }[state]}`
    },
  }),
  command({
    name: 'multicarrier',
    summary: 'make it a modem that can change its carrier, or one that cannot',
    parameters: { state: choice(['on', 'off'], 'whether it can', { positional: true }) },
    examples: ['multicarrier on', 'multicarrier off'],
    run(modem, { state }) {
      if (!modem.isPlugged) throw impossible(`${modem.name} is unplugged`)
      modem.setMulticarrier(state === 'on')
      const back = formatDuration(modem.inside.timing.restart)
      return `${modem.name} is back in ${back} as a modem that ${state === 'on' ? 'can' : 'cannot'} change its carrier`
    },
  }),
  command({
    name: 'vendor-notice',
    summary: "the vendor's own device service says something by itself",
    parameters: {
      data: text('the bytes, in hexadecimal', { positional: true, default: '00' }, 'hex'),
    },
    examples: ['vendor-notice', 'vendor-notice 68656c6c6f'],
    run(modem, { data }) {
      const bytes = fromHex(data)
      if (bytes.length > LONGEST_NOTICE) {
        throw invalid(`${bytes.length} bytes are too many: ${LONGEST_NOTICE} at the most`)
      }
      modem.vendorSays(bytes)
      return `the device service ${VirtualVendor.uuid} of ${modem.name} said ${bytes.length} bytes`
    },
  }),
  command({
    name: 'wedge',
    summary: 'the modem hears and says nothing any more',
    parameters: {
      until: choice(['open', 'restart'], 'what brings it back: being opened anew, or only a restart', {
        default: 'open',
      }),
    },
    examples: ['wedge', 'wedge --until restart'],
    run(modem, { until }) {
      modem.wedge(until === 'open' ? 'until-open' : 'until-restart')
      return `${modem.name} is wedged until it is ${until === 'open' ? 'opened anew' : 'restarted'}`
    },
  }),
  command({
    name: 'restart',
    summary: 'the modem goes away and comes back by itself',
    parameters: {},
    examples: ['restart'],
    run(modem) {
      if (!modem.isPlugged) throw impossible(`${modem.name} is unplugged`)
      modem.restart()
      return `${modem.name} is back in ${formatDuration(modem.inside.timing.restart)}`
    },
  }),
  command({
    name: 'unplug',
    summary: 'pull the modem out',
    parameters: {},
    examples: ['unplug'],
    run(modem) {
      if (!modem.isPlugged) throw impossible(`${modem.name} is unplugged already`)
      modem.unplug()
      return `${modem.name} is unplugged`
    },
  }),
  command({
    name: 'plug',
    summary: 'plug the modem in again',
    parameters: {},
    examples: ['plug'],
    run(modem) {
      if (modem.isPlugged) throw impossible(`${modem.name} is plugged in already`)
      modem.plug()
      return `${modem.name} is plugged in`
    },
  }),
]
