/** The schemas, for who serves or documents the contract. Loaded on demand: a client and its quick start do without. */
export * from './component.ts'
export { CONFIGURATION } from './configuration/configuration.ts'
export * from './event.ts'
export * from './example.ts'
export * from './operation.ts'
