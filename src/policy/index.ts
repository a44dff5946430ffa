/**
 * Demand-dial policy: which packets count, when an interface may dial, when it dials again, hangs up or gives up, and
 * what makes sense as its settings. Pure: it decides and never acts, so that six hours of back-off run in a millisecond.
 */
export { checkDialSettings, sameName, settingsError } from './check-dial-settings.ts'
export { isDialOutAllowed, nextDialOutChange } from './dial-out-hours.ts'
export { explainDial } from './dial/explain.ts'
export { explainWholeDial, type DialGround } from './dial/explanation.ts'
export {
  DIALLER,
  type DialOrigin,
  initialDial,
  type DialEffect,
  type DialFact,
  type DialMachine,
  type DialPath,
  type DialTimer,
  type RecalledRequest,
} from './dial/machine.ts'
export { pathOf } from './dial/path.ts'
export { stepDial } from './dial/step.ts'
export { dialState, refuseDialConnect, refuseDialDisconnect, unreachability } from './dial/unreachability.ts'
export { viewDial, type DialSurroundings } from './dial/view.ts'
export { decideIdle, type IdleDecision } from './idle.ts'
export { compilePacketFilter, packetReader, summarizePacket } from './packet-filter.ts'
export type { SettingProblem } from './problem.ts'
export { unreachableWait } from './unreachable-wait.ts'
