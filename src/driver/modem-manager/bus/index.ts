/**
 * A small client of D-Bus, on the codec of `@particle/dbus-next`: calls with a time limit, signals by match rules that are
 * taken back again, names whose owners are known, a bus that comes back.
 *
 * Contract. Whatever is at the other end, a call ends: answered, refused, late, given up or with the bus. A body is plain
 * values of any shape, and nobody has checked them. A signal is from the one whose name was watched, as the bus knows it.
 */
export { parseBusAddress, SYSTEM_BUS, type BusEndpoint } from './address.ts'
export {
  BUS,
  CallError,
  type Bus,
  type BusSignal,
  type CallOptions,
  type MatchRule,
  type MethodCall,
} from './bus.ts'
export { variant } from './codec.ts'
export { openBus, type BusOptions } from './connection.ts'
export { keepBus, type KeptBus } from './keep-bus.ts'
export { watchName, type NameListener } from './watch-name.ts'
