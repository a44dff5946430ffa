/** MBIM itself, on a virtual modem's control channel: frames out, frames in, both in words. */
import { decode, describe, encode } from '../src/mbim/index.ts'
import { createVirtualModem } from '../src/virtual/index.ts'

using modem = createVirtualModem({ name: 'virtual0', timing: 'instant' })
const channel = modem.connect()
const { promise: ended, resolve: end } = Promise.withResolvers<undefined>()
channel.start({
  frame: (frame) => {
    console.log(describe(frame))
    const message = decode(frame) // message.info is the value that the bytes stand for
    if (message.type === 'command-done') end(undefined)
  },
  closed: () => end(undefined),
})
channel.send(encode({ type: 'open', transactionId: 1, maxControlTransfer: 4096 }))
channel.send(
  encode({
    type: 'command',
    transactionId: 2,
    service: 'basic-connect',
    cid: 'signal-state',
    operation: 'query',
    info: {},
  }),
)
await ended
