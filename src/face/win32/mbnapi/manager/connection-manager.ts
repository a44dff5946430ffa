/** IMbnConnectionManager: gives out the connections as they are now. */
import { facet } from '../../com/com-object.ts'
import { canonicalGuid } from '../../com/guid.ts'
import { given } from '../../com/holder.ts'
import type { IUnknown } from '../../com/unknown.ts'
import { E_POINTER, HRESULT_FROM_WIN32, S_OK } from '../../hresult.ts'
import { ERROR_NOT_FOUND } from '../../win32-error.ts'
import { answering, type Ground } from '../ground.ts'
import { IID_IMbnConnectionManager } from '../identifier.ts'
import type { IMbnConnectionManager } from '../interface/connection-manager.ts'
import { createConnection } from '../object/connection.ts'
import { defaultConnections } from '../object/default-connection.ts'
import type { ConnectionOfModem } from '../reading/connection.ts'
import { clear } from '../reading/reading.ts'
import { createManager, type ManagerGround } from './manager.ts'

export function createConnectionManager(ground: ManagerGround): IUnknown {
  return createManager(
    ground,
    facet(IID_IMbnConnectionManager, (unknown) => connectionManagerFacet(ground, unknown)),
    ['IMbnConnectionManagerEvents', 'IMbnConnectionEvents'],
  )
}

function connectionManagerFacet(ground: Ground, unknown: IUnknown): IMbnConnectionManager {
  return {
    ...unknown,
    GetConnection: (connectionID, output) =>
      answering(ground, async () => {
        clear(output)
        if (!given(output)) return E_POINTER
        const id = canonicalGuid(connectionID)
        const found = (await present(ground)).find(({ connection }) => canonicalGuid(connection.id) === id)
        if (found === undefined) return HRESULT_FROM_WIN32(ERROR_NOT_FOUND)
        output.value = createConnection(ground, found).primary
        return S_OK
      }),
    GetConnections: (output) =>
      answering(ground, async () => {
        clear(output)
        if (!given(output)) return E_POINTER
        output.value = (await present(ground)).map((found) => createConnection(ground, found).primary)
        return S_OK
      }),
  }
}

async function present({ service }: Ground): Promise<readonly ConnectionOfModem[]> {
  const { modems, connections } = await service.snapshot()
  return defaultConnections(modems, connections)
}
