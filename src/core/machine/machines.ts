/**
 * The machines. A modem is composed of its SIM, its standing with the network and its connections; each part explains
 * itself. Facts go in, effects come out as data; nothing here waits, asks or remembers by itself.
 */
export { explainConnection } from './connection-explain.ts'
export { dialledStep, explainWholeConnection, explainWholeModem, partSteps } from './explanation.ts'
export { servicesObstacle } from './device-service.ts'
export { findDeviceService, viewDeviceServices } from './device-service-view.ts'
export type { ConnectionEffect, ModemEffect, Verb } from './effect.ts'
export type {
  AskedFact,
  ContextUse,
  ModemFact,
  Mover,
  Operated,
  Outcome,
  Recollection,
  RememberedMessages,
} from './fact.ts'
export {
  partsInOrder,
  selected,
  viewMessage,
  viewMessages,
  type KeptMessage,
  type Messages,
} from './message.ts'
export { withoutMessages } from './message-operation.ts'
export {
  initialModem,
  RECALL_TIMER,
  sessionLimit,
  stepModem,
  type ModemIdentity,
  type ModemMachine,
} from './modem.ts'
export { STATE_OF, type ConnectionMachine, type Phase } from './phase.ts'
export {
  additionalSession,
  connectObstacle,
  refuseConnect,
  refuseDisconnect,
  refuseOperation,
} from './refusal.ts'
export { explainPacketService, explainRadio, explainRegistration } from './registration.ts'
export type { Reading } from './traffic.ts'
export { explainSim, simObstacle } from './sim.ts'
export { connectionExists, explainModem, modemState, viewConnection, viewModem } from './view.ts'
