export * from './operation.ts'
export type * from './service.ts'
