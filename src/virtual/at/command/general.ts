/** What is left of 3GPP TS 27.007: the clock and how calls and other matters are told. */
import { instantToTimestamp } from '../../../sms/index.ts'
import { fact, setting, type AtCommand } from '../command.ts'
import { formatTimestamp } from '../message-text.ts'
import { or, whole } from '../parameter.ts'

export const generalCommands: readonly AtCommand[] = [
  {
    name: '+CCLK',
    source: '3GPP TS 27.007 §8.15',
    // It is the network's time: a modem that is registered has it from there, and cannot be told another.
    test: () => ['+CCLK: '],
    read: ({ modem }) => [`+CCLK: ${formatTimestamp(instantToTimestamp(modem.clock.now()))}`],
  },
  fact('+CLAC', '3GPP TS 27.007 §8.37', ({ commands }) => commands()),
  setting({
    name: '+CRC',
    source: '3GPP TS 27.007 §6.11',
    fields: [or(whole(0, 1), 0)],
    get: ({ extendedRing }) => [extendedRing ? 1 : 0],
    put: (settings, [mode]) => {
      settings.extendedRing = mode === 1
      return undefined
    },
  }),
  setting({
    name: '+CLIP',
    source: '3GPP TS 27.007 §7.6',
    fields: [or(whole(0, 1), 0)],
    // The network tells who calls.
    get: ({ callerId }) => [callerId ? 1 : 0, 1],
    put: (settings, [mode]) => {
      settings.callerId = mode === 1
      return undefined
    },
  }),
  ...(['+CTZU', '+CTZR'] as const).map((name) =>
    setting({
      name,
      source: '3GPP TS 27.007 §8.40, §8.41',
      fields: [or(whole(0, 1), 0)],
      // The zone of its network is always the same: it is followed, and there is never a change to tell.
      get: ({ inert }) => [inert.get(name) ?? 0],
      put: ({ inert }, [mode]) => {
        inert.set(name, mode)
        return undefined
      },
    }),
  ),
]
