/** The option negotiation automaton of RFC 1661 §4.1, as its table has it. Pure: what is to be done is told, not done. */

export const STATES = [
  'initial',
  'starting',
  'closed',
  'stopped',
  'closing',
  'stopping',
  'request-sent',
  'ack-received',
  'ack-sent',
  'opened',
] as const

export type State = (typeof STATES)[number]

/** §4.3; `to+` is a timeout with a restart left, `to-` one without. */
export type Event =
  | 'up'
  | 'down'
  | 'open'
  | 'close'
  | 'to+'
  | 'to-'
  | 'rcr+'
  | 'rcr-'
  | 'rca'
  | 'rcn'
  | 'rtr'
  | 'rta'
  | 'ruc'
  | 'rxj+'
  | 'rxj-'
  | 'rxr'

/** §4.4: this layer up, down, started, finished; restart counter set, zeroed; what is sent. */
export type Action =
  'tlu' | 'tld' | 'tls' | 'tlf' | 'irc' | 'zrc' | 'scr' | 'sca' | 'scn' | 'str' | 'sta' | 'scj' | 'ser'

export interface Transition {
  readonly actions: readonly Action[]
  readonly next: State
}

/** States 0 to 9 from left to right; `-` cannot be. The marks of options (passive, restart, crossed) are left out: they change nothing here. */
const TABLE: Readonly<Record<Event, string>> = {
  up: '2 irc,scr/6 - - - - - - - -',
  down: '- - 0 tls/1 0 1 1 1 1 tld/1',
  open: 'tls/1 1 irc,scr/6 3 5 5 6 7 8 9',
  close: '0 tlf/0 2 2 4 4 irc,str/4 irc,str/4 irc,str/4 tld,irc,str/4',
  'to+': '- - - - str/4 str/5 scr/6 scr/6 scr/8 -',
  'to-': '- - - - tlf/2 tlf/3 tlf/3 tlf/3 tlf/3 -',
  'rcr+': '- - sta/2 irc,scr,sca/8 4 5 sca/8 sca,tlu/9 sca/8 tld,scr,sca/8',
  'rcr-': '- - sta/2 irc,scr,scn/6 4 5 scn/6 scn/7 scn/6 tld,scr,scn/6',
  rca: '- - sta/2 sta/3 4 5 irc/7 scr/6 irc,tlu/9 tld,scr/6',
  rcn: '- - sta/2 sta/3 4 5 irc,scr/6 scr/6 irc,scr/8 tld,scr/6',
  rtr: '- - sta/2 sta/3 sta/4 sta/5 sta/6 sta/6 sta/6 tld,zrc,sta/5',
  rta: '- - 2 3 tlf/2 tlf/3 6 6 8 tld,scr/6',
  ruc: '- - scj/2 scj/3 scj/4 scj/5 scj/6 scj/7 scj/8 scj/9',
  'rxj+': '- - 2 3 4 5 6 6 8 9',
  'rxj-': '- - tlf/2 tlf/3 tlf/2 tlf/3 tlf/3 tlf/3 tlf/3 tld,irc,str/5',
  rxr: '- - 2 3 4 5 6 7 8 ser/9',
}

/** Nothing where the event cannot come in that state. */
export function transition(state: State, event: Event): Transition | undefined {
  const cell = TABLE[event].split(' ')[STATES.indexOf(state)]
  if (cell === undefined || cell === '-') return undefined
  const parts = cell.split('/')
  const next = STATES[Number(parts.at(-1))]
  if (next === undefined) return undefined
  // The table holds nothing else before the slash.
  return { actions: parts.length === 1 ? [] : ((parts[0] ?? '').split(',') as Action[]), next }
}
