/** What the sinks are told of a modem's default connection. */
import type { Request } from '../../../../core/index.ts'
import { ERROR_HRESULTS, hresultOf, hresultOfCause, hresultOfChoice } from '../../error-hresult.ts'
import { S_OK, type HRESULT } from '../../hresult.ts'
import type { Ground } from '../ground.ts'
import { createConnection } from '../object/connection.ts'
import {
  activationNetworkError,
  connectionState,
  voiceCallState,
  type ConnectionOfModem,
} from '../reading/connection.ts'
import { isNews } from './modem-notice.ts'
import { notice, type Notice } from './notice.ts'

export function connectionArrival(ground: Ground, subject: ConnectionOfModem): Notice {
  return notice('IMbnConnectionManagerEvents', (sink) =>
    sink.OnConnectionArrival(createConnection(ground, subject).primary),
  )
}

export function connectionRemoval(ground: Ground, subject: ConnectionOfModem): Notice {
  return notice('IMbnConnectionManagerEvents', (sink) =>
    sink.OnConnectionRemoval(createConnection(ground, subject).primary),
  )
}

export function connectionChanges(
  ground: Ground,
  before: ConnectionOfModem,
  after: ConnectionOfModem,
): readonly Notice[] {
  const object = (): ReturnType<typeof createConnection> => createConnection(ground, after)
  const stateChanged = isNews(connectionState(before), connectionState(after))
  const errorChanged = activationNetworkError(before) !== activationNetworkError(after)
  const voiceChanged = isNews(voiceCallState(before), voiceCallState(after))
  return [
    ...(stateChanged || errorChanged
      ? [notice('IMbnConnectionEvents', (sink) => sink.OnConnectStateChange(object().primary))]
      : []),
    ...(voiceChanged
      ? [notice('IMbnConnectionEvents', (sink) => sink.OnVoiceCallStateChange(object().primary))]
      : []),
  ]
}

/** The completion of a request that has ended. */
export function requestEnded(ground: Ground, subject: ConnectionOfModem, request: Request): Notice {
  return completion(ground, subject, request, async () => statusOf(request))
}

/** The completion of a request whose end was not seen: the service is asked how it ended. */
export function requestLost(ground: Ground, subject: ConnectionOfModem, request: Request): Notice {
  return completion(ground, subject, request, () => lostStatus(ground, request))
}

/** How a request ended whose end was not seen. */
export async function lostStatus(ground: Ground, request: Request): Promise<HRESULT> {
  try {
    const known = await ground.service.request({ request: request.id })
    // A service that has forgotten that it was pending will not complete it.
    return known.state === 'pending' ? ERROR_HRESULTS.service_restarted : statusOf(known)
  } catch (thrown) {
    const hr = hresultOf(thrown)
    return hr === ERROR_HRESULTS.not_found ? ERROR_HRESULTS.service_restarted : hr
  }
}

function completion(
  ground: Ground,
  subject: ConnectionOfModem,
  { id, kind }: Request,
  status: () => Promise<HRESULT>,
): Notice {
  const object = (): ReturnType<typeof createConnection> => createConnection(ground, subject)
  return kind === 'connect'
    ? notice('IMbnConnectionEvents', async (sink) =>
        sink.OnConnectComplete(object().primary, id, await status()),
      )
    : notice('IMbnConnectionEvents', async (sink) =>
        sink.OnDisconnectComplete(object().primary, id, await status()),
      )
}

export function statusOf({ kind, state, cause }: Request): HRESULT {
  if (state === 'succeeded') return S_OK
  if (cause === undefined) return ERROR_HRESULTS.internal
  const choice = kind === 'register' || kind === 'set-home-provider'
  return choice ? hresultOfChoice(cause) : hresultOfCause(cause)
}
