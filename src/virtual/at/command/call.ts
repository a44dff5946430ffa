/** Calls: ITU-T V.250 §6.3, 3GPP TS 27.007 §6, §10.2. */
import type { AtCommand, Run } from '../command.ts'
import { ERROR, NO_CARRIER, OK, type Result } from '../result.ts'

async function hangUp({ port }: Run, text: string): Promise<Result> {
  if (Number(text) > 0) return ERROR
  await port.hangUp()
  return OK
}

function goOn({ port }: Run, text: string): Result {
  if (Number(text) > 0) return ERROR
  return port.call === undefined ? NO_CARRIER : { word: 'CONNECT' }
}

export const callCommands: readonly AtCommand[] = [
  { name: 'H', source: 'V.250 §6.3.6', set: hangUp },
  { name: 'O', source: 'V.250 §6.3.7', set: goOn },
  {
    name: '+CHUP',
    source: '3GPP TS 27.007 §6.5',
    test: () => OK,
    execute: (run) => hangUp(run, '0'),
  },
]
