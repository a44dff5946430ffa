/** How messages are shown, kept and told of: 3GPP TS 27.005 §3.2, §3.3, §3.4.1. */
import { setting, takes, telling, type AtCommand, type Reply, type Run } from '../command.ts'
import { digits, optional, or, whole, word } from '../parameter.ts'
import { cmsOf, OK } from '../result.ts'
import { typeOfNumber } from '../type-of-number.ts'

/** The only memory is that of the card. */
const memory = word('SM')

function room({ modem }: Run): string {
  const { shelf } = modem.messaging
  return `${shelf?.places('all').length ?? 0},${shelf?.capacity ?? 0}`
}

function serviceCentre({ modem }: Run): Reply {
  const { serviceCentre: number } = modem.messaging
  return [`+CSCA: "${number}",${typeOfNumber(number)}`]
}

export const messageSettings: readonly AtCommand[] = [
  setting({
    name: '+CMGF',
    source: '3GPP TS 27.005 §3.2.3',
    fields: [or(whole(0, 1), 0)],
    get: ({ textMode }) => [textMode ? 1 : 0],
    put: (settings, [mode]) => {
      settings.textMode = mode === 1
      return undefined
    },
  }),
  setting({
    name: '+CSDH',
    source: '3GPP TS 27.005 §3.3.4',
    fields: [or(whole(0, 1), 0)],
    get: ({ messageDetails }) => [messageDetails ? 1 : 0],
    put: (settings, [mode]) => {
      settings.messageDetails = mode === 1
      return undefined
    },
  }),
  {
    name: '+CSMP',
    source: '3GPP TS 27.005 §3.3.3',
    test: () => OK,
    read: ({ settings }) => [`+CSMP: ${settings.textParameters.join(',')}`],
    set: takes(
      [optional(whole(0, 255)), optional(whole(0, 255)), optional(whole(0, 255)), optional(whole(0, 255))],
      ({ settings }, ...given) => {
        const [first, validity, protocol, coding] = settings.textParameters
        const [ownFirst, ownValidity, ownProtocol, ownCoding] = given
        settings.textParameters = [
          ownFirst ?? first,
          ownValidity ?? validity,
          ownProtocol ?? protocol,
          ownCoding ?? coding,
        ]
        return OK
      },
    ),
  },
  setting({
    name: '+CNMI',
    source: '3GPP TS 27.005 §3.4.1',
    fields: [
      or(whole(0, 2), 0),
      or(whole(0, 3), 0),
      or(whole(0, 2), 0),
      or(whole(0, 2), 0),
      or(whole(0, 1), 0),
    ],
    get: ({ newMessages }) => newMessages,
    put: (settings, newMessages) => {
      settings.newMessages = newMessages
      return undefined
    },
  }),
  {
    name: '+CPMS',
    source: '3GPP TS 27.005 §3.2.2',
    needsSim: 'cms',
    test: telling('+CPMS', [memory, memory, memory]),
    read: (run) => [`+CPMS: ${[1, 2, 3].map(() => `"SM",${room(run)}`).join(',')}`],
    set: takes([memory, optional(memory), optional(memory)], (run) => [
      `+CPMS: ${[1, 2, 3].map(() => room(run)).join(',')}`,
    ]),
  },
  {
    name: '+CSCA',
    source: '3GPP TS 27.005 §3.3.1',
    needsSim: 'cms',
    test: () => OK,
    read: serviceCentre,
    set: takes([digits(20), optional(whole(129, 255))], (run, number, type) => {
      const international = type === 145 && !number.startsWith('+')
      return cmsOf(run.modem.messaging.setServiceCentre(international ? `+${number}` : number, run))
    }),
  },
  {
    name: '+CSMS',
    source: '3GPP TS 27.005 §3.2.1',
    test: telling('+CSMS', [whole(0, 1)]),
    read: ({ settings }) => [`+CSMS: ${settings.messageService},1,1,0`],
    set: takes([whole(0, 1)], ({ settings }, service) => {
      settings.messageService = service
      return ['+CSMS: 1,1,0']
    }),
  },
]
