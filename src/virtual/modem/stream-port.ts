/** What carries the streams of a modem's device services to a host in this process, for whichever host has the modem. */
import type { DataPort } from '../../channel/index.ts'
import { LONGEST_PIECE, type Streams } from './streams.ts'

export function streamPort(streams: Streams): DataPort {
  return {
    maxDataSize: LONGEST_PIECE,
    open: (number, sink) => {
      const listening = streams.listen(number, (piece) => sink.data(piece))
      return {
        write: (piece) => streams.receive(number, piece),
        [Symbol.dispose]: () => listening[Symbol.dispose](),
      }
    },
  }
}
