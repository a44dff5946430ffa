/** The HTTP face: the app that answers requests, and the socket that they come by. */
export * from './app.ts'
export * from './claim-socket.ts'

/** What describes the API; it loads what nobody else needs. */
export const loadApiDescription = (): Promise<typeof import('./openapi/describe-api.ts')> =>
  import('./openapi/describe-api.ts')
