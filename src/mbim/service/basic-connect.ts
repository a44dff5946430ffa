/** Basic IP connectivity (MBIM 1.0 errata-1 §10.5): the service that every function has. */
export * from './basic-connect/connection.ts'
export * from './basic-connect/device.ts'
export * from './basic-connect/network.ts'
export * from './basic-connect/service.ts'
export * from './basic-connect/sim.ts'
