/**
 * Who is to drive a modem: we by its own control device, ModemManager, or nobody for now. Pure.
 *
 * Two programs at one control device steal each other's answers, and a modem that is opened a second time ends its contexts.
 * So what ModemManager has is driven through it, and what it looks at is left alone meanwhile; but a session that is up is
 * worth more than good order: whoever carries it keeps the modem until it has ended, if the other one would not carry it on.
 */
import type { ControlChannelWay } from '../../device/index.ts'

export const OWNER_SETTINGS = ['auto', 'direct', 'mbim-proxy', 'modem-manager'] as const
export type OwnerSetting = (typeof OWNER_SETTINGS)[number]

export type Owner = 'native' | 'modem-manager'

export interface Situation {
  readonly setting: OwnerSetting
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
  /** ModemManager is to be asked to leave it alone. */
  readonly inhibit?: true
}

export function decideOwner(situation: Situation): Decision {
  const { setting, native, modemManager, owner } = situation
  if (setting === 'modem-manager') return throughModemManager(situation, 'it is set so')
  if (setting !== 'auto') {
    return native
      ? asSet(setting, modemManager)
      : {
          owner: undefined,
          because: `it is set to be reached ${WORDS[setting]}, and has no MBIM control device`,
        }
  }
  if (!native) return throughModemManager(situation, 'only ModemManager can drive it')
  switch (modemManager) {
    case 'unknown':
      return { owner: undefined, because: 'it is not known yet whether ModemManager is running' }
    case 'away':
      return { owner: 'native', because: 'ModemManager is not running' }
    case 'without':
      return { owner: 'native', because: 'ModemManager leaves it alone' }
    case 'left':
      return { owner: 'native', because: 'ModemManager was asked to leave it alone' }
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

const WORDS = { direct: 'directly', 'mbim-proxy': 'through mbim-proxy' } as const

function throughModemManager({ modemManager, owner }: Situation, because: string): Decision {
  if (modemManager === 'has') return { owner: 'modem-manager', because }
  // Its driver waits for ModemManager's return.
  return {
    owner: owner === 'modem-manager' ? owner : undefined,
    because: `${because}, and it has not got it`,
  }
}

function asSet(setting: 'direct' | 'mbim-proxy', modemManager: Situation['modemManager']): Decision {
  if (setting === 'mbim-proxy') return { owner: 'native', because: 'it is set so' }
  if (modemManager === 'unknown') {
    return { owner: undefined, because: 'it is not known yet whether ModemManager is running' }
  }
  if (modemManager === 'has') {
    return { owner: undefined, because: 'ModemManager is asked to leave it alone', inhibit: true }
  }
  return {
    owner: 'native',
    because: modemManager === 'left' ? 'it is set so, and ModemManager leaves it alone' : 'it is set so',
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
