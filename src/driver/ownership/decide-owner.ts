/**
 * Who is to drive a modem: we by its own control device, ModemManager, or nobody for now. Pure.
 *
 * Two programs at one control device steal each other's answers, and a modem that is opened a second time ends its contexts.
 * So what ModemManager has is driven through it, and what it looks at is left alone meanwhile; but a session that is up is
 * worth more than good order: whoever carries it keeps the modem until it has ended, if the other one would not carry it on.
 */
import type { ControlChannelWay } from '../../device/index.ts'
import type { OwnerRule } from './owner-rule.ts'

export type Owner = 'native' | 'modem-manager'

export interface Situation {
  readonly rule: OwnerRule
  /** It has a control device that we speak the language of. */
  readonly native: boolean
  /**
   * What ModemManager has to do with this modem. `away`: it is not running. `leaving`: it has just ended, and may be restarted.
   * `mute`: it does not answer. `looking`: it may yet take the modem up. `without`: it has left it alone. `left`: it has been
   * asked to leave it alone, and does.
   */
  readonly modemManager: 'unknown' | 'away' | 'leaving' | 'mute' | 'looking' | 'without' | 'has' | 'left'
  /** Who drives it now. */
  readonly owner: Owner | undefined
  /** The way that we reach it now, or did last. */
  readonly way: ControlChannelWay | undefined
  /** A session was up when it was heard of last, or is being brought up. */
  readonly session: boolean
  /** ModemManager has a session of it connected. */
  readonly carried: boolean
}

export interface Decision {
  readonly owner: Owner | undefined
  /** Why: a clause for people. */
  readonly because: string
  /** ModemManager is to be asked to leave it alone; `false`: not any more. */
  readonly inhibit?: boolean
  /** The way that we have to reach it, where it is ours. */
  readonly way?: ControlChannelWay
}

export function decideOwner(situation: Situation): Decision {
  const { rule, native } = situation
  switch (rule.owner) {
    case 'auto': {
      const decision = native ? asItStands(situation) : throughModemManager(situation, ONLY, ONLY)
      if (rule.of === 'all') return decision
      return {
        ...decision,
        because: `${decision.because}; whoever has it is to drive it, as is set ${FOR[rule.of]}`,
      }
    }
    case 'modem-manager':
      return throughModemManager(
        situation,
        isSet(rule),
        `ModemManager is to drive it, as is set ${FOR[rule.of]}`,
      )
    case 'direct':
    case 'mbim-proxy':
      return native
        ? { ...asSet(situation, rule.owner), way: rule.owner }
        : {
            owner: undefined,
            because: `it is set ${FOR[rule.of]} to be reached ${WORDS[rule.owner]}, and has no MBIM control device`,
          }
  }
}

const ONLY = 'only ModemManager can drive it'

const WORDS = { direct: 'directly', 'mbim-proxy': 'through mbim-proxy' } as const

const FOR: Readonly<Record<OwnerRule['of'], string>> = {
  all: 'in general',
  device: 'for its control device',
  equipment: 'for its IMEI',
}

function isSet({ of }: OwnerRule): string {
  return `it is set so ${FOR[of]}`
}

function asItStands(situation: Situation): Decision {
  const { modemManager, owner } = situation
  switch (modemManager) {
    case 'unknown':
      return { owner: undefined, because: 'it is not known yet whether ModemManager is running' }
    case 'away':
      return { owner: 'native', because: 'ModemManager is not running' }
    case 'without':
      return { owner: 'native', because: 'ModemManager leaves it alone' }
    case 'left':
      return returned(situation)
    case 'leaving':
      return owner === 'native'
        ? { owner, because: 'ModemManager is not running' }
        : { owner, because: 'ModemManager has ended, and may be restarted' }
    case 'mute':
      return owner === undefined
        ? { owner, because: 'ModemManager does not answer, and may have it' }
        : { owner, because: 'ModemManager does not answer' }
    case 'looking':
      return looked(situation)
    case 'has':
      return had(situation)
  }
}

/** What ModemManager was asked to leave alone, and need not any more. */
function returned({ owner, session }: Situation): Decision {
  return owner === 'native' && session
    ? { owner, because: 'ModemManager was asked to leave it alone, and does until its connection has ended' }
    : { owner: undefined, because: 'ModemManager may have it again', inhibit: false }
}

/** `without`: that it is ModemManager's, where ModemManager has not got it. */
function throughModemManager(situation: Situation, because: string, without: string): Decision {
  const { native, modemManager, owner, session, carried } = situation
  // What was set while a session was up waits for its end.
  if (native && owner === 'native' && session && !carried) {
    return { owner, because: `${because}, but for its connection, which was made natively and goes first` }
  }
  if (modemManager === 'left') return returned(situation)
  if (modemManager === 'has') return { owner: 'modem-manager', because }
  // Its driver waits for ModemManager's return.
  return {
    owner: owner === 'modem-manager' ? owner : undefined,
    because: `${without}, and has not got it`,
  }
}

function asSet(situation: Situation, setting: 'direct' | 'mbim-proxy'): Decision {
  const { rule, modemManager, owner, session } = situation
  const because = isSet(rule)
  if (setting === 'mbim-proxy') {
    return { owner: 'native', because, ...(modemManager === 'left' && { inhibit: false }) }
  }
  switch (modemManager) {
    case 'unknown':
      return { owner: undefined, because: 'it is not known yet whether ModemManager is running' }
    case 'has':
      // To leave it alone is to end what it has connected.
      return owner === 'modem-manager' && session
        ? { owner, because: `${because}, once the connection that ModemManager has made has ended` }
        : { owner: undefined, because: 'ModemManager is asked to leave it alone', inhibit: true }
    case 'left':
      return { owner: 'native', because: `${because}, and ModemManager leaves it alone` }
    default:
      return { owner: 'native', because }
  }
}

/** Through mbim-proxy both can have it open; without, ModemManager's look is let pass. */
function looked({ owner, way }: Situation): Decision {
  if (owner === 'native' && way === 'mbim-proxy') {
    return { owner, because: 'ModemManager has not taken it up' }
  }
  return owner === 'modem-manager'
    ? { owner, because: 'ModemManager has not found it again yet' }
    : { owner: undefined, because: 'ModemManager looks whether it takes it up' }
}

function had({ owner, session, carried }: Situation): Decision {
  return owner !== 'modem-manager' && session && !carried
    ? {
        owner: 'native',
        because:
          'its connection was made natively; ModemManager has it as well, and gets it when that has ended',
      }
    : { owner: 'modem-manager', because: 'ModemManager has it' }
}
