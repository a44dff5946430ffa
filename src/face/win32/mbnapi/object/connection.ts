/** IMbnConnection: a snapshot of a modem's default connection, and the way to have it connected and disconnected. */
import { toDialtoneError } from '../../../../base/index.ts'
import { comObject, facet, type ComObject } from '../../com/com-object.ts'
import { bracedGuid } from '../../com/guid.ts'
import { given, type Pointer } from '../../com/holder.ts'
import type { IUnknown } from '../../com/unknown.ts'
import { hresultOf } from '../../error-hresult.ts'
import { E_INVALIDARG, E_POINTER, HRESULT_FROM_WIN32, S_OK, type HRESULT } from '../../hresult.ts'
import { ERROR_NOT_FOUND } from '../../win32-error.ts'
import {
  MBN_CONNECTION_MODE_PROFILE,
  MBN_CONNECTION_MODE_TMP_PROFILE,
  type MBN_CONNECTION_MODE,
} from '../enumeration/connection.ts'
import { isNotFound, requesting, staleness, type Ground } from '../ground.ts'
import { IID_IMbnConnection } from '../identifier.ts'
import type { IMbnConnection } from '../interface/connection.ts'
import {
  activationNetworkError,
  connectionState,
  profileName,
  voiceCallState,
  type ConnectionOfModem,
} from '../reading/connection.ts'
import { fill } from '../reading/reading.ts'

export function createConnection(ground: Ground, subject: ConnectionOfModem): ComObject<IMbnConnection> {
  return comObject(facet(IID_IMbnConnection, (unknown) => connectionFacet(ground, subject, unknown)))
}

function connectionFacet(ground: Ground, subject: ConnectionOfModem, unknown: IUnknown): IMbnConnection {
  const { connection, modem } = subject
  return {
    ...unknown,
    get_ConnectionID: async (ConnectionID) => fill(ConnectionID, { value: bracedGuid(connection.id) }),
    get_InterfaceID: async (InterfaceID) => fill(InterfaceID, { value: bracedGuid(modem.id) }),
    Connect: (connectionMode, strProfile, requestID) =>
      requesting(ground, async () => {
        if (!given(requestID)) return E_POINTER
        const settings = settingsOf(connectionMode, strProfile)
        if (settings === undefined) return E_INVALIDARG
        try {
          const { requestId } = await ground.service.connect({ connection: connection.id, ...settings })
          requestID.value = requestId
          return S_OK
        } catch (thrown) {
          return connectFailure(ground, subject, thrown)
        }
      }),
    Disconnect: (requestID) =>
      requesting(ground, async () => {
        if (!given(requestID)) return E_POINTER
        try {
          requestID.value = (await ground.service.disconnect({ connection: connection.id })).requestId
          return S_OK
        } catch (thrown) {
          if (isNotFound(thrown)) return staleness(ground, modem.id)
          const already = toDialtoneError(thrown).code === 'not_activated'
          return already ? HRESULT_FROM_WIN32(ERROR_NOT_FOUND) : hresultOf(thrown)
        }
      }),
    GetConnectionState: async (ConnectionState, ProfileName) => {
      if (!given(ConnectionState) || !given(ProfileName)) return E_POINTER
      ProfileName.value = null
      const hr = fill(ConnectionState, connectionState(subject))
      if (hr === S_OK) ProfileName.value = profileName(subject)
      return hr
    },
    GetVoiceCallState: async (state) => fill(state, voiceCallState(subject)),
    GetActivationNetworkError: async (networkError: Pointer<number>) =>
      fill(networkError, { value: activationNetworkError(subject) }),
  }
}

/** Nothing when the arguments are none. */
function settingsOf(
  mode: MBN_CONNECTION_MODE,
  profile: unknown,
): { readonly profile: string } | { readonly temporary: string } | undefined {
  if (typeof profile !== 'string' || profile === '') return undefined
  switch (mode) {
    case MBN_CONNECTION_MODE_PROFILE:
      return { profile }
    case MBN_CONNECTION_MODE_TMP_PROFILE:
      return { temporary: profile }
    default:
      return undefined // a number that is no connection mode
  }
}

/**
 * A connection that is gone is stale, whatever the service has to say against connecting. Of one that is there, an unknown
 * profile is a bad argument, as is a temporary one that is not valid.
 */
async function connectFailure(
  ground: Ground,
  { connection, modem }: ConnectionOfModem,
  thrown: unknown,
): Promise<HRESULT> {
  try {
    await ground.service.connection({ connection: connection.id })
  } catch (again) {
    return isNotFound(again) ? staleness(ground, modem.id) : hresultOf(again)
  }
  const { code } = toDialtoneError(thrown)
  return code === 'not_found' || code === 'invalid_profile' ? E_INVALIDARG : hresultOf(thrown)
}
