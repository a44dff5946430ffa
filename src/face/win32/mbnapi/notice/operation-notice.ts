/** The completions of what a modem itself was asked for. */
import type { Modem, Request } from '../../../../core/index.ts'
import type { HRESULT } from '../../hresult.ts'
import type { Ground } from '../ground.ts'
import { IID_IMbnRadio } from '../identifier.ts'
import { createInterface } from '../object/interface.ts'
import { notice, type Notice } from './notice.ts'

/** `status` is asked for when the sink is called. Nothing for an operation that the API has not got. */
export function operationEnded(
  ground: Ground,
  modem: Modem,
  { id, kind }: Request,
  status: () => Promise<HRESULT>,
): readonly Notice[] {
  const object = (): ReturnType<typeof createInterface> => createInterface(ground, modem)
  switch (kind) {
    case 'set-radio':
      return [
        notice('IMbnRadioEvents', async (sink) =>
          sink.OnSetSoftwareRadioStateComplete(object().as(IID_IMbnRadio), id, await status()),
        ),
      ]
    default:
      return []
  }
}
