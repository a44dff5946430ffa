/** Who the modem and its card are: V.250 §6.1, 3GPP TS 27.007 §5. */
import { fact, type AtCommand, type Reply, type Run } from '../command.ts'
import { setting } from '../command.ts'
import { word } from '../parameter.ts'
import { typeOfNumber } from '../type-of-number.ts'
import { TERMINAL_CHARACTER_SETS, toTerminal } from '../terminal-character-set.ts'

const manufacturer = ({ modem }: Run): Reply => [modem.equipment.manufacturer]
const model = ({ modem }: Run): Reply => [modem.equipment.model]
const revision = ({ modem }: Run): Reply => [modem.equipment.firmware]
const serial = ({ modem }: Run): Reply => [modem.equipment.imei]
const capabilities = (): readonly string[] => ['+GCAP: +CGSM,+DS,+FCLASS']

function information(run: Run, text: string): Reply {
  if (Number(text) === 3) return revision(run)
  const { manufacturer: maker, model: kind, firmware, imei } = run.modem.equipment
  return [
    `Manufacturer: ${maker}`,
    `Model: ${kind}`,
    `Revision: ${firmware}`,
    `IMEI: ${imei}`,
    ...capabilities(),
  ]
}

export const identityCommands: readonly AtCommand[] = [
  {
    name: 'I',
    source: 'V.250 §6.1.3',
    set: information,
  },
  fact('+GMI', 'V.250 §6.1.4', manufacturer),
  fact('+GMM', 'V.250 §6.1.5', model),
  fact('+GMR', 'V.250 §6.1.6', revision),
  fact('+GSN', 'V.250 §6.1.7', serial),
  fact('+GCAP', 'V.250 §6.1.9', capabilities),
  fact('+CGMI', '3GPP TS 27.007 §5.1', manufacturer),
  fact('+CGMM', '3GPP TS 27.007 §5.2', model),
  fact('+CGMR', '3GPP TS 27.007 §5.3', revision),
  fact('+CGSN', '3GPP TS 27.007 §5.4', serial),
  fact('+CIMI', '3GPP TS 27.007 §5.6', ({ modem }) => [modem.sim.card?.imsi ?? ''], 'cme'),
  ...['+CCID', '+ICCID'].map((name) =>
    fact(name, '3GPP TS 27.007 §8.113', ({ modem }) => [`${name}: ${modem.sim.card?.iccid ?? ''}`], 'cme'),
  ),
  fact(
    '+CNUM',
    '3GPP TS 27.007 §7.1',
    ({ modem }) =>
      (modem.sim.card?.telephoneNumbers ?? []).map((one) => `+CNUM: "","${one}",${typeOfNumber(one)}`),
    'cme',
  ),
  setting({
    name: '+CSCS',
    source: '3GPP TS 27.007 §5.5',
    fields: [word(...TERMINAL_CHARACTER_SETS)],
    get: ({ characterSet }) => [`"${toTerminal(characterSet, characterSet)}"`],
    put: (settings, [set]) => {
      settings.characterSet = set
      return undefined
    },
  }),
]
