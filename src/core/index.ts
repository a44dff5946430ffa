/**
 * Our words, the ports and the machines. Pure and synchronous: no I/O, no timers, no chance. What the rest of the house
 * says about modems it says in the types of this room.
 */
export * from './caller.ts'
export * from './cause.ts'
export * from './connection.ts'
export * from './cursor.ts'
export * from './dial-interface.ts'
export type * from './event.ts'
export * from './machine/machines.ts'
export type * from './ip-settings.ts'
export type * from './modem.ts'
export type * from './packet-filter.ts'
export type * from './port/dialer.ts'
export type * from './port/driver.ts'
export type * from './port/network.ts'
export type * from './port/store.ts'
export * from './operation.ts'
export * from './profile.ts'
export * from './registration.ts'
export type * from './request.ts'
export type * from './sim.ts'
export * from './text.ts'
