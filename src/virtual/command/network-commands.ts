/** What the network and the place do to a modem. */
import { formatDuration } from '../../base/index.ts'
import { statusText } from '../../mbim/index.ts'
import { command, impossible, type VirtualCommand } from './command.ts'
import { cause, causeInWords, choice, duration, flag, invalid, list, numeric, text } from './parameter.ts'

const sessions = { min: 0, max: 255, whole: true }

const session = numeric('the session (context) it is about', { default: 0, ...sessions, type: 'session' })

export const networkCommands: readonly VirtualCommand[] = [
  command({
    name: 'call',
    summary: 'a call comes in: the network opens a context, or somebody with a number calls the serial ports',
    parameters: {
      session: numeric('the session (context) that the network opens; 0 unless told', {
        ...sessions,
        type: 'session',
      }),
      apn: text("the access point; the subscription's own unless told", {}, 'name'),
      from: text('the number of somebody who calls for data: serial ports ring', {}, 'number'),
      user: text('who that caller says to be, by PPP; caller unless told', {}, 'name'),
      password: text('what that caller shows for it', {}, 'password'),
    },
    examples: ['call', 'call --apn internet', 'call --from +15550123 --user branch --password secret'],
    run(modem, { session: sessionId, apn, from, user, password }) {
      if (from !== undefined) {
        if (sessionId !== undefined || apn !== undefined) {
          throw invalid(
            'virtual call: session and apn are of a context that the network opens, and not of a call from a number',
          )
        }
        if (!/^\+?\d{1,20}$/.test(from)) throw invalid(`virtual call: ${JSON.stringify(from)} is no number`)
        if (!modem.ringSerial({ number: from, userName: user ?? 'caller', password: password ?? '' })) {
          throw impossible(
            `${modem.name} cannot be called: it has no serial port (virtual serve --at), is not registered, or rings already`,
          )
        }
        return `${from} calls ${modem.name}`
      }
      if (user !== undefined || password !== undefined) {
        throw invalid(
          'virtual call: user and password are what somebody who calls shows: give the number, too (from)',
        )
      }
      const opened = sessionId ?? 0
      const status = modem.networkConnect({ sessionId: opened, ...(apn !== undefined && { apn }) })
      if (status !== 'success') {
        throw impossible(`${modem.name} takes no call in session ${opened}: ${statusText(status)}`)
      }
      return `the network opened session ${opened} of ${modem.name}`
    },
  }),
  command({
    name: 'disconnect',
    summary: 'the network ends a context, or the far end hangs up on a call',
    parameters: {
      session,
      cause: cause('why, as the network says it', { default: 'regular-deactivation' }),
    },
    examples: ['disconnect', 'disconnect --session 1 --cause network-failure-sm'],
    run(modem, { session: sessionId, cause: why }) {
      // A call that is no context has no session of its own: it is meant where none is named.
      const hungUp = sessionId === 0 && modem.hangUpSerial()
      const ended = modem.networkDisconnect({ sessionId, cause: why })
      if (!ended && !hungUp) {
        throw impossible(`session ${sessionId} of ${modem.name} is not connected: there is nothing to end`)
      }
      return [
        ...(hungUp ? [`the far end of the call of ${modem.name} hung up`] : []),
        ...(ended ? [`the network ended session ${sessionId} of ${modem.name} (${causeInWords(why)})`] : []),
      ].join(', and ')
    },
  }),
  command({
    name: 'detach',
    summary: 'the network takes the packet service away',
    parameters: { cause: cause('why, as the network says it', { default: 'implicitly-detached' }) },
    examples: ['detach', 'detach --cause gprs-not-allowed'],
    run(modem, { cause: why }) {
      if (modem.inside.packetService.state === 'detached') throw impossible(`${modem.name} is not attached`)
      modem.networkDetach(why)
      return `the network detached ${modem.name} (${causeInWords(why)})`
    },
  }),
  command({
    name: 'roam',
    summary: 'move the modem to where another network is',
    parameters: {
      to: text(
        "an area (home, abroad, nowhere) or an operator's name or code",
        { positional: true, default: 'abroad' },
        'place',
      ),
    },
    examples: ['roam', 'roam "Wanderfunk Süd"', 'roam 99941', 'roam nowhere'],
    run(modem, { to }) {
      modem.roam(to)
      return `${modem.name} is now ${modem.inside.reception.area.name}`
    },
  }),
  command({
    name: 'home',
    summary: 'move the modem back to where its own network is',
    parameters: {},
    examples: ['home'],
    run(modem) {
      modem.goHome()
      return `${modem.name} is now ${modem.inside.reception.area.name}`
    },
  }),
  command({
    name: 'deny',
    summary: 'the network refuses the subscriber',
    parameters: {
      cause: cause('why, as the network says it', { default: 'illegal-ms' }),
      'packet-service': flag('refuse attaching only, not registration'),
    },
    examples: ['deny', 'deny --cause plmn-not-allowed', 'deny --packet-service --cause gprs-not-allowed'],
    run(modem, { cause: why, 'packet-service': packetOnly }) {
      if (packetOnly) {
        modem.denyPacketService(why)
        modem.networkDetach(why)
        return `the network refuses to attach ${modem.name} (${causeInWords(why)})`
      }
      modem.deny(why)
      return `the network refuses ${modem.name} (${causeInWords(why)})`
    },
  }),
  command({
    name: 'allow',
    summary: 'the network takes the subscriber again',
    parameters: {},
    examples: ['allow'],
    run(modem) {
      modem.allow()
      return `the network takes ${modem.name} again`
    },
  }),
  command({
    name: 'prefer',
    summary: "the network rewrites the SIM's list of preferred networks",
    parameters: {
      networks: list('the networks that it prefers, best first', { positional: true }, 'codes'),
      forbid: list('the networks that it forbids', { default: '' }, 'codes'),
    },
    examples: ['prefer 99940,99941', 'prefer 99941 --forbid 00102', "prefer ''"],
    run(modem, { networks, forbid }) {
      modem.rewritePreferred(networks, forbid)
      const words = (plmns: readonly string[]): string => (plmns.length === 0 ? 'none' : plmns.join(', '))
      return `the SIM of ${modem.name} prefers ${words(networks)} and forbids ${words(forbid)}`
    },
  }),
  command({
    name: 'carriers',
    summary: 'the carriers that a multi-carrier modem could change to are others',
    parameters: { carriers: list('their codes', { positional: true }, 'codes') },
    examples: ['carriers 00102,99941'],
    run(modem, { carriers }) {
      modem.offerCarriers(carriers)
      return `${modem.name} could change to ${carriers.length === 0 ? 'nobody' : carriers.join(', ')}`
    },
  }),
  command({
    name: 'subscription',
    summary: 'whether the subscription has been activated',
    parameters: {
      state: choice(['active', 'inactive'], 'what it is from now on', { positional: true }),
    },
    examples: ['subscription inactive'],
    run(modem, { state }) {
      modem.setSubscriptionActive(state === 'active')
      return `the subscription of ${modem.name} is ${state}`
    },
  }),
  command({
    name: 'activation',
    summary: 'what the operator answers when it is asked to activate the subscription',
    parameters: {
      answer: choice(['accept', 'refuse'], 'what it is from now on', { positional: true }),
      cause: cause('why it refuses, as the network says it', {
        default: 'requested-service-option-not-subscribed',
      }),
    },
    examples: ['activation refuse', 'activation accept'],
    run(modem, { answer, cause: why }) {
      modem.denyActivation(answer === 'refuse' ? why : undefined)
      return answer === 'refuse'
        ? `the operator refuses to activate ${modem.name} (${causeInWords(why)})`
        : `the operator activates ${modem.name} when asked to`
    },
  }),
  command({
    name: 'ip-change',
    summary: 'the network gives a context other addresses',
    parameters: { session },
    examples: ['ip-change'],
    run(modem, { session: sessionId }) {
      if (!modem.changeIp(sessionId)) {
        throw impossible(`session ${sessionId} of ${modem.name} is not connected: it has no addresses`)
      }
      const leases = modem.inside.contexts.get(sessionId)?.bearer?.leases ?? {}
      const addresses = Object.values(leases).map(({ address }) => address)
      return `session ${sessionId} of ${modem.name} now has ${addresses.join(' and ')}`
    },
  }),
  command({
    name: 'apn',
    summary: 'how an access point answers from now on',
    parameters: {
      name: text('the access point name', { positional: true }, 'apn'),
      answer: choice(['accept', 'refuse', 'slow', 'silent'], 'what it does with a request', {
        positional: true,
      }),
      cause: cause('why it refuses', { default: 'requested-service-option-not-subscribed' }),
      delay: duration('how slow it is', { default: '10s' }),
    },
    examples: [
      'apn internet refuse --cause congestion',
      'apn internet slow --delay 30s',
      'apn internet accept',
    ],
    run(modem, { name, answer, cause: why, delay }) {
      const answers = {
        accept: { type: 'accept' },
        refuse: { type: 'refuse', cause: why },
        slow: { type: 'slow', delay },
        silent: { type: 'silent' },
      } as const
      modem.carrier.setApn(name, answers[answer], modem.inside.sim.home)
      const words = {
        accept: 'accepts',
        refuse: `refuses (${causeInWords(why)})`,
        slow: `answers after ${formatDuration(delay)}`,
        silent: 'never answers',
      }
      return `the access point ${name} ${words[answer]}`
    },
  }),
  command({
    name: 'provision',
    summary: 'the network writes a context into the modem over the air',
    parameters: {
      name: text('its access point name', { positional: true, default: '' }, 'apn'),
      type: choice(['internet', 'mms', 'ims', 'vpn', 'purchase'], 'what it is for', { default: 'internet' }),
      remove: flag('take the context of that type away instead'),
    },
    examples: ['provision web.example', 'provision mms.example --type mms', 'provision --type mms --remove'],
    run(modem, { name, type, remove }) {
      if (!modem.inside.storedContexts.provision(type, remove ? undefined : { accessString: name })) {
        throw impossible(
          remove ? `${modem.name} has no context for ${type}` : `${modem.name} has no room left`,
        )
      }
      return remove
        ? `${modem.name} has no context for ${type} any more`
        : `${modem.name} has ${name} for ${type}`
    },
  }),
  command({
    name: 'congestion',
    summary: 'the network fails or delays requests for contexts',
    parameters: {
      level: numeric('the share of requests that fail, 0 to 1; 0 ends it', {
        positional: true,
        min: 0,
        max: 1,
        type: 'share',
      }),
      delay: duration('added to every answer', { default: '0ms' }),
    },
    examples: ['congestion 1', 'congestion 0.3 --delay 2s', 'congestion 0'],
    run(modem, { level, delay }) {
      const ends = level === 0 && delay === 0
      modem.carrier.setCongestion(ends ? undefined : { level, delay })
      return ends
        ? 'the network is free again'
        : `the network fails ${Math.round(level * 100)} % of requests for contexts` +
            (delay > 0 ? ` and answers ${formatDuration(delay)} later` : '')
    },
  }),
  command({
    name: 'signal',
    summary: 'set the strength of the signal',
    parameters: {
      rssi: text(
        'dBm of RSSI, -120 to -40 (an LTE or 5G signal is told as RSRP, which follows from it); auto gives it back to the cells',
        { positional: true },
        'dBm|auto',
      ),
      steady: flag('do not let it move'),
    },
    examples: ['signal -105', 'signal -70 --steady', 'signal auto'],
    run(modem, { rssi, steady }) {
      if (rssi === 'auto') {
        modem.setSignal(undefined)
        return `the signal of ${modem.name} is that of its cells`
      }
      const value = Number(rssi)
      if (!/^-\d+$/.test(rssi) || value < -120 || value > -40) {
        throw invalid(`virtual signal: ${JSON.stringify(rssi)} is neither auto nor dBm between -120 and -40`)
      }
      modem.setSignal(value, { steady })
      return `the signal of ${modem.name} is ${steady ? '' : 'around '}${value} dBm (RSSI)`
    },
  }),
  command({
    name: 'traffic',
    summary: 'count traffic in the packet statistics while connected, as if there were some',
    parameters: {
      down: numeric('bytes/s to the host', { default: 0, min: 0, max: 1e9, type: 'bytes/s' }),
      up: numeric('bytes/s from the host', { default: 0, min: 0, max: 1e9, type: 'bytes/s' }),
    },
    examples: ['traffic --down 125000 --up 8000', 'traffic'],
    run(modem, { down, up }) {
      modem.inside.statistics.simulate(down + up > 0 ? { in: down, out: up } : undefined)
      return down + up > 0
        ? `${modem.name} counts ${down} bytes/s down and ${up} bytes/s up while connected`
        : `${modem.name} counts what it really carries`
    },
  }),
]
