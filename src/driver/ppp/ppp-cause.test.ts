import { expect, test } from 'vitest'
import { causeOfEnd, type PppdEnd } from './ppp-cause.ts'

test.each<[string, Omit<PppdEnd, 'log'>, string, string, string?]>([
  ['the other end', { status: 0 }, 'disconnected', 'ended-by-peer'],
  ['wrong options', { status: 2 }, 'invalid_argument', 'options'],
  ['a kernel without PPP', { status: 4 }, 'not_supported', 'no-kernel-support'],
  ['SIGTERM of another', { status: 5 }, 'disconnected', 'ended-from-outside'],
  ['a lock', { status: 6 }, 'busy', 'locked'],
  ['a busy number', { status: 8, chat: 4 }, 'connect_failed', 'busy'],
  ['nobody at home', { status: 8, chat: 5 }, 'connect_failed', 'no-answer'],
  ['no carrier', { status: 8, chat: 6 }, 'connect_failed', 'no-carrier'],
  ['a refused command', { status: 8, chat: 9 }, 'status', 'error'],
  ['a silent modem', { status: 8, chat: 3 }, 'timeout', 'timeout'],
  ['chat itself', { status: 8, chat: 1 }, 'channel_failed', 'failed'],
  ['a modem that says nothing of why', { status: 8 }, 'connect_failed', 'not-connected'],
  ['no agreement', { status: 10 }, 'connect_failed', 'negotiation-failed'],
  ['a caller who is nobody', { status: 11 }, 'connect_failed', 'peer-not-authenticated'],
  ['an end that is dead', { status: 15 }, 'disconnected', 'peer-dead'],
  ['a lost carrier', { status: 16 }, 'disconnected', 'hang-up'],
  ['wrong credentials', { status: 19 }, 'connect_failed', 'authentication-failed'],
  ['no pppd', { status: 127 }, 'not_supported', 'not-installed'],
  ['a status that is not known', { status: 77 }, 'channel_failed', '77'],
  ...[8, 10].map((status): [string, Omit<PppdEnd, 'log'>, string, string, string] => [
    `no PPPoE, as status ${status}`,
    { status },
    'connect_failed',
    'no-answer',
    'Timeout waiting for PADO packets\nUnable to complete PPPoE Discovery\n',
  ]),
  [
    'wrong credentials, and a modem that hangs up at once',
    { status: 16 },
    'connect_failed',
    'authentication-failed',
    'Remote message: Access denied\nPAP authentication failed\nModem hangup\nConnection terminated.\n',
  ],
  [
    'wrong credentials, and a kernel that tells of the carrier first',
    { status: 5 },
    'connect_failed',
    'authentication-failed',
    'CHAP authentication failed\nHangup (SIGHUP)\nConnection terminated.\n',
  ],
  [
    'a lost carrier that the kernel tells of',
    { status: 5 },
    'disconnected',
    'hang-up',
    'Hangup (SIGHUP)\nConnect time 0.1 minutes.\n',
  ],
  [
    'no PPP at the other end',
    { status: 10 },
    'connect_failed',
    'lcp-timeout',
    'LCP: timeout sending Config-Requests\n',
  ],
])('%s', (_, end, code, name, log = '') => {
  expect(causeOfEnd({ ...end, log })).toMatchObject({ code, status: { name } })
})

test.each<[string, PppdEnd, string, RegExp]>([
  ['one that was killed', { signal: 'SIGKILL', log: '' }, 'channel_failed', /SIGKILL/],
  ['one that was not ours, refused', { log: 'CHAP authentication failed\n' }, 'connect_failed', /password/],
  ['one that was not ours, by its log', { log: 'x\nModem hangup\n' }, 'disconnected', /carrier/],
  ['one of which nothing is known', { log: 'a peer says: Modem hangup' }, 'disconnected', /nobody saw why/],
])('%s', (_, end, code, text) => {
  const cause = causeOfEnd(end)
  expect([cause.code, cause.status]).toEqual([code, undefined])
  expect(cause.message).toMatch(text)
})
