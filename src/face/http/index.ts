/** The HTTP face: the app that answers requests, and the socket that they come by. */
export * from './app.ts'
export * from './claim-socket.ts'
