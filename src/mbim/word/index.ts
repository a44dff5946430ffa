/**
 * Every word of the wire: for each enumeration and set of flags a codec (a value) and the union of its words (a type) of
 * the same name. Numbers are those of MBIM 1.0 errata-1 and of Microsoft's extensions.
 */
export * from './context-type.ts'
export * from './context.ts'
export * from './device.ts'
export * from './message.ts'
export * from './network.ts'
export * from './sim.ts'
export * from './vendor.ts'
