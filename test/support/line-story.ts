/** A story with a dial interface, `office`, that has a serial line on which pppd is played by the test. */
import { silent } from '../../src/base/index.ts'
import { serialDialer, type PartialDialSettings, type PppDialerSettings } from '../../src/core/index.ts'
import { pppDialers } from '../../src/driver/index.ts'
import type { DialStoryOptions } from './dial-story.ts'
import { FakePppHost } from './fake-ppp-host.ts'
import { scratch } from './scratch.ts'

export const LINE = '/dev/ttyUSB0'

export const LINE_SETTINGS = {
  kind: 'serial',
  device: LINE,
  speed: 115_200,
  flowControl: 'hardware',
  number: '*99#',
  init: [],
} as const satisfies PppDialerSettings['line']

export const lineDialer: PppDialerSettings = { ...serialDialer(LINE), line: LINE_SETTINGS }

export const OFFICE: PartialDialSettings = {
  name: 'office',
  dialer: lineDialer,
  routes: [{ destination: '10.30.0.0/16', metric: 0, dials: true }],
  credentials: { userName: 'me', password: 'secret' },
}

export interface LineStage extends Disposable {
  readonly host: FakePppHost
  readonly options: DialStoryOptions
}

/** What a story is begun with, for its interfaces to have lines. */
export function lineStage(): LineStage {
  const host = new FakePppHost()
  const folder = scratch()
  return {
    host,
    options: {
      dialers: (clock) => ({ ppp: pppDialers({ clock, log: silent, folder: folder.path, host }) }),
    },
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  }
}
