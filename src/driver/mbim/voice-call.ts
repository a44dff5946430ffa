/** The voice call that CONNECT tells of beside a context, in answers and in indications. */
import type { DriverContext } from './context.ts'
import type { ConnectInfo } from './fact/context.ts'

/** Tells it where it is not what was told last. A state of a later specification says nothing. */
export function voiceCallTold(context: DriverContext, info: ConnectInfo): void {
  const { known } = context
  const { sessionId, voiceCallState: state } = info
  if (typeof state === 'number' || known.voiceCalls.get(sessionId) === state) return
  known.voiceCalls.set(sessionId, state)
  context.tell({ type: 'voice-call', sessionId, state })
}
